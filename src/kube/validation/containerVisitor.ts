import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { Container, PodSpec } from '../types.generated.ts';

/** A container of a PodSpec and where it stands. */
export interface VisitedContainer {
  readonly container: Loose<Container>;
  readonly path: FieldPath;
}

/** All containers: init, regular, ephemeral ones. Mirrors VisitContainersWithPath in pkg/apis/core/pods/helpers.go (v1.36). */
export function visitContainers(spec: Loose<PodSpec>, path: FieldPath): readonly VisitedContainer[] {
  const lists = ['initContainers', 'containers', 'ephemeralContainers'] as const;
  return lists.flatMap((name) => (spec[name] ?? []).map((container, index) => ({ container, path: path.child(name).index(index) })));
}
