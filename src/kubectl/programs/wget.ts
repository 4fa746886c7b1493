/** wget as busybox 1.36 has it: the one that containers carry. Simplified: no file is written, whatever is said. */
import type { Program, Running } from '../program.ts';
import { parseArgs } from '../shell/arguments.ts';
import { utf8Length } from '../../kube/utf8.ts';
import { addressAsked } from './machine.ts';
import { headLines, httpExchange, parseURL, statusText } from './httpExchange.ts';
import type { Place } from './place.ts';

const reasons: Readonly<Record<string, string>> = { refused: 'Connection refused', unreachable: 'No route to host', timedOut: 'Connection timed out' };

const longNames: Readonly<Record<string, string>> = { '--timeout': '-T', '--quiet': '-q', '--output-document': '-O', '--tries': '-t', '--header': '-h', '--server-response': '-S', '--no-check-certificate': '-k', '--spider': '-p' };

export function wget(place: Place): Program {
  return function* (args, streams, cluster): Running {
    const short = args.flatMap((arg) => {
      const [name = '', value] = arg.split('=', 2);
      const letter = longNames[name];
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
    if (answer.page === undefined || answer.trace.endMs - answer.trace.startMs > timeoutMs) {
      const { outcome } = answer.trace;
      if ((outcome === 'timedOut' && timeoutMs !== Infinity) || outcome === 'answered') say('download timed out');
      else if (outcome === 'reset' || outcome === 'closed') say('error getting response: Connection reset by peer');
      else say(`can't connect to remote host (${address}): ${reasons[outcome] ?? ''}`);
      return 1;
    }
    const { page } = answer;
    if (parsed.has('S')) for (const line of [...headLines(page, cluster.nowMs), '']) streams.err(`  ${line}\n`);
    if (page.code >= 400) {
      say(`server returned error: HTTP/1.1 ${statusText(page.code)}`);
      return 1;
    }
    if (parsed.has('p')) {
      if (!parsed.has('q')) streams.err('remote file exists\n');
      return 0;
    }
    const file = parsed.value('O') || (target.path.split('?')[0]?.split('/').at(-1) || 'index.html');
    const note = (text: string): void => { if (!parsed.has('q')) streams.err(text); };
    note(file === '-' ? 'writing to stdout\n' : `saving to '${file}'\n`);
    if (file === '-') streams.out(page.body);
    note(`${(file.split('/').at(-1) ?? '').slice(0, 20).padEnd(20)} 100% |${'*'.repeat(32)}|${String(utf8Length(page.body)).padStart(6)}  0:00:00 ETA\n`);
    note(file === '-' ? 'written to stdout\n' : `'${file}' saved\n`);
    return 0;
  };
}
