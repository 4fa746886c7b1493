import { YAMLScanner } from './yamlScanner.ts';
import { parserError, YAMLReadError, type Mark, type Token, type TokenType } from './yamlToken.ts';

/** Simplified: Go goes on to 10,000 levels; no manifest has as many, and the stack is spared. */
const maxDepth = 1000;

/** Walks the grammar of one document as go.yaml.in/yaml/v2 parserc.go does, and throws what it throws. */
class Grammar {
  private readonly scanner: YAMLScanner;
  private readonly anchors = new Set<string>();
  private readonly handles = new Set(['!', '!!', '']);
  private depth = 0;

  constructor(text: string) {
    this.scanner = new YAMLScanner(text);
  }

  /** Past the first document. Gives where what comes after it begins. */
  document(): number {
    this.scanner.next();
    let token = this.scanner.peek();
    if (token.type === 'directive' || token.type === 'documentStart') {
      this.directives();
      token = this.scanner.peek();
      if (token.type !== 'documentStart') throw parserError('did not find expected <document start>', token.start);
      this.scanner.next();
      token = this.scanner.peek();
      if (!['directive', 'documentStart', 'documentEnd', 'streamEnd'].includes(token.type)) this.node(true, false);
    } else if (token.type !== 'streamEnd') this.node(true, false);
    return this.scanner.peek().start.index;
  }

  private directives(): void {
    let hasVersion = false;
    for (let token = this.scanner.peek(); token.type === 'directive'; token = this.scanner.peek()) {
      const [name = '', argument = ''] = token.text.split(' ');
      if (name === 'YAML') {
        if (hasVersion) throw parserError('found duplicate %YAML directive', token.start);
        if (argument !== '1.1') throw parserError('found incompatible YAML document', token.start);
        hasVersion = true;
      } else this.handles.add(argument);
      this.scanner.next();
    }
  }

  /** One node. Its context decides whether block collections, and lists that are not indented, may stand there. */
  private node(isBlock: boolean, allowsIndentless: boolean): void {
    let token = this.scanner.peek();
    const { start } = token;
    if (token.type === 'alias') {
      if (!this.anchors.has(token.text)) throw new YAMLReadError(`unknown anchor '${token.text}' referenced`, 0);
      this.scanner.next();
      return;
    }
    let hasProperties = false;
    for (const other of [token.type === 'anchor' ? 'tag' : 'anchor', token.type] satisfies TokenType[]) {
      if (token.type !== 'anchor' && token.type !== 'tag') break;
      if (hasProperties && token.type === other) break;
      this.property(token, start);
      hasProperties = true;
      token = this.scanner.peek();
    }
    this.depth++;
    if (this.depth > maxDepth) throw parserError(`exceeded max depth of ${maxDepth}`, token.start);
    this.content(token, start, hasProperties, isBlock, allowsIndentless);
    this.depth--;
  }

  private property(token: Token, start: Mark): void {
    if (token.type === 'anchor') this.anchors.add(token.text);
    else if (!this.handles.has(token.text)) throw parserError('found undefined tag handle', token.start, start);
    this.scanner.next();
  }

  private content(token: Token, start: Mark, hasProperties: boolean, isBlock: boolean, allowsIndentless: boolean): void {
    if (allowsIndentless && token.type === 'blockEntry') this.indentlessSequence();
    else if (token.type === 'scalar') this.scanner.next();
    else if (token.type === 'flowSequenceStart') this.flowSequence();
    else if (token.type === 'flowMappingStart') this.flowMapping();
    else if (isBlock && token.type === 'blockSequenceStart') this.blockSequence();
    else if (isBlock && token.type === 'blockMappingStart') this.blockMapping();
    else if (!hasProperties) throw parserError('did not find expected node content', token.start, start);
  }

  private isNext(...types: readonly TokenType[]): boolean {
    return types.includes(this.scanner.peek().type);
  }

  private blockSequence(): void {
    const { start } = this.scanner.next();
    while (this.isNext('blockEntry')) {
      this.scanner.next();
      if (!this.isNext('blockEntry', 'blockEnd')) this.node(true, false);
    }
    const token = this.scanner.peek();
    if (token.type !== 'blockEnd') throw parserError("did not find expected '-' indicator", token.start, start);
    this.scanner.next();
  }

  private indentlessSequence(): void {
    while (this.isNext('blockEntry')) {
      this.scanner.next();
      if (!this.isNext('blockEntry', 'key', 'value', 'blockEnd')) this.node(true, false);
    }
  }

  private blockMapping(): void {
    const { start } = this.scanner.next();
    while (this.isNext('key')) {
      this.scanner.next();
      if (!this.isNext('key', 'value', 'blockEnd')) this.node(true, true);
      if (!this.isNext('value')) continue;
      this.scanner.next();
      if (!this.isNext('key', 'value', 'blockEnd')) this.node(true, true);
    }
    const token = this.scanner.peek();
    if (token.type !== 'blockEnd') throw parserError('did not find expected key', token.start, start);
    this.scanner.next();
  }

  private flowSequence(): void {
    const { start } = this.scanner.next();
    for (let isFirst = true; !this.isNext('flowSequenceEnd'); isFirst = false) {
      if (!isFirst) this.flowEntry("did not find expected ',' or ']'", start);
      if (this.isNext('key')) this.flowPair();
      else if (!this.isNext('flowSequenceEnd')) this.node(false, false);
    }
    this.scanner.next();
  }

  /** `[a: b]`: a map of one. */
  private flowPair(): void {
    this.scanner.next();
    if (this.isNext('value', 'flowEntry', 'flowSequenceEnd')) this.scanner.next();
    else this.node(false, false);
    if (!this.isNext('value')) return;
    this.scanner.next();
    if (!this.isNext('flowEntry', 'flowSequenceEnd')) this.node(false, false);
  }

  private flowMapping(): void {
    const { start } = this.scanner.next();
    for (let isFirst = true; !this.isNext('flowMappingEnd'); isFirst = false) {
      if (!isFirst) this.flowEntry("did not find expected ',' or '}'", start);
      if (this.isNext('key')) {
        this.scanner.next();
        if (!this.isNext('value', 'flowEntry', 'flowMappingEnd')) this.node(false, false);
        if (!this.isNext('value')) continue;
        this.scanner.next();
        if (!this.isNext('flowEntry', 'flowMappingEnd')) this.node(false, false);
      } else if (!this.isNext('flowMappingEnd')) this.node(false, false);
    }
    this.scanner.next();
  }

  private flowEntry(problem: string, context: Mark): void {
    const token = this.scanner.peek();
    if (token.type !== 'flowEntry') throw parserError(problem, token.start, context);
    this.scanner.next();
  }
}

const control = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Reads the first document of a text as the API server's parser (go.yaml.in/yaml/v2) does, for its errors alone: where the
 * document ends, or the parser's message. What comes after the first document is not looked at.
 */
export function checkYAML(text: string): { readonly end: number; readonly error?: undefined } | { readonly error: string } {
  try {
    if (control.test(text)) return { error: 'yaml: control characters are not allowed' };
    return { end: new Grammar(text).document() };
  } catch (error) {
    if (error instanceof YAMLReadError) return { error: error.message };
    throw error;
  }
}
