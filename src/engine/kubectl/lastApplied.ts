/** The annotation in which kubectl keeps what was applied. Mirrors k8s.io/kubectl/pkg/util/apply.go (v1.36). */
import type { JsonObject } from '../../kube/json.ts';
import { isJsonObject } from '../../kube/json.ts';
import { goJson, sortedJson } from '../../kube/quote.ts';

export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

function metadataOf(object: JsonObject): JsonObject {
  return isJsonObject(object.metadata) ? object.metadata : {};
}

/** An object's annotations; empty where it has none. */
export function annotationsOf(object: JsonObject): JsonObject {
  const { annotations } = metadataOf(object);
  return isJsonObject(annotations) ? annotations : {};
}

function withAnnotations(object: JsonObject, annotations: JsonObject): JsonObject {
  return { ...object, metadata: { ...metadataOf(object), annotations } };
}

/** The text of an object as the annotation holds it. */
export function configurationText(object: JsonObject): string {
  return `${goJson(sortedJson(object))}\n`;
}

/** The object with its own text, without that annotation, as the annotation. */
export function withLastApplied(object: JsonObject): JsonObject {
  const annotations = Object.fromEntries(Object.entries(annotationsOf(object)).filter(([key]) => key !== lastAppliedAnnotation));
  return withAnnotations(object, { ...annotations, [lastAppliedAnnotation]: configurationText(withAnnotations(object, annotations)) });
}

/** What was applied last; absent where the object has no such annotation. */
export function lastAppliedText(object: JsonObject): string | undefined {
  const text = annotationsOf(object)[lastAppliedAnnotation];
  return typeof text === 'string' ? text : undefined;
}
