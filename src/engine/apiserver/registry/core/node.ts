import { maybe } from '../../../../kube/maybe.ts';
import type { KubeObject } from '../../../context.ts';
import { isKind } from '../kinds.ts';
import type { Node } from '../../../../kube/types.generated.ts';

/** podCIDR and podCIDRs as one says what the other does. Mirrors Convert_v1_NodeSpec_To_core_NodeSpec of pkg/apis/core/v1/conversion.go (v1.36). */
export function withPodCIDRs(node: Node): Node {
  const { podCIDR = '', podCIDRs = [] } = maybe(node.spec) ?? {};
  const [first = ''] = podCIDRs;
  if (podCIDR === first) return node;
  return { ...node, spec: podCIDR === '' ? { ...node.spec, podCIDR: first } : { ...node.spec, podCIDRs: [podCIDR] } };
}

/** Dynamic kubelet configuration is gone: what a Node does not have already is not stored. Mirrors dropDisabledFields of pkg/registry/core/node/strategy.go (v1.36). */
export function withoutConfigSource(node: Node, old: KubeObject | undefined): Node {
  const { configSource, ...spec } = maybe(node.spec) ?? {};
  const hadOne = old !== undefined && isKind(old, 'Node') && maybe(old.spec)?.configSource !== undefined;
  return configSource === undefined || hadOne ? node : { ...node, spec };
}
