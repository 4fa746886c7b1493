import type { ControllerRevision, PodTemplateSpec } from '../../kube/types.generated.ts';
import { encodeStruct } from '../../kube/encode.ts';
import { asJsonObject, isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';
import { goJson, sortedJson } from '../../kube/quote.ts';
import type { EngineContext, KubeObject } from '../context.ts';
import { claim, newControllerRef } from './controllerRefs.ts';
import type { CreationOrder } from './creationOrder.ts';
import { canonicalJson, fnv32, safeEncode } from './templateHash.ts';

/** The label of a StatefulSet's revisions. */
export const revisionHashLabel = 'controller.kubernetes.io/hash';
/** The label of Pods that names their revision, and of a DaemonSet's revisions. */
export const podRevisionLabel = 'controller-revision-hash';

interface Workload extends KubeObject { readonly spec: { readonly selector: Parameters<typeof claim>[3]; readonly template: PodTemplateSpec } }

/** What a revision stores of a template: the patch that puts it back. */
export function revisionData(template: PodTemplateSpec): JsonObject {
  return { spec: { template: { ...asJsonObject(template), $patch: 'replace' } } };
}

/** The template that a revision stores; undefined where its data is of another form. */
export function templateOf(revision: ControllerRevision): PodTemplateSpec | undefined {
  const data: JsonValue | undefined = revision.data;
  const spec = isJsonObject(data) ? data['spec'] : undefined;
  const template = isJsonObject(spec) ? spec['template'] : undefined;
  if (!isJsonObject(template) || !isTemplate(template)) return undefined;
  const { $patch: patch, ...rest } = template;
  return rest;
}

/** Whether JSON in the place of a template is one: what has a spec there was written by revisionData. */
function isTemplate(template: JsonObject): template is JsonObject & PodTemplateSpec {
  return isJsonObject(template['spec']);
}

/** A workload's revisions, adopted and released by its selector, the oldest first. */
export function listRevisions(context: EngineContext, workload: Workload, order: CreationOrder): readonly ControllerRevision[] {
  return [...claim(context, 'ControllerRevision', workload, workload.spec.selector, () => true)].sort((a, b) => a.revision - b.revision || order.compare(a, b));
}

/** Whether two revisions store the same. */
export function isSameRevision(a: ControllerRevision, data: JsonValue): boolean {
  return canonicalJson(a.data) === canonicalJson(data);
}

/** The hash of a revision's data, other after each collision. Mirrors HashControllerRevision of pkg/controller/history/controller_history.go (v1.36). */
export function hashRevision(template: PodTemplateSpec, collisionCount: number): string {
  const written = encodeStruct(asJsonObject(template), 'PodTemplateSpec');
  return safeEncode(String(fnv32(goJson(sortedJson({ spec: { template: { ...written, $patch: 'replace' } } })) + String(collisionCount))));
}

export interface NewRevision {
  readonly revision: number;
  readonly collisionCount: number;
  readonly hash: (collisionCount: number) => string;
  /** The label that carries the hash. */
  readonly hashLabel: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Creates a revision of the present template, with another hash while its name is taken by a different one. Undefined where the API server refuses. */
export function createRevision(context: EngineContext, workload: Workload, options: NewRevision): { readonly revision: ControllerRevision; readonly collisionCount: number } | undefined {
  const { namespace = '', name } = workload.metadata;
  const data = revisionData(workload.spec.template);
  for (let { collisionCount } = options; collisionCount < options.collisionCount + 100; collisionCount++) {
    const hash = options.hash(collisionCount);
    const revisionName = `${name.slice(0, 223)}-${hash}`;
    const existing = context.api.get('ControllerRevision', namespace, revisionName);
    if (existing !== undefined) {
      if (isSameRevision(existing, data)) return { revision: existing, collisionCount };
      continue;
    }
    const hasAnnotations = Object.keys(options.annotations).length > 0;
    const result = context.api.create('ControllerRevision', {
      apiVersion: 'apps/v1', kind: 'ControllerRevision',
      metadata: {
        name: revisionName, namespace, labels: { ...workload.spec.template.metadata?.labels, [options.hashLabel]: hash },
        ...(hasAnnotations ? { annotations: options.annotations } : {}), ownerReferences: [newControllerRef(workload)],
      },
      data, revision: options.revision,
    });
    return result.ok ? { revision: result.object, collisionCount } : undefined;
  }
  return undefined;
}

/** Gives a revision a new number; the same revision where it has it already. */
export function renumber(context: EngineContext, revision: ControllerRevision, number: number): ControllerRevision {
  if (revision.revision === number) return revision;
  const result = context.api.update('ControllerRevision', { ...revision, revision: number });
  return result.ok ? result.object : revision;
}
