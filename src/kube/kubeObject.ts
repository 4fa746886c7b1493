import type { JsonObject } from './json.ts';
import type { ObjectMeta } from './types.generated.ts';

/** Any API object: what all kinds have. */
export interface KubeObjectLike {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** Decoded JSON as the API object that it is. Takes what has `apiVersion`, `kind` and a `metadata.name`, the empty name where there is none. */
export function asKubeObject(decoded: JsonObject): KubeObjectLike {
  // Decoding has read the JSON into the struct of its kind, and every struct of a kind has these three fields.
  return decoded as unknown as KubeObjectLike;
}
