import type { JsonObject } from '../../kube/json.ts';
import { isJsonObject } from '../../kube/json.ts';
import { without } from '../../kube/without.ts';
import { typedObject } from '../printers/typedPrinter.ts';

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object with itself, as JSON, in the annotation that `kubectl apply` reads. Mirrors CreateOrUpdateAnnotation of kubectl/pkg/util/apply.go (v1.36). */
export function withSavedConfig(object: JsonObject): JsonObject {
  const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
  const annotations = isJsonObject(metadata['annotations']) ? without(metadata['annotations'], annotation) : {};
  const bare = { ...object, metadata: { ...without(metadata, 'annotations'), ...(Object.keys(annotations).length === 0 ? {} : { annotations }) } };
  const text = `${JSON.stringify(typedObject(bare)).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
  return { ...object, metadata: { ...metadata, annotations: { ...annotations, [annotation]: text } } };
}
