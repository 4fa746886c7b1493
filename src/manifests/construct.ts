import type { JsonValue } from '../kube/json.ts';
import { quote } from '../kube/quote.ts';
import { entriesOf } from './fieldRange.ts';
import type { LineIndex } from './lineIndex.ts';
import type { ManifestLimits } from './limits.ts';
import type { RawProblem } from './problem.ts';
import { resolveScalar } from './resolveScalar.ts';
import { isMergeKey, resolveAlias, type Entry, type MappingNode, type ScalarNode, type YAMLNode } from './yamlNode.ts';

/** A key that is given twice in one map. The last one counts. */
export interface DuplicateKey {
  /** As the API server's strict decoding says it. */
  readonly message: string;
  /** The way to the key from the root, as strict decoding prints it; JSON only. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** One of the two came in through `<<`, which kubectl lets pass. */
  readonly isMerged: boolean;
}

export interface Constructed {
  readonly body: JsonValue;
  readonly duplicates: readonly DuplicateKey[];
  /** Integers that a JSON number here cannot hold, by what became of them, as they stood in the text. */
  readonly exactNumbers: Readonly<Record<string, string>>;
}

/** How much of a document may come out of aliases: nearly all of a small one, a tenth of a huge one (go.yaml.in/yaml/v2 decode.go). */
const aliasRatio = { lowCount: 400_000, highCount: 4_000_000, lowRatio: 0.99, highRatio: 0.1 } as const;
/** Strict decoding stops counting there (sigs.k8s.io/json). */
const MAX_DUPLICATES = 100;

interface Built { readonly value: JsonValue; readonly count: number; readonly depth: number }

interface Builder {
  readonly isJSON: boolean;
  readonly lines: LineIndex;
  readonly limits: ManifestLimits;
  readonly built: Map<YAMLNode, Built>;
  readonly open: Set<YAMLNode>;
  readonly duplicates: DuplicateKey[];
  readonly exactNumbers: Record<string, string>;
  readonly path: string[];
  count: number;
  aliasCount: number;
  problem: RawProblem | undefined;
}

const nothing: Built = { value: null, count: 1, depth: 0 };

/**
 * The value that a tree stands for, as YAMLToJSON of sigs.k8s.io/yaml makes it (JSON texts: as encoding/json does).
 * What stands behind aliases is shared, not copied, and counted as if it were copied.
 */
export function construct(root: YAMLNode, isJSON: boolean, lines: LineIndex, limits: ManifestLimits): Constructed | RawProblem {
  const builder: Builder = { isJSON, lines, limits, built: new Map(), open: new Set(), duplicates: [], exactNumbers: {}, path: [], count: 0, aliasCount: 0, problem: undefined };
  const { value } = build(builder, root);
  return builder.problem ?? { body: value, duplicates: builder.duplicates, exactNumbers: builder.exactNumbers };
}

/** How sigs.k8s.io/json names a key that is given twice. */
export function duplicateFieldMessage(path: string): string {
  return `duplicate field ${quote(path)}`;
}

function fail(builder: Builder, code: RawProblem['code'], params: RawProblem['params'], node: YAMLNode, readError?: string): Built {
  builder.problem ??= { code, params, start: node.start, end: Math.max(node.end, node.start + 1), ...(readError === undefined ? {} : { readError }) };
  return nothing;
}

function build(builder: Builder, node: YAMLNode): Built {
  if (builder.problem !== undefined) return nothing;
  builder.count++;
  switch (node.kind) {
    case 'alias': return buildAlias(builder, node, node.name, node.target);
    case 'scalar': return { value: buildScalar(builder, node), count: 1, depth: 0 };
    case 'sequence':
    case 'mapping': {
      builder.open.add(node);
      const result = node.kind === 'mapping' ? buildMapping(builder, node) : buildSequence(builder, node.items);
      builder.open.delete(node);
      if (result.depth > builder.limits.maxDepth) return fail(builder, 'tooDeep', { limit: builder.limits.maxDepth }, node);
      builder.built.set(node, result);
      return result;
    }
  }
}

function buildAlias(builder: Builder, node: YAMLNode, name: string, target: YAMLNode | undefined): Built {
  if (target === undefined) return fail(builder, 'unknownAnchor', { name }, node, `yaml: unknown anchor '${name}' referenced`);
  if (builder.open.has(target)) return fail(builder, 'recursiveAnchor', { name }, node, `yaml: anchor '${name}' value contains itself`);
  // An anchor stands before its aliases, so what it names has been built; a scalar is cheap to build again.
  const result = builder.built.get(target) ?? build(builder, target);
  builder.count += result.count;
  builder.aliasCount += result.count;
  const isExcessive = builder.aliasCount > 100 && builder.count > 1000 && builder.aliasCount / builder.count > allowedRatio(builder.count);
  return isExcessive ? fail(builder, 'aliasLimit', {}, node, 'yaml: document contains excessive aliasing') : result;
}

function allowedRatio(count: number): number {
  const { lowCount, highCount, lowRatio, highRatio } = aliasRatio;
  if (count <= lowCount) return lowRatio;
  if (count >= highCount) return highRatio;
  return lowRatio - (lowRatio - highRatio) * ((count - lowCount) / (highCount - lowCount));
}

function buildScalar(builder: Builder, node: ScalarNode): JsonValue {
  if (builder.isJSON) return keepExact(builder, node, node.style === 'plain' ? jsonLiteral(node.text) : node.text);
  const resolved = resolveScalar(node.text, node.style === 'plain' || node.style === 'empty', node.tag);
  if (!resolved.ok) return fail(builder, 'tagValue', { text: node.text.slice(0, 40), tag: resolved.tag }, node).value;
  return keepExact(builder, node, resolved.value);
}

/** Remembers the digits of an integer of 64 bits that a number here rounds. */
function keepExact(builder: Builder, node: ScalarNode, value: JsonValue): JsonValue {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || !Number.isInteger(value)) return value;
  const exact = exactInteger(node.text);
  if (exact !== undefined && exact !== String(value)) builder.exactNumbers[String(value)] = exact;
  return value;
}

/** The decimal digits of an integer that 64 bits hold. */
function exactInteger(text: string): string | undefined {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[0-9]+)$/.exec(text.replaceAll('_', ''));
  if (match === null) return undefined;
  const digits = (match[2] ?? '').replace(/^0[oO]?(?=[0-7])/, '0o');
  const size = BigInt(digits);
  const value = match[1] === '-' ? -size : size;
  return value < 2n ** 64n && value >= -(2n ** 63n) ? value.toString() : undefined;
}

function jsonLiteral(text: string): JsonValue {
  return text === 'null' ? null : text === 'true' ? true : text === 'false' ? false : Number(text);
}

function buildSequence(builder: Builder, items: readonly YAMLNode[]): Built {
  const value: JsonValue[] = [];
  let count = 1;
  let depth = 0;
  for (const [index, item] of items.entries()) {
    builder.path.push(`[${index}]`);
    const result = build(builder, item);
    builder.path.pop();
    value.push(result.value);
    count += result.count;
    depth = Math.max(depth, result.depth);
  }
  return { value, count, depth: depth + 1 };
}

function buildMapping(builder: Builder, node: MappingNode): Built {
  const value: Record<string, JsonValue> = {};
  const merged = new Set<string>();
  /** As printed: to YAML `1` and `"1"` are two keys. */
  const seen = new Set<string>();
  let count = 1;
  let depth = 0;

  function set(key: string, printedKey: string, item: JsonValue, at: { readonly key: YAMLNode; readonly valueStart: number }, isMerged: boolean): void {
    if (seen.has(printedKey) && (!builder.isJSON || builder.duplicates.length < MAX_DUPLICATES)) {
      const path = builder.isJSON ? builder.path.join('') + (builder.path.length === 0 ? key : `.${key}`) : '';
      const message = builder.isJSON ? duplicateFieldMessage(path) : `line ${builder.lines.lineAt(at.valueStart)}: key ${printedKey} already set in map`;
      builder.duplicates.push({ message, path, start: at.key.start, end: Math.max(at.key.end, at.key.start + 1), isMerged: isMerged || merged.has(key) });
    }
    seen.add(printedKey);
    define(value, key, item);
    if (isMerged) merged.add(key);
  }

  for (const entry of node.entries) {
    if (builder.problem !== undefined) break;
    if (!builder.isJSON && isMergeKey(entry.key)) {
      for (const source of mergeSources(entry.value)) {
        const result = build(builder, source);
        count += result.count;
        depth = Math.max(depth, result.depth - 1);
        const target = resolveAlias(source);
        if (target.kind !== 'mapping' || !isMap(result.value)) {
          fail(builder, 'mergeValue', {}, entry.value, 'yaml: map merge requires map or sequence of maps as the value');
          continue;
        }
        const entries = entriesOf(target);
        for (const [key, item] of Object.entries(result.value)) set(key, quote(key), item, { key: entry.key, valueStart: entries.get(key)?.value.headStart ?? entry.value.headStart }, true);
      }
      continue;
    }
    const key = buildKey(builder, entry);
    if (key === undefined) break;
    builder.path.push(builder.path.length === 0 ? key.text : `.${key.text}`);
    const result = build(builder, entry.value);
    builder.path.pop();
    count += 1 + result.count;
    depth = Math.max(depth, result.depth);
    const valueStart = entry.value.kind === 'scalar' && entry.value.style === 'empty' ? entry.key.end : entry.value.headStart;
    set(key.text, key.printed, result.value, { key: entry.key, valueStart }, false);
  }
  return { value, count, depth: depth + 1 };
}

/** Later ones are read first, so that earlier ones win. */
function mergeSources(value: YAMLNode): readonly YAMLNode[] {
  return value.kind === 'sequence' ? value.items.toReversed() : [value];
}

function isMap(value: JsonValue): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `__proto__` is a key like any other. */
function define(value: Record<string, JsonValue>, key: string, item: JsonValue): void {
  if (key === '__proto__') Object.defineProperty(value, key, { value: item, enumerable: true, configurable: true, writable: true });
  else value[key] = item;
}

function buildKey(builder: Builder, entry: Entry): { readonly text: string; readonly printed: string } | undefined {
  const node = entry.key;
  const { value } = build(builder, node);
  if (builder.problem !== undefined) return undefined;
  if (typeof value === 'string') return { text: value, printed: quote(value) };
  if (typeof value === 'boolean') return { text: String(value), printed: String(value) };
  if (typeof value === 'number') {
    const target = resolveAlias(node);
    const integer = target.kind === 'scalar' ? exactInteger(target.text) : undefined;
    if (integer === undefined || BigInt(integer) < 2n ** 63n) return { text: integer ?? floatKey(value), printed: integer ?? goFloat(value) };
    refuseKey(builder, entry, `uint64, key: 0x${BigInt(integer).toString(16)}`);
  } else if (value === null) refuseKey(builder, entry, '%!s(<nil>), key: <nil>');
  else fail(builder, 'keyType', {}, node, `yaml: invalid map key: ${goSyntax(value)}`);
  return undefined;
}

/** What sigs.k8s.io/yaml cannot make a key of. */
function refuseKey(builder: Builder, { key, value }: Entry, what: string): void {
  const built = build(builder, value).value;
  const shown = built === null ? '<nil>' : goSyntax(built);
  fail(builder, 'keyType', {}, key, `unsupported map key of type: ${what}, value: ${shown}`);
}

/** A float as sigs.k8s.io/yaml makes a key of it: with the digits that 32 bits have. */
function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  for (let precision = 1; precision <= 9; precision++) {
    const text = single.toExponential(precision - 1);
    if (Math.fround(Number(text)) !== single) continue;
    const [digits = '', exponent = '0'] = text.split('e');
    const power = Number(exponent);
    return power >= -4 && power < 6 ? String(Number(text)) : `${digits}${goExponent(power)}`;
  }
  return String(single);
}

function goExponent(power: number): string {
  return `e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function goFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return String(value);
}

/** A value as Go's `%#v` prints it. */
function goSyntax(value: JsonValue): string {
  if (value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return quote(value);
  if (typeof value !== 'object') return String(value);
  if (isMap(value)) return `map[interface {}]interface {}{${Object.keys(value).sort().map((key) => `${quote(key)}:${goSyntax(value[key] ?? null)}`).join(', ')}}`;
  return `[]interface {}{${Object.values(value).map((item) => goSyntax(item ?? null)).join(', ')}}`;
}
