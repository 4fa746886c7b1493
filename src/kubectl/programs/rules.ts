/** What a Node's own programs list of kube-proxy's rules: iptables-save, iptables, nft, ipvsadm, ipset. */
import { formatRules } from '../../engine/proxy/rules/formatRules.ts';
import type { NodeRules, RuleProgram, RuleTable } from '../../protocol/rules.ts';
import type { ClusterAccess, Program, Running, Streams } from '../program.ts';
import { parseArgs } from '../shell/arguments.ts';

type OnNode = (node: string) => Program;

function rulesOf(cluster: ClusterAccess, node: string, programs: readonly RuleProgram[], table?: string): NodeRules | undefined {
  const rules = cluster.engine.rules(node);
  return rules && { ...rules, families: rules.families.filter((each) => programs.includes(each.program) && (table === undefined || each.table === table)) };
}

export const iptablesSave = (program: 'iptables-save' | 'ip6tables-save'): OnNode => (node) => function* (args, streams, cluster): Running {
  yield* [];
  const parsed = parseArgs(args, 'c t:');
  if ('error' in parsed) {
    streams.err(`${program}: ${parsed.error}\n`);
    return 2;
  }
  const rules = rulesOf(cluster, node, [program], parsed.value('t') || undefined);
  if (rules !== undefined) streams.out(formatRules(rules, [program]));
  return 0;
};

/** A rule of iptables-save as `iptables -S` lists it. */
function listRules(table: RuleTable, chain: string, streams: Streams): number {
  const chains = chain === '' ? table.chains : table.chains.filter(({ name }) => name === chain);
  if (chains.length === 0) return noChain(streams);
  const builtIn = new Set(['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']);
  for (const { name } of chains) streams.out(builtIn.has(name) ? `-P ${name} ACCEPT\n` : `-N ${name}\n`);
  for (const { rules } of chains) for (const { text } of rules) streams.out(`${text}\n`);
  return 0;
}

function noChain(streams: Streams): number {
  streams.err('iptables: No chain/target/match by that name.\n');
  return 1;
}

interface Parts { target: string; protocol: string; source: string; destination: string; rest: string }

/** The columns of `iptables -L -n` of one rule: what has none of its own stands at the end. */
function partsOf(text: string): Parts {
  const parts: Parts = { target: '', protocol: 'all', source: '0.0.0.0/0', destination: '0.0.0.0/0', rest: '' };
  const rest: string[] = [];
  const words = [...text.matchAll(/"(?:[^"\\]|\\.)*"|\S+/g)].map(([word]) => word);
  let isNegated = false;
  for (let index = 2; index < words.length; index++) {
    const word = words[index] ?? '';
    const next = (): string => words[++index] ?? '';
    const not = isNegated ? '!' : '';
    isNegated = word === '!';
    switch (word) {
      case '!': break;
      case '-p': parts.protocol = not + next(); break;
      case '-s': parts.source = not + next().replace(/\/32$/, ''); break;
      case '-d': parts.destination = not + next().replace(/\/32$/, ''); break;
      case '-j': parts.target = next(); break;
      case '-m': {
        const match = next();
        if (match === 'tcp' || match === 'udp') rest.push(match);
        break;
      }
      case '--comment': rest.push(`/* ${next().replace(/^"|"$/g, '')} */`); break;
      case '--dport': rest.push(`dpt:${not}${next()}`); break;
      case '--sport': rest.push(`spt:${not}${next()}`); break;
      case '--to-destination': rest.push(`to:${next()}`); break;
      case '--mark': rest.push(`mark match ${not}${next()}`); break;
      case '--set-xmark': {
        const value = next();
        rest.push(`MARK xset ${value}`);
        break;
      }
      case '--xor-mark': rest.push(`MARK xor ${next()}`); break;
      case '--or-mark': rest.push(`MARK or ${next()}`); break;
      case '--mode': rest.push(`statistic mode ${next()}`); break;
      case '--probability': rest.push(`probability ${next()}`); break;
      case '--dst-type': rest.push(`ADDRTYPE match dst-type ${next()}`); break;
      case '--ctstate': rest.push(`ctstate ${next()}`); break;
      case '--reject-with': rest.push(`reject-with ${next()}`); break;
      case '--random-fully': rest.push('random-fully'); break;
      default: rest.push(word);
    }
  }
  return { ...parts, rest: rest.join(' ') };
}

/** `iptables -L`: each chain with its references, and its rules in columns. */
function listTable(table: RuleTable, chain: string, hasNumbers: boolean, streams: Streams): number {
  const chains = chain === '' ? table.chains : table.chains.filter(({ name }) => name === chain);
  if (chains.length === 0) return noChain(streams);
  const references = new Map<string, number>();
  for (const { rules } of table.chains) {
    for (const { text } of rules) {
      const target = / -[jg] (\S+)/.exec(text)?.[1] ?? '';
      references.set(target, (references.get(target) ?? 0) + 1);
    }
  }
  const builtIn = new Set(['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']);
  streams.out(chains.map(({ name, rules }) => {
    const head = builtIn.has(name) ? `Chain ${name} (policy ACCEPT)\n` : `Chain ${name} (${references.get(name) ?? 0} references)\n`;
    const lines = rules.map(({ text }, index) => {
      const { target, protocol, source, destination, rest } = partsOf(text);
      return `${hasNumbers ? String(index + 1).padEnd(5) : ''}${target.padEnd(10)} ${protocol.padEnd(4)} --  ${source.padEnd(20)} ${destination.padEnd(20)} ${rest}\n`;
    });
    return `${head}${hasNumbers ? 'num  ' : ''}target     prot opt source               destination         \n${lines.join('')}`;
  }).join('\n'));
  return 0;
}

export const iptables = (program: 'iptables-save' | 'ip6tables-save'): OnNode => (node) => function* (args, streams, cluster): Running {
  yield* [];
  const tableAt = args.findIndex((arg) => arg === '-t' || arg === '--table');
  const table = tableAt < 0 ? 'filter' : (args[tableAt + 1] ?? '');
  const others = tableAt < 0 ? args : args.toSpliced(tableAt, 2);
  const chain = others.find((arg) => !arg.startsWith('-')) ?? '';
  const found = rulesOf(cluster, node, [program], table)?.families[0];
  if (found === undefined) {
    // A table that is there and empty.
    if (['nat', 'filter', 'mangle', 'raw'].includes(table)) return 0;
    streams.err(`iptables v1.8.9 (nf_tables): table '${table}' does not exist\nPerhaps iptables or your kernel needs to be upgraded.\n`);
    return 3;
  }
  const letters = others.filter((arg) => /^-[a-zA-Z]+$/.test(arg)).join('');
  if (letters.includes('S') || others.includes('--list-rules')) return listRules(found, chain, streams);
  if (letters.includes('L') || others.includes('--list')) return listTable(found, chain, others.includes('--line-numbers'), streams);
  streams.err('iptables: kube-proxy owns these rules; they are listed here (-L, -S) and changed by changing Services\n');
  return 2;
};

export const nft: OnNode = (node) => function* (args, streams, cluster): Running {
  yield* [];
  const words = args.filter((arg) => !arg.startsWith('-'));
  const rules = rulesOf(cluster, node, ['nft']);
  if (rules === undefined) return 0;
  if (words[0] !== 'list') {
    streams.err('Error: kube-proxy owns these rules; they are listed here and changed by changing Services\n');
    return 1;
  }
  if (words[1] === 'ruleset') {
    streams.out(formatRules(rules, ['nft']));
    return 0;
  }
  if (words[1] === 'tables') {
    for (const { family, table } of rules.families) streams.out(`table ${family === 'IPv6' ? 'ip6' : 'ip'} ${table}\n`);
    return 0;
  }
  const family = words[2] === 'ip6' ? 'IPv6' : 'IPv4';
  const table = rules.families.find((each) => each.family === family && each.table.split(' ').at(-1) === (words[3] ?? ''));
  if (table === undefined) {
    streams.err(`Error: No such file or directory\n${args.join(' ')}\n`);
    return 1;
  }
  const chains = words[1] === 'table' ? table.chains : table.chains.filter(({ name, kind }) => kind === words[1] && name === words[4]);
  if (chains.length === 0 && words[1] !== 'table') {
    streams.err(`Error: No such file or directory\n${args.join(' ')}\n`);
    return 1;
  }
  streams.out(formatRules({ ...rules, families: [{ ...table, chains }] }, ['nft']));
  return 0;
};

export const ipvsadm: OnNode = (node) => function* (args, streams, cluster): Running {
  yield* [];
  const letters = args.filter((arg) => arg.startsWith('-')).join('');
  if (!letters.includes('L') && !letters.includes('l') && args.length > 0) {
    streams.err('ipvsadm: kube-proxy owns these servers; -Ln lists them\n');
    return 2;
  }
  const rules = rulesOf(cluster, node, ['ipvsadm']);
  if (rules === undefined || rules.families.length === 0) {
    streams.out('IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n');
    return 0;
  }
  streams.out(formatRules(rules, ['ipvsadm']));
  return 0;
};

export const ipset: OnNode = (node) => function* (args, streams, cluster): Running {
  yield* [];
  if (args[0] !== 'list' && args[0] !== 'save') {
    streams.err('ipset: list and save are what there is here\n');
    return 1;
  }
  const rules = rulesOf(cluster, node, ['ipset']);
  if (rules !== undefined) streams.out(formatRules(rules, ['ipset']));
  return 0;
};
