import type { Node, NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from '../../kube/types.generated.ts';
import { matchesLabels } from '../../kube/selectors.ts';

function matchesRequirement({ operator, values = [] }: NodeSelectorRequirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    case 'Gt': case 'Lt': {
      const [limit = ''] = values;
      if (value === undefined || !/^-?\d+$/.test(value) || !/^-?\d+$/.test(limit)) return false;
      return operator === 'Gt' ? BigInt(value) > BigInt(limit) : BigInt(value) < BigInt(limit);
    }
    default: return false;
  }
}

function matchesTerm({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, node: Node): boolean {
  if (matchExpressions.length === 0 && matchFields.length === 0) return false;
  return matchExpressions.every((requirement) => matchesRequirement(requirement, node.metadata.labels?.[requirement.key]))
    && matchFields.every((requirement) => requirement.key === 'metadata.name' && matchesRequirement(requirement, node.metadata.name));
}

/** Whether a Node matches one of the terms; an empty term matches nothing. */
export function matchesNodeSelector(selector: NodeSelector, node: Node): boolean {
  return selector.nodeSelectorTerms.some((term) => matchesTerm(term, node));
}

/** Whether a Node has the labels that a Pod's nodeSelector and its required node affinity ask for. Mirrors component-helpers/scheduling/corev1/nodeaffinity (v1.36). */
export function matchesRequiredNodeAffinity(spec: PodSpec, node: Node): boolean {
  if (!matchesLabels(spec.nodeSelector ?? {}, node.metadata.labels)) return false;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || matchesNodeSelector(required, node);
}

/** The one Node to which a Pod's affinity ties it by name, as that of DaemonSet Pods does; undefined where it does not. */
export function targetNodeName(spec: PodSpec): string | undefined {
  const [term, ...others] = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  if (term === undefined || others.length > 0) return undefined;
  const requirement = (term.matchFields ?? []).find(({ key, operator, values = [] }) => key === 'metadata.name' && operator === 'In' && values.length === 1);
  return requirement?.values?.[0];
}
