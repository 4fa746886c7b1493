import type { ScopedResourceSelectorRequirement } from '../../kube/types.generated.ts';
import type { KubeObject } from '../context.ts';
import type { Usage } from './usage.ts';

/** How much of what a quota limits an object of one kind uses. Mirrors the Evaluator of apiserver/pkg/quota/v1/interfaces.go (v1.36). */
export interface Evaluator {
  readonly kind: string;
  /** Whether it knows how much of a resource there is. */
  matches(resource: string): boolean;
  /** Whether a write may use more than before; without `old` it is a creation. */
  handles(object: KubeObject, old: KubeObject | undefined): boolean;
  /** What an object has to say to be let in where these resources are limited; undefined where it does. */
  missing?(object: KubeObject, resources: ReadonlySet<string>): string | undefined;
  /** Whether an object is in a scope; kinds without scopes are in none. */
  inScope?(object: KubeObject, scope: ScopedResourceSelectorRequirement): boolean;
  usage(object: KubeObject, nowMs: number): Usage;
}
