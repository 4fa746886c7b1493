import type { NodeRules, RuleChain, RuleLine, RuleProgram, RuleTable } from '../../../protocol/rules.ts';
import { ipvsadmHeader } from './ipvsText.ts';

/** One line, and which rule stands on it: the places of its table, chain and rule. No `rule`: the chain's declaration. */
export interface PlacedLine extends RuleLine {
  readonly family: number;
  readonly chain?: number;
  readonly rule?: number;
}

type Push = (text: string, chain?: number, rule?: number) => void;

/** Chains first, then all rules, as iptables-save groups them. */
function iptablesLines({ table, chains }: RuleTable, push: Push): void {
  push(`*${table}`);
  chains.forEach((chain, index) => {
    for (const line of chain.declaration) push(line, index);
  });
  chains.forEach((chain, index) => {
    chain.rules.forEach((rule, place) => push(rule.text, index, place));
  });
  push('COMMIT');
}

/** Addresses on one line; what has several parts, or what it maps to, has a line of its own. */
function elementsPerLine(chain: RuleChain): number {
  const [type = ''] = chain.declaration;
  if (type.includes('.') || type.includes(':')) return 1;
  return type === 'type ipv4_addr' && !chain.declaration.some((line) => line.startsWith('timeout')) ? 2 : 1;
}

function elementLines(chain: RuleChain, index: number, push: Push): void {
  const perLine = elementsPerLine(chain);
  const { rules } = chain;
  for (let first = 0; first < rules.length; first += perLine) {
    const texts = rules.slice(first, first + perLine).map((rule) => rule.text).join(', ');
    push(`${first === 0 ? '\t\telements = { ' : '\t\t\t     '}${texts}${first + perLine >= rules.length ? ' }' : ','}`, index, first);
  }
}

function nftablesLines({ table, family, chains }: RuleTable, push: Push): void {
  push(`table ${family === 'IPv6' ? 'ip6' : 'ip'} ${table} {`);
  push('\tcomment "rules for kube-proxy"');
  chains.forEach((chain, index) => {
    if (index > 0) push('');
    push(`\t${chain.kind} ${chain.name} {`, index);
    for (const line of chain.declaration) push(`\t\t${line}`, index);
    if (chain.kind === 'chain') chain.rules.forEach((rule, place) => push(`\t\t${rule.text}`, index, place));
    else elementLines(chain, index, push);
    push('\t}', index);
  });
  push('}');
}

function plainLines({ chains }: RuleTable, push: Push): void {
  chains.forEach((chain, index) => {
    for (const line of chain.declaration) push(line, index);
    chain.rules.forEach((rule, place) => push(rule.text, index, place));
  });
}

/**
 * The whole listing line by line: each program's output after the other's, in the order of `families`. With `programs`,
 * only theirs; line numbers then count what is given.
 */
export function ruleLines(rules: NodeRules, programs?: readonly RuleProgram[]): readonly PlacedLine[] {
  const lines: PlacedLine[] = [];
  eachTable(rules, programs, (table, family) => {
    tableLines(table, (text, chain, rule) => {
      const owner = chain === undefined ? undefined : rule === undefined ? table.chains[chain]?.owner : table.chains[chain]?.rules[rule]?.owner;
      lines.push({ line: lines.length, text, family, ...(chain === undefined ? {} : { chain }), ...(rule === undefined ? {} : { rule }), ...(owner === undefined ? {} : { owner }) });
    });
  });
  return lines;
}

function eachTable({ families }: NodeRules, programs: readonly RuleProgram[] | undefined, visit: (table: RuleTable, family: number) => void): void {
  families.forEach((table, family) => {
    if (programs === undefined || programs.includes(table.program)) visit(table, family);
  });
}

function tableLines(table: RuleTable, push: Push): void {
  switch (table.program) {
    case 'iptables-save':
    case 'ip6tables-save': iptablesLines(table, push); break;
    case 'nft': nftablesLines(table, push); break;
    case 'ipvsadm':
      if (table.family === 'IPv4') for (const line of ipvsadmHeader) push(line);
      plainLines(table, push);
      break;
    case 'ipset': plainLines(table, push); break;
  }
}

/** The listing as one text, as the Node's own programs print it; see `ruleLines`. */
export function formatRules(rules: NodeRules, programs?: readonly RuleProgram[]): string {
  const texts: string[] = [];
  eachTable(rules, programs, (table) => {
    tableLines(table, (text) => void texts.push(text));
  });
  return texts.length === 0 ? '' : `${texts.join('\n')}\n`;
}
