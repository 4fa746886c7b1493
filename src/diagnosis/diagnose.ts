import type { Behaviours, KubeObject, StoreReader } from '../engine/context.ts';
import { objectId } from '../protocol/ref.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import { rulesByKind } from './findingRules.ts';
import { refOf, type Finding, type FindingDraft, type Rule, type RuleContext } from './rule.ts';
import { createRuleContext, isOfKind, type RuleKinds } from './ruleContext.ts';
import { createServiceIndex } from './serviceIndex.ts';

/** The kinds that there are rules about, in the order in which `diagnose` lists their findings. */
export const diagnosedKinds: readonly (keyof RuleKinds)[] = Object.keys(rulesByKind).filter((kind) => isDiagnosedKind(kind));

function isDiagnosedKind(kind: string): kind is keyof RuleKinds {
  return Object.hasOwn(rulesByKind, kind);
}

/** Whether there is anything to look at: what a controller made is its author's affair, who has the same field. */
export function isDiagnosed({ kind, metadata }: KubeObject): boolean {
  return isDiagnosedKind(kind) && !(metadata.ownerReferences ?? []).some((owner) => owner.controller === true);
}

/** Everything that there is to say about a cluster. */
export function diagnose(reader: StoreReader, settings: ClusterSettings, behaviours?: Pick<Behaviours, 'forPod'>): readonly Finding[] {
  const services = createServiceIndex(reader.list('Service'));
  return diagnosedKinds.flatMap((kind) => reader.listAny(kind)).flatMap((object) => diagnoseObject(object, createRuleContext({ reader, settings, services, behaviours })));
}

/** What there is to say about one object; nothing where its kind has no rules. Costs what the object touches. */
export function diagnoseObject(object: KubeObject, context: RuleContext): readonly Finding[] {
  const { kind } = object;
  if (!isDiagnosedKind(kind) || !isDiagnosed(object) || !isOfKind(object, kind) || object.metadata.deletionTimestamp !== undefined) return [];
  const ref = refOf(object);
  return rulesOf(kind).flatMap((rule) => rule.check(object, context).map((draft) => findingOf(rule, ref, draft)));
}

function rulesOf<K extends keyof RuleKinds>(kind: K): readonly Rule<RuleKinds[K]>[] {
  return rulesByKind[kind] ?? [];
}

/** A finding with the parts that are the same for all of a rule's about an object. */
export function findingOf(rule: Pick<Rule<never>, 'id' | 'severity'>, ref: Finding['field']['object'], { path, params, fix }: FindingDraft): Finding {
  const id = objectId(ref);
  return {
    id: `${rule.id}:${id}:${path.join('.')}`,
    rule: rule.id,
    severity: rule.severity,
    object: id,
    field: { object: ref, path },
    params,
    ...(fix === undefined ? {} : { fix: { edits: 'edits' in fix ? fix.edits : [{ type: 'set', path: fix.path ?? path, value: fix.value }] } }),
  };
}
