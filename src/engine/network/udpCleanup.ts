import type { ServiceEntry } from '../proxy/serviceEntry.ts';
import { endpointsForNode } from '../proxy/serviceEntry.ts';
import type { ServiceTable } from '../proxy/serviceTable.ts';
import type { ConntrackEntry } from './conntrack.ts';
import type { Machine } from './machines.ts';

const UDP = 1;

function isEndpoint(entry: ServiceEntry, known: ConntrackEntry, isUsable: (endpoint: ServiceEntry['endpoints'][number]) => boolean): boolean {
  return entry.endpoints.some((endpoint) => endpoint.ip === known.endpointIP && endpoint.port === known.endpointPort && isUsable(endpoint));
}

/** A flow to a Service that has serving endpoints, and does not lead to one of them. */
function isStale(entry: ServiceEntry | undefined, known: ConntrackEntry): boolean {
  if (entry?.endpoints.some((endpoint) => endpoint.isServing) !== true) return false;
  return !isEndpoint(entry, known, (endpoint) => endpoint.isServing);
}

/** ipvs gives up a flow as soon as its real server is removed. */
function hasLostServer(known: ConntrackEntry, table: ServiceTable, machine: Machine): boolean {
  if (known.server === undefined || known.entry === undefined) return false;
  const { cluster, local } = endpointsForNode(known.entry, machine.name, table);
  return !isEndpoint(known.entry, known, (endpoint) => cluster.includes(endpoint) || local.includes(endpoint));
}

/**
 * Removes what a machine remembers of UDP flows to Services that do not lead to a serving endpoint (any more), among them
 * flows that were let through before there was a Service. Services without any serving endpoint are left alone.
 * Mirrors CleanStaleEntries of pkg/proxy/conntrack (v1.36).
 */
export function cleanStaleEntries(table: ServiceTable, machine: Machine): void {
  for (const known of machine.conntrack.flows()) {
    if (known.protocolNumber !== UDP) continue;
    const { destinationIP: ip, destinationPort: port } = known;
    const frontend = table.byAddress(ip, port, UDP)?.entry;
    const nodePort = table.byNodePort(port, UDP, ip.includes(':') ? 'IPv6' : 'IPv4');
    if (isStale(frontend, known) || isStale(nodePort, known) || hasLostServer(known, table, machine)) machine.conntrack.remove(known);
  }
}
