import { kindInfo } from '../kube/scheme.ts';
import { documentRef } from '../manifests/findDocument.ts';
import type { ManifestParse } from '../manifests/parseManifests.ts';
import { findingOf } from './diagnose.ts';
import { isRecord, type JsonRecord } from './jsonParts.ts';
import { manifestRules } from './manifestRules.ts';
import type { ManifestContext } from './manifestRule.ts';
import type { Finding } from './rule.ts';

/** What there is to say about documents beside what the objects tell, once they have been applied. `earlier` stand in other texts before this one. */
export function manifestFindings(parse: ManifestParse, { reader, settings }: Pick<ManifestContext, 'reader' | 'settings'>, earlier: readonly JsonRecord[] = []): readonly Finding[] {
  const before: JsonRecord[] = [...earlier];
  return parse.documents.flatMap(({ body }) => {
    const ref = documentRef(body);
    if (ref === undefined || !isRecord(body)) return [];
    const isNamespaced = kindInfo(ref.apiVersion, ref.kind)?.isNamespaced ?? true;
    const object = { apiVersion: ref.apiVersion, kind: ref.kind, name: ref.name, ...(isNamespaced ? { namespace: ref.namespace ?? 'default' } : {}) };
    const found = manifestRules
      .filter(({ kind }) => kind === undefined || kind === ref.kind)
      .flatMap((rule) => rule.check(body, { reader, settings, before }).map((draft) => findingOf(rule, object, draft)));
    before.push(body);
    return found;
  });
}
