/** curl, after its manual page and what curl 8 prints. */
import type { Program, Running } from '../program.ts';
import { parseIP } from '../../kube/ip.ts';
import { addressAsked, hostNameOf } from './machine.ts';
import { headLines, hostHeader, httpExchange, parseURL, type HTTPAnswer, type Target } from './httpExchange.ts';
import type { Place } from './place.ts';

interface Options { readonly flags: ReadonlySet<string>; readonly values: ReadonlyMap<string, string>; readonly headers: readonly string[]; readonly urls: readonly string[] }

const valued = new Map(Object.entries({ o: 'output', w: 'write-out', m: 'max-time', X: 'request', H: 'header', d: 'data', A: 'user-agent', u: 'user', 'connect-timeout': 'connect-timeout', retry: 'retry', resolve: 'resolve', 'data-raw': 'data', interface: 'interface', 'retry-delay': 'retry-delay' }));
const switches = new Map(Object.entries({ s: 'silent', S: 'show-error', v: 'verbose', i: 'include', I: 'head', k: 'insecure', L: 'location', f: 'fail', g: 'globoff', N: 'no-buffer', 4: 'ipv4', 6: 'ipv6', O: 'remote-name' }));
const longSwitches = new Set([...switches.values(), 'http1.1', 'http1.0', 'http2', 'no-keepalive', 'compressed', 'noproxy', 'no-progress-meter', 'fail-with-body', 'tcp-nodelay']);
/** Options whose value is a number. */
const numeric = new Set(['max-time', 'connect-timeout', 'retry', 'retry-delay']);
const VERSION = '8.14.1';

function parseOptions(args: readonly string[]): Options | { readonly error: string } {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const headers: string[] = [];
  const urls: string[] = [];
  const longValued = new Set(valued.values());
  const take = (name: string, value: string | undefined, shown: string): { readonly error: string } | undefined => {
    if (value === undefined) return { error: `option ${shown}: requires parameter` };
    if (numeric.has(name) && !(Number(value) >= 0)) return { error: `option ${shown}: expected a proper numerical parameter` };
    if (name === 'header') headers.push(value);
    else values.set(name, value);
    return undefined;
  };
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (!arg.startsWith('-') || arg === '-') {
      urls.push(arg);
      continue;
    }
    if (arg.startsWith('--')) {
      const name = arg.slice(2);
      if (name === 'url') urls.push(args[++index] ?? '');
      else if (longValued.has(name) || valued.has(name)) {
        const problem = take(valued.get(name) ?? name, args[++index], arg);
        if (problem !== undefined) return problem;
      } else if (longSwitches.has(name)) flags.add(name);
      else return { error: `option ${arg}: is unknown` };
      continue;
    }
    for (let at = 1; at < arg.length; at++) {
      const letter = arg[at] ?? '';
      const name = valued.get(letter);
      if (name !== undefined) {
        const attached = arg.slice(at + 1);
        const problem = take(name, attached === '' ? args[++index] : attached, `-${letter}`);
        if (problem !== undefined) return problem;
        break;
      }
      const own = switches.get(letter);
      if (own === undefined) return { error: `option ${arg}: is unknown` };
      flags.add(own);
    }
  }
  return { flags, values, headers, urls };
}

interface Failure { readonly exit: number; readonly message: string }
/** Milliseconds after which curl gives up: on all of it (`--max-time`), on the connection (`--connect-timeout`). */
interface Limits { readonly maxMs: number; readonly connectMs: number }

/** What curl says of a request that nobody answered. */
function failure({ trace }: HTTPAnswer, { host, port }: Target, { maxMs, connectMs }: Limits): Failure {
  const limitMs = Math.min(maxMs, connectMs);
  const tookMs = trace.endMs - trace.startMs;
  if (tookMs > limitMs || (trace.outcome === 'timedOut' && limitMs !== Infinity)) {
    if (trace.outcome === 'unresolved') return { exit: 28, message: `Resolving timed out after ${limitMs + 1} milliseconds` };
    return { exit: 28, message: maxMs <= connectMs ? `Connection timed out after ${maxMs + 1} milliseconds` : `Failed to connect to ${host} port ${port} after ${connectMs + 1} ms: Timeout was reached` };
  }
  switch (trace.outcome) {
    case 'unresolved': return { exit: 6, message: `Could not resolve host: ${host}` };
    case 'timedOut': return { exit: 28, message: `Failed to connect to ${host} port ${port} after ${Math.round(tookMs)} ms: Could not connect to server` };
    case 'reset': return { exit: 56, message: 'Recv failure: Connection reset by peer' };
    case 'closed': return { exit: 52, message: 'Empty reply from server' };
    case 'refused': case 'unreachable': case 'answered': return { exit: 7, message: `Failed to connect to ${host} port ${port} after ${Math.round(tookMs)} ms: Could not connect to server` };
  }
}

/** Why the kernel refused a connection, as -v says it; absent where it did not. */
const connectErrors: Readonly<Record<string, string>> = { refused: 'Connection refused', unreachable: 'No route to host', timedOut: 'Connection timed out' };

function writeOut(format: string, answer: HTTPAnswer, target: Target): string {
  const seconds = ((answer.trace.endMs - answer.trace.startMs) / 1000).toFixed(6);
  const values: Readonly<Record<string, string>> = {
    http_code: String(answer.page?.code ?? 0).padStart(3, '0'), response_code: String(answer.page?.code ?? 0).padStart(3, '0'), time_total: seconds, time_connect: seconds,
    remote_ip: addressAsked(answer.trace) ?? '', remote_port: String(target.port), size_download: String(answer.page?.body.length ?? 0), url_effective: `${target.scheme}://${target.host}${target.path}`,
  };
  return format.replace(/%\{(\w+)\}|\\n|\\t|%%/g, (found, name: string | undefined) => (name === undefined ? (found === '\\n' ? '\n' : found === '\\t' ? '\t' : '%') : (values[name] ?? '')));
}

export function curl(place: Place): Program {
  return function* (args, streams, cluster): Running {
    const options = parseOptions(args);
    if ('error' in options) {
      streams.err(`curl: ${options.error}\ncurl: try 'curl --help' for more information\n`);
      return 2;
    }
    if (options.urls.length === 0) {
      streams.err(args.length === 0 ? "curl: try 'curl --help' or 'curl --manual' for more information\n" : "curl: (2) no URL specified\ncurl: try 'curl --help' for more information\n");
      return 2;
    }
    let exit = 0;
    for (const url of options.urls) exit = yield* fetchOne(url, options);
    return exit;

    function* fetchOne(url: string, { flags, values, headers }: Options): Running {
      const target = parseURL(url);
      const isQuiet = flags.has('silent') && !flags.has('show-error');
      const say = (text: string): void => { if (!isQuiet) streams.err(`curl: ${text}\n`); };
      const note = (text: string): void => { if (flags.has('verbose')) streams.err(`${text}\n`); };
      if (target === undefined) {
        say('(3) URL rejected: No host part in the URL');
        return 3;
      }
      if (!['http', 'https', 'telnet'].includes(target.scheme)) {
        say(`(1) Protocol "${target.scheme}" not supported or disabled in libcurl`);
        return 1;
      }
      const limits: Limits = { maxMs: 1000 * Number(values.get('max-time') || Infinity), connectMs: 1000 * Number(values.get('connect-timeout') || Infinity) };
      const method = values.get('request') ?? (flags.has('head') ? 'HEAD' : values.has('data') ? 'POST' : 'GET');
      const userAgent = values.get('user-agent') ?? `curl/${VERSION}`;
      const answer = yield* httpExchange(cluster, place, target, { method, userAgent, headers, timeoutMs: Math.min(limits.maxMs, limits.connectMs) });
      if (answer === undefined) {
        say(`(7) Failed to connect to ${target.host} port ${target.port} after 0 ms: Could not connect to server (${hostNameOf(cluster, place)} does not run)`);
        return 7;
      }
      const address = addressAsked(answer.trace);
      const isName = parseIP(target.host) === undefined;
      if (answer.trace.outcome !== 'unresolved') {
        if (isName) note(`* Host ${target.host}:${target.port} was resolved.\n* IPv6: ${address?.includes(':') === true ? address : '(none)'}\n* IPv4: ${address?.includes(':') === false ? address : '(none)'}`);
        note(`*   Trying ${address?.includes(':') === true ? `[${address}]` : (address ?? target.host)}:${target.port}...`);
      }
      if (answer.page === undefined) {
        const { exit: code, message } = failure(answer, target, limits);
        const refusal = connectErrors[answer.trace.outcome];
        if (refusal !== undefined && code === 7) note(`* connect to ${address ?? target.host} port ${target.port} failed: ${refusal}`);
        note(`* ${message}\n* closing connection #0`);
        say(`(${code}) ${message}`);
        if (values.has('write-out')) streams.out(writeOut(values.get('write-out') ?? '', answer, target));
        return code;
      }
      const { page } = answer;
      const heads = headLines(page, cluster.nowMs);
      note(`* Connected to ${target.host} (${address ?? target.host}) port ${target.port}\n* using HTTP/1.x`);
      for (const line of [`${method} ${target.path} HTTP/1.1`, `Host: ${hostHeader(target, headers)}`, `User-Agent: ${userAgent}`, 'Accept: */*', ...headers.filter((header) => !/^host:/i.test(header)), '']) note(`> ${line}`);
      note('* Request completely sent off');
      for (const line of [...heads, '']) note(`< ${line}`);
      const head = flags.has('include') || flags.has('head') ? `${heads.join('\n')}\n\n` : '';
      const isFailed = flags.has('fail') && page.code >= 400;
      const isShown = (values.get('output') ?? '-') === '-' && !isFailed && !flags.has('remote-name');
      if (isShown) streams.out(head + (flags.has('head') ? '' : page.body));
      note(`* Connection #0 to host ${target.host} left intact`);
      if (values.has('write-out')) streams.out(writeOut(values.get('write-out') ?? '', answer, target));
      if (isFailed) say(`(22) The requested URL returned error: ${page.code}`);
      return isFailed ? 22 : 0;
    }
  };
}
