/** Evaluates JSONPath templates. Mirrors k8s.io/client-go/util/jsonpath/jsonpath.go and third_party/forked/golang/template/{exec,funcs}.go (v1.36). */
import { isJsonObject, type JsonValue } from '../../kube/json.ts';
import { compareBytes } from '../../kube/utf8.ts';
import { indentedJSON } from '../printers/json.ts';
import { goText, goType, isList } from '../goText.ts';
import { JSONPathError, parseJSONPath, type ListNode, type Node } from './parser.ts';

/** More results than this end the evaluation with an error. */
const MAX_RESULTS = 200_000;

export interface JSONPathOptions {
  /** A field that is not there gives nothing; otherwise an error. */
  readonly allowsMissingKeys: boolean;
  /** Each action prints a JSON list of what it found. */
  readonly isJSON?: boolean;
}

type Results = readonly JsonValue[];

function children(value: JsonValue): readonly JsonValue[] {
  if (isJsonObject(value)) return Object.keys(value).sort(compareBytes).map((key) => value[key] ?? null);
  if (isList(value)) return value;
  return typeof value === 'string' ? Array.from(value).map((char) => char.codePointAt(0) ?? 0) : [];
}

class Evaluation {
  readonly #options: JSONPathOptions;
  #beginRange = 0;
  #inRange = 0;
  #endRange = 0;
  #lastEnd: Node | undefined;
  #count = 0;

  constructor(options: JSONPathOptions) {
    this.#options = options;
  }

  /** One list of results a node; those within a range once for each of its items. */
  find(nodes: readonly Node[], data: JsonValue): Results[] {
    const all: Results[] = [];
    for (let index = 0; index < nodes.length; index++) {
      const node = nodes[index];
      if (node === undefined) break;
      const results = this.#walk([data], node);
      this.#count += results.length + 1;
      if (this.#count > MAX_RESULTS) throw new JSONPathError('too many results');
      if (this.#endRange > 0 && this.#endRange <= this.#inRange) {
        this.#endRange--;
        this.#lastEnd = node;
        break;
      }
      if (this.#beginRange === 0) {
        all.push(results);
        continue;
      }
      this.#beginRange--;
      this.#inRange++;
      const rest = nodes.slice(index + 1);
      if (results.length > 0) for (const value of results) all.push(...this.find(rest, value));
      else this.find(rest, null);
      this.#inRange--;
      const end = this.#lastEnd === undefined ? -1 : nodes.indexOf(this.#lastEnd, index + 1);
      if (end >= 0) index = end;
    }
    return all;
  }

  #walk(input: Results, node: Node): Results {
    switch (node.type) {
      case 'list': return node.nodes.reduce<Results>((value, each) => this.#walk(value, each), input);
      case 'text': return [node.text];
      case 'field': return this.#field(input, node.name);
      case 'array': return input.flatMap((value) => sliced(value, node.params));
      case 'filter': return input.flatMap((value) => this.#filter(value, node));
      case 'int': case 'float': case 'bool': return input.map(() => node.value);
      case 'wildcard': return input.flatMap(children);
      case 'recursive': return input.flatMap((value) => this.#recursive(value));
      case 'union': return node.nodes.flatMap((each) => this.#walk(input, each));
      case 'identifier': return this.#identifier(input, node.name);
    }
  }

  #identifier(input: Results, name: string): Results {
    if (name === 'range') {
      this.#beginRange++;
      return input;
    }
    if (name !== 'end') throw new JSONPathError(`unrecognized identifier ${name}`);
    if (this.#inRange === 0) throw new JSONPathError('not in range, nothing to end');
    this.#endRange++;
    return [];
  }

  #field(input: Results, name: string): Results {
    if (input.length === 0) return [];
    const found = input.flatMap((value): JsonValue[] => {
      if (!isJsonObject(value) || !Object.hasOwn(value, name)) return [];
      const item = value[name];
      return item === undefined ? [] : [item];
    });
    if (found.length === 0 && !this.#options.allowsMissingKeys) throw new JSONPathError(`${name} is not found`);
    return found;
  }

  #recursive(value: JsonValue): Results {
    const inner = children(value);
    if (inner.length === 0) return [];
    return [value, ...inner.flatMap((each) => this.#recursive(each))];
  }

  #filter(value: JsonValue, node: Extract<Node, { type: 'filter' }>): Results {
    if (!isList(value)) throw new JSONPathError(`${goText(value)} is not array or slice and cannot be filtered`);
    return value.filter((item) => this.#passes(item, node));
  }

  #passes(item: JsonValue, { left, right, operator }: Extract<Node, { type: 'filter' }>): boolean {
    if (operator === 'exists') return this.#exists(item, left);
    const lefts = this.#walk([item], left);
    if (lefts.length === 0) return false;
    if (lefts.length > 1) throw new JSONPathError('can only compare one element at a time');
    const rights = this.#walk([item], right);
    if (rights.length === 0) return false;
    if (rights.length > 1) throw new JSONPathError('can only compare one element at a time');
    return compared(lefts[0] ?? null, operator, rights[0] ?? null);
  }

  #exists(item: JsonValue, left: ListNode): boolean {
    try {
      return this.#walk([item], left).length > 0;
    } catch (error) {
      if (error instanceof JSONPathError) return false;
      throw error;
    }
  }
}

function sliced(value: JsonValue, params: Extract<Node, { type: 'array' }>['params']): Results {
  if (value === null) return [];
  if (!isList(value)) throw new JSONPathError(`${goType(value)} is not array or slice`);
  const { length } = value;
  const [from, to, by] = params;
  let start = from.isKnown ? from.value : 0;
  if (start < 0) start += length;
  let end = to.isKnown ? to.value : length;
  if (end < 0 || (end === 0 && to.isDerived)) end += length;
  if (start === end) return [];
  if (start >= length || start < 0) throw new JSONPathError(`array index out of bounds: index ${start}, length ${length}`);
  if (end > length || end < 0) throw new JSONPathError(`array index out of bounds: index ${end - 1}, length ${length}`);
  if (start > end) throw new JSONPathError(`starting index ${start} is greater than ending index ${end}`);
  const part = value.slice(start, end);
  if (!by.isKnown) return part;
  if (by.value <= 0) throw new JSONPathError('step must be > 0');
  return part.filter((_, index) => index % by.value === 0);
}

function kindOf(value: JsonValue): string {
  switch (typeof value) {
    case 'string': return 'string';
    case 'boolean': return 'bool';
    case 'number': return Number.isInteger(value) ? 'int' : 'float';
    default: throw new JSONPathError('invalid type for comparison');
  }
}

function compared(left: JsonValue, operator: string, right: JsonValue): boolean {
  const kind = kindOf(left);
  if (kind !== kindOf(right)) throw new JSONPathError('incompatible types for comparison');
  const isLess = (): boolean => {
    if (typeof left === 'string' && typeof right === 'string') return compareBytes(left, right) < 0;
    if (typeof left === 'number' && typeof right === 'number') return left < right;
    throw new JSONPathError('invalid type for comparison');
  };
  switch (operator) {
    case '==': return left === right;
    case '!=': return left !== right;
    case '<': return isLess();
    case '<=': return isLess() || left === right;
    case '>': return !isLess() && left !== right;
    case '>=': return !isLess();
    default: throw new JSONPathError(`unrecognized filter operator ${operator}`);
  }
}

function resultText(value: JsonValue): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? indentedJSON(value) : goText(value);
}

/** A template that can be evaluated over and over. */
export interface JSONPath {
  /** What each node found, as FindResults gives it. */
  findResults(data: JsonValue): readonly Results[];
  execute(data: JsonValue): string;
}

/** Reads a template. Both reading and evaluating throw JSONPathError with client-go's message. */
export function createJSONPath(template: string, options: JSONPathOptions): JSONPath {
  const { nodes } = parseJSONPath(template);
  const findResults = (data: JsonValue): Results[] => new Evaluation(options).find(nodes, data);
  return {
    findResults,
    execute: (data) => findResults(data).map((results) => (options.isJSON === true ? `${indentedJSON(results, 4)}\n` : results.map(resultText).join(' '))).join(''),
  };
}
