/** Go templates as trees. Mirrors Go's text/template/parse/parse.go (Go 1.26). */
import type { JsonValue } from '../../kube/json.ts';
import { unquote } from '../jsonpath/parser.ts';
import { lex, TemplateError, type Place, type Token } from './lex.ts';

export type Operand =
  | { readonly type: 'dot' | 'nil' }
  | { readonly type: 'constant'; readonly value: JsonValue }
  | { readonly type: 'fields'; readonly base: Operand; readonly names: readonly string[]; readonly place: Place }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'pipeline'; readonly pipeline: Pipeline };
/** An operand, or a function with its arguments. */
export interface Command { readonly operands: readonly Operand[]; readonly place: Place }
export interface Pipeline {
  readonly variables: readonly string[];
  /** `=`, not `:=`. */
  readonly isAssignment: boolean;
  readonly commands: readonly Command[];
}
export type TemplateNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly pipeline: Pipeline }
  | { readonly type: 'if' | 'range' | 'with'; readonly pipeline: Pipeline; readonly then: readonly TemplateNode[]; readonly otherwise: readonly TemplateNode[] }
  | { readonly type: 'break' | 'continue' };

const functions = new Set(['and', 'or', 'not', 'len', 'index', 'slice', 'print', 'printf', 'println', 'html', 'js', 'urlquery', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'exists', 'base64decode']);

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = lex(text);
  }

  parse(): TemplateNode[] {
    const { nodes, ended } = this.#list();
    if (ended !== 'end of text') throw this.#error(`unexpected {{${ended}}}`);
    return nodes;
  }

  #error(message: string): TemplateError {
    return new TemplateError(`${this.#peek().line}: ${message}`);
  }

  #peek(): Token {
    return this.#tokens[Math.min(this.#at, this.#tokens.length - 1)] ?? { type: 'end', text: '', line: 1, at: 0 };
  }

  /** From the character at `start` as far as was read. Errors name the place `at`. */
  #place(start: number, at = start): Place {
    const before = this.#text.slice(0, at);
    return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') - 1, text: this.#text.slice(start, this.#peek().at).trimEnd() };
  }

  #next(): Token {
    const token = this.#peek();
    this.#at++;
    return token;
  }

  #skipSpace(): void {
    while (this.#peek().type === 'space') this.#at++;
  }

  #list(): { nodes: TemplateNode[]; ended: string } {
    const nodes: TemplateNode[] = [];
    for (;;) {
      const token = this.#next();
      if (token.type === 'end') return { nodes, ended: 'end of text' };
      if (token.type === 'text') {
        nodes.push({ type: 'text', text: token.text });
        continue;
      }
      this.#skipSpace();
      const word = this.#peek();
      if (word.type === 'identifier') {
        if (word.text === 'end' || word.text === 'else') {
          this.#at++;
          return { nodes, ended: word.text };
        }
        if (word.text === 'if' || word.text === 'range' || word.text === 'with') {
          this.#at++;
          nodes.push(this.#control(word.text));
          continue;
        }
        if (word.text === 'break' || word.text === 'continue') {
          this.#at++;
          this.#close();
          nodes.push({ type: word.text });
          continue;
        }
      }
      nodes.push({ type: 'action', pipeline: this.#pipeline('close') });
    }
  }

  #close(): void {
    this.#skipSpace();
    if (this.#next().type !== 'close') throw this.#error('unexpected content in end');
  }

  #control(type: 'if' | 'range' | 'with'): TemplateNode {
    const pipeline = this.#pipeline('close');
    const { nodes: then, ended } = this.#list();
    if (ended === 'end of text') throw this.#error('unexpected EOF');
    if (ended === 'end') {
      this.#close();
      return { type, pipeline, then, otherwise: [] };
    }
    this.#skipSpace();
    const word = this.#peek();
    if (word.type === 'identifier' && (word.text === 'if' || word.text === 'with')) {
      this.#at++;
      return { type, pipeline, then, otherwise: [this.#control(word.text)] };
    }
    this.#close();
    const other = this.#list();
    if (other.ended !== 'end') throw this.#error('unexpected EOF');
    this.#close();
    return { type, pipeline, then, otherwise: other.nodes };
  }

  #declaration(): { variables: string[]; isAssignment: boolean } {
    const start = this.#at;
    const variables: string[] = [];
    for (;;) {
      this.#skipSpace();
      const token = this.#next();
      if (token.type !== 'variable') break;
      variables.push(token.text);
      this.#skipSpace();
      const after = this.#next();
      if (after.type === ':=' || after.type === '=') return { variables, isAssignment: after.type === '=' };
      if (after.type !== ',' || variables.length > 1) break;
    }
    this.#at = start;
    return { variables: [], isAssignment: false };
  }

  #pipeline(end: 'close' | ')'): Pipeline {
    const { variables, isAssignment } = this.#declaration();
    const commands: Command[] = [];
    for (;;) {
      const command = this.#command();
      if (command.operands.length === 0) throw this.#error(end === 'close' ? 'missing value for command' : 'missing value for parenthesized pipeline');
      commands.push(command);
      this.#skipSpace();
      const token = this.#next();
      if (token.type === end) return { variables, isAssignment, commands };
      if (token.type !== '|') throw this.#error(`unexpected ${JSON.stringify(token.text)} in command`);
    }
  }

  #command(): Command {
    this.#skipSpace();
    const start = this.#peek().at;
    const operands: Operand[] = [];
    for (;;) {
      this.#skipSpace();
      const operand = this.#operand();
      if (operand === undefined) return { operands, place: this.#place(start) };
      operands.push(operand);
    }
  }

  #operand(): Operand | undefined {
    const start = this.#peek().at;
    const isDot = this.#peek().type === 'field';
    const base = this.#term();
    if (base === undefined) return undefined;
    const fields: Token[] = [];
    while (this.#peek().type === 'field') fields.push(this.#next());
    const [first] = fields;
    if (first === undefined) return base;
    // A chain stands where its second part does.
    const at = (isDot ? (fields[1] ?? first) : first).at;
    return { type: 'fields', base, names: fields.map(({ text }) => text.slice(1)), place: this.#place(start, at) };
  }

  #term(): Operand | undefined {
    const token = this.#peek();
    switch (token.type) {
      case '.': this.#at++; return { type: 'dot' };
      case 'field': return { type: 'dot' };
      case 'variable': this.#at++; return { type: 'variable', name: token.text };
      case 'string': this.#at++; return { type: 'constant', value: token.text.startsWith('`') ? token.text.slice(1, -1) : (unquote(token.text) ?? '') };
      case 'char': this.#at++; return { type: 'constant', value: unquote(token.text)?.codePointAt(0) ?? 0 };
      case 'number': this.#at++; return { type: 'constant', value: Number(token.text) };
      case '(': this.#at++; return { type: 'pipeline', pipeline: this.#pipeline(')') };
      case 'identifier': this.#at++; return this.#named(token.text);
      default: return undefined;
    }
  }

  #named(name: string): Operand {
    if (name === 'true' || name === 'false') return { type: 'constant', value: name === 'true' };
    if (name === 'nil') return { type: 'nil' };
    if (!functions.has(name)) throw this.#error(`function ${JSON.stringify(name)} not defined`);
    return { type: 'function', name };
  }
}

/** The nodes of a template. Throws TemplateError with the line and what is wrong. */
export function parseTemplate(text: string): readonly TemplateNode[] {
  return new Parser(text).parse();
}
