import type { IPFamily } from '../../../kube/ip.ts';
import type { BaseHook, Chain, Match, Rule, RuleSet, SetKey, Verdict } from './model.ts';

/** What the static part of a family's table depends on. */
export interface NFTablesStatic {
  readonly family: IPFamily;
  /** The Node's address that takes node ports; empty: all of its addresses but loopback do. */
  readonly nodePortIP: string;
  /** The first of the Pods' ranges; undefined: nothing is recognised as the cluster's own. */
  readonly podRange: string | undefined;
  readonly serviceCIDRs: readonly string[];
}

const comment = (text: string): Match => ({ kind: 'comment', text });
const isNew: Match = { kind: 'ctState', states: 'new' };
const lookup = (map: string, key: SetKey): Verdict => ({ kind: 'lookup', map, key });
const rule = (verdict: Verdict, ...matches: readonly Match[]): Rule => ({ matches, verdict });

function baseChain(name: string, hook: BaseHook, ...rules: readonly Rule[]): Chain {
  return { name, isBuiltIn: true, hook, rules: [...rules] };
}

function chain(name: string, ...rules: readonly Rule[]): Chain {
  return { name, isBuiltIn: false, rules: [...rules] };
}

/** Base chains by hook and priority, with their jumps. Mirrors nftablesBaseChains and nftablesJumpChains (v1.36). */
function baseChains(): readonly Chain[] {
  const jump = (name: string, ...matches: readonly Match[]): Rule => rule({ kind: 'jump', chain: name }, ...matches);
  const filter = (hook: string, priority: string): BaseHook => ({ type: 'filter', hook, priority });
  const nat = (hook: string, priority: string): BaseHook => ({ type: 'nat', hook, priority });
  return [
    baseChain('filter-prerouting-pre-dnat', filter('prerouting', 'dstnat - 10'), jump('firewall-check', isNew)),
    // Where a hook has no name for a priority, the list shows its number.
    baseChain('filter-output-pre-dnat', filter('output', '-110'), jump('firewall-check', isNew)),
    baseChain('filter-input', filter('input', 'filter'), jump('nodeport-endpoints-check', isNew), jump('service-endpoints-check', isNew)),
    baseChain('filter-forward', filter('forward', 'filter'), jump('service-endpoints-check', isNew), jump('cluster-ips-check', isNew)),
    baseChain('filter-output', filter('output', 'filter'), jump('service-endpoints-check', isNew), jump('cluster-ips-check', isNew)),
    baseChain('nat-prerouting', nat('prerouting', 'dstnat'), jump('services')),
    baseChain('nat-output', nat('output', '-100'), jump('services')),
    baseChain('nat-postrouting', nat('postrouting', 'srcnat'), jump('masquerading')),
  ];
}

/** What makes a packet one for a node port. */
function nodePortMatches({ family, nodePortIP }: NFTablesStatic, isDispatch: boolean): readonly Match[] {
  if (nodePortIP !== '') return [{ kind: 'inSet', set: 'nodeport-ips', key: 'destination' }];
  const noLocalhost: Match = { kind: 'destination', ranges: [family === 'IPv6' ? '::1' : '127.0.0.0/8'], isNegated: true };
  return isDispatch ? [{ kind: 'destinationType' }, noLocalhost] : [noLocalhost];
}

/** All chains that are there without any Service. Mirrors setupNFTables of pkg/proxy/nftables (v1.36). */
export function staticChains(parts: NFTablesStatic): readonly Chain[] {
  const { podRange, serviceCIDRs } = parts;
  const toClusterIP: Match = { kind: 'inSet', set: 'cluster-ips', key: 'destination' };
  const masqueradeForeign: readonly Rule[] = podRange === undefined
    ? []
    : [rule({ kind: 'setMark' }, toClusterIP, { kind: 'source', ranges: [podRange], isNegated: true }, comment('masquerade clusterIP traffic from outside cluster'))];
  const dropUnallocated: readonly Rule[] = serviceCIDRs.length === 0
    ? []
    : [rule({ kind: 'drop' }, { kind: 'destination', ranges: serviceCIDRs }, comment('Drop traffic to unallocated ClusterIPs'))];
  return [
    ...baseChains(),
    chain('nodeport-endpoints-check', rule(lookup('no-endpoint-nodeports', 'protocolPort'), ...nodePortMatches(parts, false))),
    chain('service-endpoints-check', rule(lookup('no-endpoint-services', 'destinationProtocolPort'))),
    chain('firewall-check', rule(lookup('firewall-ips', 'destinationProtocolPort'))),
    chain('services', ...masqueradeForeign, rule(lookup('service-ips', 'destinationProtocolPort')), rule(lookup('service-nodeports', 'protocolPort'), ...nodePortMatches(parts, true))),
    chain('masquerading', rule({ kind: 'masqueradeClearingMark' }, { kind: 'mark' }), rule({ kind: 'masquerade' }, { kind: 'ctStatusDNAT' }, { kind: 'inSet', set: 'hairpin-connections', key: 'hairpin' })),
    chain('cluster-ips-check', rule({ kind: 'reject' }, toClusterIP, comment('Reject traffic to invalid ports of ClusterIPs')), ...dropUnallocated),
    { ...chain('reject-chain', rule({ kind: 'reject' })), comment: 'helper for @no-endpoint-services / @no-endpoint-nodeports' },
  ];
}

/** The sets and maps, still without elements of Services. */
export function staticSets({ family, nodePortIP }: NFTablesStatic): readonly RuleSet[] {
  const address = family === 'IPv6' ? 'ipv6_addr' : 'ipv4_addr';
  const set = (name: string, type: string, text: string): RuleSet => ({ kind: 'set', name, type, comment: text, elements: [] });
  const map = (name: string, type: string, text: string): RuleSet => ({ kind: 'map', name, type: `${type} : verdict`, comment: text, elements: [] });
  const byAddress = `${address} . inet_proto . inet_service`;
  const byPort = 'inet_proto . inet_service';
  const nodePortIPs: readonly RuleSet[] = nodePortIP === '' ? [] : [{ ...set('nodeport-ips', address, 'IPs that accept NodePort traffic'), elements: [{ key: nodePortIP }] }];
  return [
    set('hairpin-connections', `${address} . ${byAddress}`, 'service hairpin connections'),
    set('cluster-ips', address, 'Active ClusterIPs'),
    ...nodePortIPs,
    map('no-endpoint-services', byAddress, 'vmap to drop or reject packets to services with no endpoints'),
    map('no-endpoint-nodeports', byPort, 'vmap to drop or reject packets to service nodeports with no endpoints'),
    map('firewall-ips', byAddress, 'destinations that are subject to LoadBalancerSourceRanges'),
    map('service-ips', byAddress, 'ClusterIP, ExternalIP and LoadBalancer IP traffic'),
    map('service-nodeports', byPort, 'NodePort traffic'),
  ];
}
