import type { KubeObject, StoreReader } from '../engine/context.ts';
import { objectId, parseObjectId, type ObjectId } from '../protocol/ref.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import { serviceRules, statefulSetRules } from './findingRules.ts';
import { refOf, type Finding, type FindingDraft, type Rule, type RuleContext } from './rule.ts';

/** Everything that there is to say about a cluster. */
export function diagnose(reader: StoreReader, settings: ClusterSettings): readonly Finding[] {
  return [...reader.list('Service'), ...reader.list('StatefulSet')].flatMap((object) => diagnoseObject(reader, settings, objectId({ kind: object.kind, ...object.metadata })));
}

/** What there is to say about one object; nothing where it is gone or of a kind without rules. Costs what the object touches. */
export function diagnoseObject(reader: StoreReader, settings: ClusterSettings, id: ObjectId): readonly Finding[] {
  const { kind, namespace, name } = parseObjectId(id);
  const context: RuleContext = { reader, settings };
  if (kind === 'Service') {
    const service = reader.get('Service', namespace, name);
    return service === undefined ? [] : check(serviceRules, service, context);
  }
  if (kind === 'StatefulSet') {
    const set = reader.get('StatefulSet', namespace, name);
    return set === undefined ? [] : check(statefulSetRules, set, context);
  }
  return [];
}

function check<T extends KubeObject>(rules: readonly Rule<T>[], object: T, context: RuleContext): readonly Finding[] {
  if (object.metadata.deletionTimestamp !== undefined) return [];
  return rules.flatMap((rule) => rule.check(object, context).map((draft) => finding(rule, object, draft)));
}

function finding<T extends KubeObject>(rule: Rule<T>, object: T, { path, params, fix }: FindingDraft): Finding {
  const ref = refOf(object);
  const id = objectId(ref);
  return {
    id: `${rule.id}:${id}:${path.join('.')}`,
    rule: rule.id,
    severity: rule.severity,
    object: id,
    field: { object: ref, path },
    params,
    ...(fix === undefined ? {} : { fix: { field: { object: ref, path: fix.path ?? path }, value: fix.value } }),
  };
}
