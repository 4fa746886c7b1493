import type { JsonObject, JsonValue } from '../../kube/json.ts';
import { isJsonObject } from '../../kube/json.ts';
import { fail } from '../errors.ts';
import { isList } from '../goText.ts';
import { textOf } from '../jsonText.ts';

const templatePaths: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  ReplicationController: ['spec', 'template', 'spec'], Deployment: ['spec', 'template', 'spec'], DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'], StatefulSet: ['spec', 'template', 'spec'], Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** The object with another Pod spec. Throws Failure for kinds that have none. Mirrors kubectl/pkg/polymorphichelpers/updatepodspec.go (v1.36). */
export function withPodSpec(object: JsonObject, change: (spec: JsonObject) => JsonObject): JsonObject {
  const kind = textOf(object['kind']);
  const path = templatePaths[kind] ?? fail(`the object is not a pod or does not have a pod template: *v1.${kind}`);
  return changedAt(object, path, change);
}

/** The object with another value at a path of objects; what is missing on the way counts as empty. */
export function changedAt(object: JsonObject, path: readonly string[], change: (value: JsonObject) => JsonObject): JsonObject {
  const [field, ...rest] = path;
  if (field === undefined) return change(object);
  const inner = object[field];
  return { ...object, [field]: changedAt(isJsonObject(inner) ? inner : {}, rest, change) };
}

/** The containers of a list field of a Pod spec, changed one by one. */
export function changedContainers(spec: JsonObject, change: (container: JsonObject) => JsonObject): JsonObject {
  const changed: Record<string, JsonValue> = {};
  for (const field of ['initContainers', 'containers']) {
    const list = spec[field];
    if (isList(list)) changed[field] = list.map((item) => (isJsonObject(item) ? change(item) : item));
  }
  return { ...spec, ...changed };
}

/** Whether a name matches a pattern with `*`. Mirrors selectString of kubectl/pkg/cmd/set/helper.go (v1.36). */
export function matchesName(name: string, pattern: string): boolean {
  if (!pattern.includes('*')) return name === pattern;
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(name);
}
