import { deepEqual } from '../kube/objects.ts';
import { isJsonObject, type JsonValue } from '../kube/json.ts';
import { kindInfo } from '../kube/scheme.ts';
import type { ManifestDocument, ManifestResult } from '../protocol/command.ts';
import { objectId, type ObjectId, type ObjectRef } from '../protocol/ref.ts';
import type { ApiServer } from './context.ts';
import { applyObject } from './kubectl/apply.ts';

interface Applied { readonly ref: ObjectRef; readonly body: JsonValue }

export interface ManifestSet {
  /**
   * Makes the cluster hold what the documents ask for, as `kubectl apply --prune` would, one result a document.
   * A document that is as it was costs nothing and changes nothing: what others have done to its object since, deletion too, stays.
   * `isReplacement`: the documents are no edit of those before, so what both name is not patched but made anew, where it can be made.
   * Objects of the set before that no document names are deleted, unless `mayPrune` is false (part of the text could not be read).
   */
  apply(documents: readonly ManifestDocument[], mayPrune: boolean, isReplacement: boolean): readonly ManifestResult[];
}

/** The objects that the manifests brought in, so that what is taken out of the text leaves the cluster. */
export function createManifestSet(api: ApiServer): ManifestSet {
  let applied = new Map<ObjectId, Applied>();

  function applyOne(document: ManifestDocument, index: number, next: Map<ObjectId, Applied>, isReplacement: boolean): ManifestResult {
    const id = idOf(document.body);
    const before = id === undefined ? undefined : applied.get(id);
    if (id !== undefined && before !== undefined && deepEqual(before.body, document.body)) {
      next.set(id, before);
      return { index, ref: before.ref, outcome: 'unchanged', warnings: [] };
    }
    if (isReplacement && before !== undefined) {
      const refusal = clearTheWay(before.ref, document);
      if (refusal !== undefined) {
        next.set(objectId(before.ref), { ...before, body: null });
        return { index, ref: before.ref, outcome: 'failed', ...refusal };
      }
    }
    const result = applyObject(api, document.body, { decodingErrors: document.decodingErrors ?? [] });
    const { ref } = result;
    if (ref !== undefined && result.outcome !== 'failed') {
      next.set(objectId(ref), { ref, body: document.body });
    } else if (id !== undefined && before !== undefined) {
      // Refused now, but it was there: the last good state stays.
      next.set(id, { ...before, body: null });
    }
    return { index, outcome: result.outcome, warnings: result.warnings, ...(ref === undefined ? {} : { ref }), ...(result.status === undefined ? {} : { status: result.status }) };
  }

  /**
   * Takes an object away to which another document gives its name. Where the document would be refused even as a new object it
   * stays, and that is what is given back. What only the object itself stands in the way of is left to be changed in place.
   */
  function clearTheWay(ref: ObjectRef, { body, decodingErrors = [] }: ManifestDocument): Pick<ManifestResult, 'status' | 'warnings'> | undefined {
    const { apiVersion, kind, namespace, name } = ref;
    if (namespace === undefined || !isJsonObject(body)) return undefined;
    const sent = typeof body['apiVersion'] === 'string' ? body['apiVersion'] : apiVersion;
    const tried = api.handle({ verb: 'create', apiVersion: sent, kind, namespace, body, isYAML: true, decodingErrors, fieldValidation: 'Strict', isDryRun: true });
    if (!('status' in tried) || tried.status.reason === 'AlreadyExists') {
      api.delete(kind, namespace, name, { gracePeriodSeconds: 0 });
      return undefined;
    }
    return /already allocated/.test(tried.status.message) ? undefined : { status: tried.status, warnings: tried.warnings };
  }

  return {
    apply(documents, mayPrune, isReplacement) {
      const next = new Map<ObjectId, Applied>();
      // What is taken out goes first: it may hold a node port or an address that something new asks for.
      const named = new Set(documents.map((document) => idOf(document.body)));
      for (const [id, entry] of applied) {
        if (named.has(id)) continue;
        if (mayPrune) api.delete(entry.ref.kind, entry.ref.namespace ?? '', entry.ref.name);
        else next.set(id, entry);
      }
      const results = documents.map((document, index) => applyOne(document, index, next, isReplacement));
      applied = next;
      return results;
    },
  };
}

/** The id that a document will have once it is stored; undefined where kind or name cannot be read. */
function idOf(body: JsonValue): ObjectId | undefined {
  if (!isJsonObject(body) || typeof body['kind'] !== 'string' || typeof body['apiVersion'] !== 'string') return undefined;
  const metadata = body['metadata'];
  if (metadata === undefined || !isJsonObject(metadata) || typeof metadata['name'] !== 'string') return undefined;
  const info = kindInfo(body['apiVersion'], body['kind']);
  if (info === undefined) return undefined;
  const namespace = info.isNamespaced ? (typeof metadata['namespace'] === 'string' && metadata['namespace'] !== '' ? metadata['namespace'] : 'default') : '';
  return objectId({ kind: body['kind'], namespace, name: metadata['name'] });
}
