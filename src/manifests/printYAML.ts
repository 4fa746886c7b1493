import { isJsonObject, type JsonValue } from '../kube/json.ts';
import { resolvePlain } from './resolveScalar.ts';
import type { ScalarStyle } from './yamlNode.ts';

export type ScalarValue = string | number | boolean;
export type PrintStyle = ScalarStyle | 'flow';

/** A value in the quotes that stood there, if it can wear them. */
export function printScalar(value: ScalarValue | null, style: PrintStyle, isJSON: boolean): string {
  if (typeof value !== 'string') return String(value);
  if (isJSON || style === 'double') return JSON.stringify(value);
  const isPrintable = /^[\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/.test(value);
  if (!isPrintable) return JSON.stringify(value);
  if (style !== 'single' && isPlain(value)) return value;
  return style === 'single' ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
}

/** Safe without quotes, in brackets too, and read back as the same text. */
function isPlain(value: string): boolean {
  return /^[A-Za-z0-9_./\\(][^\r\n\t,[\]{}"'`]*$/.test(value) && !/:(?:\s|$)|\s#|\s$/.test(value) && typeof resolvePlain(value) === 'string' && !/^(?:---|\.\.\.)/.test(value);
}

/** A whole value on one line: in brackets, or as JSON. */
export function printFlow(value: JsonValue, isJSON: boolean): string {
  if (isJsonObject(value)) return `{${fieldsOf(value).map(([key, item]) => `${printScalar(key, isJSON ? 'double' : 'flow', isJSON)}: ${printFlow(item, isJSON)}`).join(', ')}}`;
  if (isList(value)) return `[${value.map((item) => printFlow(item, isJSON)).join(', ')}]`;
  return printScalar(value, isJSON ? 'double' : 'flow', isJSON);
}

/** The lines of `key: value`, without indentation of their own. Lists are set in by `listIndentation`. */
export function printEntry(key: string, value: JsonValue, listIndentation: number): readonly string[] {
  const head = `${printScalar(key, 'plain', false)}:`;
  const lines = printLines(value, listIndentation);
  if (!isFilled(value)) return [`${head} ${lines[0] ?? ''}`];
  const indentation = isList(value) ? listIndentation : 2;
  return [head, ...lines.map((line) => ' '.repeat(indentation) + line)];
}

/** The lines of an item of a list, its dash included. */
export function printItem(value: JsonValue, listIndentation: number): readonly string[] {
  return printLines(value, listIndentation).map((line, index) => (index === 0 ? '- ' : '  ') + line);
}

function printLines(value: JsonValue, listIndentation: number): readonly string[] {
  if (!isFilled(value)) return [printFlow(value, false)];
  if (isJsonObject(value)) return fieldsOf(value).flatMap(([key, item]) => printEntry(key, item, listIndentation));
  return isList(value) ? value.flatMap((item) => printItem(item, listIndentation)) : [];
}

function isFilled(value: JsonValue): boolean {
  return isList(value) ? value.length > 0 : isJsonObject(value) && fieldsOf(value).length > 0;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function fieldsOf(value: Readonly<Record<string, JsonValue | undefined>>): readonly (readonly [string, JsonValue])[] {
  return Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, item] as const]));
}
