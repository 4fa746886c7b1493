/** Flags of a command line. Mirrors spf13/pflag v1.0.10: flag.go and the value types that kubectl uses. */
import { quote } from '../kube/quote.ts';
import { readCSVLine } from './csv.ts';
import { formatDuration, parseDuration } from './duration.ts';

export type FlagType = 'bool' | 'string' | 'int' | 'int32' | 'int64' | 'duration' | 'stringSlice' | 'stringArray' | 'count';

/** A flag that a command takes. */
export interface FlagSpec {
  readonly name: string;
  /** One letter. */
  readonly shorthand?: string;
  readonly type: FlagType;
  /** As it would be typed: `false`, `0`, `10s`, `a,b`. The type's zero value where absent. */
  readonly default?: string;
  /** The value of a flag that is given without one (`--dry-run`); a flag without it takes the next argument. Booleans have `true`. */
  readonly noOptDefVal?: string;
  /** For `--help`. */
  readonly help: string;
  readonly isHidden?: boolean;
  /** Its value is not a text for Go, so that `--help` shows the default without quotes. */
  readonly isUnquoted?: boolean;
  readonly isRequired?: boolean;
  /** What to use instead; said on stderr when the flag is used. */
  readonly deprecated?: string;
}

/** What was given, read by name. Asking for a flag that the command does not have, or by another type, is a bug and throws. */
export interface FlagValues {
  /** Whether the command has such a flag at all. */
  has(name: string): boolean;
  string(name: string): string;
  bool(name: string): boolean;
  /** `int`, `int32`, `int64` and `count`. */
  int(name: string): number;
  /** Milliseconds. */
  durationMs(name: string): number;
  /** `stringSlice` and `stringArray`; empty where nothing was given and there is no default. */
  list(name: string): readonly string[];
  /** Whether the flag was given. */
  changed(name: string): boolean;
  spec(name: string): FlagSpec;
}

type FlagValue = string | boolean | number | readonly string[];

export interface ParsedFlags {
  readonly values: FlagValues;
  readonly args: readonly string[];
  readonly argsLenAtDash: number;
  /** `-h` or `--help` was given. */
  readonly isHelp: boolean;
  /** Lines for stderr about deprecated flags. */
  readonly notes: readonly string[];
}

export type FlagParse = { readonly ok: true; readonly parsed: ParsedFlags } | { readonly ok: false; readonly error: string };

const integerRanges: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int: [-(2n ** 63n), 2n ** 63n - 1n], int64: [-(2n ** 63n), 2n ** 63n - 1n], int32: [-(2n ** 31n), 2n ** 31n - 1n], count: [-(2n ** 63n), 2n ** 63n - 1n],
};
const truths = new Map([...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text): [string, boolean] => [text, true]), ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text): [string, boolean] => [text, false])]);

/** Go's strconv.ParseBool; undefined where the text is none. */
export function parseBool(text: string): boolean | undefined {
  return truths.get(text);
}

/** What a flag that is given without a value has; empty where it needs one. */
export function noOptDefValOf(spec: FlagSpec): string {
  if (spec.noOptDefVal !== undefined) return spec.noOptDefVal;
  if (spec.type === 'bool') return 'true';
  return spec.type === 'count' ? '+1' : '';
}

/** Go's strconv.ParseInt with base 0; the error is Go's. */
function parseInteger(text: string, type: FlagType): { readonly value: number } | { readonly error: string } {
  const match = /^([+-]?)(0[xX][0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|0[bB][01]+(?:_[01]+)*|0[oO]?[0-7]+(?:_[0-7]+)*|[1-9]\d*(?:_\d+)*|0)$/.exec(text);
  if (match === null) return { error: `strconv.ParseInt: parsing ${quote(text)}: invalid syntax` };
  const [, sign = '', digits = '0'] = match;
  const plain = digits.replaceAll('_', '').replace(/^0([0-7])/, '0o$1');
  const amount = BigInt(plain) * (sign === '-' ? -1n : 1n);
  const [least, most] = integerRanges[type] ?? [0n, 0n];
  if (amount < least || amount > most) return { error: `strconv.ParseInt: parsing ${quote(text)}: value out of range` };
  return { value: Number(amount) };
}

class Flags implements FlagValues {
  readonly #specs = new Map<string, FlagSpec>();
  readonly #shorthands = new Map<string, FlagSpec>();
  readonly #values = new Map<string, FlagValue>();

  constructor(specs: readonly FlagSpec[]) {
    for (const spec of specs) {
      if (this.#specs.has(spec.name)) continue;
      this.#specs.set(spec.name, spec);
      if (spec.shorthand !== undefined && !this.#shorthands.has(spec.shorthand)) this.#shorthands.set(spec.shorthand, spec);
    }
  }

  find(name: string): FlagSpec | undefined {
    return this.#specs.get(name.replaceAll('_', '-'));
  }

  findShorthand(letter: string): FlagSpec | undefined {
    return this.#shorthands.get(letter);
  }

  /** The error is the value type's own. */
  set(spec: FlagSpec, text: string): string | undefined {
    const read = readValue(spec, text, this.#values.get(spec.name));
    if ('error' in read) return read.error;
    this.#values.set(spec.name, read.value);
    return undefined;
  }

  has(name: string): boolean {
    return this.#specs.has(name);
  }

  changed(name: string): boolean {
    return this.#values.has(name);
  }

  spec(name: string): FlagSpec {
    const spec = this.#specs.get(name);
    if (spec === undefined) throw new Error(`no flag --${name}`);
    return spec;
  }

  #value(name: string): FlagValue {
    const spec = this.spec(name);
    const given = this.#values.get(name);
    if (given !== undefined) return given;
    const fallback = spec.default ?? (spec.type === 'bool' ? 'false' : spec.type === 'duration' || spec.type.startsWith('int') || spec.type === 'count' ? '0' : '');
    if (fallback === '' && (spec.type === 'stringSlice' || spec.type === 'stringArray')) return [];
    const read = readValue(spec, fallback, undefined);
    if ('error' in read) throw new Error(`default of --${name}: ${read.error}`);
    return read.value;
  }

  string(name: string): string {
    const value = this.#value(name);
    if (typeof value !== 'string') throw new Error(`--${name} is no string`);
    return value;
  }

  bool(name: string): boolean {
    const value = this.#value(name);
    if (typeof value !== 'boolean') throw new Error(`--${name} is no bool`);
    return value;
  }

  int(name: string): number {
    const value = this.#value(name);
    if (typeof value !== 'number') throw new Error(`--${name} is no number`);
    return value;
  }

  durationMs(name: string): number {
    return this.int(name);
  }

  list(name: string): readonly string[] {
    const value = this.#value(name);
    if (typeof value !== 'object') throw new Error(`--${name} is no list`);
    return value;
  }
}

function readValue(spec: FlagSpec, text: string, before: FlagValue | undefined): { readonly value: FlagValue } | { readonly error: string } {
  const listed = typeof before === 'object' ? before : [];
  switch (spec.type) {
    case 'string': return { value: text };
    case 'bool': {
      const value = parseBool(text);
      return value === undefined ? { error: `strconv.ParseBool: parsing ${quote(text)}: invalid syntax` } : { value };
    }
    case 'count':
      if (text === '+1') return { value: (typeof before === 'number' ? before : 0) + 1 };
      return parseInteger(text, spec.type);
    case 'int': case 'int32': case 'int64': return parseInteger(text, spec.type);
    case 'duration': {
      const parsed = parseDuration(text);
      return parsed.ok ? { value: parsed.ms } : { error: parsed.error };
    }
    case 'stringArray': return { value: [...listed, text] };
    case 'stringSlice': {
      const read = readCSVLine(text);
      return 'error' in read ? read : { value: [...listed, ...read.fields] };
    }
  }
}

/** How pflag names a flag in an error about its value. */
function flagInError({ name, shorthand }: FlagSpec): string {
  return shorthand === undefined ? `--${name}` : `-${shorthand}, --${name}`;
}

class Parser {
  readonly flags: Flags;
  readonly args: string[] = [];
  readonly notes: string[] = [];
  argsLenAtDash = -1;
  #rest: readonly string[];

  constructor(specs: readonly FlagSpec[], args: readonly string[]) {
    this.flags = new Flags(specs);
    this.#rest = args;
  }

  /** Parses everything, or gives the error. */
  run(): string | undefined {
    for (;;) {
      const [word, ...rest] = this.#rest;
      if (word === undefined) return undefined;
      this.#rest = rest;
      if (word === '--') {
        this.argsLenAtDash = this.args.length;
        this.args.push(...rest);
        return undefined;
      }
      if (!word.startsWith('-') || word.length === 1) {
        this.args.push(word);
        continue;
      }
      const error = word.startsWith('--') ? this.#long(word) : this.#short(word.slice(1));
      if (error !== undefined) return error;
    }
  }

  #long(word: string): string | undefined {
    const name = word.slice(2);
    if (name.startsWith('-') || name.startsWith('=')) return `bad flag syntax: ${word}`;
    const at = name.indexOf('=');
    const key = at < 0 ? name : name.slice(0, at);
    const spec = this.flags.find(key);
    if (spec === undefined) return `unknown flag: --${key}`;
    if (at >= 0) return this.#set(spec, name.slice(at + 1));
    const noOptDefVal = noOptDefValOf(spec);
    if (noOptDefVal !== '') return this.#set(spec, noOptDefVal);
    const value = this.#take();
    return value === undefined ? `flag needs an argument: --${key}` : this.#set(spec, value);
  }

  #short(letters: string): string | undefined {
    for (let rest = letters; rest !== '';) {
      const letter = rest.charAt(0);
      const spec = this.flags.findShorthand(letter);
      if (spec === undefined) return `unknown shorthand flag: '${letter}' in -${rest}`;
      const noOptDefVal = noOptDefValOf(spec);
      let value: string | undefined;
      let after = '';
      if (rest.length > 2 && rest.charAt(1) === '=') value = rest.slice(2);
      else if (noOptDefVal !== '') {
        value = noOptDefVal;
        after = rest.slice(1);
      } else if (rest.length > 1) value = rest.slice(1);
      else value = this.#take();
      if (value === undefined) return `flag needs an argument: '${letter}' in -${rest}`;
      const error = this.#set(spec, value);
      if (error !== undefined) return error;
      rest = after;
    }
    return undefined;
  }

  #take(): string | undefined {
    const [value, ...rest] = this.#rest;
    this.#rest = rest;
    return value;
  }

  #set(spec: FlagSpec, text: string): string | undefined {
    const error = this.flags.set(spec, text);
    if (error !== undefined) return `invalid argument ${quote(text)} for "${flagInError(spec)}" flag: ${error}`;
    if (spec.deprecated !== undefined) this.notes.push(`Flag --${spec.name} has been deprecated, ${spec.deprecated}\n`);
    return undefined;
  }
}

/** Cobra adds it to every command. */
const helpFlag: FlagSpec = { name: 'help', shorthand: 'h', type: 'bool', help: 'help for the command', isHidden: true };

/** Reads flags that may stand anywhere among the arguments. The error is pflag's own text. `-h` and `--help` are known without being declared. */
export function parseFlags(specs: readonly FlagSpec[], args: readonly string[]): FlagParse {
  const parser = new Parser([...specs, helpFlag], args);
  const error = parser.run();
  if (error !== undefined) return { ok: false, error };
  return { ok: true, parsed: { values: parser.flags, args: parser.args, argsLenAtDash: parser.argsLenAtDash, isHelp: parser.flags.bool('help'), notes: parser.notes } };
}

/** The default as `--help` shows it after the name: `false`, `'text'`, `[]`, `0s`. */
export function shownDefault(spec: FlagSpec): string {
  const { type, default: fallback = '' } = spec;
  switch (type) {
    case 'string': return spec.isUnquoted === true ? fallback : `'${fallback}'`;
    case 'stringSlice': case 'stringArray': return `[${fallback}]`;
    case 'bool': return fallback === '' ? 'false' : fallback;
    case 'duration': {
      const parsed = parseDuration(fallback === '' ? '0' : fallback);
      return parsed.ok ? formatDuration(parsed.ms) : fallback;
    }
    default: return fallback === '' ? '0' : fallback;
  }
}
