/** Functions of Go templates. Mirrors Go's text/template/funcs.go (Go 1.26) and k8s.io/cli-runtime/pkg/printers/template.go (v1.36). */
import { badBase64At, utf8Bytes } from '../../kube/base64.ts';
import { isJsonObject, type JsonValue } from '../../kube/json.ts';
import { quote } from '../../kube/quote.ts';
import { compareBytes } from '../../kube/utf8.ts';
import { decodeBase64Text } from '../base64Text.ts';
import { goText, goType, isList } from '../goText.ts';
import { TemplateError } from './lex.ts';

/** Undefined is the value of a key that is not there. */
export type Value = JsonValue | undefined;

/** Whether a value counts as true: anything but nothing, zero and empty. */
export function isTrue(value: Value): boolean {
  if (value === undefined || value === null) return false;
  if (isList(value)) return value.length > 0;
  if (isJsonObject(value)) return Object.keys(value).length > 0;
  return value !== '' && value !== 0 && value !== false;
}

/** As fmt.Fprint prints it. */
export function shown(value: Value): string {
  return value === undefined ? '<no value>' : goText(value);
}

function indexed(value: Value, keys: readonly Value[]): Value {
  let current = value;
  for (const key of keys) {
    if (current === undefined || current === null) throw new TemplateError('error calling index: index of untyped nil');
    if (isJsonObject(current)) {
      if (typeof key !== 'string') throw new TemplateError(`error calling index: value has type ${goType(key ?? null)}; should be string`);
      current = Object.hasOwn(current, key) ? current[key] : undefined;
      continue;
    }
    if (typeof key !== 'number') throw new TemplateError(`error calling index: cannot index slice/array with type ${goType(key ?? null)}`);
    if (!isList(current)) throw new TemplateError(`error calling index: can't index item of type ${goType(current)}`);
    if (key < 0 || key >= current.length) throw new TemplateError(`error calling index: index out of range: ${key}`);
    current = current[key];
  }
  return current;
}

function existing(value: Value, keys: readonly Value[]): boolean {
  try {
    const found = indexed(value, keys);
    return found !== undefined && found !== null;
  } catch (error) {
    if (error instanceof TemplateError) return false;
    throw error;
  }
}

function lengthOf(value: Value): number {
  if (typeof value === 'string') return utf8Bytes(value).length;
  if (isList(value)) return value.length;
  if (isJsonObject(value ?? null) && isJsonObject(value)) return Object.keys(value).length;
  throw new TemplateError(value === undefined || value === null ? 'error calling len: reflect: call of reflect.Value.Type on zero Value' : `error calling len: len of type ${goType(value)}`);
}

function compared(name: string, a: Value, b: Value): boolean {
  if (name === 'eq' || name === 'ne') return (a === b || (a ?? null) === (b ?? null)) === (name === 'eq');
  if (typeof a !== typeof b || (typeof a !== 'number' && typeof a !== 'string')) throw new TemplateError(`error calling ${name}: incompatible types for comparison`);
  const order = typeof a === 'string' && typeof b === 'string' ? compareBytes(a, b) : Number(a) - Number(b);
  switch (name) {
    case 'lt': return order < 0;
    case 'le': return order <= 0;
    case 'gt': return order > 0;
    default: return order >= 0;
  }
}

/** fmt.Sprint: a blank between two operands that are no texts. */
function printed(values: readonly Value[]): string {
  return values.map((value, index) => (index > 0 && typeof value !== 'string' && typeof values[index - 1] !== 'string' ? ' ' : '') + shown(value)).join('');
}

function formatted(format: string, values: readonly Value[]): string {
  let used = 0;
  const out = format.replace(/%([-+# 0]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g, (_whole, flags: string, width: string, precision: string | undefined, verb: string) => {
    if (verb === '%') return '%';
    if (used >= values.length) return `%!${verb}(MISSING)`;
    const value = values[used++];
    const text = oneFormatted(verb, value, precision);
    if (flags.includes('-')) return text.padEnd(Number(width));
    return flags.includes('0') && typeof value === 'number' ? text.padStart(Number(width), '0') : text.padStart(Number(width));
  });
  const extra = values.slice(used).map((value) => `${goType(value ?? null)}=${shown(value)}`);
  return extra.length === 0 ? out : `${out}%!(EXTRA ${extra.join(', ')})`;
}

function oneFormatted(verb: string, value: Value, precision: string | undefined): string {
  const wrong = `%!${verb}(${goType(value ?? null)}=${shown(value)})`;
  switch (verb) {
    case 'v': return value === undefined ? '<nil>' : shown(value);
    case 's': {
      if (typeof value === 'number' || typeof value === 'boolean') return wrong;
      if (value === undefined || value === null) return '%!s(<nil>)';
      const text = shown(value);
      return precision === undefined ? text : text.slice(0, Number(precision));
    }
    case 'q': return typeof value === 'string' ? quote(value) : wrong;
    case 'd': return typeof value === 'number' && Number.isInteger(value) ? String(value) : wrong;
    case 't': return typeof value === 'boolean' ? String(value) : wrong;
    case 'x': return typeof value === 'number' ? value.toString(16) : wrong;
    case 'f': return typeof value === 'number' ? value.toFixed(Number(precision ?? '6')) : wrong;
    case 'T': return goType(value ?? null);
    default: return wrong;
  }
}

const html: Readonly<Record<string, string>> = { '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Calls a function; `and` and `or` have been dealt with. Throws TemplateError. */
export function callFunction(name: string, args: readonly Value[]): Value {
  const [first, second, ...others] = args;
  switch (name) {
    case 'not': return !isTrue(first);
    case 'len': return lengthOf(first);
    case 'index': return indexed(first, args.slice(1));
    case 'exists': return existing(first, args.slice(1));
    case 'slice': return typeof first === 'string' ? first.slice(Number(second ?? 0), others[0] === undefined ? undefined : Number(others[0])) : isList(first) ? first.slice(Number(second ?? 0), others[0] === undefined ? undefined : Number(others[0])) : undefined;
    case 'print': return printed(args);
    case 'println': return `${args.map(shown).join(' ')}\n`;
    case 'printf': return formatted(shown(first), args.slice(1));
    case 'html': return printed(args).replace(/["'&<>]/g, (char) => html[char] ?? char);
    case 'js': return printed(args).replace(/[\\'"<>&=]/g, (char) => (char === '\\' || char === "'" || char === '"' ? `\\${char}` : `\\u00${char.charCodeAt(0).toString(16).toUpperCase()}`));
    case 'urlquery': return encodeURIComponent(printed(args)).replace(/%20/g, '+');
    case 'base64decode': return decodedBase64(shown(first));
    case 'eq': return [second, ...others].some((other) => compared('eq', first, other));
    default: return compared(name, first, second);
  }
}

function decodedBase64(text: string): string {
  const at = badBase64At(text);
  if (at !== undefined) throw new TemplateError(`error calling base64decode: base64 decode failed: illegal base64 data at input byte ${at}`);
  return decodeBase64Text(text);
}
