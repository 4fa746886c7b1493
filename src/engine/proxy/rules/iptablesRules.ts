import { cidrContains, formatCIDR, parseIP, type IPFamily } from '../../../kube/ip.ts';
import type { RuleOwner } from '../../../protocol/rules.ts';
import type { ProxyEndpoint } from '../endpointSliceCache.ts';
import type { ProxyNode } from '../proxier.ts';
import { iptablesChainNames, iptablesEndpointChainName, type ServiceChainNames } from './chainNames.ts';
import { nodePortsRule, staticFilterChains, staticNATChains } from './iptablesStatic.ts';
import { iptablesRuleText } from './iptablesText.ts';
import type { Chain, Match, Rule, Table, Verdict } from './model.ts';
import { withOwner } from './withOwner.ts';
import { endpointOwner, type ServicePlan } from './servicePlan.ts';

/** With more endpoints than this in all, comments are left out of the chains of Services. */
const LARGE_CLUSTER_ENDPOINTS = 1000;

/** What the rules of one family need beside the Services. */
export interface RuleContext {
  readonly family: IPFamily;
  readonly node: ProxyNode;
  /** The Pods' ranges of the family; empty: nothing is recognised as the cluster's own. */
  readonly clusterCIDRs: readonly string[];
  /** Only what iptables-save prints is wanted: then rules are not kept as data, which makes tens of thousands of them cheaper. */
  readonly isTextOnly: boolean;
}

interface ChainMap { readonly family: IPFamily; readonly isTextOnly: boolean; readonly chains: Map<string, Chain> }

interface Writer extends RuleContext {
  readonly nat: ChainMap;
  readonly filter: ChainMap;
  readonly isLargeCluster: boolean;
}

const comment = (text: string): Match => ({ kind: 'comment', text });
const jump = (chain: string): Verdict => ({ kind: 'jump', chain });

function chainMap({ family, isTextOnly }: RuleContext, chains: readonly Chain[]): ChainMap {
  const table: ChainMap = { family, isTextOnly, chains: new Map() };
  for (const chain of chains) {
    table.chains.set(chain.name, emptyChain(table, chain.name, chain.isBuiltIn));
    for (const rule of chain.rules) append(table, chain.name, rule);
  }
  return table;
}

function emptyChain({ isTextOnly }: ChainMap, name: string, isBuiltIn: boolean): Chain {
  return isTextOnly ? { name, isBuiltIn, rules: [], texts: [] } : { name, isBuiltIn, rules: [] };
}

function append(table: ChainMap, chain: string, rule: Rule): void {
  let found = table.chains.get(chain);
  if (found === undefined) {
    found = emptyChain(table, chain, false);
    table.chains.set(chain, found);
  }
  if (found.texts === undefined) found.rules.push(rule);
  else found.texts.push(withOwner(iptablesRuleText(chain, rule, table.family), rule.owner));
}

function add(table: ChainMap, chain: string, owner: RuleOwner, verdict: Verdict, ...matches: readonly Match[]): void {
  append(table, chain, { matches, verdict, owner });
}

/** A host as a range: `10.0.0.1/32`. */
export function hostRange(ip: string): string {
  return `${ip}/${ip.includes(':') ? 128 : 32}`;
}

const to = (ip: string): Match => ({ kind: 'destination', ranges: [hostRange(ip)] });
const port = (protocol: string, number: number): Match => ({ kind: 'destinationPort', protocol, port: number });

/** What leads to a Service: the entries of KUBE-SERVICES and KUBE-NODEPORTS, and what the filter says where nothing is behind them. */
function captureService(writer: Writer, plan: ServicePlan, names: ServiceChainNames): void {
  const { nat, filter } = writer;
  const { info, name, protocol, owner } = plan;
  const tcp: Match = { kind: 'protocol', protocol };
  const refusal: Verdict = plan.hasEndpoints ? { kind: 'drop' } : { kind: 'reject' };
  const why = comment(`${name} has no ${plan.hasEndpoints ? 'local ' : ''}endpoints`);
  const at = (ip: string, what: Match): readonly Match[] => [to(ip), tcp, what, port(protocol, info.port)];

  if (plan.hasInternalEndpoints) add(nat, 'KUBE-SERVICES', owner, jump(info.isInternalPolicyLocal ? names.local : names.cluster), ...at(info.clusterIP, comment(`${name} cluster IP`)));
  else add(filter, 'KUBE-SERVICES', owner, refusal, ...at(info.clusterIP, why));
  for (const ip of info.externalIPs) {
    if (plan.hasEndpoints) add(nat, 'KUBE-SERVICES', owner, jump(names.external), ...at(ip, comment(`${name} external IP`)));
    if (!plan.hasExternalEndpoints) add(filter, 'KUBE-EXTERNAL-SERVICES', owner, refusal, ...at(ip, why));
  }
  for (const ip of info.loadBalancerVIPs) {
    if (plan.hasEndpoints) add(nat, 'KUBE-SERVICES', owner, jump(usesFirewall(plan) ? names.firewall : names.external), ...at(ip, comment(`${name} loadbalancer IP`)));
    if (usesFirewall(plan)) add(filter, 'KUBE-PROXY-FIREWALL', owner, { kind: 'drop' }, ...at(ip, comment(`${name} traffic not accepted by ${names.firewall}`)));
    if (!plan.hasExternalEndpoints) add(filter, 'KUBE-EXTERNAL-SERVICES', owner, refusal, ...at(ip, why));
  }
  if (info.nodePort !== 0) captureNodePort(writer, plan, names, refusal, why);
  if (info.healthCheckNodePort !== 0) {
    add(filter, 'KUBE-NODEPORTS', owner, { kind: 'accept' }, { kind: 'protocol', protocol: 'tcp' }, comment(`${name} health check node port`), port('tcp', info.healthCheckNodePort));
  }
}

/** IPv4 counts what comes to loopback with a rule of its own. */
function captureNodePort({ nat, filter, family }: Writer, { info, name, protocol, owner, hasEndpoints, hasExternalEndpoints }: ServicePlan, names: ServiceChainNames, refusal: Verdict, why: Match): void {
  const tcp: Match = { kind: 'protocol', protocol };
  const toPort = port(protocol, info.nodePort);
  if (hasEndpoints) {
    if (family === 'IPv4') add(nat, 'KUBE-NODEPORTS', owner, jump(names.external), { kind: 'destination', ranges: ['127.0.0.0/8'] }, tcp, comment(name), toPort, { kind: 'nfacct', name: 'localhost_nps_accepted_pkts' });
    add(nat, 'KUBE-NODEPORTS', owner, jump(names.external), tcp, comment(name), toPort);
  }
  if (!hasExternalEndpoints) add(filter, 'KUBE-EXTERNAL-SERVICES', owner, refusal, tcp, why, { kind: 'destinationType' }, toPort);
}

function usesFirewall({ info, hasEndpoints }: ServicePlan): boolean {
  return hasEndpoints && info.loadBalancerVIPs.length > 0 && info.loadBalancerSourceRanges.length > 0;
}

/** KUBE-EXT: what comes for any address but the cluster IP. */
function externalChain({ nat, clusterCIDRs }: Writer, { info, name, owner, hasExternalEndpoints }: ServicePlan, names: ServiceChainNames): void {
  const masquerade = jump('KUBE-MARK-MASQ');
  if (!info.isExternalPolicyLocal) add(nat, names.external, owner, masquerade, comment(`masquerade traffic for ${name} external destinations`));
  else {
    const [podRange] = clusterCIDRs;
    if (podRange !== undefined) add(nat, names.external, owner, jump(names.cluster), { kind: 'source', ranges: [podRange] }, comment(`pod traffic for ${name} external destinations`));
    add(nat, names.external, owner, masquerade, comment(`masquerade LOCAL traffic for ${name} external destinations`), { kind: 'sourceType' });
    add(nat, names.external, owner, jump(names.cluster), comment(`route LOCAL traffic for ${name} external destinations`), { kind: 'sourceType' });
  }
  if (hasExternalEndpoints) add(nat, names.external, owner, jump(info.isExternalPolicyLocal ? names.local : names.cluster));
}

/** Whether the Node's own address is in a Service's source ranges: then it may also ask with the load balancer's address. */
export function isNodeAllowed({ info }: ServicePlan, node: ProxyNode): boolean {
  const ip = parseIP(node.primaryIP(info.family === 'IPv6'));
  return ip !== undefined && info.loadBalancerSourceRanges.some((range) => cidrContains(range, ip));
}

/** KUBE-FW: whom loadBalancerSourceRanges let through. */
function firewallChain({ nat, node }: Writer, plan: ServicePlan, names: ServiceChainNames): void {
  const { info, name, owner } = plan;
  const sources = [...info.loadBalancerSourceRanges.map(formatCIDR), ...(isNodeAllowed(plan, node) ? info.loadBalancerVIPs.map(hostRange) : [])];
  for (const source of sources) add(nat, names.firewall, owner, jump(names.external), { kind: 'source', ranges: [source] }, comment(`${name} loadbalancer IP`));
  add(nat, names.firewall, owner, { kind: 'none' }, comment(`other traffic to ${name} will be dropped by KUBE-PROXY-FIREWALL`));
}

/** By key, the chain of each endpoint and what its rules come from. */
type EndpointChains = ReadonlyMap<string, { readonly chain: string; readonly owner: RuleOwner }>;

/** KUBE-SVC and KUBE-SVL: who is held to an endpoint goes there, all others anywhere at random. */
function balancingRules(writer: Writer, plan: ServicePlan, chain: string, endpoints: readonly ProxyEndpoint[], ends: EndpointChains): void {
  const says = (endpoint: ProxyEndpoint): readonly Match[] => (writer.isLargeCluster ? [] : [comment(`${plan.name} -> ${endpoint.key}`)]);
  if (plan.affinitySeconds > 0) {
    for (const endpoint of endpoints) {
      const end = ends.get(endpoint.key);
      if (end !== undefined) add(writer.nat, chain, end.owner, jump(end.chain), ...says(endpoint), { kind: 'recentCheck', list: end.chain, seconds: plan.affinitySeconds });
    }
  }
  endpoints.forEach((endpoint, index) => {
    const count = endpoints.length - index;
    const end = ends.get(endpoint.key);
    if (end !== undefined) add(writer.nat, chain, end.owner, jump(end.chain), ...says(endpoint), ...(count > 1 ? [{ kind: 'statistic', count } as const] : []));
  });
}

/** KUBE-SEP: one endpoint. */
function endpointChain(writer: Writer, plan: ServicePlan, endpoint: ProxyEndpoint, chain: string, owner: RuleOwner): void {
  const { protocol } = plan;
  const says: readonly Match[] = writer.isLargeCluster ? [] : [comment(plan.name)];
  add(writer.nat, chain, owner, jump('KUBE-MARK-MASQ'), { kind: 'source', ranges: [hostRange(endpoint.ip)] }, ...says);
  const remember: readonly Match[] = plan.affinitySeconds > 0 ? [{ kind: 'recentSet', list: chain }] : [];
  add(writer.nat, chain, owner, { kind: 'dnat', endpoint }, { kind: 'protocol', protocol }, ...says, ...remember, { kind: 'destinationPort', protocol });
}

function addService(writer: Writer, plan: ServicePlan): void {
  const { info, name, protocol, owner, hasEndpoints } = plan;
  const names = iptablesChainNames(info);
  captureService(writer, plan, names);
  if (!hasEndpoints) return;
  const [podRange] = writer.clusterCIDRs;
  if (plan.hasInternalEndpoints && podRange !== undefined) {
    const matches: readonly Match[] = [{ kind: 'source', ranges: [podRange], isNegated: true }, to(info.clusterIP), { kind: 'protocol', protocol }, comment(`${name} cluster IP`), port(protocol, info.port)];
    add(writer.nat, info.isInternalPolicyLocal ? names.local : names.cluster, owner, jump('KUBE-MARK-MASQ'), ...matches);
  }
  if (info.isExternallyAccessible) externalChain(writer, plan, names);
  if (usesFirewall(plan)) firewallChain(writer, plan, names);
  const ends: EndpointChains = new Map(plan.reachable.map((endpoint) => [endpoint.key, { chain: iptablesEndpointChainName(info, endpoint.key), owner: endpointOwner(plan, endpoint) }]));
  if (plan.cluster.length > 0) balancingRules(writer, plan, names.cluster, plan.cluster, ends);
  if (plan.local.length > 0) balancingRules(writer, plan, names.local, plan.local, ends);
  for (const endpoint of plan.reachable) {
    const end = ends.get(endpoint.key);
    if (end !== undefined) endpointChain(writer, plan, endpoint, end.chain, end.owner);
  }
}

const HEAD_LENGTH = 11;

/** By name; heap by heap, since names of Services' chains are spread evenly and there are many of them. */
function sortedByName(chains: readonly Chain[]): readonly Chain[] {
  const heaps = new Map<string, Chain[]>();
  for (const chain of chains) {
    const head = chain.name.slice(0, HEAD_LENGTH);
    const heap = heaps.get(head);
    if (heap === undefined) heaps.set(head, [chain]);
    else heap.push(chain);
  }
  const heads = [...heaps.keys()].sort();
  return heads.flatMap((head) => (heaps.get(head) ?? []).sort((a, b) => (a.name < b.name ? -1 : 1)));
}

/** Its own chains first, then the others by name, as the kernel's list has them. */
function table(name: string, { family, chains }: ChainMap): Table {
  const builtIn = [...chains.values()].filter((chain) => chain.isBuiltIn);
  const own = sortedByName([...chains.values()].filter((chain) => !chain.isBuiltIn));
  return { program: 'iptables', family, name, chains: [...builtIn, ...own], sets: [], virtualServers: [] };
}

/**
 * The tables nat and filter of a family in mode iptables: what the plans say, in their order.
 * Mirrors syncProxyRules of pkg/proxy/iptables (v1.36), with its default flags. Simplified: Services are in the order of their
 * names, where kube-proxy has no order.
 */
export function iptablesTables(context: RuleContext, plans: readonly ServicePlan[]): readonly Table[] {
  const endpointCount = plans.reduce((count, plan) => count + plan.entry.endpoints.length, 0);
  const writer: Writer = {
    ...context,
    nat: chainMap(context, staticNATChains()),
    filter: chainMap(context, staticFilterChains(context.family)),
    isLargeCluster: endpointCount > LARGE_CLUSTER_ENDPOINTS,
  };
  for (const plan of plans) addService(writer, plan);
  append(writer.nat, 'KUBE-SERVICES', nodePortsRule(context.family));
  return [table('nat', writer.nat), table('filter', writer.filter)];
}
