import { isJsonObject, type JsonValue } from './json.ts';
import { compareBytes } from './utf8.ts';

const shortEscapes: Readonly<Record<string, string>> = {
  '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v', '"': '\\"', '\\': '\\\\',
};
// What Go's strconv.IsPrint takes: letters, marks, numbers, punctuation, symbols and the ASCII space.
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
const plainASCII = /^[ !#-[\]-~]*$/;

/** A Go string literal, as `%q` of fmt and strconv.Quote print it. Lone surrogates become U+FFFD. */
export function quote(text: string): string {
  if (plainASCII.test(text)) return `"${text}"`;
  let out = '';
  for (const char of text.replace(/\p{Cs}/gu, '\ufffd')) {
    out += shortEscapes[char] ?? (printable.test(char) ? char : escaped(char));
  }
  return `"${out}"`;
}

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/**
 * JSON as Go's encoding/json prints it: no blanks, `<`, `>`, `&`, U+2028 and U+2029 escaped.
 * Keys keep their order, which is a struct's; give maps through `sortedMap`.
 */
export function goJson(value: JsonValue): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A map with its keys in the order in which Go prints maps: sorted by bytes. */
export function sortedMap<T>(map: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => compareBytes(a, b)));
}

/** JSON with the keys of every object sorted, as Go writes what it read without a type. */
export function sortedJson(value: JsonValue | undefined): JsonValue {
  if (isJsonObject(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined).map(([key, item]): [string, JsonValue] => [key, sortedJson(item)]);
    return sortedMap(Object.fromEntries(entries));
  }
  if (typeof value === 'object' && value !== null) return value.map(sortedJson);
  return value ?? null;
}
