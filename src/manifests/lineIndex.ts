/** Offsets into a text (UTF-16 code units, end exclusive), and the same as 1-based lines and columns. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Turns offsets into lines and columns. A line ends with LF, CRLF or a CR alone, as editors count. */
export interface LineIndex {
  readonly lineCount: number;
  /** 1-based. */
  lineAt(offset: number): number;
  range(start: number, end: number): TextRange;
}

const LF = 10;
const CR = 13;

/** One pass over the text when it is first asked; each question after that is a binary search. */
export function createLineIndex(text: string): LineIndex {
  let starts: number[] | undefined;

  function lineStarts(): number[] {
    if (starts !== undefined) return starts;
    starts = [0];
    for (let offset = 0; offset < text.length; offset++) {
      const code = text.charCodeAt(offset);
      if (code === LF || (code === CR && text.charCodeAt(offset + 1) !== LF)) starts.push(offset + 1);
    }
    return starts;
  }

  function lineAt(offset: number): number {
    const all = lineStarts();
    let low = 0;
    let high = all.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((all[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  return {
    get lineCount() {
      return lineStarts().length;
    },
    lineAt,
    range(start, end) {
      const startLine = lineAt(start);
      const endLine = lineAt(end);
      const all = lineStarts();
      return {
        start, end, startLine, endLine,
        startColumn: start - (all[startLine - 1] ?? 0) + 1,
        endColumn: end - (all[endLine - 1] ?? 0) + 1,
      };
    },
  };
}

/** Where the line of an offset starts. */
export function startOfLine(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text.charCodeAt(at - 1) !== LF && text.charCodeAt(at - 1) !== CR) at--;
  return at;
}

/** Where the line of an offset ends, its line break left out. */
export function endOfLine(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text.charCodeAt(at) !== LF && text.charCodeAt(at) !== CR) at++;
  return at;
}
