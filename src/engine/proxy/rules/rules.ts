import type { NodeRules, RulesHit } from '../../../protocol/rules.ts';
import type { RequestTrace } from '../../../protocol/request.ts';
import type { ClusterSettings } from '../../../protocol/settings.ts';
import type { ServiceTable } from '../serviceTable.ts';
import { hitsOf, type NodeToAsk } from './hits.ts';
import { toNodeRules } from './nodeRules.ts';
import { buildRuleModel, type RuleNode } from './ruleModel.ts';

/** The rules of all Nodes, worked out when they are asked for. */
export interface Rules {
  /** What kube-proxy has set up on a Node now, as the Node's own programs would list it; undefined where there is no such Node. */
  of(nodeName: string): NodeRules | undefined;
  /** The rules that a request's packet met, Node by Node in the order of its way. See `hitsOf`. */
  hit(trace: RequestTrace): RulesHit;
}

interface Known { readonly settings: ClusterSettings; readonly rules: NodeRules }

/** So many Nodes' rules are kept as long as nothing has changed; those of iptables only, since the others tell of connections too. */
const MAX_KNOWN = 2;

/** `machine`: the Node of a name; `settings` and `nowMs`: as they are now. */
export function createRules(table: ServiceTable, machine: (name: string) => RuleNode | undefined, settings: () => ClusterSettings, nowMs: () => number): Rules {
  const known = new Map<string, Known>();
  table.onSync(() => {
    known.clear();
  });

  return {
    of(nodeName) {
      const node = machine(nodeName);
      if (node === undefined) return undefined;
      const found = known.get(nodeName);
      if (found?.settings === settings()) return found.rules;
      const rules = toNodeRules(buildRuleModel(table, settings(), node, nowMs(), true));
      known.delete(nodeName);
      if (rules.mode === 'iptables') known.set(nodeName, { settings: settings(), rules });
      const oldest = known.keys().next();
      if (known.size > MAX_KNOWN && oldest.done !== true) known.delete(oldest.value);
      return rules;
    },
    hit(trace) {
      const asked = new Map<string, NodeToAsk>();
      return hitsOf(trace, (name) => {
        const node = machine(name);
        if (node === undefined) return undefined;
        let found = asked.get(name);
        if (found === undefined) {
          const model = buildRuleModel(table, settings(), node, nowMs(), false);
          found = { node, model, rules: toNodeRules(model) };
          asked.set(name, found);
        }
        return found;
      });
    },
  };
}
