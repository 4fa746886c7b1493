import type { RuleOwner } from '../../../protocol/rules.ts';
import type { ProxyEndpoint } from '../endpointSliceCache.ts';
import type { ProxyNode } from '../proxier.ts';
import { endpointsForNode, type ServiceEntry, type Zones } from '../serviceEntry.ts';
import type { ServicePort } from '../servicePort.ts';
import { servicePortName } from './chainNames.ts';

/** What a Node needs to know of one service port to write its rules; the same for iptables and nftables. */
export interface ServicePlan {
  readonly entry: ServiceEntry;
  readonly info: ServicePort;
  /** `namespace/name:port`, as comments have it. */
  readonly name: string;
  /** Lower case, as in rules. */
  readonly protocol: string;
  readonly owner: RuleOwner;
  readonly cluster: readonly ProxyEndpoint[];
  readonly local: readonly ProxyEndpoint[];
  /** All endpoints to which any of the Node's rules leads. */
  readonly reachable: readonly ProxyEndpoint[];
  readonly hasEndpoints: boolean;
  readonly hasInternalEndpoints: boolean;
  readonly hasExternalEndpoints: boolean;
  readonly affinitySeconds: number;
}

function merged(cluster: readonly ProxyEndpoint[], local: readonly ProxyEndpoint[]): readonly ProxyEndpoint[] {
  if (local.length === 0) return cluster;
  if (cluster.length === 0) return local;
  const byKey = new Map([...cluster, ...local].map((endpoint) => [endpoint.key, endpoint]));
  return byKey.size === cluster.length ? cluster : [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Works out what a Node does with a service port. Mirrors the head of the loop of syncProxyRules (v1.36). */
export function planService(entry: ServiceEntry, node: ProxyNode, zones: Zones): ServicePlan {
  const { info } = entry;
  const { cluster, local, hasAny } = endpointsForNode(entry, node.name, zones);
  return {
    entry,
    info,
    name: servicePortName(info),
    protocol: info.protocol.toLowerCase(),
    owner: { service: info.service, portName: info.portName },
    cluster,
    local,
    reachable: merged(cluster, local),
    hasEndpoints: hasAny,
    hasInternalEndpoints: hasAny && !(info.isInternalPolicyLocal && local.length === 0),
    hasExternalEndpoints: hasAny && !(info.isExternalPolicyLocal && local.length === 0),
    affinitySeconds: info.affinityTimeoutMs / 1000,
  };
}

/** What a rule of one endpoint comes from. */
export function endpointOwner(plan: ServicePlan, endpoint: ProxyEndpoint): RuleOwner {
  const { service, portName } = plan.owner;
  return { service, portName, endpoint: endpoint.key };
}
