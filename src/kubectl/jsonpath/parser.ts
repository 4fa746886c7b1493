/** Reads JSONPath templates. Mirrors k8s.io/client-go/util/jsonpath/{parser,node}.go (v1.36). */

export interface SliceParam { readonly value: number; readonly isKnown: boolean; readonly isDerived: boolean }

export type Node =
  | { readonly type: 'list'; readonly nodes: Node[] }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'identifier'; readonly name: string }
  | { readonly type: 'array'; readonly params: readonly [SliceParam, SliceParam, SliceParam] }
  | { readonly type: 'filter'; readonly left: ListNode; readonly right: ListNode; readonly operator: string }
  | { readonly type: 'int' | 'float'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'wildcard' | 'recursive' }
  | { readonly type: 'union'; readonly nodes: readonly ListNode[] };
export type ListNode = Extract<Node, { type: 'list' }>;

/** Thrown within this folder; the message is client-go's. */
export class JSONPathError extends Error {}

const terminators = new Set(['', '.', ',', '[', ']', '$', '@', '{', '}', ' ', '\t', '\r', '\n']);
const MAX_DEPTH = 200;

function isDigit(char: string): boolean {
  return /^\p{Nd}$/u.test(char);
}

function codePoint(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} '${char}'`;
}

class Parser {
  readonly #input: string;
  readonly #depth: number;
  #pos = 0;
  #start = 0;

  constructor(input: string, depth: number) {
    if (depth > MAX_DEPTH) throw new JSONPathError('expression is nested too deeply');
    this.#input = input;
    this.#depth = depth;
  }

  run(): ListNode {
    const root: ListNode = { type: 'list', nodes: [] };
    for (;;) {
      const open = this.#input.indexOf('{', this.#pos);
      this.#pos = open < 0 ? this.#input.length : open;
      const text = this.#consume();
      if (text !== '') root.nodes.push({ type: 'text', text });
      if (open < 0) return root;
      this.#pos++;
      this.#consume();
      const list: ListNode = { type: 'list', nodes: [] };
      root.nodes.push(list);
      this.#inside(list.nodes);
    }
  }

  #consume(): string {
    const text = this.#input.slice(this.#start, this.#pos);
    this.#start = this.#pos;
    return text;
  }

  #peek(): string {
    const code = this.#input.codePointAt(this.#pos);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  #next(): string {
    const char = this.#peek();
    this.#pos += char.length;
    return char;
  }

  #inside(nodes: Node[]): void {
    for (;;) {
      if (this.#input.startsWith('[?(', this.#pos)) this.#filter(nodes);
      else if (this.#input.startsWith('..', this.#pos)) this.#recursive(nodes);
      else if (this.#peek() === '}') {
        this.#pos++;
        this.#consume();
        return;
      } else this.#one(nodes);
    }
  }

  #one(nodes: Node[]): void {
    const char = this.#peek();
    if (char === '' || char === '\r' || char === '\n') throw new JSONPathError('unclosed action');
    if (char === '+' || char === '-' || isDigit(char)) {
      this.#number(nodes);
      return;
    }
    if (/^[\p{L}_]$/u.test(char)) {
      this.#identifier(nodes);
      return;
    }
    this.#next();
    switch (char) {
      case ' ': case '@': case '$': this.#consume(); return;
      case '[': this.#array(nodes); return;
      case '"': case "'": this.#quote(nodes, char); return;
      case '.': this.#field(nodes); return;
      default: throw new JSONPathError(`unrecognized character in action: ${codePoint(char)}`);
    }
  }

  #identifier(nodes: Node[]): void {
    while (!terminators.has(this.#peek())) this.#next();
    const name = this.#consume();
    nodes.push(name === 'true' || name === 'false' ? { type: 'bool', value: name === 'true' } : { type: 'identifier', name });
  }

  #recursive(nodes: Node[]): void {
    if (nodes.at(-1)?.type === 'recursive') throw new JSONPathError('invalid multiple recursive descent');
    this.#pos += 2;
    this.#consume();
    nodes.push({ type: 'recursive' });
    if (/^[\p{L}\p{Nd}_]$/u.test(this.#peek())) this.#field(nodes);
  }

  #number(nodes: Node[]): void {
    if (/[+-]/.test(this.#peek())) this.#next();
    while (this.#peek() === '.' || isDigit(this.#peek())) this.#next();
    const text = this.#consume();
    if (/^[+-]?\d+$/.test(text)) nodes.push({ type: 'int', value: Number(text) });
    else if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text)) nodes.push({ type: 'float', value: Number(text) });
    else throw new JSONPathError(`cannot parse number ${text}`);
  }

  #action(text: string): ListNode {
    const [first] = new Parser(`{${text}}`, this.#depth + 1).run().nodes;
    return first?.type === 'list' ? first : { type: 'list', nodes: [] };
  }

  #array(nodes: Node[]): void {
    for (;;) {
      const char = this.#next();
      if (char === '' || char === '\n') throw new JSONPathError('unterminated array');
      if (char === ']') break;
    }
    const inner = this.#consume().slice(1, -1);
    const text = inner === '*' ? ':' : inner;
    const parts = text.split(',');
    if (parts.length > 1) {
      nodes.push({ type: 'union', nodes: parts.map((part) => this.#action(`[${part.replace(/^ +| +$/g, '')}]`)) });
      return;
    }
    const key = /^'([^']*)'$/.exec(text);
    if (key !== null) {
      nodes.push(...this.#action(`.${key[1] ?? ''}`).nodes);
      return;
    }
    nodes.push({ type: 'array', params: sliceParams(text) });
  }

  #filter(nodes: Node[]): void {
    this.#pos += 3;
    this.#consume();
    this.#skipFilter();
    if (this.#next() !== ']') throw new JSONPathError('unclosed array expect ]');
    const text = this.#consume().slice(0, -2);
    const parts = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(text);
    if (parts === null) {
      nodes.push({ type: 'filter', left: this.#action(text), right: { type: 'list', nodes: [] }, operator: 'exists' });
      return;
    }
    const [, left = '', operator = '', right = ''] = parts;
    nodes.push({ type: 'filter', left: this.#action(left), right: this.#action(right), operator });
  }

  /** Up to the parenthesis that closes; one inside quotes does not. */
  #skipFilter(): void {
    let pair = '';
    let isPaired = false;
    for (;;) {
      const char = this.#next();
      if (char === '' || char === '\n') throw new JSONPathError('unterminated filter');
      if (char === '"' || char === "'") {
        if (pair === '') pair = char;
        else if (this.#input.charAt(this.#pos - 2) !== '\\' && char === pair) isPaired = true;
      } else if (char === ')' && (pair !== '') === isPaired) return;
    }
  }

  #quote(nodes: Node[], end: string): void {
    for (;;) {
      const char = this.#next();
      if (char === '' || char === '\n') throw new JSONPathError('unterminated quoted string');
      if (char === end && this.#input.charAt(this.#pos - 2) !== '\\') break;
    }
    const text = this.#consume();
    const unquoted = unquote(text);
    if (unquoted === undefined) throw new JSONPathError(`unquote string ${text} error invalid syntax`);
    nodes.push({ type: 'text', text: unquoted });
  }

  #field(nodes: Node[]): void {
    this.#consume();
    for (;;) {
      const char = this.#peek();
      if (char === '\\') {
        this.#next();
        this.#next();
      } else if (terminators.has(char)) break;
      else this.#next();
    }
    const name = this.#consume();
    nodes.push(name === '*' ? { type: 'wildcard' } : { type: 'field', name: name.replaceAll('\\', '') });
  }
}

function sliceParams(text: string): readonly [SliceParam, SliceParam, SliceParam] {
  const match = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
  if (match === null) throw new JSONPathError(`invalid array index ${text}`);
  const parts = [match[1] ?? '', match[2] ?? '', match[3] ?? ''];
  const read = (index: number): SliceParam | undefined => {
    const part = parts[index] ?? '';
    if (part === '') return undefined;
    const digits = index > 0 ? part.slice(1) : part;
    if (index > 0 && digits === '') return { value: 0, isKnown: false, isDerived: false };
    if (!/^-?\d+$/.test(digits)) throw new JSONPathError(`array index ${digits} is not a number`);
    return { value: Number(digits), isKnown: true, isDerived: false };
  };
  const unknown: SliceParam = { value: 0, isKnown: false, isDerived: false };
  const first = read(0) ?? unknown;
  return [first, read(1) ?? { value: first.value + 1, isKnown: true, isDerived: true }, read(2) ?? unknown];
}

const escapes: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };

/** Go's unquoting of a text in either kind of quotes; undefined where it cannot be. */
export function unquote(text: string): string | undefined {
  const mark = text.charAt(0);
  if (text.length < 2 || !text.endsWith(mark) || (mark !== '"' && mark !== "'")) return undefined;
  const inner = text.slice(1, -1);
  let out = '';
  for (let at = 0; at < inner.length; at++) {
    const char = inner.charAt(at);
    if (char === mark) return undefined;
    if (char !== '\\') {
      out += char;
      continue;
    }
    const rest = inner.slice(at + 1);
    const coded = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3}))/.exec(rest);
    if (coded !== null) {
      // Groups that took no part are undefined, which the type of a match does not say.
      const [whole = '', hex2, hex4, hex8, octal] = coded as readonly (string | undefined)[];
      out += String.fromCodePoint(octal === undefined ? Number.parseInt(hex2 ?? hex4 ?? hex8 ?? '0', 16) : Number.parseInt(octal, 8));
      at += whole.length;
      continue;
    }
    const next = rest.charAt(0);
    const meant = next === mark ? mark : escapes[next];
    if (meant === undefined) return undefined;
    out += meant;
    at++;
  }
  return out;
}

/** The nodes of a template: texts and actions. Throws JSONPathError. */
export function parseJSONPath(text: string): ListNode {
  return new Parser(text, 0).run();
}
