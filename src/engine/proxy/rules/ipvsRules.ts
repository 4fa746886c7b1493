import type { IPFamily } from '../../../kube/ip.ts';
import { hostRange, isNodeAllowed, type RuleContext } from './iptablesRules.ts';
import { fixedRule, forwardRules, masqueradeRules, newChain } from './iptablesStatic.ts';
import { ipsetComment, ipsetName, ipvsSets } from './ipvsSets.ts';
import { virtualServers, type VirtualServerContext } from './ipvsVirtualServers.ts';
import type { Chain, Match, Rule, RuleSet, Table, Verdict } from './model.ts';
import type { ServicePlan } from './servicePlan.ts';

export interface IPVSRuleContext extends RuleContext, VirtualServerContext {}

interface Parts {
  readonly family: IPFamily;
  readonly podRange: string | undefined;
  readonly sets: ReadonlyMap<string, RuleSet>;
}

const comment = (text: string): Match => ({ kind: 'comment', text });
const jump = (chain: string): Verdict => ({ kind: 'jump', chain });
const accept: Verdict = { kind: 'accept' };
const back: Verdict = { kind: 'return' };

const inSet = ({ family }: Parts, set: string, directions: string): Match => ({ kind: 'ipset', set: ipsetName(set, family), directions });
const hasAny = ({ sets }: Parts, set: string): boolean => (sets.get(set)?.elements.length ?? 0) > 0;

/** A rule that asks a set, with the set's comment; none where the set is empty. */
function setRule(parts: Parts, set: string, directions: string, verdict: Verdict, ...first: readonly Match[]): readonly Rule[] {
  return hasAny(parts, set) ? [fixedRule(verdict, ...first, comment(ipsetComment(set)), inSet(parts, set, directions))] : [];
}

function clusterIPRules(parts: Parts): readonly Rule[] {
  const { podRange } = parts;
  if (!hasAny(parts, 'KUBE-CLUSTER-IP')) return [];
  const says = comment(ipsetComment('KUBE-CLUSTER-IP'));
  const mark = jump('KUBE-MARK-MASQ');
  return podRange === undefined
    ? [fixedRule(mark, says, inSet(parts, 'KUBE-CLUSTER-IP', 'src,dst'))]
    : [fixedRule(mark, { kind: 'source', ranges: [podRange], isNegated: true }, says, inSet(parts, 'KUBE-CLUSTER-IP', 'dst,dst'))];
}

/** What comes from off the machine, and what is for one of its own addresses, goes on to ipvs. */
function externalIPRules(parts: Parts, set: string, isMasqueraded: boolean): readonly Rule[] {
  if (!hasAny(parts, set)) return [];
  const asked: readonly Match[] = [comment(ipsetComment(set)), inSet(parts, set, 'dst,dst')];
  return [
    ...(isMasqueraded ? [fixedRule(jump('KUBE-MARK-MASQ'), ...asked)] : []),
    fixedRule(accept, ...asked, { kind: 'physdevNotIn' }, { kind: 'sourceType', isNegated: true }),
    fixedRule(accept, ...asked, { kind: 'destinationType' }),
  ];
}

function natChains(parts: Parts): readonly Chain[] {
  const portals = fixedRule(jump('KUBE-SERVICES'), comment('kubernetes service portals'));
  const nodePorts = (['tcp', 'udp', 'sctp'] as const).flatMap((protocol) => {
    const suffix = protocol === 'sctp' ? 'SCTP-HASH' : protocol.toUpperCase();
    const directions = protocol === 'sctp' ? 'dst,dst' : 'dst';
    const first: Match = { kind: 'protocol', protocol };
    return [...setRule(parts, `KUBE-NODE-PORT-LOCAL-${suffix}`, directions, back, first), ...setRule(parts, `KUBE-NODE-PORT-${suffix}`, directions, jump('KUBE-MARK-MASQ'), first)];
  });
  const accepts = ['KUBE-CLUSTER-IP', 'KUBE-LOAD-BALANCER'].flatMap((set) => (hasAny(parts, set) ? [fixedRule(accept, inSet(parts, set, 'dst,dst'))] : []));
  return [
    newChain('PREROUTING', true, portals),
    newChain('INPUT', true),
    newChain('OUTPUT', true, portals),
    newChain('POSTROUTING', true, fixedRule(jump('KUBE-POSTROUTING'), comment('kubernetes postrouting rules'))),
    newChain('KUBE-LOAD-BALANCER', false, ...setRule(parts, 'KUBE-LOAD-BALANCER-LOCAL', 'dst,dst', back), fixedRule(jump('KUBE-MARK-MASQ'))),
    newChain('KUBE-MARK-MASQ', false, fixedRule({ kind: 'setMark' })),
    newChain('KUBE-NODE-PORT', false, ...nodePorts),
    newChain('KUBE-POSTROUTING', false, ...setRule(parts, 'KUBE-LOOP-BACK', 'dst,dst,src', { kind: 'masquerade' }), ...masqueradeRules()),
    newChain(
      'KUBE-SERVICES', false,
      fixedRule(back, { kind: 'source', ranges: [parts.family === 'IPv6' ? '::1/128' : '127.0.0.0/8'] }),
      ...setRule(parts, 'KUBE-LOAD-BALANCER', 'dst,dst', jump('KUBE-LOAD-BALANCER')),
      ...clusterIPRules(parts),
      ...externalIPRules(parts, 'KUBE-EXTERNAL-IP', true),
      ...externalIPRules(parts, 'KUBE-EXTERNAL-IP-LOCAL', false),
      fixedRule(jump('KUBE-NODE-PORT'), { kind: 'destinationType' }),
      ...accepts,
    ),
  ];
}

/** Nodes outside a Service's source ranges must not reach its load balancer's address by having it themselves. */
function nodeRefusals(context: RuleContext, plans: readonly ServicePlan[]): readonly Rule[] {
  return plans.flatMap((plan) => {
    const { info, protocol, owner } = plan;
    if (info.loadBalancerSourceRanges.length === 0 || isNodeAllowed(plan, context.node)) return [];
    return info.loadBalancerVIPs.map((ip): Rule => ({ verdict: { kind: 'drop' }, owner, matches: [{ kind: 'source', ranges: [hostRange(ip)] }, { kind: 'ipvs', address: ip, protocol, port: info.port }] }));
  });
}

function filterChains(parts: Parts, refusals: readonly Rule[]): readonly Chain[] {
  const firewall = fixedRule(jump('KUBE-PROXY-FIREWALL'), comment('kube-proxy firewall rules'));
  const passes = (set: string, directions: string): Rule => fixedRule(back, inSet(parts, set, directions));
  return [
    newChain('INPUT', true, fixedRule(jump('KUBE-IPVS-FILTER'), comment('kubernetes ipvs access filter')), firewall, fixedRule(jump('KUBE-NODE-PORT'), comment('kubernetes health check rules'))),
    newChain('FORWARD', true, firewall, fixedRule(jump('KUBE-FORWARD'), comment('kubernetes forwarding rules'))),
    newChain('OUTPUT', true, fixedRule(jump('KUBE-IPVS-OUT-FILTER'), comment('kubernetes ipvs access filter'))),
    newChain('KUBE-FORWARD', false, ...forwardRules()),
    newChain(
      'KUBE-IPVS-FILTER', false,
      passes('KUBE-LOAD-BALANCER', 'dst,dst'), passes('KUBE-CLUSTER-IP', 'dst,dst'), passes('KUBE-EXTERNAL-IP', 'dst,dst'), passes('KUBE-EXTERNAL-IP-LOCAL', 'dst,dst'), passes('KUBE-HEALTH-CHECK-NODE-PORT', 'dst'),
      fixedRule({ kind: 'reject' }, { kind: 'ctState', states: 'NEW' }, inSet(parts, 'KUBE-IPVS-IPS', 'dst')),
    ),
    newChain('KUBE-IPVS-OUT-FILTER', false, ...refusals),
    newChain('KUBE-NODE-PORT', false, fixedRule(accept, comment(ipsetComment('KUBE-HEALTH-CHECK-NODE-PORT')), inSet(parts, 'KUBE-HEALTH-CHECK-NODE-PORT', 'dst'))),
    newChain('KUBE-PROXY-FIREWALL', false, ...setRule(parts, 'KUBE-LOAD-BALANCER-FW', 'dst,dst', jump('KUBE-SOURCE-RANGES-FIREWALL'))),
    newChain(
      'KUBE-SOURCE-RANGES-FIREWALL', false,
      ...setRule(parts, 'KUBE-LOAD-BALANCER-SOURCE-CIDR', 'dst,dst,src', back), ...setRule(parts, 'KUBE-LOAD-BALANCER-SOURCE-IP', 'dst,dst,src', back), fixedRule({ kind: 'drop' }),
    ),
  ];
}

/**
 * What mode ipvs sets up for a family: iptables' nat and filter with the sets that they ask, and the virtual servers.
 * Mirrors syncProxyRules and writeIptablesRules of pkg/proxy/ipvs (v1.36), with its default flags.
 */
export function ipvsTables(context: IPVSRuleContext, plans: readonly ServicePlan[]): readonly Table[] {
  const { family } = context;
  const sets = ipvsSets(context.node, context.nodeIPs, plans);
  const parts: Parts = { family, podRange: context.clusterCIDRs[0], sets };
  const base = { family, sets: [], virtualServers: [], chains: [] };
  return [
    { ...base, program: 'ipvsadm', name: 'ip_vs', virtualServers: virtualServers(context, plans) },
    { ...base, program: 'iptables', name: 'nat', chains: natChains(parts) },
    { ...base, program: 'iptables', name: 'filter', chains: filterChains(parts, nodeRefusals(context, plans)) },
    { ...base, program: 'ipset', name: 'ipset', sets: [...sets.values()].map((set) => ({ ...set, name: ipsetName(set.name, family) })) },
  ];
}
