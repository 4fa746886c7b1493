import type { RuleTable } from '../../protocol/rules.ts';
import { serviceName } from './serviceNames.ts';

/** What `iptables -L` was asked to show. */
export interface ListOptions {
  readonly isNumeric: boolean;
  readonly isVerbose: boolean;
  readonly hasNumbers: boolean;
}

interface Address { isNegated: boolean; text: string }
interface Columns { target: string; protocol: string; input: string; output: string; source: Address; destination: Address; readonly matches: string[] }

const builtIn = new Set(['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']);
const protocolNumbers: Readonly<Record<string, string>> = { all: '0', icmp: '1', tcp: '6', udp: '17', sctp: '132', 'ipv6-icmp': '58' };

/** `--set-xmark VALUE/MASK` by the name of what it comes to. */
function markText(value: string): string {
  const [bits = '', mask = '0xffffffff'] = value.split('/');
  if (mask === '0x0') return `MARK xor ${bits}`;
  if (mask === bits) return `MARK or ${bits}`;
  return mask === '0xffffffff' ? `MARK set ${bits}` : `MARK xset ${value}`;
}

/** An option's value, `! ` where the option is negated, and whether ports are shown as numbers. */
interface Reading { readonly next: () => string; readonly not: string; readonly isNumeric: boolean }

function port({ next, not, isNumeric }: Reading): string {
  const number = next();
  return not.trim() + (isNumeric ? number : (serviceName(Number(number)) ?? number));
}

/** What an option comes to among the matches; empty: nothing. */
const matchTexts: Readonly<Record<string, (reading: Reading) => string>> = {
  '-m': ({ next }) => {
    const match = next();
    return match === 'tcp' || match === 'udp' || match === 'sctp' ? match : match === 'recent' ? 'recent:' : '';
  },
  '--comment': ({ next }) => `/* ${next().replace(/^"|"$/g, '').replaceAll('\\"', '"')} */`,
  '--dport': (reading) => `dpt:${port(reading)}`,
  '--sport': (reading) => `spt:${port(reading)}`,
  '--to-destination': ({ next }) => `to:${next()}`,
  '--mark': ({ next, not }) => `mark match ${not}${next()}`,
  '--set-xmark': ({ next }) => markText(next()),
  '--xor-mark': ({ next }) => `MARK xor ${next()}`,
  '--or-mark': ({ next }) => `MARK or ${next()}`,
  '--mode': ({ next }) => `statistic mode ${next()}`,
  '--probability': ({ next }) => `probability ${next()}`,
  '--dst-type': ({ next, not }) => `ADDRTYPE match dst-type ${not.trim()}${next()}`,
  '--src-type': ({ next, not }) => `ADDRTYPE match src-type ${not.trim()}${next()}`,
  '--ctstate': ({ next, not }) => `${not}ctstate ${next()}`,
  '--nfacct-name': ({ next }) => `nfacct-name  ${next()}`,
  '--match-set': ({ next, not }) => `${not}match-set ${next()} ${next()}`,
  '--reject-with': ({ next }) => `reject-with ${next()}`,
  '--random-fully': () => 'random-fully',
  '--rcheck': () => 'CHECK',
  '--set': () => 'SET',
  '--seconds': ({ next }) => `seconds: ${next()}`,
  '--reap': () => 'reap',
  '--name': ({ next }) => `name: ${next()}`,
  '--mask': ({ next }) => `side: source mask: ${next()}`,
  '--rsource': () => '',
};

/** Reads a rule's words: an option's name, whether `!` stands before it, and its value. */
function columnsOf(text: string, anywhere: string, isNumeric: boolean): Columns {
  const columns: Columns = { target: '', protocol: 'all', input: '*', output: '*', source: { isNegated: false, text: anywhere }, destination: { isNegated: false, text: anywhere }, matches: [] };
  const words = [...text.matchAll(/"(?:[^"\\]|\\.)*"|\S+/g)].map(([word]) => word);
  let index = 2;
  let not = '';
  const next = (): string => words[index++] ?? '';
  const address = (): Address => ({ isNegated: not !== '', text: next().replace(/\/(?:32|128)$/, '') });
  while (index < words.length) {
    const word = next();
    switch (word) {
      case '!': break;
      case '-p': columns.protocol = not.trim() + next(); break;
      case '-s': columns.source = address(); break;
      case '-d': columns.destination = address(); break;
      case '-i': columns.input = not.trim() + next(); break;
      case '-o': columns.output = not.trim() + next(); break;
      case '-j': columns.target = next(); break;
      default: columns.matches.push(matchTexts[word]?.({ next, not, isNumeric }) ?? word);
    }
    not = word === '!' ? '! ' : '';
  }
  return columns;
}

const cell = ({ isNegated, text }: Address, anywhere: string, isNumeric: boolean): string => `${isNegated ? '!' : ' '}${(!isNumeric && text === anywhere ? 'anywhere' : text).padEnd(19)} `;

/** `iptables -L` of iptables 1.8.9: each chain with its references, and its rules in columns. Packets are not counted here. */
export function listRuleColumns(table: RuleTable, chains: RuleTable['chains'], { isNumeric, isVerbose, hasNumbers }: ListOptions): string {
  const anywhere = table.family === 'IPv6' ? '::/0' : '0.0.0.0/0';
  const references = new Map<string, number>();
  for (const { rules } of table.chains) {
    for (const { text } of rules) {
      const target = / -[jg] (\S+)/.exec(text)?.[1] ?? '';
      references.set(target, (references.get(target) ?? 0) + 1);
    }
  }
  const header = `${hasNumbers ? 'num  ' : ''}${isVerbose ? ' pkts bytes ' : ''}target     prot opt ${isVerbose ? 'in     out     ' : ''}source               destination         \n`;
  return chains.map(({ name, rules }) => {
    const policy = isVerbose ? 'policy ACCEPT 0 packets, 0 bytes' : 'policy ACCEPT';
    const lines = rules.map(({ text }, index) => {
      const { target, protocol, input, output, source, destination, matches } = columnsOf(text, anywhere, isNumeric);
      const shownProtocol = isNumeric ? (protocolNumbers[protocol] ?? protocol) : protocol;
      const places = isVerbose ? `  ${input.padEnd(6)} ${output.padEnd(6)} ` : ' ';
      return `${hasNumbers ? String(index + 1).padEnd(5) : ''}${isVerbose ? '    0     0 ' : ''}${target.padEnd(9)}  ${shownProtocol.padEnd(4)} --${places}${cell(source, anywhere, isNumeric)}${cell(destination, anywhere, isNumeric)}${matches.filter((match) => match !== '').map((match) => ` ${match}`).join('')}\n`;
    });
    return `Chain ${name} (${builtIn.has(name) ? policy : `${references.get(name) ?? 0} references`})\n${header}${lines.join('')}`;
  }).join('\n');
}
