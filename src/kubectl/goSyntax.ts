import { isJsonObject, type JsonValue } from '../kube/json.ts';
import { quote } from '../kube/quote.ts';
import { compareBytes } from '../kube/utf8.ts';
import { goText, isList } from './goText.ts';

/** A value as Go's fmt prints it with %#v: `map[string]interface {}{"a":"b", "n":1}`. */
export function goSyntax(value: JsonValue): string {
  if (value === null) return 'interface {}(nil)';
  if (isJsonObject(value)) return `map[string]interface {}{${Object.keys(value).sort(compareBytes).map((key) => `${quote(key)}:${goSyntax(value[key] ?? null)}`).join(', ')}}`;
  if (isList(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  return typeof value === 'string' ? quote(value) : goText(value);
}
