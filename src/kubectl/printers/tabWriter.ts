/** Text with tabs, laid out in columns. Mirrors Go's text/tabwriter and github.com/liggitt/tabwriter v0.0.0-20181228230101. */

export interface TabOptions {
  readonly minWidth: number;
  readonly tabWidth: number;
  readonly padding: number;
  readonly padChar: ' ' | '\t';
  /** Columns stay as wide as they were before a flush. */
  readonly remembersWidths?: boolean;
}

/** Those of printers.GetNewTabWriter, which tables are printed with. */
const tableTabs: TabOptions = { minWidth: 6, tabWidth: 4, padding: 3, padChar: ' ', remembersWidths: true };
/** Those of describe. */
export const describeTabs: TabOptions = { minWidth: 0, tabWidth: 8, padding: 2, padChar: ' ' };

function widthOf(text: string): number {
  return Array.from(text).length;
}

class Layout {
  readonly #lines: readonly (readonly string[])[];
  readonly #options: TabOptions;
  readonly #maxWidths: number[];
  readonly #widths: number[] = [];
  #out = '';

  constructor(lines: readonly (readonly string[])[], options: TabOptions, maxWidths: number[]) {
    this.#lines = lines;
    this.#options = options;
    this.#maxWidths = maxWidths;
  }

  run(): string {
    this.#format(0, this.#lines.length);
    return this.#out;
  }

  /** A column is a run of lines that have a cell there which a tab ends. */
  #format(from: number, to: number): void {
    const column = this.#widths.length;
    let start = from;
    for (let line = from; line < to; line++) {
      if (column >= (this.#lines[line] ?? []).length - 1) continue;
      this.#write(start, line);
      start = line;
      let width = this.#options.minWidth;
      for (; line < to; line++) {
        const cells = this.#lines[line] ?? [];
        if (column >= cells.length - 1) break;
        width = Math.max(width, widthOf(cells[column] ?? '') + this.#options.padding);
      }
      if (this.#options.remembersWidths === true) {
        width = Math.max(width, this.#maxWidths[column] ?? 0);
        this.#maxWidths[column] = width;
      }
      this.#widths.push(width);
      this.#format(start, line);
      this.#widths.pop();
      start = line;
    }
    this.#write(start, to);
  }

  #write(from: number, to: number): void {
    for (let line = from; line < to; line++) {
      const cells = this.#lines[line] ?? [];
      cells.forEach((cell, column) => {
        this.#out += cell;
        const width = this.#widths[column];
        if (width !== undefined && column < cells.length) this.#out += this.#pad(widthOf(cell), width);
      });
      if (line < this.#lines.length - 1) this.#out += '\n';
    }
  }

  #pad(textWidth: number, cellWidth: number): string {
    const { padChar, tabWidth } = this.#options;
    if (padChar === ' ') return ' '.repeat(Math.max(0, cellWidth - textWidth));
    if (tabWidth === 0) return '';
    const full = Math.ceil(cellWidth / tabWidth) * tabWidth;
    return '\t'.repeat(Math.ceil((full - textWidth) / tabWidth));
  }
}

/** A writer that keeps its column widths over several flushes where its options say so. */
export interface TabWriter {
  write(text: string): void;
  /** What was written since the last flush, laid out. */
  flush(): string;
  forgetWidths(): void;
}

export function createTabWriter(options: TabOptions = tableTabs): TabWriter {
  let pending = '';
  let maxWidths: number[] = [];
  return {
    write(text) {
      pending += text;
    },
    flush() {
      if (pending === '') return '';
      const out = layOut(pending, options, maxWidths);
      pending = '';
      return out;
    },
    forgetWidths() {
      maxWidths = [];
    },
  };
}

/** Lines with a single cell end what came before them; a form feed does too. */
function layOut(text: string, options: TabOptions, maxWidths: number[]): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  return new Layout(lines, options, maxWidths).run();
}

/** A text laid out at once. */
export function tabulate(text: string, options: TabOptions = tableTabs): string {
  return layOut(text, options, []);
}
