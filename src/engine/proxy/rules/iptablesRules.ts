import { cidrContains, formatCIDR, parseIP, type IPFamily } from '../../../kube/ip.ts';
import type { RuleOwner, RuleText } from '../../../protocol/rules.ts';
import type { ProxyEndpoint } from '../endpointSliceCache.ts';
import type { ProxyNode } from '../proxier.ts';
import type { ServiceEntry } from '../serviceEntry.ts';
import { iptablesChainNames, iptablesEndpointChainName, type ServiceChainNames } from './chainNames.ts';
import { nodePortsRule, staticFilterChains, staticNATChains } from './iptablesStatic.ts';
import { iptablesChainText, iptablesRuleText } from './iptablesText.ts';
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

/** The chains of one table. */
interface Chains {
  readonly family: IPFamily;
  readonly isTextOnly: boolean;
  /** Those that Services share, by name. */
  readonly shared: ReadonlyMap<string, Chain>;
  /** Those of single Services and endpoints. */
  readonly own: Chain[];
}

interface Writer extends RuleContext {
  readonly nat: Chains;
  readonly filter: Chains;
  readonly isLargeCluster: boolean;
}

const noMatches: readonly Match[] = [];
/** Of chains that only have texts; nothing is ever put in. */
const noRules: Rule[] = [];

const comment = (text: string): Match => ({ kind: 'comment', text });
const jump = (chain: string): Verdict => ({ kind: 'jump', chain });
const masquerade = jump('KUBE-MARK-MASQ');

function textOf(chain: string, rule: Rule, family: IPFamily): RuleText {
  return withOwner(iptablesRuleText(chain, rule, family), rule.owner);
}

/** The chain has an owner where it is one Service's own. */
function chainOf({ family, isTextOnly }: Pick<Chains, 'family' | 'isTextOnly'>, name: string, isBuiltIn: boolean, rules: readonly Rule[], owner?: RuleOwner): Chain {
  if (!isTextOnly) return { name, isBuiltIn, rules: [...rules] };
  const texts = rules.map((rule) => textOf(name, rule, family));
  const declaration = [iptablesChainText(name, isBuiltIn)];
  return { name, isBuiltIn, rules: noRules, listing: owner === undefined ? { kind: 'chain', name, declaration, rules: texts } : { kind: 'chain', name, declaration, rules: texts, owner } };
}

function staticChains(context: RuleContext, chains: readonly Chain[]): Chains {
  const { family, isTextOnly } = context;
  return { family, isTextOnly, shared: new Map(chains.map(({ name, isBuiltIn, rules }) => [name, chainOf(context, name, isBuiltIn, rules)])), own: [] };
}

/** Adds to a chain that Services share. */
function append({ family, shared }: Chains, name: string, rule: Rule): void {
  const chain = shared.get(name);
  if (chain === undefined) throw new Error(`no Service shares a chain ${name}`);
  if (chain.listing === undefined) chain.rules.push(rule);
  else chain.listing.rules.push(textOf(name, rule, family));
}

function add(chains: Chains, name: string, owner: RuleOwner, verdict: Verdict, ...matches: readonly Match[]): void {
  append(chains, name, { matches, verdict, owner });
}

/** A chain of its own; one without rules is not there. */
function put(chains: Chains, name: string, rules: readonly Rule[]): void {
  const [first] = rules;
  if (first !== undefined) chains.own.push(chainOf(chains, name, false, rules, first.owner));
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
function externalRules({ clusterCIDRs }: Writer, { info, name, owner, hasExternalEndpoints }: ServicePlan, names: ServiceChainNames): readonly Rule[] {
  const rules: Rule[] = [];
  if (!info.isExternalPolicyLocal) rules.push({ matches: [comment(`masquerade traffic for ${name} external destinations`)], verdict: masquerade, owner });
  else {
    const [podRange] = clusterCIDRs;
    if (podRange !== undefined) rules.push({ matches: [{ kind: 'source', ranges: [podRange] }, comment(`pod traffic for ${name} external destinations`)], verdict: jump(names.cluster), owner });
    rules.push(
      { matches: [comment(`masquerade LOCAL traffic for ${name} external destinations`), { kind: 'sourceType' }], verdict: masquerade, owner },
      { matches: [comment(`route LOCAL traffic for ${name} external destinations`), { kind: 'sourceType' }], verdict: jump(names.cluster), owner },
    );
  }
  if (hasExternalEndpoints) rules.push({ matches: [], verdict: jump(info.isExternalPolicyLocal ? names.local : names.cluster), owner });
  return rules;
}

/** Whether the Node's own address is in a Service's source ranges: then it may also ask with the load balancer's address. */
export function isNodeAllowed({ info }: ServicePlan, node: ProxyNode): boolean {
  const ip = parseIP(node.primaryIP(info.family === 'IPv6'));
  return ip !== undefined && info.loadBalancerSourceRanges.some((range) => cidrContains(range, ip));
}

/** KUBE-FW: whom loadBalancerSourceRanges let through. */
function firewallRules({ node }: Writer, plan: ServicePlan, names: ServiceChainNames): readonly Rule[] {
  const { info, name, owner } = plan;
  const sources = [...info.loadBalancerSourceRanges.map(formatCIDR), ...(isNodeAllowed(plan, node) ? info.loadBalancerVIPs.map(hostRange) : [])];
  return [
    ...sources.map((source): Rule => ({ matches: [{ kind: 'source', ranges: [source] }, comment(`${name} loadbalancer IP`)], verdict: jump(names.external), owner })),
    { matches: [comment(`other traffic to ${name} will be dropped by KUBE-PROXY-FIREWALL`)], verdict: { kind: 'none' }, owner },
  ];
}

/** The chain of an endpoint, and what its rules come from. */
interface EndpointChain { readonly chain: string; readonly owner: RuleOwner }
/** By the keys of endpoints. */
type EndpointChains = ReadonlyMap<string, EndpointChain>;

/** KUBE-SVC and KUBE-SVL: who is held to an endpoint goes there, all others anywhere at random. */
function balancingRules({ isLargeCluster }: Writer, plan: ServicePlan, endpoints: readonly ProxyEndpoint[], ends: EndpointChains): readonly Rule[] {
  const rules: Rule[] = [];
  const says = (endpoint: ProxyEndpoint): readonly Match[] => (isLargeCluster ? noMatches : [comment(`${plan.name} -> ${endpoint.key}`)]);
  if (plan.affinitySeconds > 0) {
    for (const endpoint of endpoints) {
      const end = ends.get(endpoint.key);
      if (end !== undefined) rules.push({ matches: [...says(endpoint), { kind: 'recentCheck', list: end.chain, seconds: plan.affinitySeconds }], verdict: jump(end.chain), owner: end.owner });
    }
  }
  endpoints.forEach((endpoint, index) => {
    const count = endpoints.length - index;
    const end = ends.get(endpoint.key);
    if (end === undefined) return;
    const matches = says(endpoint);
    rules.push({ matches: count > 1 ? [...matches, { kind: 'statistic', count }] : matches, verdict: jump(end.chain), owner: end.owner });
  });
  return rules;
}

/** KUBE-SEP: a chain for each endpoint. */
function endpointChains({ nat, isLargeCluster }: Writer, { name, protocol, affinitySeconds, reachable }: ServicePlan, ends: EndpointChains): void {
  const says: readonly Match[] = isLargeCluster ? noMatches : [comment(name)];
  const head: readonly Match[] = [{ kind: 'protocol', protocol }, ...says];
  const tail: Match = { kind: 'destinationPort', protocol };
  const plain = [...head, tail];
  for (const endpoint of reachable) {
    const end = ends.get(endpoint.key);
    if (end === undefined) continue;
    const { chain, owner } = end;
    put(nat, chain, [
      { matches: [{ kind: 'source', ranges: [hostRange(endpoint.ip)] }, ...says], verdict: masquerade, owner },
      { matches: affinitySeconds > 0 ? [...head, { kind: 'recentSet', list: chain }, tail] : plain, verdict: { kind: 'dnat', endpoint }, owner },
    ]);
  }
}

function addService(writer: Writer, plan: ServicePlan): void {
  const { info, name, protocol, owner, hasEndpoints } = plan;
  const { nat } = writer;
  const names = iptablesChainNames(info);
  captureService(writer, plan, names);
  if (!hasEndpoints) return;
  const ends = new Map<string, EndpointChain>();
  for (const endpoint of plan.reachable) ends.set(endpoint.key, { chain: iptablesEndpointChainName(info, endpoint.key), owner: endpointOwner(plan, endpoint) });
  const toCluster = [...balancingRules(writer, plan, plan.cluster, ends)];
  const toLocal = [...balancingRules(writer, plan, plan.local, ends)];
  const [podRange] = writer.clusterCIDRs;
  if (plan.hasInternalEndpoints && podRange !== undefined) {
    const matches: readonly Match[] = [{ kind: 'source', ranges: [podRange], isNegated: true }, to(info.clusterIP), { kind: 'protocol', protocol }, comment(`${name} cluster IP`), port(protocol, info.port)];
    (info.isInternalPolicyLocal ? toLocal : toCluster).unshift({ matches, verdict: masquerade, owner });
  }
  put(nat, names.cluster, toCluster);
  put(nat, names.local, toLocal);
  if (info.isExternallyAccessible) put(nat, names.external, externalRules(writer, plan, names));
  if (usesFirewall(plan)) put(nat, names.firewall, firewallRules(writer, plan, names));
  endpointChains(writer, plan, ends);
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
function table(name: string, { family, shared, own }: Chains): Table {
  const known = [...shared.values()];
  const builtIn = known.filter((chain) => chain.isBuiltIn);
  const others = known.filter((chain) => !chain.isBuiltIn);
  return { program: 'iptables', family, name, chains: builtIn.concat(sortedByName(others.concat(own))), sets: [], virtualServers: [] };
}

/**
 * The tables nat and filter of a family in mode iptables: what is planned for each entry, in their order. A plan is asked for once and not kept, as there may be tens of thousands.
 * Mirrors syncProxyRules of pkg/proxy/iptables (v1.36), with its default flags. Simplified: Services are in the order of their
 * names, where kube-proxy has no order.
 */
export function iptablesTables(context: RuleContext, entries: readonly ServiceEntry[], planOf: (entry: ServiceEntry) => ServicePlan): readonly Table[] {
  const endpointCount = entries.reduce((count, { endpoints }) => count + endpoints.length, 0);
  const writer: Writer = {
    ...context,
    nat: staticChains(context, staticNATChains()),
    filter: staticChains(context, staticFilterChains(context.family)),
    isLargeCluster: endpointCount > LARGE_CLUSTER_ENDPOINTS,
  };
  for (const entry of entries) addService(writer, planOf(entry));
  append(writer.nat, 'KUBE-SERVICES', nodePortsRule(context.family));
  return [table('nat', writer.nat), table('filter', writer.filter)];
}
