import type { IPFamily } from '../../../kube/ip.ts';
import type { Chain, Element, Match, Rule, RuleSet, SetKey, Verdict } from './model.ts';

const MARK = '0x00004000';

interface Words { readonly ip: string; readonly reject: string }

const wordsOf = (family: IPFamily): Words => (family === 'IPv6' ? { ip: 'ip6', reject: 'reject' } : { ip: 'ip', reject: 'reject' });

function keyText(key: SetKey, { ip }: Words): string {
  switch (key) {
    case 'destination': return `${ip} daddr`;
    case 'source': return `${ip} saddr`;
    case 'destinationProtocolPort': return `${ip} daddr . meta l4proto . th dport`;
    case 'protocolPort': return 'meta l4proto . th dport';
    case 'hairpin': return `${ip} saddr . ${ip} daddr . meta l4proto . th dport`;
  }
}

const rangesText = (ranges: readonly string[], isSet: boolean | undefined): string => (ranges.length === 1 && isSet !== true ? (ranges[0] ?? '') : `{ ${ranges.join(', ')} }`);
const is = (isNegated: boolean | undefined): string => (isNegated === true ? '!= ' : '');

/** Empty for what stands elsewhere in the rule. */
function matchText(match: Match, words: Words): string {
  switch (match.kind) {
    case 'source': return `${words.ip} saddr ${is(match.isNegated)}${rangesText(match.ranges, match.isSet)}`;
    case 'destination': return `${words.ip} daddr ${is(match.isNegated)}${rangesText(match.ranges, match.isSet)}`;
    case 'protocol': return `meta l4proto ${match.protocol}`;
    case 'sourceType': return 'fib saddr type local';
    case 'destinationType': return 'fib daddr type local';
    case 'mark': return `meta mark & ${MARK} != 0x00000000`;
    case 'ctState': return `ct state ${match.states}`;
    case 'ctStatusDNAT': return 'ct status dnat';
    case 'inSet': return `${keyText(match.key, words)} @${match.set}`;
    default: return '';
  }
}

function verdictText(verdict: Verdict, words: Words): string {
  switch (verdict.kind) {
    case 'jump': return `jump ${verdict.chain}`;
    case 'goto': return `goto ${verdict.chain}`;
    case 'return': return 'return';
    case 'accept': return 'accept';
    case 'drop': return 'drop';
    case 'reject': return words.reject;
    case 'setMark': return `meta mark set meta mark | ${MARK}`;
    case 'clearMark': return `meta mark set meta mark ^ ${MARK}`;
    case 'masquerade': return 'masquerade fully-random';
    case 'masqueradeClearingMark': return `meta mark set meta mark ^ ${MARK} masquerade fully-random`;
    case 'dnat': return `dnat to ${verdict.endpoint.key}`;
    case 'dnatAny': return `dnat ${words.ip} to numgen random mod ${verdict.endpoints.length} map { ${verdict.endpoints.map(({ ip, port }, index) => `${index} : ${ip} . ${port}`).join(', ')} }`;
    case 'gotoAny': return `numgen random mod ${verdict.targets.length} vmap { ${verdict.targets.map(({ chain }, index) => `${index} : goto ${chain}`).join(', ')} }`;
    case 'lookup': return `${keyText(verdict.key, words)} vmap @${verdict.map}`;
    case 'updateSet': return `update @${verdict.set} { ${words.ip} saddr }`;
    case 'none': return '';
  }
}

/** A rule as `nft list ruleset` (1.0) writes it, without indentation. */
export function nftablesRuleText(rule: Rule, family: IPFamily): string {
  const words = wordsOf(family);
  const comment = rule.matches.find((match) => match.kind === 'comment');
  const parts = [...rule.matches.map((match) => matchText(match, words)), verdictText(rule.verdict, words), comment === undefined ? '' : `comment "${comment.text}"`];
  return parts.filter((part) => part !== '').join(' ');
}

/** What a chain's block says before its rules. */
export function nftablesChainDeclaration({ hook, comment }: Chain): readonly string[] {
  return [
    ...(comment === undefined ? [] : [`comment "${comment}"`]),
    ...(hook === undefined ? [] : [`type ${hook.type} hook ${hook.hook} priority ${hook.priority}; policy accept;`]),
  ];
}

/** A length of time in the units of nft, without those that are zero: `1h2m3s400ms`. */
export function durationText(milliseconds: number): string {
  let rest = Math.max(0, Math.round(milliseconds));
  let text = '';
  for (const [unit, size] of [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1000], ['ms', 1]] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) text += `${count}${unit}`;
  }
  return text === '' ? '0s' : text;
}

/** What a set's or map's block says before its elements. */
export function nftablesSetDeclaration({ type, comment, timeoutSeconds }: RuleSet): readonly string[] {
  return [
    `type ${type}`,
    ...(timeoutSeconds === undefined ? [] : ['size 65535', 'flags dynamic,timeout', `timeout ${durationText(timeoutSeconds * 1000)}`]),
    ...(comment === undefined ? [] : [`comment "${comment}"`]),
  ];
}

/** An element with its comment and what it maps to. */
export function nftablesElementText({ key, comment, expiresMs, verdict }: Element, family: IPFamily): string {
  return [
    key,
    ...(expiresMs === undefined ? [] : [`expires ${durationText(expiresMs)}`]),
    ...(comment === undefined ? [] : [`comment "${comment}"`]),
    ...(verdict === undefined ? [] : [`: ${verdictText(verdict, wordsOf(family))}`]),
  ].join(' ');
}
