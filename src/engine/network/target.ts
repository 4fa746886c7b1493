import { formatIP, parseIP } from '../../kube/ip.ts';

/** Where a request is to go, taken apart. */
export interface Target {
  /** An address in canonical form, or a name as written, without brackets. */
  readonly host: string;
  readonly isAddress: boolean;
  readonly port: number;
  /** What is sent is a request of HTTP or of another protocol in which the client speaks first. */
  readonly speaksFirst: boolean;
}

const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443, ws: 80, wss: 443 };
const scheme = /^([a-z][a-z0-9+.-]*):\/\//i;
const MAX_LENGTH = 2048;

/**
 * Reads `http://name:port/path`, `name:port`, `address:port`, `[v6]:port` or any of them without a port (80 then, 443 for
 * https). Undefined where it names no host or no valid port.
 */
export function parseTarget(text: string): Target | undefined {
  const trimmed = text.trim().slice(0, MAX_LENGTH);
  const protocol = scheme.exec(trimmed)?.[1]?.toLowerCase();
  const rest = protocol === undefined ? trimmed : trimmed.slice(protocol.length + 3);
  const authority = (rest.split(/[/?#]/, 1)[0] ?? '').replace(/^.*@/, '');
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(authority);
  const host = match === null ? bareIPv6(authority) : (match[1] ?? match[2] ?? '');
  if (host === '') return undefined;
  const port = match?.[3] === undefined ? (defaultPorts[protocol ?? 'http'] ?? 80) : Number(match[3]);
  if (port < 1 || port > 65_535) return undefined;
  const ip = parseIP(host);
  if (ip === undefined && !/^[a-z0-9_]([a-z0-9._-]*[a-z0-9_.])?$/i.test(host)) return undefined;
  return { host: ip === undefined ? host : formatIP(ip), isAddress: ip !== undefined, port, speaksFirst: protocol !== undefined };
}

/** An IPv6 address without brackets and port; empty for everything else. */
function bareIPv6(text: string): string {
  return text.includes(':') && parseIP(text) !== undefined ? text : '';
}
