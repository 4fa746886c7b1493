import type { Mark } from './yamlToken.ts';

/** A reader of one text, character by character, that knows its line and column. */
export class YAMLCursor {
  readonly text: string;
  index = 0;
  line = 0;
  column = 0;

  constructor(text: string) {
    this.text = text;
  }

  get mark(): Mark {
    return { index: this.index, line: this.line, column: this.column };
  }

  /** The character so many places on; empty at the end. */
  at(offset = 0): string {
    return this.text.charAt(this.index + offset);
  }

  isEnd(offset = 0): boolean {
    return this.index + offset >= this.text.length || this.at(offset) === '\0';
  }

  isBreak(offset = 0): boolean {
    return !this.isEnd(offset) && '\r\n\u0085\u2028\u2029'.includes(this.at(offset));
  }

  isBlank(offset = 0): boolean {
    const char = this.at(offset);
    return char === ' ' || char === '\t';
  }

  isBreakOrEnd(offset = 0): boolean {
    return this.isEnd(offset) || this.isBreak(offset);
  }

  isBlankOrEnd(offset = 0): boolean {
    return this.isBlank(offset) || this.isBreakOrEnd(offset);
  }

  /** Letters, digits, `_` and `-`. */
  isWord(): boolean {
    return /^[0-9A-Za-z_-]$/.test(this.at());
  }

  isDigit(): boolean {
    return /^[0-9]$/.test(this.at());
  }

  /** `---` or `...` on its own at the start of a line. */
  isDocumentIndicator(): boolean {
    if (this.column !== 0) return false;
    const three = this.text.slice(this.index, this.index + 3);
    return (three === '---' || three === '...') && this.isBlankOrEnd(3);
  }

  skip(count = 1): void {
    for (let i = 0; i < count; i++) {
      this.index += (this.text.codePointAt(this.index) ?? 0) > 0xffff ? 2 : 1;
      this.column++;
    }
  }

  skipLine(): void {
    if (!this.isBreak()) return;
    this.index += this.at() === '\r' && this.at(1) === '\n' ? 2 : 1;
    this.column = 0;
    this.line++;
  }

  skipBlanks(): void {
    while (this.isBlank()) this.skip();
  }

  skipComment(): void {
    if (this.at() !== '#') return;
    while (!this.isBreakOrEnd()) this.skip();
  }

  readWord(): string {
    const from = this.index;
    while (this.isWord()) this.skip();
    return this.text.slice(from, this.index);
  }
}
