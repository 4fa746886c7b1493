/** Objects as YAML. Mirrors k8s.io/cli-runtime/pkg/printers/yaml.go (v1.36). */
import type { JsonObject } from '../../kube/json.ts';
import { formatYAML } from '../../manifests/formatYAML.ts';

/** One document without a separator. */
export function printYAML(object: JsonObject): string {
  return formatYAML(object);
}
