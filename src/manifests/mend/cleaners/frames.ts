import { byLine, isBlankLine, type Cleaner } from './cleaner.ts';

const fence = /^(?![^\n]*apiVersion)[ \t>]*(?:`{3,}|~{3,})[ \t]*[\w+-]*(?:[ \t]*[{:](?![^\n]*apiVersion)[^\n]*)?[ \t]*$/;
const looksLikeManifest = /apiVersion|kind[ \t]*:/;

/** What stands between fences stays, what stands outside goes. */
const fences = byLine('fences', (lines) => {
  const places = lines.flatMap((line, index) => (fence.test(line) ? [index] : []));
  const [first] = places;
  if (first === undefined) return undefined;
  const hasOpening = !looksLikeManifest.test(lines.slice(0, first).join('\n')) || places.length % 2 === 0;
  const kept: (string | undefined)[] = [];
  let isInside = !hasOpening;
  let blocks = 0;
  let isKept = isInside;
  for (const [index, line] of lines.entries()) {
    if (places.includes(index)) {
      isInside = !isInside;
      const end = places.find((place) => place > index) ?? lines.length;
      isKept = isInside && looksLikeManifest.test(lines.slice(index + 1, end).join('\n'));
      if (isKept && blocks++ > 0 && lines[index + 1]?.startsWith('---') !== true) kept.push('---');
      else kept.push(undefined);
    } else {
      if (isKept && isInside && blocks === 0) blocks = 1;
      kept.push(isKept ? line : undefined);
    }
  }
  return kept;
});

/** Fences that stand in the middle of a line. */
const inlineFences: Cleaner = {
  code: 'fences',
  clean(text) {
    let count = 0;
    const cleaned = text.replace(/(?:`{3,}|~{3,})(?:ya?ml|json|bash|sh|console|text|k8s)?[ \t]*(?=\S|$)|^`(?=[^`]*apiVersion)|(?<=\S)`\s*$/gi, () => {
      count++;
      return '';
    });
    return { text: cleaned, count };
  },
};

/** `> ` or `| ` before every line. */
const quoteMarks = byLine('quoteMarks', (lines) => {
  const filled = lines.filter((line) => !isBlankLine(line));
  const marked = filled.filter((line) => /^\s*(?:>|\||│|┃|▌)(?:\s|$|>|\w)/.test(line)).length;
  if (filled.length < 2 || marked < filled.length * 0.7 || marked < filled.length - 4) return undefined;
  const stripped = lines.map((line) => (/^\s*[>|│┃▌]/.test(line) ? line.replace(/^\s*(?:[>|│┃▌](?: ?(?=[>|│┃▌])| ?))+/, '').replace(/\s+[│┃]\s*$/, '') : line));
  return stripped;
});

/** `+`, `-` or a blank before every line, and what a diff says between. */
const diffMarks = byLine('diffMarks', (lines) => {
  const isHeader = (line: string): boolean => /^(?:diff --git |index [0-9a-f]+\.\.|@@ |(?:---|\+\+\+) (?:[ab]\/|\/dev\/null|\S+\.ya?ml|\S+\.json)|new file mode|deleted file mode|\\ No newline|similarity index|rename )/.test(line);
  const body = lines.filter((line) => !isBlankLine(line) && !isHeader(line));
  const plus = body.filter((line) => line.startsWith('+')).length;
  const minus = body.filter((line) => line.startsWith('-') && !/^-(?:--)?$/.test(line)).length;
  const blank = body.filter((line) => line.startsWith(' ')).length;
  const hasHeader = lines.some(isHeader);
  const isPatch = body.length >= 3 && plus + minus + blank >= body.length * (hasHeader ? 0.8 : 1) && (plus > 0 || hasHeader) && (plus === body.length || hasHeader || (plus > 0 && blank > 0 && lines.some((line) => /^[ +-](?:apiVersion|kind|metadata)/.test(line))));
  const isRemoval = !isPatch && body.length >= 3 && minus === body.length && body.some((line) => /^-[ \t]*kind:/.test(line)) && body.some((line) => /^-[ \t]*metadata:/.test(line));
  if (!isPatch && !isRemoval) return undefined;
  const stripped = lines.map((line) => {
    if (isHeader(line)) return undefined;
    if (isRemoval) return line.replace(/^-/, '');
    return line.startsWith('-') ? (plus > 0 ? undefined : line.slice(1)) : line.replace(/^[+ ]/, '');
  });
  return stripped;
});

const number = /^(\s*)(\d{1,5})(?:([ \t]*[:|.)\]│┃][ \t]?)|(\t)|( )|(?=[A-Za-z#\s"'{}[\]-]|$))/;

/** A number before every line, each one more than the last. */
const lineNumbers = byLine('lineNumbers', (lines) => {
  const filled = lines.flatMap((line, index) => (isBlankLine(line) ? [] : [{ line, index }]));
  const numbered = filled.flatMap(({ line, index }) => {
    const match = number.exec(line);
    return match === null ? [] : [{ index, value: Number(match[2]), match }];
  });
  if (numbered.length < 3 || numbered.length < filled.length * 0.75) return onOwnLines(lines);
  const rising = numbered.filter(({ value }, at) => at === 0 || value === (numbered[at - 1]?.value ?? 0) + 1).length;
  if (rising < numbered.length * 0.9) return onOwnLines(lines);
  const byIndex = new Map(numbered.map((entry) => [entry.index, entry.match]));
  const widths = new Set(numbered.map(({ match }) => match[0].length));
  const digits = new Set(numbered.map(({ match }) => (match[2] ?? '').length));
  const isPadded = digits.size > 1 && widths.size > 1 && numbered.every(({ match }) => match[1] === '' && match[5] === ' ') && isAligned(numbered.map(({ index, match }) => ({ rest: (lines[index] ?? '').slice(match[0].length), width: match[0].length })));
  const widest = Math.max(...widths);
  // Where numbers touch the text, a blank behind one is the text's own.
  const isTight = numbered.some(({ index, match }) => match[3] === undefined && match[4] === undefined && match[5] === undefined && !isBlankLine((lines[index] ?? '').slice(match[0].length)));
  return lines.map((line, index) => {
    const match = byIndex.get(index);
    if (match === undefined) return line;
    return isPadded ? line.slice(Math.min(widest, line.length)) : line.slice(match[0].length - (isTight && match[5] !== undefined ? 1 : 0));
  });
});

/** Whether shorter numbers were filled up with blanks, so that the text behind starts at one column. */
function isAligned(rows: readonly { readonly rest: string; readonly width: number }[]): boolean {
  const widest = Math.max(...rows.map(({ width }) => width));
  return rows.every(({ rest, width }) => isBlankLine(rest) || rest.startsWith(' '.repeat(widest - width)));
}

/** A column of numbers that came along before the text. */
function onOwnLines(lines: readonly string[]): readonly (string | undefined)[] | undefined {
  const numbers = lines.flatMap((line, index) => (/^\s*\d{1,5}[.:)]?\s*$/.test(line) ? [{ index, value: parseInt(line, 10) }] : []));
  if (numbers.length < 3 || !numbers.every(({ value }, at) => at === 0 || value === (numbers[at - 1]?.value ?? 0) + 1)) return undefined;
  const places = new Set(numbers.map(({ index }) => index));
  return lines.map((line, index) => (places.has(index) ? undefined : line));
}

/** `svc.yaml:3:` before every line, as grep prints it. */
const fileNames = byLine('lineNumbers', (lines) => {
  const filled = lines.filter((line) => !isBlankLine(line));
  const prefix = /^[\w./-]+\.(?:ya?ml|json)[:-](?:\d+[:-])?/;
  return filled.length >= 3 && filled.every((line) => prefix.test(line)) ? lines.map((line) => line.replace(prefix, '')) : undefined;
});

/** Line numbers that ran into one line with the text. */
const gluedNumbers: Cleaner = {
  code: 'lineNumbers',
  clean(text) {
    let next = 1;
    let count = 0;
    const cleaned = text.replace(/(^|\s)(\d{1,4})[.:|)]?\s+(?=(?:- )*["']?[A-Za-z][\w./-]*["']?\s*:|- |[{}#]|---)/g, (match, before: string, digits: string) => {
      if (Number(digits) !== next) return match;
      next++;
      count++;
      return before === '' ? '' : ' ';
    });
    const keys = text.match(/:(?:\s|$)/g)?.length ?? 0;
    return count >= 4 && /^\s*1\b/.test(text) && count >= keys * 0.25 ? { text: cleaned, count } : { text, count: 0 };
  },
};

export const frameCleaners: readonly Cleaner[] = [quoteMarks, fences, inlineFences, fileNames, diffMarks, lineNumbers, gluedNumbers];
