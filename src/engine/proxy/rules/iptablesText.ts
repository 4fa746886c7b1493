import type { IPFamily } from '../../../kube/ip.ts';
import type { Match, Rule, Verdict } from './model.ts';

const MARK = '0x4000';

const not = (isNegated: boolean | undefined): string => (isNegated === true ? '! ' : '');
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, (character) => `\\${character}`)}"`;

/**
 * One of `count`, as iptables-save prints it: kube-proxy writes ten decimals, the kernel keeps 31 bits, and eleven decimals
 * of those are shown.
 */
export function probabilityText(count: number): string {
  return (Math.round(Number((1 / count).toFixed(10)) * 0x80000000) / 0x80000000).toFixed(11);
}

/** Sources, destinations and protocols come before all other matches, in this order. */
function headText(matches: readonly Match[]): string {
  let source = '';
  let destination = '';
  let protocol = '';
  for (const match of matches) {
    if (match.kind === 'source') source = ` ${not(match.isNegated)}-s ${match.ranges.join(',')}`;
    else if (match.kind === 'destination') destination = ` ${not(match.isNegated)}-d ${match.ranges.join(',')}`;
    else if (match.kind === 'protocol') protocol = ` -p ${match.protocol}`;
  }
  return source + destination + protocol;
}

function matchText(match: Match, family: IPFamily): string {
  switch (match.kind) {
    case 'comment': return ` -m comment --comment ${quoted(match.text)}`;
    case 'destinationPort': return ` -m ${match.protocol}${match.port === undefined ? '' : ` --dport ${match.port}`}`;
    case 'sourceType': return ` -m addrtype ${not(match.isNegated)}--src-type LOCAL`;
    case 'destinationType': return ` -m addrtype ${not(match.isNegated)}--dst-type LOCAL`;
    case 'mark': return ` -m mark ${not(match.isNegated)}--mark ${MARK}/${MARK}`;
    case 'ctState': return ` -m conntrack ${not(match.isNegated)}--ctstate ${match.states}`;
    case 'statistic': return ` -m statistic --mode random --probability ${probabilityText(match.count)}`;
    case 'recentCheck': return ` -m recent --rcheck --seconds ${match.seconds} --reap --name ${match.list} --mask ${fullMask(family)} --rsource`;
    case 'recentSet': return ` -m recent --set --name ${match.list} --mask ${fullMask(family)} --rsource`;
    // The program itself prints two spaces.
    case 'nfacct': return ` -m nfacct --nfacct-name  ${match.name}`;
    case 'ipset': return ` -m set --match-set ${match.set} ${match.directions}`;
    case 'physdevNotIn': return ' -m physdev ! --physdev-is-in';
    case 'ipvs': return ` -m ipvs --vaddr ${match.address} --vproto ${match.protocol} --vport ${match.port}`;
    default: return '';
  }
}

const fullMask = (family: IPFamily): string => (family === 'IPv6' ? 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff' : '255.255.255.255');

function verdictText(verdict: Verdict, family: IPFamily): string {
  switch (verdict.kind) {
    case 'jump': return ` -j ${verdict.chain}`;
    case 'goto': return ` -g ${verdict.chain}`;
    case 'return': return ' -j RETURN';
    case 'accept': return ' -j ACCEPT';
    case 'drop': return ' -j DROP';
    case 'reject': return ` -j REJECT --reject-with ${family === 'IPv6' ? 'icmp6' : 'icmp'}-port-unreachable`;
    case 'setMark': return ` -j MARK --set-xmark ${MARK}/${MARK}`;
    case 'clearMark': return ` -j MARK --set-xmark ${MARK}/0x0`;
    case 'masquerade': return ' -j MASQUERADE --random-fully';
    case 'dnat': return ` -j DNAT --to-destination ${verdict.endpoint.key}`;
    default: return '';
  }
}

/** A rule as iptables-save (1.8, nf_tables) writes it. */
export function iptablesRuleText(chain: string, rule: Rule, family: IPFamily): string {
  // Joined, and not added up: a sum would keep all of its parts alive.
  const parts = ['-A ', chain, headText(rule.matches)];
  for (const match of rule.matches) parts.push(matchText(match, family));
  parts.push(verdictText(rule.verdict, family));
  return parts.join('');
}

/** A chain's declaration, without counters. */
export function iptablesChainText(name: string, isBuiltIn: boolean): string {
  return `:${name} ${isBuiltIn ? 'ACCEPT' : '-'}`;
}
