import type { NodeRules, RuleChain, RuleOwner, RuleProgram, RuleTable, RuleText } from '../../../protocol/rules.ts';
import { iptablesChainText, iptablesRuleText } from './iptablesText.ts';
import { ipsetText, realServerText, virtualServerText } from './ipvsText.ts';
import type { Chain, RuleModel, Table } from './model.ts';
import { withOwner } from './withOwner.ts';
import { nftablesChainDeclaration, nftablesElementText, nftablesRuleText, nftablesSetDeclaration } from './nftablesText.ts';

/** A chain's text, with whose chain it is: that of its first rule, where it is one of a Service's own. */
function chainOf({ isBuiltIn, name }: Chain, declaration: readonly string[], rules: readonly RuleText[]): RuleChain {
  const owner: RuleOwner | undefined = isBuiltIn || !/^KUBE-(?:SVC|SVL|EXT|FW|SEP)-|\//.test(name) ? undefined : rules[0]?.owner;
  return owner === undefined ? { kind: 'chain', name, declaration, rules } : { kind: 'chain', name, declaration, rules, owner };
}

function programOf({ program, family }: Table): RuleProgram {
  if (program === 'iptables') return family === 'IPv6' ? 'ip6tables-save' : 'iptables-save';
  return program === 'nftables' ? 'nft' : program;
}

function chainsOf(table: Table): readonly RuleChain[] {
  const { family, program } = table;
  switch (program) {
    case 'iptables':
      return table.chains.map((chain) => chain.listing ?? chainOf(chain, [iptablesChainText(chain.name, chain.isBuiltIn)], chain.rules.map((rule) => withOwner(iptablesRuleText(chain.name, rule, family), rule.owner))));
    case 'nftables':
      return [
        ...table.sets.map((set): RuleChain => ({ kind: set.kind === 'map' ? 'map' : 'set', name: set.name, declaration: nftablesSetDeclaration(set), rules: set.elements.map((element) => withOwner(nftablesElementText(element, family), element.owner)) })),
        ...table.chains.map((chain) => chainOf(chain, nftablesChainDeclaration(chain), chain.rules.map((rule) => withOwner(nftablesRuleText(rule, family), rule.owner)))),
      ];
    case 'ipset':
      return table.sets.map((set) => ({ kind: 'set', name: set.name, declaration: [ipsetText(set, family)], rules: set.elements.map((element) => withOwner(`add ${set.name} ${element.key}`, element.owner)) }));
    case 'ipvsadm':
      return table.virtualServers.map((server) => ({ kind: 'virtualServer', name: `${server.protocol} ${server.ip} ${server.port}`, declaration: [virtualServerText(server)], rules: server.servers.map((row) => withOwner(realServerText(row), row.owner)), owner: server.owner }));
  }
}

/** The texts of a Node's rules, chain by chain, as the Node's own programs would list them. */
export function toNodeRules(model: RuleModel): NodeRules {
  const families = model.tables.map((table): RuleTable => ({ program: programOf(table), family: table.family, table: table.name, chains: chainsOf(table) }));
  return { node: model.nodeName, mode: model.mode, families };
}
