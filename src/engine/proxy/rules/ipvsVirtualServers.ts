import { ipToBigInt } from '../../../kube/ip.ts';
import type { ProxyEndpoint } from '../endpointSliceCache.ts';
import { inactiveCount, type RealServer } from '../ipvsVirtualServer.ts';
import type { ProxyNode } from '../proxier.ts';
import type { RealServerRow, VirtualServerRow } from './model.ts';
import { endpointOwner, type ServicePlan } from './servicePlan.ts';

export interface VirtualServerContext {
  readonly node: ProxyNode;
  /** The Node's addresses at which node ports are. */
  readonly nodeIPs: readonly string[];
  readonly scheduler: string;
  readonly nowMs: number;
}

interface Address { readonly ip: string; readonly port: number; readonly isLocalOnly: boolean }

function addressesOf({ info }: ServicePlan, nodeIPs: readonly string[]): readonly Address[] {
  const { isExternalPolicyLocal: isLocalOnly, port } = info;
  return [
    { ip: info.clusterIP, port, isLocalOnly: info.isInternalPolicyLocal },
    ...[...info.externalIPs, ...info.loadBalancerVIPs].map((ip) => ({ ip, port, isLocalOnly })),
    ...(info.nodePort === 0 ? [] : nodeIPs.map((ip) => ({ ip, port: info.nodePort, isLocalOnly }))),
  ];
}

/** Those the Node uses now, and those with weight 0 that still have connections of TCP. */
function realServers(context: VirtualServerContext, plan: ServicePlan, { ip, port }: Address, list: readonly ProxyEndpoint[]): readonly RealServerRow[] {
  const known = plan.entry.virtualServers.get(context.node.name)?.find((virtual) => virtual.ip === ip && virtual.port === port)?.servers ?? [];
  const byKey = new Map<string, RealServer>(known.map((server) => [server.endpoint.key, server]));
  const row = (endpoint: ProxyEndpoint, server: RealServer | undefined, weight: number): RealServerRow => ({
    address: endpoint.key, weight, active: server?.active ?? 0, inactive: server === undefined ? 0 : inactiveCount(server, context.nowMs), owner: endpointOwner(plan, endpoint),
  });
  const current = new Set(list.map((endpoint) => endpoint.key));
  const leaving = plan.protocol === 'tcp' ? known.filter((server) => !current.has(server.endpoint.key)).map((server) => row(server.endpoint, server, 0)).filter(({ active, inactive }) => active + inactive > 0) : [];
  const place = ({ ip: address, port: number }: { readonly ip: string; readonly port: number }): bigint => ((ipToBigInt(address) ?? 0n) << 16n) + BigInt(number);
  const rows = list.map((endpoint) => ({ at: place(endpoint), row: row(endpoint, byKey.get(endpoint.key), 1) }));
  return [...rows.sort((a, b) => (a.at < b.at ? -1 : 1)).map((entry) => entry.row), ...leaving];
}

const protocolNumbers: Readonly<Record<string, number>> = { tcp: 6, udp: 17, sctp: 132 };

/**
 * The virtual servers of a Node for a family, in ipvsadm's order: by protocol, address and port.
 * Under a Local policy without endpoints here those elsewhere are taken. Mirrors syncService and syncEndpoint (v1.36).
 */
export function virtualServers(context: VirtualServerContext, plans: readonly ServicePlan[]): readonly VirtualServerRow[] {
  const taken = new Set<string>();
  const rows: { readonly row: VirtualServerRow; readonly protocol: number; readonly address: bigint }[] = [];
  for (const plan of plans) {
    for (const address of addressesOf(plan, context.nodeIPs)) {
      const key = `${plan.protocol} ${address.ip} ${address.port}`;
      if (taken.has(key)) continue;
      taken.add(key);
      const list = address.isLocalOnly && plan.local.length > 0 ? plan.local : plan.cluster;
      const row: VirtualServerRow = {
        protocol: plan.info.protocol, ip: address.ip, port: address.port, scheduler: context.scheduler, persistentSeconds: plan.affinitySeconds,
        servers: realServers(context, plan, address, list), owner: plan.owner,
      };
      rows.push({ row, protocol: protocolNumbers[plan.protocol] ?? 0, address: ((ipToBigInt(address.ip) ?? 0n) << 16n) + BigInt(address.port) });
    }
  }
  rows.sort((a, b) => a.protocol - b.protocol || (a.address < b.address ? -1 : 1));
  return rows.map((entry) => entry.row);
}
