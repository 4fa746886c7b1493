import { isJsonObject, type JsonValue } from '../kube/json.ts';
import type { ManifestParse } from './parseManifests.ts';

/** What names an object; without namespace where its kind has none. */
export interface DocumentRef {
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
}

const indexes = new WeakMap<ManifestParse, ReadonlyMap<string, number>>();

/** The index of the first document that names this object. A document without namespace is in `default`. */
export function findDocument(parse: ManifestParse, ref: DocumentRef): number | undefined {
  let index = indexes.get(parse);
  if (index === undefined) {
    index = indexDocuments(parse);
    indexes.set(parse, index);
  }
  const namespace = ref.namespace ?? '';
  return index.get(keyOf(ref.kind, namespace, ref.name));
}

/** Kind, namespace and name of a body, as far as they can be read. Namespace is as written. */
export function documentRef(body: JsonValue | undefined): { readonly apiVersion: string; readonly kind: string; readonly namespace: string | undefined; readonly name: string } | undefined {
  if (!isJsonObject(body)) return undefined;
  const { apiVersion, kind, metadata } = body;
  if (typeof kind !== 'string' || !isJsonObject(metadata)) return undefined;
  const { name, namespace } = metadata;
  if (typeof name !== 'string') return undefined;
  return { apiVersion: typeof apiVersion === 'string' ? apiVersion : '', kind, name, namespace: typeof namespace === 'string' && namespace !== '' ? namespace : undefined };
}

function indexDocuments(parse: ManifestParse): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  const add = (key: string, index: number): void => {
    if (!all.has(key)) all.set(key, index);
  };
  for (const { body, index } of parse.documents) {
    const ref = documentRef(body);
    if (ref === undefined) continue;
    add(keyOf(ref.kind, ref.namespace ?? 'default', ref.name), index);
    // Kinds without namespace are asked for without one, whatever the text says.
    add(keyOf(ref.kind, '', ref.name), index);
  }
  return all;
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}
