/** wget as busybox has it: the one that containers carry. */
import type { Program, Running } from '../program.ts';
import { parseArgs } from '../shell/arguments.ts';
import { addressAsked } from './machine.ts';
import { httpExchange, parseURL } from './httpExchange.ts';
import type { Place } from './place.ts';

export function wget(place: Place): Program {
  return function* (args, streams, cluster): Running {
    const short = args.flatMap((arg) => {
      const [name = '', value] = arg.split('=', 2);
      const letter = ({ '--timeout': '-T', '--quiet': '-q', '--output-document': '-O', '--tries': '-t', '--header': '-h', '--server-response': '-S', '--no-check-certificate': '-k', '--spider': '-p' } as Readonly<Record<string, string>>)[name];
      return letter === undefined ? [arg] : value === undefined ? [letter] : [letter, value];
    });
    const parsed = parseArgs(short, 'qSckp O: T: t: h: U:');
    if ('error' in parsed || parsed.rest.length === 0) {
      streams.err(`${'error' in parsed ? `wget: ${parsed.error}\n` : ''}Usage: wget [-cqS] [--spider] [-O FILE] [-T SEC] URL...\n`);
      return 1;
    }
    const url = parsed.rest[0] ?? '';
    const target = parseURL(url);
    if (target === undefined || !['http', 'https'].includes(target.scheme)) {
      streams.err(`wget: not an http or ftp url: ${url}\n`);
      return 1;
    }
    const { host, port } = target;
    const seconds = Number(parsed.value('T') || NaN);
    const timeoutMs = Number.isNaN(seconds) ? Infinity : seconds * 1000;
    const answer = yield* httpExchange(cluster, place, target, { method: 'GET', userAgent: 'Wget', headers: [], timeoutMs });
    const say = (text: string): void => { streams.err(`wget: ${text}\n`); };
    if (answer === undefined) {
      say(`bad address '${host}'`);
      return 1;
    }
    const address = addressAsked(answer.trace) ?? host;
    if (answer.trace.outcome === 'unresolved') {
      say(`bad address '${port === 80 ? host : `${host}:${port}`}'`);
      return 1;
    }
    if (!parsed.has('q')) streams.err(`Connecting to ${host}${port === 80 ? '' : `:${port}`} (${address}:${port})\n`);
    if (answer.page === undefined) {
      const { outcome } = answer.trace;
      if (outcome === 'timedOut' || outcome === 'answered') say('download timed out');
      else if (outcome === 'reset' || outcome === 'closed') say('error getting response: Connection reset by peer');
      else say(`can't connect to remote host (${address}): ${outcome === 'refused' ? 'Connection refused' : 'Host is unreachable'}`);
      return 1;
    }
    if (answer.page.code >= 400) {
      say(`server returned error: HTTP/1.1 ${answer.page.code} Service Unavailable`);
      return 1;
    }
    if (parsed.has('p')) {
      streams.err('remote file exists\n');
      return 0;
    }
    const file = parsed.value('O') || 'index.html';
    if (file === '-') streams.out(answer.page.body);
    else if (file !== '/dev/null' && !parsed.has('q')) streams.err(`saving to '${file}'\n'${file}' saved\n`);
    return 0;
  };
}
