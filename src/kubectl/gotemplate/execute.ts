/** Runs Go templates. Mirrors Go's text/template/exec.go (Go 1.26). */
import { isJsonObject, type JsonValue } from '../../kube/json.ts';
import { compareBytes } from '../../kube/utf8.ts';
import { isList } from '../goText.ts';
import { callFunction, isTrue, shown, type Value } from './functions.ts';
import { TemplateError, type Place } from './lex.ts';
import { parseTemplate, type Command, type Operand, type Pipeline, type TemplateNode } from './parse.ts';

/** Output and steps beyond these end the run with an error. */
const MAX_STEPS = 200_000;
const MAX_OUTPUT = 5_000_000;

/** The place is in the message already. */
class PlacedError extends TemplateError {}

/** The error with its place, as exec.go's errorf writes it. */
function failAt({ line, column, text }: Place, message: string): never {
  throw new PlacedError(`${line}:${column}: executing "output" at <${text}>: ${message}`);
}

type Scope = Map<string, Value>[];
type Signal = 'break' | 'continue' | undefined;

class Run {
  readonly #allowsMissingKeys: boolean;
  readonly #scope: Scope;
  #steps = 0;
  out = '';

  constructor(data: JsonValue, allowsMissingKeys: boolean) {
    this.#allowsMissingKeys = allowsMissingKeys;
    this.#scope = [new Map([['$', data]])];
  }

  nodes(nodes: readonly TemplateNode[], dot: Value): Signal {
    for (const node of nodes) {
      this.#steps++;
      if (this.#steps > MAX_STEPS || this.out.length > MAX_OUTPUT) throw new TemplateError('template does too much');
      const signal = this.#node(node, dot);
      if (signal !== undefined) return signal;
    }
    return undefined;
  }

  #node(node: TemplateNode, dot: Value): Signal {
    switch (node.type) {
      case 'text': this.out += node.text; return undefined;
      case 'action': {
        const value = this.#pipeline(node.pipeline, dot);
        if (node.pipeline.variables.length === 0) this.out += shown(value);
        return undefined;
      }
      case 'break': case 'continue': return node.type;
      case 'range': return this.#range(node, dot);
      case 'if': case 'with': return this.#scoped(() => {
        const value = this.#pipeline(node.pipeline, dot);
        if (!isTrue(value)) return this.nodes(node.otherwise, dot);
        return this.nodes(node.then, node.type === 'with' ? value : dot);
      });
    }
  }

  #scoped<T>(run: () => T): T {
    this.#scope.push(new Map());
    try {
      return run();
    } finally {
      this.#scope.pop();
    }
  }

  #range(node: Extract<TemplateNode, { type: 'if' | 'range' | 'with' }>, dot: Value): Signal {
    return this.#scoped(() => {
      const { variables } = node.pipeline;
      const value = this.#pipeline({ ...node.pipeline, variables: [] }, dot);
      const entries = entriesOf(value);
      if (entries.length === 0) return this.nodes(node.otherwise, dot);
      for (const [key, item] of entries) {
        const signal = this.#scoped(() => {
          const [first, second] = variables;
          if (second !== undefined && first !== undefined) {
            this.#declare(first, key);
            this.#declare(second, item);
          } else if (first !== undefined) this.#declare(first, item);
          return this.nodes(node.then, item);
        });
        if (signal === 'break') break;
      }
      return undefined;
    });
  }

  #declare(name: string, value: Value): void {
    this.#scope.at(-1)?.set(name, value);
  }

  #assign(name: string, value: Value): void {
    const scope = this.#scope.findLast((each) => each.has(name));
    if (scope === undefined) throw new TemplateError(`undefined variable: ${name}`);
    scope.set(name, value);
  }

  #pipeline(pipeline: Pipeline, dot: Value): Value {
    let value: Value;
    pipeline.commands.forEach((command, index) => {
      value = this.#command(command, dot, index === 0 ? [] : [value]);
    });
    for (const name of pipeline.variables) {
      if (pipeline.isAssignment) this.#assign(name, value);
      else this.#declare(name, value);
    }
    return value;
  }

  #command({ operands, place }: Command, dot: Value, final: readonly Value[]): Value {
    const [head, ...rest] = operands;
    if (head === undefined) return undefined;
    if (head.type !== 'function') {
      if (rest.length > 0 || final.length > 0) failAt(place, `can't give argument to non-function ${place.text.split(' ')[0] ?? ''}`);
      return this.#operand(head, dot);
    }
    if (head.name === 'and' || head.name === 'or') return this.#logical(head.name, rest, dot, final);
    const args = [...rest.map((operand) => this.#operand(operand, dot)), ...final];
    try {
      return callFunction(head.name, args);
    } catch (error) {
      if (!(error instanceof TemplateError) || error instanceof PlacedError) throw error;
      return failAt(place, error.message);
    }
  }

  #logical(name: string, operands: readonly Operand[], dot: Value, final: readonly Value[]): Value {
    let value: Value;
    for (const operand of operands) {
      value = this.#operand(operand, dot);
      if (isTrue(value) === (name === 'or')) return value;
    }
    return final.length > 0 ? final[0] : value;
  }

  #operand(operand: Operand, dot: Value): Value {
    switch (operand.type) {
      case 'dot': return dot;
      case 'nil': return null;
      case 'constant': return operand.value;
      case 'variable': return this.#variable(operand.name);
      case 'function': return this.#command({ operands: [operand], place: { line: 1, column: 0, text: operand.name } }, dot, []);
      case 'pipeline': return this.#pipeline(operand.pipeline, dot);
      case 'fields': return operand.names.reduce<Value>((value, name) => this.#field(value, name, operand.place), this.#operand(operand.base, dot));
    }
  }

  #variable(name: string): Value {
    const scope = this.#scope.findLast((each) => each.has(name));
    if (scope === undefined) throw new TemplateError(`undefined variable ${JSON.stringify(name)}`);
    return scope.get(name);
  }

  #field(value: Value, name: string, place: Place): Value {
    if (value === undefined || value === null) {
      if (this.#allowsMissingKeys) return undefined;
      return failAt(place, `nil data; no entry for key ${JSON.stringify(name)}`);
    }
    if (!isJsonObject(value)) return failAt(place, `can't evaluate field ${name} in type interface {}`);
    if (Object.hasOwn(value, name)) return value[name];
    return this.#allowsMissingKeys ? undefined : failAt(place, `map has no entry for key ${JSON.stringify(name)}`);
  }
}

function entriesOf(value: Value): readonly (readonly [JsonValue, Value])[] {
  if (value === undefined || value === null) return [];
  if (isList(value)) return value.map((item, index) => [index, item] as const);
  if (isJsonObject(value)) return Object.keys(value).sort(compareBytes).map((key) => [key, value[key]] as const);
  if (typeof value === 'number' && Number.isInteger(value)) return Array.from({ length: Math.min(Math.max(value, 0), 10_000) }, (_, index) => [index, index] as const);
  throw new TemplateError(`range can't iterate over ${shown(value)}`);
}

/** A template that can be run over and over. */
export interface GoTemplate { execute(data: JsonValue, allowsMissingKeys: boolean): string }

/** Reads a template. Both reading and running throw TemplateError. */
export function createGoTemplate(text: string): GoTemplate {
  const nodes = parseTemplate(text);
  return {
    execute(data, allowsMissingKeys) {
      const run = new Run(data, allowsMissingKeys);
      try {
        run.nodes(nodes, data);
      } catch (error) {
        if (!(error instanceof TemplateError) || error instanceof PlacedError) throw error;
        throw new TemplateError(`1: executing "output": ${error.message}`);
      }
      return run.out;
    },
  };
}
