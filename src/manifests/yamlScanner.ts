import { YAMLCursor } from './yamlCursor.ts';
import { scanBlockScalar, scanPlainScalar, scanQuotedScalar } from './yamlScalars.ts';
import { scannerError, type Mark, type Token, type TokenType } from './yamlToken.ts';

type Refuse = (problem: string) => void;
interface SimpleKey { isPossible: boolean; readonly isRequired: boolean; readonly tokenNumber: number; readonly mark: Mark }

const flowTokens: Readonly<Record<string, TokenType>> = { '[': 'flowSequenceStart', '{': 'flowMappingStart', ']': 'flowSequenceEnd', '}': 'flowMappingEnd' };
/** How far a key and its colon may be apart. */
const maxKeyLength = 1024;
const maxDepth = 10_000;

/** Cuts a text into tokens, one at a time and as late as go.yaml.in/yaml/v2 does: an error behind what is asked for goes unseen. */
export class YAMLScanner {
  private readonly cursor: YAMLCursor;
  private readonly tokens: Token[] = [];
  private parsedCount = 0;
  private hasStarted = false;
  private isKeyAllowed = true;
  private flowLevel = 0;
  private indent = -1;
  private readonly indents: number[] = [];
  private readonly keys: SimpleKey[] = [];
  /** Which of `keys` begins at a token. */
  private readonly keyAt = new Map<number, number>();

  constructor(text: string) {
    this.cursor = new YAMLCursor(text);
  }

  /** The next token, which stays. Throws a YAMLReadError where there is none. */
  peek(): Token {
    for (;;) {
      const head = this.tokens[0];
      const key = this.keys[this.keyAt.get(this.parsedCount) ?? -1];
      if (head !== undefined && (key === undefined || !this.isKeyValid(key))) return head;
      this.fetch();
    }
  }

  next(): Token {
    const token = this.peek();
    this.tokens.shift();
    this.parsedCount++;
    return token;
  }

  private add(type: TokenType, start: Mark, text = ''): void {
    this.tokens.push({ type, start, text });
  }

  private insert(number: number, type: TokenType, start: Mark): void {
    const place = number - this.parsedCount;
    this.tokens.splice(place < 0 ? this.tokens.length : place, 0, { type, start, text: '' });
  }

  private fetch(): void {
    const { cursor } = this;
    if (!this.hasStarted) {
      this.hasStarted = true;
      this.keys.push({ isPossible: false, isRequired: false, tokenNumber: 0, mark: cursor.mark });
      this.add('streamStart', cursor.mark);
      return;
    }
    this.skipToToken();
    this.unrollIndent(cursor.column);
    if (cursor.isEnd()) this.fetchStreamEnd();
    else if (cursor.column === 0 && cursor.at() === '%') this.fetchDirective();
    else if (cursor.isDocumentIndicator()) this.fetchDocumentIndicator();
    else this.fetchContent(cursor.at());
  }

  private fetchContent(char: string): void {
    const { cursor } = this;
    const isFlow = this.flowLevel > 0;
    const isIndicator = isFlow || cursor.isBlankOrEnd(1);
    if (char === '[' || char === '{') this.fetchFlowStart(char);
    else if (char === ']' || char === '}') this.fetchFlowEnd(char);
    else if (char === ',') this.fetchFlowEntry();
    else if (char === '-' && cursor.isBlankOrEnd(1)) this.fetchBlockEntry();
    else if (char === '?' && isIndicator) this.fetchKey();
    else if (char === ':' && isIndicator) this.fetchValue();
    else if (char === '*' || char === '&') this.fetchAnchor(char);
    else if (char === '!') this.fetchTag();
    else if ((char === '|' || char === '>') && !isFlow) {
      this.removeSimpleKey();
      this.isKeyAllowed = true;
      this.fetchScalar(() => { scanBlockScalar(cursor, this.indent); });
    } else if (char === "'" || char === '"') {
      this.saveSimpleKey();
      this.isKeyAllowed = false;
      this.fetchScalar(() => { scanQuotedScalar(cursor, char); });
    } else if (this.startsPlainScalar(char)) {
      this.saveSimpleKey();
      this.isKeyAllowed = false;
      this.fetchScalar(() => { if (scanPlainScalar(cursor, isFlow, this.indent + 1)) this.isKeyAllowed = true; });
    } else throw scannerError('found character that cannot start any token', cursor.mark, cursor.mark);
  }

  private startsPlainScalar(char: string): boolean {
    if (char === '-') return !this.cursor.isBlank(1);
    if (char === '?' || char === ':') return this.flowLevel === 0 && !this.cursor.isBlankOrEnd(1);
    return !this.cursor.isBlankOrEnd() && !',[]{}#&*!|>\'"%@`'.includes(char);
  }

  private fetchScalar(scan: () => void): void {
    const start = this.cursor.mark;
    scan();
    this.add('scalar', start);
  }

  private skipToToken(): void {
    const { cursor } = this;
    for (;;) {
      if (cursor.index === 0 && cursor.at() === '\ufeff') cursor.skip();
      while (cursor.at() === ' ' || ((this.flowLevel > 0 || !this.isKeyAllowed) && cursor.at() === '\t')) cursor.skip();
      cursor.skipComment();
      if (!cursor.isBreak()) return;
      cursor.skipLine();
      if (this.flowLevel === 0) this.isKeyAllowed = true;
    }
  }

  private isKeyValid(key: SimpleKey): boolean {
    if (!key.isPossible) return false;
    if (key.mark.line >= this.cursor.line && key.mark.index + maxKeyLength >= this.cursor.index) return true;
    if (key.isRequired) throw scannerError("could not find expected ':'", this.cursor.mark, key.mark);
    key.isPossible = false;
    return false;
  }

  private saveSimpleKey(): void {
    const isRequired = this.flowLevel === 0 && this.indent === this.cursor.column;
    if (!this.isKeyAllowed) return;
    this.removeSimpleKey();
    const tokenNumber = this.parsedCount + this.tokens.length;
    this.keys[this.keys.length - 1] = { isPossible: true, isRequired, tokenNumber, mark: this.cursor.mark };
    this.keyAt.set(tokenNumber, this.keys.length - 1);
  }

  private removeSimpleKey(): void {
    const key = this.keys.at(-1);
    if (key?.isPossible !== true) return;
    if (key.isRequired) throw scannerError("could not find expected ':'", this.cursor.mark, key.mark);
    key.isPossible = false;
    this.keyAt.delete(key.tokenNumber);
  }

  private rollIndent(column: number, type: TokenType, mark: Mark, number?: number): void {
    if (this.flowLevel > 0 || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    if (this.indents.length > maxDepth) throw scannerError(`exceeded max depth of ${maxDepth}`, this.cursor.mark, mark);
    if (number === undefined) this.add(type, mark);
    else this.insert(number, type, mark);
  }

  private unrollIndent(column: number): void {
    if (this.flowLevel > 0) return;
    while (this.indent > column) {
      this.add('blockEnd', this.cursor.mark);
      this.indent = this.indents.pop() ?? -1;
    }
  }

  private fetchStreamEnd(): void {
    const { cursor } = this;
    if (cursor.column !== 0) {
      cursor.column = 0;
      cursor.line++;
    }
    this.endBlocks();
    this.add('streamEnd', cursor.mark);
  }

  private endBlocks(): void {
    this.unrollIndent(-1);
    this.removeSimpleKey();
    this.isKeyAllowed = false;
  }

  private fetchDirective(): void {
    this.endBlocks();
    const { cursor } = this;
    const start = cursor.mark;
    const refuse: Refuse = (problem) => { throw scannerError(problem, cursor.mark, start); };
    cursor.skip();
    const name = cursor.readWord();
    if (name === '') refuse('could not find expected directive name');
    if (!cursor.isBlankOrEnd()) refuse('found unexpected non-alphabetical character');
    if (name !== 'YAML' && name !== 'TAG') refuse('found unknown directive name');
    cursor.skipBlanks();
    const from = cursor.index;
    if (name === 'YAML') this.skipVersion(refuse);
    else while (!cursor.isBlankOrEnd()) cursor.skip();
    const argument = cursor.text.slice(from, cursor.index);
    if (name === 'TAG') {
      cursor.skipBlanks();
      while (!cursor.isBlankOrEnd()) cursor.skip();
    }
    cursor.skipBlanks();
    cursor.skipComment();
    if (!cursor.isBreakOrEnd()) refuse('did not find expected comment or line break');
    cursor.skipLine();
    this.add('directive', start, `${name} ${argument}`);
  }

  /** `1.1` */
  private skipVersion(refuse: Refuse): void {
    const { cursor } = this;
    const skipNumber = (): void => {
      let length = 0;
      while (cursor.isDigit()) {
        length++;
        if (length > 2) refuse('found extremely long version number');
        cursor.skip();
      }
      if (length === 0) refuse('did not find expected version number');
    };
    skipNumber();
    if (cursor.at() !== '.') refuse("did not find expected digit or '.' character");
    cursor.skip();
    skipNumber();
  }

  private fetchDocumentIndicator(): void {
    this.endBlocks();
    const start = this.cursor.mark;
    const type = this.cursor.at() === '-' ? 'documentStart' : 'documentEnd';
    this.cursor.skip(3);
    this.add(type, start);
  }

  private fetchFlowStart(char: '[' | '{'): void {
    this.saveSimpleKey();
    // It has the number of the bracket, whose own key goes with it when the bracket is closed.
    this.keys.push({ isPossible: false, isRequired: false, tokenNumber: this.parsedCount + this.tokens.length, mark: this.cursor.mark });
    this.flowLevel++;
    if (this.flowLevel > maxDepth) throw scannerError(`exceeded max depth of ${maxDepth}`, this.cursor.mark, this.cursor.mark);
    this.isKeyAllowed = true;
    this.indicator(flowTokens[char] ?? 'flowMappingStart');
  }

  private fetchFlowEnd(char: ']' | '}'): void {
    this.removeSimpleKey();
    if (this.flowLevel > 0) {
      this.flowLevel--;
      this.keyAt.delete(this.keys.pop()?.tokenNumber ?? -1);
    }
    this.isKeyAllowed = false;
    this.indicator(flowTokens[char] ?? 'flowMappingEnd');
  }

  private fetchFlowEntry(): void {
    this.removeSimpleKey();
    this.isKeyAllowed = true;
    this.indicator('flowEntry');
  }

  private indicator(type: TokenType): void {
    const start = this.cursor.mark;
    this.cursor.skip();
    this.add(type, start);
  }

  private fetchBlockEntry(): void {
    const { mark } = this.cursor;
    if (this.flowLevel === 0) {
      if (!this.isKeyAllowed) throw scannerError('block sequence entries are not allowed in this context', mark, mark);
      this.rollIndent(mark.column, 'blockSequenceStart', mark);
    }
    this.removeSimpleKey();
    this.isKeyAllowed = true;
    this.indicator('blockEntry');
  }

  private fetchKey(): void {
    const { mark } = this.cursor;
    if (this.flowLevel === 0) {
      if (!this.isKeyAllowed) throw scannerError('mapping keys are not allowed in this context', mark, mark);
      this.rollIndent(mark.column, 'blockMappingStart', mark);
    }
    this.removeSimpleKey();
    this.isKeyAllowed = this.flowLevel === 0;
    this.indicator('key');
  }

  private fetchValue(): void {
    const key = this.keys.at(-1);
    const { mark } = this.cursor;
    if (key !== undefined && this.isKeyValid(key)) {
      this.insert(key.tokenNumber, 'key', key.mark);
      this.rollIndent(key.mark.column, 'blockMappingStart', key.mark, key.tokenNumber);
      key.isPossible = false;
      this.keyAt.delete(key.tokenNumber);
      this.isKeyAllowed = false;
    } else {
      if (this.flowLevel === 0) {
        if (!this.isKeyAllowed) throw scannerError('mapping values are not allowed in this context', mark, mark);
        this.rollIndent(mark.column, 'blockMappingStart', mark);
      }
      this.isKeyAllowed = this.flowLevel === 0;
    }
    this.indicator('value');
  }

  private fetchAnchor(char: '*' | '&'): void {
    this.saveSimpleKey();
    this.isKeyAllowed = false;
    const { cursor } = this;
    const start = cursor.mark;
    cursor.skip();
    const name = cursor.readWord();
    if (name === '' || !(cursor.isBlankOrEnd() || '?:,]}%@`'.includes(cursor.at()))) {
      throw scannerError('did not find expected alphabetic or numeric character', cursor.mark, start);
    }
    this.add(char === '*' ? 'alias' : 'anchor', start, name);
  }

  private fetchTag(): void {
    this.saveSimpleKey();
    this.isKeyAllowed = false;
    const { cursor } = this;
    const start = cursor.mark;
    if (cursor.at(1) === '<') {
      cursor.skip(2);
      this.scanTagURI(start, false);
      if (cursor.at() !== '>') throw scannerError("did not find the expected '>'", cursor.mark, start);
      cursor.skip();
      this.endTag(start, '');
      return;
    }
    cursor.skip();
    const word = cursor.readWord();
    const isHandle = cursor.at() === '!';
    if (isHandle) cursor.skip();
    this.scanTagURI(start, !isHandle);
    this.endTag(start, isHandle ? `!${word}!` : '!');
  }

  private scanTagURI(start: Mark, hasHead: boolean): void {
    const { cursor } = this;
    const from = cursor.index;
    while (cursor.isWord() || (!cursor.isEnd() && ";/?:@&=+$,.!~*'()[]%".includes(cursor.at()))) {
      if (cursor.at() === '%' && !/^%[0-9a-fA-F]{2}/.test(cursor.text.slice(cursor.index, cursor.index + 3))) throw scannerError('did not find URI escaped octet', cursor.mark, start);
      cursor.skip();
    }
    if (cursor.index === from && !hasHead) throw scannerError('did not find expected tag URI', cursor.mark, start);
  }

  private endTag(start: Mark, handle: string): void {
    if (!this.cursor.isBlankOrEnd()) throw scannerError('did not find expected whitespace or line break', this.cursor.mark, start);
    this.add('tag', start, handle);
  }
}
