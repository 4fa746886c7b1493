import { formatCIDR, type IPFamily } from '../../../kube/ip.ts';
import type { RuleOwner } from '../../../protocol/rules.ts';
import type { ProxyNode } from '../proxier.ts';
import { isNodeAllowed } from './iptablesRules.ts';
import type { RuleSet } from './model.ts';
import { endpointOwner, type ServicePlan } from './servicePlan.ts';

interface SetInfo { readonly name: string; readonly type: string; readonly comment: string }

/** Mirrors ipsetInfo of pkg/proxy/ipvs (v1.36). */
const setInfos: readonly SetInfo[] = [
  { name: 'KUBE-LOOP-BACK', type: 'hash:ip,port,ip', comment: 'Kubernetes endpoints dst ip:port, source ip for solving hairpin purpose' },
  { name: 'KUBE-CLUSTER-IP', type: 'hash:ip,port', comment: 'Kubernetes service cluster ip + port for masquerade purpose' },
  { name: 'KUBE-EXTERNAL-IP', type: 'hash:ip,port', comment: 'Kubernetes service external ip + port for masquerade and filter purpose' },
  { name: 'KUBE-EXTERNAL-IP-LOCAL', type: 'hash:ip,port', comment: 'Kubernetes service external ip + port with externalTrafficPolicy=local' },
  { name: 'KUBE-LOAD-BALANCER', type: 'hash:ip,port', comment: 'Kubernetes service lb portal' },
  { name: 'KUBE-LOAD-BALANCER-FW', type: 'hash:ip,port', comment: 'Kubernetes service load balancer ip + port for load balancer with sourceRange' },
  { name: 'KUBE-LOAD-BALANCER-LOCAL', type: 'hash:ip,port', comment: 'Kubernetes service load balancer ip + port with externalTrafficPolicy=local' },
  { name: 'KUBE-LOAD-BALANCER-SOURCE-IP', type: 'hash:ip,port,ip', comment: 'Kubernetes service load balancer ip + port + source IP for packet filter purpose' },
  { name: 'KUBE-LOAD-BALANCER-SOURCE-CIDR', type: 'hash:ip,port,net', comment: 'Kubernetes service load balancer ip + port + source cidr for packet filter purpose' },
  { name: 'KUBE-NODE-PORT-TCP', type: 'bitmap:port', comment: 'Kubernetes nodeport TCP port for masquerade purpose' },
  { name: 'KUBE-NODE-PORT-LOCAL-TCP', type: 'bitmap:port', comment: 'Kubernetes nodeport TCP port with externalTrafficPolicy=local' },
  { name: 'KUBE-NODE-PORT-UDP', type: 'bitmap:port', comment: 'Kubernetes nodeport UDP port for masquerade purpose' },
  { name: 'KUBE-NODE-PORT-LOCAL-UDP', type: 'bitmap:port', comment: 'Kubernetes nodeport UDP port with externalTrafficPolicy=local' },
  { name: 'KUBE-NODE-PORT-SCTP-HASH', type: 'hash:ip,port', comment: "Kubernetes nodeport SCTP port for masquerade purpose with type 'hash ip:port'" },
  { name: 'KUBE-NODE-PORT-LOCAL-SCTP-HASH', type: 'hash:ip,port', comment: "Kubernetes nodeport SCTP port with externalTrafficPolicy=local with type 'hash ip:port'" },
  { name: 'KUBE-HEALTH-CHECK-NODE-PORT', type: 'bitmap:port', comment: 'Kubernetes health check node port' },
  { name: 'KUBE-IPVS-IPS', type: 'hash:ip', comment: 'Addresses on the ipvs interface' },
];

const MAX_SET_NAME = 31;

/** The name of a set for a family: IPv6 has its own, cut to what the kernel takes. */
export function ipsetName(name: string, family: IPFamily): string {
  return family === 'IPv6' ? name.replace('KUBE-', 'KUBE-6-').slice(0, MAX_SET_NAME) : name;
}

/** The comment of a set's rules. */
export function ipsetComment(name: string): string {
  return setInfos.find((info) => info.name === name)?.comment ?? '';
}

interface Filler {
  readonly node: ProxyNode;
  /** The Node's addresses at which node ports are. */
  readonly nodeIPs: readonly string[];
  add(set: string, key: string, owner: RuleOwner): void;
}

function addExternal(filler: Filler, plan: ServicePlan): void {
  const { info, protocol, owner } = plan;
  const key = (ip: string): string => `${ip},${protocol}:${info.port}`;
  for (const ip of info.externalIPs) filler.add(info.isExternalPolicyLocal ? 'KUBE-EXTERNAL-IP-LOCAL' : 'KUBE-EXTERNAL-IP', key(ip), owner);
  for (const ip of info.loadBalancerVIPs) {
    filler.add('KUBE-LOAD-BALANCER', key(ip), owner);
    if (info.isExternalPolicyLocal) filler.add('KUBE-LOAD-BALANCER-LOCAL', key(ip), owner);
    if (info.loadBalancerSourceRanges.length === 0) continue;
    filler.add('KUBE-LOAD-BALANCER-FW', key(ip), owner);
    for (const range of info.loadBalancerSourceRanges) filler.add('KUBE-LOAD-BALANCER-SOURCE-CIDR', `${key(ip)},${formatCIDR(range)}`, owner);
    if (isNodeAllowed(plan, filler.node)) filler.add('KUBE-LOAD-BALANCER-SOURCE-IP', `${key(ip)},${ip}`, owner);
  }
}

function addNodePort(filler: Filler, { info, protocol, owner }: ServicePlan): void {
  const kind = protocol.toUpperCase();
  const isSCTP = kind === 'SCTP';
  const suffix = isSCTP ? 'SCTP-HASH' : kind;
  for (const key of isSCTP ? filler.nodeIPs.map((ip) => `${ip},sctp:${info.nodePort}`) : [String(info.nodePort)]) {
    filler.add(`KUBE-NODE-PORT-${suffix}`, key, owner);
    if (info.isExternalPolicyLocal) filler.add(`KUBE-NODE-PORT-LOCAL-${suffix}`, key, owner);
  }
}

/** The sets that the rules of mode ipvs ask, under their plain names. Mirrors syncProxyRules of pkg/proxy/ipvs (v1.36). */
export function ipvsSets(node: ProxyNode, nodeIPs: readonly string[], plans: readonly ServicePlan[]): ReadonlyMap<string, RuleSet> {
  const sets = new Map<string, RuleSet>(setInfos.map(({ name, type, comment }) => [name, { kind: 'ipset', name, type, comment, elements: [] }]));
  const taken = new Map<string, Set<string>>(setInfos.map(({ name }) => [name, new Set()]));
  const filler: Filler = {
    node,
    nodeIPs,
    add(set, key, owner) {
      const keys = taken.get(set);
      if (keys === undefined || keys.has(key)) return;
      keys.add(key);
      sets.get(set)?.elements.push({ key, owner });
    },
  };
  for (const plan of plans) {
    const { info, protocol, owner } = plan;
    for (const endpoint of plan.entry.endpoints) {
      if (endpoint.nodeName === node.name) filler.add('KUBE-LOOP-BACK', `${endpoint.ip},${protocol}:${endpoint.port},${endpoint.ip}`, endpointOwner(plan, endpoint));
    }
    filler.add('KUBE-CLUSTER-IP', `${info.clusterIP},${protocol}:${info.port}`, owner);
    addExternal(filler, plan);
    if (info.nodePort !== 0 && nodeIPs.length > 0) addNodePort(filler, plan);
    if (info.healthCheckNodePort !== 0) filler.add('KUBE-HEALTH-CHECK-NODE-PORT', String(info.healthCheckNodePort), owner);
    for (const ip of [info.clusterIP, ...info.externalIPs, ...info.loadBalancerVIPs]) if (!nodeIPs.includes(ip)) filler.add('KUBE-IPVS-IPS', ip, owner);
  }
  return sets;
}
