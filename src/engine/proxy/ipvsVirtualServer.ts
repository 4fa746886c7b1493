import type { ProxyEndpoint } from './endpointSliceCache.ts';

/** How long the kernel counts a closed connection as inactive: TIME_WAIT of TCP, and the idle time of UDP. */
const INACTIVE_TCP_MS = 120_000;
const INACTIVE_UDP_MS = 300_000;
/** More closed connections than this are not counted one by one. */
const MAX_INACTIVE = 10_000;
/** More clients than this are not held by one virtual server. */
const MAX_TEMPLATES = 4096;

/** One destination of a virtual server. */
export interface RealServer {
  endpoint: ProxyEndpoint;
  /** 0: it keeps its connections and gets no new ones. */
  weight: number;
  /** Connections that are open. */
  active: number;
  /** When each closed connection is forgotten, oldest first, from `inactiveStart` on. */
  readonly inactiveUntilMs: number[];
  inactiveStart: number;
}

/** One address and port of a Service on one Node, with its own turn and its own memory of clients. */
export interface VirtualServer {
  readonly ip: string;
  readonly port: number;
  /** In the order of the scheduler's list. */
  servers: RealServer[];
  /** What the servers were made from. */
  source: readonly ProxyEndpoint[] | undefined;
  /** The endpoint key that had the last turn. */
  lastKey: string;
  /** Its place in the list, as long as the list is the same. */
  lastIndex: number;
  /** Session affinity: by client address, the endpoint key and until when. */
  readonly templates: Map<string, { readonly key: string; readonly untilMs: number }>;
}

/** A virtual server at an address and port, without destinations. */
export function newVirtualServer(ip: string, port: number): VirtualServer {
  return { ip, port, servers: [], source: undefined, lastKey: '', lastIndex: -1, templates: new Map() };
}

/** Connections of a server that are closed and not yet forgotten. */
export function inactiveCount(server: RealServer, nowMs: number): number {
  const { inactiveUntilMs } = server;
  while (server.inactiveStart < inactiveUntilMs.length && (inactiveUntilMs[server.inactiveStart] ?? 0) <= nowMs) server.inactiveStart++;
  if (server.inactiveStart > 1024) {
    inactiveUntilMs.splice(0, server.inactiveStart);
    server.inactiveStart = 0;
  }
  return inactiveUntilMs.length - server.inactiveStart;
}

/** Counts a connection that begins now; it is inactive unless `active` is raised for as long as it is open. */
export function countConnection(server: RealServer, isUDP: boolean, nowMs: number): void {
  if (inactiveCount(server, nowMs) < MAX_INACTIVE) server.inactiveUntilMs.push(nowMs + (isUDP ? INACTIVE_UDP_MS : INACTIVE_TCP_MS));
}

/**
 * Brings the destinations in line with a Node's endpoints. A removed one of TCP stays with weight 0 while it has
 * connections; those of other protocols go at once. Mirrors syncEndpoint and GracefulTerminationManager of pkg/proxy/ipvs (v1.36).
 */
export function syncRealServers(virtual: VirtualServer, list: readonly ProxyEndpoint[], isTCP: boolean, nowMs: number): void {
  if (virtual.source === list) return;
  virtual.source = list;
  const known = new Map(virtual.servers.map((server) => [server.endpoint.key, server]));
  const wanted = new Set(list.map((endpoint) => endpoint.key));
  const next = list.map((endpoint): RealServer => {
    const server = known.get(endpoint.key);
    if (server === undefined) return { endpoint, weight: 1, active: 0, inactiveUntilMs: [], inactiveStart: 0 };
    server.endpoint = endpoint;
    server.weight = 1;
    return server;
  });
  for (const server of virtual.servers) {
    if (wanted.has(server.endpoint.key) || !isTCP || server.active + inactiveCount(server, nowMs) === 0) continue;
    server.weight = 0;
    next.push(server);
  }
  virtual.servers = next;
}

/** The server that a client is held to; one that gets no new connections holds nobody. */
export function templateServer(virtual: VirtualServer, clientIP: string, nowMs: number): RealServer | undefined {
  const template = virtual.templates.get(clientIP);
  if (template === undefined || template.untilMs <= nowMs) return undefined;
  return virtual.servers.find((server) => server.endpoint.key === template.key && server.weight > 0);
}

/** Holds a client to a server for as long as the affinity lasts from now. */
export function putTemplate(virtual: VirtualServer, clientIP: string, server: RealServer, untilMs: number): void {
  virtual.templates.delete(clientIP);
  virtual.templates.set(clientIP, { key: server.endpoint.key, untilMs });
  if (virtual.templates.size <= MAX_TEMPLATES) return;
  const oldest = virtual.templates.keys().next();
  if (oldest.done !== true) virtual.templates.delete(oldest.value);
}

