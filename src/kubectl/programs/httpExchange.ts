import { parseObjectId } from '../../protocol/ref.ts';
import type { RequestTrace } from '../../protocol/request.ts';
import type { ClusterAccess } from '../program.ts';
import { utf8Length } from '../../kube/utf8.ts';
import { httpDate } from './clockText.ts';
import { exchange, hostAndPort, socketOf, type Waiting } from './machine.ts';
import type { Place } from './place.ts';
import { servedPage, type ServedPage } from './serverBody.ts';

export interface Target { readonly scheme: string; readonly host: string; readonly port: number; readonly path: string }

const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443, telnet: 23 };

/** The parts of a URL; a text without scheme is http. Undefined where it names no host. */
export function parseURL(url: string): Target | undefined {
  const groups = /^(?:(?<scheme>[a-z][a-z0-9+.-]*):\/\/)?(?:[^/@]*@)?(?<socket>[^/?#]+)(?<path>[^#]*)/i.exec(url)?.groups;
  const scheme = (groups?.['scheme'] ?? 'http').toLowerCase();
  const socket = hostAndPort(groups?.['socket'] ?? '', defaultPorts[scheme] ?? 80);
  if (socket === undefined) return undefined;
  const path = groups?.['path'] ?? '';
  return { scheme, ...socket, path: path.startsWith('/') ? path : `/${path}` };
}

export interface HTTPAnswer {
  readonly trace: RequestTrace;
  /** Absent where nobody answered. */
  readonly page?: ServedPage & { readonly code: number };
}

const statusTexts: Readonly<Record<number, string>> = { 200: 'OK', 301: 'Moved Permanently', 302: 'Found', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout' };

/** `HTTP/1.1 200 OK` without the version. */
export function statusText(code: number): string {
  return `${code} ${statusTexts[code] ?? ''}`.trim();
}

/** The lines before a page, without the empty one that ends them. */
export function headLines(page: NonNullable<HTTPAnswer['page']>, nowMs: number): readonly string[] {
  return [`HTTP/1.1 ${statusText(page.code)}`, ...(page.server === '' ? [] : [`Server: ${page.server}`]), `Date: ${httpDate(nowMs)}`, `Content-Type: ${page.contentType}`, `Content-Length: ${utf8Length(page.body)}`];
}

/** The Host header: what was given with -H, or the URL's own host. */
export function hostHeader(target: Target, headers: readonly string[]): string {
  const given = headers.find((header) => /^host:/i.test(header))?.slice('host:'.length).trim();
  return given ?? (target.port === defaultPorts[target.scheme] ? target.host : socketOf(target.host, target.port));
}

export interface HTTPRequest { readonly method: string; readonly userAgent: string; readonly headers: readonly string[]; readonly timeoutMs: number }

/** One HTTP request over a new connection. Undefined where the machine cannot send. */
export function* httpExchange(cluster: ClusterAccess, place: Place, target: Target, { method, userAgent, headers, timeoutMs }: HTTPRequest): Waiting<HTTPAnswer | undefined> {
  const trace = yield* exchange(cluster, place, socketOf(target.host, target.port), 'TCP', timeoutMs);
  if (trace === undefined) return undefined;
  if (trace.outcome !== 'answered' || trace.endMs - trace.startMs > timeoutMs) return { trace };
  const { namespace, name } = parseObjectId(trace.pod ?? 'Pod//');
  const pod = trace.pod === undefined ? undefined : cluster.engine.reader.get('Pod', namespace, name);
  const hop = trace.hops.find(({ kind }) => kind === 'deliver');
  const port = Number(hop?.reason.params['port'] ?? target.port);
  const host = hostHeader(target, headers);
  const health = hop?.reason.params['code'];
  const seen = { method, path: target.path, host, userAgent, headers: headers.filter((header) => !/^host:/i.test(header)), source: trace.seenSource ?? '' };
  const page = pod === undefined ? { server: 'server', contentType: 'text/plain', body: trace.node === undefined ? 'outside\n' : `${trace.node}\n` } : servedPage(pod, port, seen);
  return { trace, page: { ...page, code: typeof health === 'number' ? health : 200 } };
}
