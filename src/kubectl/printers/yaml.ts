/** Objects as YAML. Mirrors k8s.io/cli-runtime/pkg/printers/yaml.go (v1.36) and the emitter of go.yaml.in/yaml/v2. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';
import { compareBytes } from '../../kube/utf8.ts';
import { looksLikeAnother } from '../../manifests/formatYAML.ts';
import { isList } from '../goText.ts';
import { yamlScalar } from './yamlScalar.ts';

/** One document without a separator: keys sorted, lists not indented, long texts folded. */
export function printYAML(object: JsonObject): string {
  return node(object, 0, 0).replace(/^\n/, '');
}

function scalar(value: JsonValue, indent: number, column: number, isKey: boolean): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return yamlScalar(value, { indent: indent + 2, column, isKey, mayBePlain: !looksLikeAnother(value) });
}

/** What follows the colon or the dash: a blank and a scalar, or a line break and more lines. */
function node(value: JsonValue, indent: number, column: number): string {
  if (isJsonObject(value)) {
    const keys = Object.keys(value).filter((key) => value[key] !== undefined).sort(compareKeys);
    if (keys.length === 0) return ' {}\n';
    return `\n${keys.map((key) => entry(key, value[key] ?? null, indent)).join('')}`;
  }
  if (isList(value)) {
    if (value.length === 0) return ' []\n';
    return `\n${value.map((item) => listItem(item, indent)).join('')}`;
  }
  const text = scalar(value, indent, column, false);
  return `${text === '' ? '' : ' '}${text}${text.endsWith('\n') ? '' : '\n'}`;
}

function entry(key: string, value: JsonValue, indent: number): string {
  const head = `${' '.repeat(indent)}${scalar(key, indent, indent, true)}:`;
  const inner = isList(value) ? indent : indent + 2;
  return head + (typeof value === 'object' && value !== null ? node(value, inner, 0) : node(value, indent, head.length + 1));
}

/** The first line of a map or list in a list stands behind the dash. */
function listItem(item: JsonValue, indent: number): string {
  const dash = `${' '.repeat(indent)}-`;
  const text = typeof item === 'object' && item !== null ? node(item, indent + 2, 0) : node(item, indent, indent + 2);
  return text.startsWith('\n') ? `${dash} ${text.slice(1 + indent + 2)}` : dash + text;
}

/** Maps stand in the order of go-yaml: digits in keys count as numbers, letters before others. */
function compareKeys(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  let hasDigits = false;
  for (let index = 0; index < left.length && index < right.length; index++) {
    const [x = '', y = ''] = [left[index], right[index]];
    if (x === y) {
      hasDigits = isDigit(x);
      continue;
    }
    const [isLetterX, isLetterY] = [isLetter(x), isLetter(y)];
    if (isLetterX && isLetterY) return compareBytes(x, y);
    if (isLetterX || isLetterY) {
      if (hasDigits) return isLetterX ? -1 : 1;
      return isLetterY ? -1 : 1;
    }
    return compareNumbers(left, right, index) || compareBytes(x, y);
  }
  return left.length - right.length;
}

function isDigit(char: string): boolean {
  return /^\p{Nd}$/u.test(char);
}

function isLetter(char: string): boolean {
  return /^\p{L}$/u.test(char);
}

/** Runs of digits from a place on, by their value. */
function compareNumbers(left: readonly string[], right: readonly string[], index: number): number {
  const from = (chars: readonly string[]): bigint => BigInt(/^\d*/.exec(chars.slice(index).join(''))?.[0] || '0');
  let zeros = index - 1;
  if (left[index] === '0' || right[index] === '0') while (zeros >= 0 && isDigit(left[zeros] ?? '')) {
    if (left[zeros] !== '0') return digitRuns(left, right, index);
    zeros--;
  }
  const [x, y] = [from(left), from(right)];
  if (x !== y) return x < y ? -1 : 1;
  return digitRuns(left, right, index);
}

function digitRuns(left: readonly string[], right: readonly string[], index: number): number {
  const length = (chars: readonly string[]): number => /^\d*/.exec(chars.slice(index).join(''))?.[0].length ?? 0;
  return length(left) - length(right);
}
