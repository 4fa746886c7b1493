import type { JsonObject } from '../../kube/json.ts';
import type { KindInfo } from '../../kube/scheme.ts';
import type { ClientError } from '../errors.ts';

export interface ResourceInfo {
  readonly mapping: KindInfo;
  /** Empty where the kind has none. */
  namespace: string;
  name: string;
  /** `STDIN` or the file's name; empty where the object was not in a file. */
  readonly source: string;
  /** Absent where it was not asked for. */
  object?: JsonObject;
  /** A whole collection, where the result is not flattened. */
  readonly isList: boolean;
}

/** One step of a visit: an object, or what went wrong instead. */
export type Entry = { readonly info: ResourceInfo } | { readonly error: ClientError };
