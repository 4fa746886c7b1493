/** Objects as JSON. Mirrors k8s.io/cli-runtime/pkg/printers/json.go (v1.36). */
import type { JsonObject, JsonValue } from '../../kube/json.ts';
import { sortedJson } from '../../kube/quote.ts';

/** As Go's encoding/json writes a map: keys sorted, four spaces a level, `<`, `>` and `&` escaped, a newline at the end. */
export function printJSON(object: JsonObject): string {
  return `${indentedJSON(object, 4)}\n`;
}

/** The same of any value, without the newline; no indent gives one line. */
export function indentedJSON(value: JsonValue, indent = 0): string {
  return JSON.stringify(sortedJson(value), undefined, indent).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
