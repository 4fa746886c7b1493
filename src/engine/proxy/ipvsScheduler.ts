import { parseIP } from '../../kube/ip.ts';
import type { IPVSScheduler } from '../../protocol/settings.ts';
import { inactiveCount, type RealServer, type VirtualServer } from './ipvsVirtualServer.ts';
import type { Packet, PickReason } from './proxier.ts';

const HASH_BUCKETS_BITS = 8;
const GOLDEN_RATIO_32 = 0x61c88647;

/** The kernel's hash of an address over 256 buckets: hash_32 of the folded address. */
function bucketOf(address: string): number {
  const ip = parseIP(address);
  if (ip === undefined) return 0;
  let folded = 0;
  for (let rest = ip.value; rest > 0n; rest >>= 32n) folded ^= Number(rest & 0xffffffffn);
  return Math.imul(folded, GOLDEN_RATIO_32) >>> (32 - HASH_BUCKETS_BITS);
}

function isTakingMore(server: RealServer): boolean {
  return server.weight > 0;
}

function least(servers: readonly RealServer[], cost: (server: RealServer) => number): RealServer | undefined {
  let best: RealServer | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const server of servers) {
    if (!isTakingMore(server)) continue;
    const serverCost = cost(server);
    if (serverCost < bestCost) {
      best = server;
      bestCost = serverCost;
    }
  }
  return best;
}

/** The next one after the last that was taken, in the order of the list. */
function inTurn(virtual: VirtualServer): RealServer | undefined {
  const { servers, lastKey, lastIndex } = virtual;
  const last = servers[lastIndex]?.endpoint.key === lastKey ? lastIndex : servers.findIndex((server) => server.endpoint.key === lastKey);
  for (let step = 1; step <= servers.length; step++) {
    const index = (last + step) % servers.length;
    const server = servers[index];
    if (server === undefined || !isTakingMore(server)) continue;
    virtual.lastIndex = index;
    return server;
  }
  return undefined;
}

function byHash(virtual: VirtualServer, address: string): RealServer | undefined {
  const servers = virtual.servers.filter(isTakingMore);
  return servers[bucketOf(address) % Math.max(1, servers.length)];
}

/** Highest of a hash over client and server, so that few clients move when servers come and go. */
function byConsistentHash(virtual: VirtualServer, address: string): RealServer | undefined {
  return least(virtual.servers, (server) => {
    let value = 0x811c9dc5;
    for (const character of `${address}>${server.endpoint.key}`) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
    return (value ^ (value >>> 13)) >>> 0;
  });
}

/**
 * The real server for a new connection, by one of the kernel's schedulers; undefined where none takes any.
 * All weights are 1, so that the weighted schedulers are the plain ones. Mirrors net/netfilter/ipvs of Linux 6.
 * Simplified: `mh` is consistent in the same way as Maglev's table, without being that table.
 */
export function scheduleServer(scheduler: IPVSScheduler, virtual: VirtualServer, packet: Packet, nowMs: number): RealServer | undefined {
  switch (scheduler) {
    case 'rr':
    case 'wrr': return inTurn(virtual);
    case 'lc':
    case 'wlc': return least(virtual.servers, (server) => server.active * 256 + inactiveCount(server, nowMs));
    case 'sh': return byHash(virtual, packet.sourceIP);
    case 'mh': return byConsistentHash(virtual, packet.sourceIP);
    case 'dh': return byHash(virtual, packet.destinationIP);
    case 'sed': return least(virtual.servers, (server) => server.active + 1);
    case 'nq': return virtual.servers.find((server) => isTakingMore(server) && server.active === 0) ?? least(virtual.servers, (server) => server.active + 1);
  }
}

/** How each scheduler chooses, for traces. */
export const pickOf: Readonly<Record<IPVSScheduler, PickReason>> = {
  rr: 'roundRobin', wrr: 'roundRobin', lc: 'leastConnections', wlc: 'leastConnections', sh: 'sourceHash', mh: 'sourceHash', dh: 'destinationHash', sed: 'shortestDelay', nq: 'neverQueue',
};
