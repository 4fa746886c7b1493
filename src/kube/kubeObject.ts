import type { ObjectMeta } from './types.generated.ts';

/** Any API object: what all kinds have. */
export interface KubeObjectLike {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}
