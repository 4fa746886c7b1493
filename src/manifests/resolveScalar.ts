/**
 * What a scalar means, as the API server and kubectl read it: YAML 1.1 as go.yaml.in/yaml/v2 resolve.go has it
 * (`yes` and `on` are booleans, `0777` is octal, a timestamp stays a text).
 */
export type Resolved = { readonly ok: true; readonly value: string | number | boolean | null } | { readonly ok: false; readonly tag: string };

const words = new Map<string, boolean | number | null>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
]);
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const integers = [
  { pattern: /^([-+]?)0[xX]([0-9a-fA-F]+)$/, radix: 16 },
  { pattern: /^([-+]?)0[bB]([01]+)$/, radix: 2 },
  { pattern: /^([-+]?)0[oO]?([0-7]+)$/, radix: 8 },
  { pattern: /^([-+]?)(0|[1-9][0-9]*)$/, radix: 10 },
] as const;
const date = /^[0-9]{4}-/;
const limits = { positive: 2 ** 64, negative: 2 ** 63 } as const;

/** A plain scalar without tag. */
export function resolvePlain(text: string): string | number | boolean | null {
  const word = words.get(text);
  if (word !== undefined) return word;
  const first = text.charCodeAt(0);
  const isNumeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!isNumeric || date.test(text)) return text;
  return parseNumber(first === 46 ? text.replace(/(?<=[0-9])_(?=[0-9])/g, '') : text.replaceAll('_', '')) ?? text;
}

function parseNumber(text: string): number | undefined {
  for (const { pattern, radix } of integers) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const size = parseInt(match[2] ?? '', radix);
    const isNegative = match[1] === '-';
    if (radix === 10 || (isNegative ? size <= limits.negative : size < limits.positive)) return isNegative ? 0 - size : size;
  }
  if (!float.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Any scalar. A tag that does not fit is refused; tags of one's own mean nothing and leave the text. */
export function resolveScalar(text: string, isPlain: boolean, tag: string): Resolved {
  if (tag === '') return { ok: true, value: isPlain ? resolvePlain(text) : text };
  if (tag === '!!binary') {
    const decoded = decodeBase64(text);
    return decoded === undefined ? { ok: false, tag } : { ok: true, value: decoded };
  }
  if (tag === '!!str' || !['!!bool', '!!int', '!!float', '!!null', '!!timestamp'].includes(tag)) return { ok: true, value: text };
  const value = resolvePlain(text);
  const fits = tag === '!!null' ? value === null
    : tag === '!!bool' ? typeof value === 'boolean'
      : tag === '!!int' ? typeof value === 'number' && Number.isInteger(value)
        : tag === '!!float' ? typeof value === 'number'
          : date.test(text);
  return fits ? { ok: true, value } : { ok: false, tag };
}

const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of UTF-8; undefined where it is not that. */
function decodeBase64(text: string): string | undefined {
  const digits = text.replace(/[\r\n]/g, '');
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) return undefined;
  let escaped = '';
  let bits = 0;
  let held = 0;
  for (const digit of digits.replace(/=+$/, '')) {
    held = ((held << 6) | base64Alphabet.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    escaped += `%${((held >> bits) & 0xff).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}
