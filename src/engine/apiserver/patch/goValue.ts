import { compareBytes } from '../../../kube/utf8.ts';
import type { MutableJson } from './mutableJson.ts';
import { isMutableObject } from './mutableJson.ts';

/** A value as Go's `%v` prints it: `map[a:1 b:[x y]]`, keys sorted, texts bare. Absent is a nil interface. */
export function goValue(value: MutableJson | undefined): string {
  if (value === undefined || value === null) return '<nil>';
  if (typeof value === 'number') return goNumber(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(goValue).join(' ')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => compareBytes(a, b));
  return `map[${entries.map(([key, item]) => `${key}:${goValue(item)}`).join(' ')}]`;
}

/** A value as Go's `%s` prints it, which is meant for texts alone. */
export function goText(value: MutableJson | undefined): string {
  if (value === undefined || value === null) return '%!s(<nil>)';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return `%!s(${goTypeOf(value)}=${goValue(value)})`;
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  return `map[${Object.entries(value).sort(([a], [b]) => compareBytes(a, b)).map(([key, item]) => `${key}:${goText(item)}`).join(' ')}]`;
}

function goNumber(value: number): string {
  if (isInt64(value)) return BigInt(value).toString();
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 21) return String(value);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function isInt64(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 63;
}

/** The Go type that a JSON value is read into where nothing says otherwise. */
export function goTypeOf(value: MutableJson): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (isMutableObject(value)) return 'map[string]interface {}';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return isInt64(value) ? 'int64' : 'float64';
  return value === null ? '<nil>' : 'string';
}

/** The kind of that type. */
export function goKindOf(value: MutableJson): string {
  if (Array.isArray(value)) return 'slice';
  return isMutableObject(value) ? 'map' : goTypeOf(value);
}
