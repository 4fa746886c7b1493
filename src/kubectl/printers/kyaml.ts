/** Objects as KYAML. Mirrors sigs.k8s.io/yaml/kyaml v1.6.0. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';
import { quote } from '../../kube/quote.ts';
import { compareBytes } from '../../kube/utf8.ts';
import { resolvePlain } from '../../manifests/resolveScalar.ts';
import { isList } from '../goText.ts';

function keyText(key: string): string {
  const isSafe = /^[A-Za-z_][A-Za-z0-9_./-]*$/.test(key) && typeof resolvePlain(key) === 'string' && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(key);
  return isSafe ? key : quote(key);
}

function valueText(value: JsonValue, indent: string): string {
  if (isJsonObject(value)) return mapText(value, indent);
  if (isList(value)) return listText(value, indent);
  return typeof value === 'string' ? textText(value, indent) : String(value);
}

/** A text of several lines stands on as many, each with its break written out. */
function textText(text: string, indent: string): string {
  if (!text.includes('\n')) return quote(text);
  const lines = text.split(/(?<=\n)/);
  return `"\\\n${lines.map((line) => `${indent}   ${quote(line).slice(1, -1)}\\\n`).join('')}${indent}  "`;
}

function mapText(map: JsonObject, indent: string): string {
  const keys = Object.keys(map).filter((key) => map[key] !== undefined).sort(compareBytes);
  if (keys.length === 0) return '{}';
  const inner = `${indent}  `;
  return `{\n${keys.map((key) => `${inner}${keyText(key)}: ${valueText(map[key] ?? null, inner)},\n`).join('')}${indent}}`;
}

/** Maps and lists in a list stand next to each other, so that they cost one level of indent. */
function listText(list: readonly JsonValue[], indent: string): string {
  if (list.length === 0) return '[]';
  if (list.every((item) => typeof item === 'object' && item !== null)) return `[${list.map((item) => valueText(item, indent)).join(', ')}]`;
  const inner = `${indent}  `;
  return `[\n${list.map((item) => `${inner}${valueText(item, inner)},\n`).join('')}${indent}]`;
}

/** One document, with its separator. */
export function printKYAML(object: JsonObject): string {
  return `---\n${mapText(object, '')}\n`;
}
