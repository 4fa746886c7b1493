import type { IPFamily } from '../../../kube/ip.ts';
import type { Chain, Match, Rule, Verdict } from './model.ts';

const comment = (text: string): Match => ({ kind: 'comment', text });
const isNew: Match = { kind: 'ctState', states: 'NEW' };
const jump = (chain: string): Verdict => ({ kind: 'jump', chain });

/** A rule that is there whatever Services there are. */
export function fixedRule(verdict: Verdict, ...matches: readonly Match[]): Rule {
  return { matches, verdict };
}

/** A chain of a table; `isBuiltIn`: one of iptables' own, which the kernel's hooks lead to. The rules are copied. */
export function newChain(name: string, isBuiltIn: boolean, ...rules: readonly Rule[]): Chain {
  return { name, isBuiltIn, rules: [...rules] };
}

/** The marks by which packets ask for masquerading, as rules of POSTROUTING and of KUBE-MARK-MASQ; the same in modes iptables and ipvs. */
export function masqueradeRules(): readonly Rule[] {
  return [
    fixedRule({ kind: 'return' }, { kind: 'mark', isNegated: true }),
    fixedRule({ kind: 'clearMark' }),
    fixedRule({ kind: 'masquerade' }, comment('kubernetes service traffic requiring SNAT')),
  ];
}

/** What lets marked and known packets pass whatever the policy of FORWARD is. */
export function forwardRules(): readonly Rule[] {
  return [
    fixedRule({ kind: 'accept' }, comment('kubernetes forwarding rules'), { kind: 'mark' }),
    fixedRule({ kind: 'accept' }, comment('kubernetes forwarding conntrack rule'), { kind: 'ctState', states: 'RELATED,ESTABLISHED' }),
  ];
}

/** Chains of the nat table before any Service's rule. Mirrors iptablesJumpChains and the static part of syncProxyRules (v1.36). */
export function staticNATChains(): readonly Chain[] {
  const portals = fixedRule(jump('KUBE-SERVICES'), comment('kubernetes service portals'));
  return [
    newChain('PREROUTING', true, portals),
    newChain('INPUT', true),
    newChain('OUTPUT', true, portals),
    newChain('POSTROUTING', true, fixedRule(jump('KUBE-POSTROUTING'), comment('kubernetes postrouting rules'))),
    newChain('KUBE-MARK-MASQ', false, fixedRule({ kind: 'setMark' })),
    newChain('KUBE-NODEPORTS', false),
    newChain('KUBE-POSTROUTING', false, ...masqueradeRules()),
    newChain('KUBE-PROXY-CANARY', false),
    newChain('KUBE-SERVICES', false),
  ];
}

/** Chains of the filter table before any Service's rule; kube-proxy writes each jump before those that are there. */
export function staticFilterChains(family: IPFamily): readonly Chain[] {
  const firewall = fixedRule(jump('KUBE-PROXY-FIREWALL'), isNew, comment('kubernetes load balancer firewall'));
  const portals = fixedRule(jump('KUBE-SERVICES'), isNew, comment('kubernetes service portals'));
  const externalPortals = fixedRule(jump('KUBE-EXTERNAL-SERVICES'), isNew, comment('kubernetes externally-visible service portals'));
  const kubeletFirewall = fixedRule(jump('KUBE-FIREWALL'));
  const martians = fixedRule(
    { kind: 'drop' },
    { kind: 'source', ranges: ['127.0.0.0/8'], isNegated: true },
    { kind: 'destination', ranges: ['127.0.0.0/8'] },
    comment('block incoming localnet connections'),
    { kind: 'ctState', states: 'RELATED,ESTABLISHED,DNAT', isNegated: true },
  );
  return [
    newChain('INPUT', true, kubeletFirewall, firewall, fixedRule(jump('KUBE-NODEPORTS'), comment('kubernetes health check service ports')), externalPortals),
    newChain('FORWARD', true, firewall, fixedRule(jump('KUBE-FORWARD'), comment('kubernetes forwarding rules')), portals, externalPortals),
    newChain('OUTPUT', true, kubeletFirewall, firewall, portals),
    newChain('KUBE-EXTERNAL-SERVICES', false),
    newChain('KUBE-FIREWALL', false, ...(family === 'IPv4' ? [martians] : [])),
    newChain('KUBE-FORWARD', false, fixedRule({ kind: 'drop' }, { kind: 'ctState', states: 'INVALID' }, { kind: 'nfacct', name: 'ct_state_invalid_dropped_pkts' }), ...forwardRules()),
    newChain('KUBE-NODEPORTS', false),
    newChain('KUBE-PROXY-CANARY', false),
    newChain('KUBE-PROXY-FIREWALL', false),
    newChain('KUBE-SERVICES', false),
  ];
}

/** The last rule of KUBE-SERVICES: what no Service took may be for a node port. IPv6 has none on loopback. */
export function nodePortsRule(family: IPFamily): Rule {
  return fixedRule(
    jump('KUBE-NODEPORTS'),
    ...(family === 'IPv6' ? [{ kind: 'destination', ranges: ['::1/128'], isNegated: true } as const] : []),
    comment('kubernetes service nodeports; NOTE: this must be the last rule in this chain'),
    { kind: 'destinationType' },
  );
}
