import type { NodeRules, RulesHit } from '../../../protocol/rules.ts';
import type { RequestTrace } from '../../../protocol/request.ts';
import type { ClusterSettings } from '../../../protocol/settings.ts';
import type { ServiceTable } from '../serviceTable.ts';
import { hitsOf } from './hits.ts';
import type { RuleModel } from './model.ts';
import { toNodeRules } from './nodeRules.ts';
import { buildRuleModel, type RuleNode } from './ruleModel.ts';

/** The rules of all Nodes, worked out when they are asked for. */
export interface Rules {
  /** What kube-proxy has set up on a Node now, as the Node's own programs would list it; undefined where there is no such Node. */
  of(nodeName: string): NodeRules | undefined;
  /** The rules that a request's packet met, Node by Node in the order of its way. See `hitsOf`. */
  hit(trace: RequestTrace): RulesHit;
}

interface Known { readonly settings: ClusterSettings; readonly model: RuleModel; rules: NodeRules | undefined }

/** So many Nodes' rules are kept as long as nothing has changed; those of iptables only, since the others tell of connections too. */
const MAX_KNOWN = 2;

/** `machine`: the Node of a name; `settings` and `nowMs`: as they are now. */
export function createRules(table: ServiceTable, machine: (name: string) => RuleNode | undefined, settings: () => ClusterSettings, nowMs: () => number): Rules {
  const known = new Map<string, Known>();
  table.onSync(() => void known.clear());

  function find(name: string): Known | undefined {
    const node = machine(name);
    if (node === undefined) return undefined;
    const found = known.get(name);
    if (found?.settings === settings()) return found;
    const fresh: Known = { settings: settings(), model: buildRuleModel(table, settings(), node, nowMs()), rules: undefined };
    if (fresh.model.mode !== 'iptables') return fresh;
    known.delete(name);
    known.set(name, fresh);
    const oldest = known.keys().next();
    if (known.size > MAX_KNOWN && oldest.done !== true) known.delete(oldest.value);
    return fresh;
  }

  function rulesOf(entry: Known): NodeRules {
    entry.rules ??= toNodeRules(entry.model);
    return entry.rules;
  }

  return {
    of(nodeName) {
      const entry = find(nodeName);
      return entry && rulesOf(entry);
    },
    hit: (trace) => hitsOf(trace, (name) => {
      const node = machine(name);
      const entry = find(name);
      return node === undefined || entry === undefined ? undefined : { node, model: entry.model, rules: rulesOf(entry) };
    }),
  };
}
