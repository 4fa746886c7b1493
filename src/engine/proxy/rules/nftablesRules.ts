import type { RuleOwner } from '../../../protocol/rules.ts';
import type { ProxyEndpoint } from '../endpointSliceCache.ts';
import { nftablesChainNames, nftablesEndpointNames, type ServiceChainNames } from './chainNames.ts';
import { sortElements } from './elementOrder.ts';
import { isNodeAllowed, type RuleContext } from './iptablesRules.ts';
import type { Chain, Element, Match, Rule, RuleSet, Table, Verdict } from './model.ts';
import { staticChains, staticSets, type NFTablesStatic } from './nftablesStatic.ts';
import { mergeRanges } from './ranges.ts';
import { endpointOwner, type ServicePlan } from './servicePlan.ts';

export interface NFTablesRuleContext extends RuleContext {
  readonly serviceCIDRs: readonly string[];
  readonly nowMs: number;
}

interface Writer extends NFTablesRuleContext {
  readonly chains: Chain[];
  readonly sets: Map<string, RuleSet>;
  /** By set or map, the keys that it has. */
  readonly taken: Map<string, Set<string>>;
}

const comment = (text: string): Match => ({ kind: 'comment', text });
const goto = (chain: string): Verdict => ({ kind: 'goto', chain });

/** A key is taken once. */
function addElement({ sets, taken }: Writer, set: string, element: Element): void {
  const keys = taken.get(set) ?? new Set<string>();
  taken.set(set, keys);
  if (keys.has(element.key)) return;
  keys.add(element.key);
  sets.get(set)?.elements.push(element);
}

function addChain({ chains }: Writer, name: string, rules: readonly Rule[]): void {
  chains.push({ name, isBuiltIn: false, rules: [...rules] });
}

/** The elements of sets and maps that lead to a Service, or say that nothing is behind it. */
function captureService(writer: Writer, plan: ServicePlan, names: ServiceChainNames): void {
  const { info, name, protocol, owner } = plan;
  const refusal: Verdict = plan.hasEndpoints ? { kind: 'drop' } : goto('reject-chain');
  const key = (ip: string): string => `${ip} . ${protocol} . ${info.port}`;
  const nowhere = (ip: string): void => addElement(writer, 'no-endpoint-services', { key: key(ip), verdict: refusal, comment: name, owner });
  const leads = (ip: string, chain: string): void => addElement(writer, 'service-ips', { key: key(ip), verdict: goto(chain), owner });

  addElement(writer, 'cluster-ips', { key: info.clusterIP, owner });
  if (plan.hasInternalEndpoints) leads(info.clusterIP, info.isInternalPolicyLocal ? names.local : names.cluster);
  else nowhere(info.clusterIP);
  for (const ip of [...info.externalIPs, ...info.loadBalancerVIPs]) {
    if (plan.hasEndpoints) leads(ip, names.external);
    if (!plan.hasExternalEndpoints) nowhere(ip);
  }
  if (usesFirewall(plan)) for (const ip of info.loadBalancerVIPs) addElement(writer, 'firewall-ips', { key: key(ip), verdict: goto(names.firewall), owner });
  if (info.nodePort === 0) return;
  const portKey = `${protocol} . ${info.nodePort}`;
  if (plan.hasEndpoints) addElement(writer, 'service-nodeports', { key: portKey, verdict: goto(names.external), owner });
  if (!plan.hasExternalEndpoints) addElement(writer, 'no-endpoint-nodeports', { key: portKey, verdict: refusal, comment: name, owner });
}

const usesFirewall = ({ info }: ServicePlan): boolean => info.loadBalancerVIPs.length > 0 && info.loadBalancerSourceRanges.length > 0;

function externalRules({ clusterCIDRs }: Writer, { info, owner, hasExternalEndpoints }: ServicePlan, names: ServiceChainNames): readonly Rule[] {
  const rule = (verdict: Verdict, ...matches: readonly Match[]): Rule => ({ matches, verdict, owner });
  const last = hasExternalEndpoints ? [rule(goto(info.isExternalPolicyLocal ? names.local : names.cluster))] : [];
  if (!info.isExternalPolicyLocal) return [rule({ kind: 'setMark' }, comment('masquerade')), ...last];
  const [podRange] = clusterCIDRs;
  return [
    ...(podRange === undefined ? [] : [rule(goto(names.cluster), { kind: 'source', ranges: [podRange] }, comment('short-circuit pod traffic'))]),
    rule({ kind: 'setMark' }, { kind: 'sourceType' }, comment('masquerade local traffic')),
    rule(goto(names.cluster), { kind: 'sourceType' }, comment('short-circuit local traffic')),
    ...last,
  ];
}

function firewallRule(writer: Writer, plan: ServicePlan): Rule {
  const { info, owner } = plan;
  const addresses = isNodeAllowed(plan, writer.node) ? info.loadBalancerVIPs : [];
  const ranges = mergeRanges(info.loadBalancerSourceRanges, addresses);
  // A set of several that became one is still a set.
  const isSet = info.loadBalancerSourceRanges.length + addresses.length > 1;
  return { matches: [{ kind: 'source', ranges, isNegated: true, isSet }], verdict: { kind: 'drop' }, owner };
}

/** A list of endpoints without affinity: one rule that rewrites to any of them. */
function balancingRule(plan: ServicePlan, endpoints: readonly ProxyEndpoint[]): Rule {
  return { matches: [{ kind: 'protocol', protocol: plan.protocol }], verdict: { kind: 'dnatAny', endpoints }, owner: plan.owner };
}

type EndpointNames = ReadonlyMap<string, { readonly chain: string; readonly affinitySet: string }>;

/** With affinity: who is in an endpoint's set goes there, all others anywhere at random. */
function affinityRules(plan: ServicePlan, endpoints: readonly ProxyEndpoint[], names: EndpointNames): readonly Rule[] {
  const chainOf = (endpoint: ProxyEndpoint): string => names.get(endpoint.key)?.chain ?? '';
  const held = endpoints.map((endpoint): Rule => ({
    matches: [{ kind: 'inSet', set: names.get(endpoint.key)?.affinitySet ?? '', key: 'source' }],
    verdict: goto(chainOf(endpoint)),
    owner: endpointOwner(plan, endpoint),
  }));
  return [...held, { matches: [], verdict: { kind: 'gotoAny', targets: endpoints.map((endpoint) => ({ chain: chainOf(endpoint), endpoint })) }, owner: plan.owner }];
}

/** The set of clients that are held to an endpoint now. */
function affinitySet({ family, node, nowMs }: Writer, plan: ServicePlan, endpoint: ProxyEndpoint, name: string, owner: RuleOwner): RuleSet {
  const elements: Element[] = [];
  for (const [clientIP, times] of plan.entry.affinity.get(node.name) ?? []) {
    const untilMs = (times.get(endpoint.key) ?? Number.NEGATIVE_INFINITY) + plan.info.affinityTimeoutMs;
    if (untilMs > nowMs) elements.push({ key: clientIP, expiresMs: untilMs - nowMs, owner });
  }
  return { kind: 'set', name, type: family === 'IPv6' ? 'ipv6_addr' : 'ipv4_addr', timeoutSeconds: plan.affinitySeconds, elements };
}

function addService(writer: Writer, plan: ServicePlan): void {
  const { info, protocol } = plan;
  const names = nftablesChainNames(info);
  captureService(writer, plan, names);
  for (const endpoint of plan.reachable) {
    if (endpoint.nodeName === writer.node.name) addElement(writer, 'hairpin-connections', { key: `${endpoint.ip} . ${endpoint.ip} . ${protocol} . ${endpoint.port}`, owner: endpointOwner(plan, endpoint) });
  }
  const hasAffinity = plan.affinitySeconds > 0;
  const endpointNames: EndpointNames = hasAffinity ? new Map(plan.reachable.map((endpoint) => [endpoint.key, nftablesEndpointNames(info, endpoint)])) : new Map();
  for (const [chain, endpoints] of [[names.cluster, plan.cluster], [names.local, plan.local]] as const) {
    if (endpoints.length > 0) addChain(writer, chain, hasAffinity ? affinityRules(plan, endpoints, endpointNames) : [balancingRule(plan, endpoints)]);
  }
  if (plan.hasEndpoints && info.isExternallyAccessible) addChain(writer, names.external, externalRules(writer, plan, names));
  if (usesFirewall(plan)) addChain(writer, names.firewall, [firewallRule(writer, plan)]);
  for (const endpoint of hasAffinity ? plan.reachable : []) {
    const { chain = '', affinitySet: set = '' } = endpointNames.get(endpoint.key) ?? {};
    const endpointIs = endpointOwner(plan, endpoint);
    writer.sets.set(set, affinitySet(writer, plan, endpoint, set, endpointIs));
    addChain(writer, chain, [
      { matches: [], verdict: { kind: 'updateSet', set }, owner: endpointIs },
      { matches: [{ kind: 'protocol', protocol }], verdict: { kind: 'dnat', endpoint }, owner: endpointIs },
    ]);
  }
}

/**
 * The table kube-proxy of a family in mode nftables: what the plans say, in their order.
 * Mirrors setupNFTables and syncProxyRules of pkg/proxy/nftables (v1.36), with its default flags. Simplified: chains that no
 * rule leads to any more are gone at once, where kube-proxy leaves them empty until its next change.
 */
export function nftablesTable(context: NFTablesRuleContext, plans: readonly ServicePlan[]): Table {
  const { family, node, clusterCIDRs, serviceCIDRs } = context;
  const parts: NFTablesStatic = { family, nodePortIP: node.primaryIP(family === 'IPv6'), podRange: clusterCIDRs[0], serviceCIDRs };
  const writer: Writer = {
    ...context,
    chains: [...staticChains(parts)],
    sets: new Map(staticSets(parts).map((set) => [set.name, set])),
    taken: new Map(),
  };
  for (const plan of plans) addService(writer, plan);
  return { program: 'nftables', family, name: 'kube-proxy', chains: writer.chains, sets: [...writer.sets.values()].map((set) => ({ ...set, elements: [...sortElements(set.elements)] })), virtualServers: [] };
}
