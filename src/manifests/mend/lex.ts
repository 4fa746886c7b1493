/** A text cut into what cannot be taken apart. */
export interface Lexed {
  readonly text: string;
  /** Colons outside quotes and brackets. */
  readonly colons: readonly number[];
  /** Where the quotes or brackets that start at an offset end. */
  spanAt(start: number): number | undefined;
  /** Where the quotes that end at an offset start. */
  quoteEndingAt(end: number): number | undefined;
}

const limits = { quote: 4000, flow: 20_000 } as const;

export function lex(text: string): Lexed {
  const spans = new Map<number, number>();
  const quotes = new Map<number, number>();
  const colons: number[] = [];
  let at = 0;
  let mayOpen = true;
  let commentEnd = -1;
  while (at < text.length) {
    const char = text[at] ?? '';
    const isInComment = at < commentEnd;
    if (char === ':') colons.push(at);
    if (char === '#' && !isInComment && (at === 0 || /[\s:]/.test(text[at - 1] ?? ''))) {
      const lineEnd = text.indexOf('\n', at);
      commentEnd = lineEnd === -1 ? text.length : lineEnd;
    }
    if (mayOpen && (char === '"' || char === "'" || char === '{' || char === '[')) {
      const isQuote = char === '"' || char === "'";
      // Where line breaks are gone, a comment seems to reach to the end: what follows a key there is a value all the same.
      const isWord = isInComment && isQuote && !/[:\-,[{][ \t]*$/.test(text.slice(Math.max(0, at - 3), at));
      const end = isQuote ? closingQuote(text, at, isWord) : closingBracket(text, at);
      if (end !== undefined && (!isInComment || end <= commentEnd)) {
        spans.set(at, end);
        if (char === '"' || char === "'") quotes.set(end, at);
        at = end;
        mayOpen = true;
        continue;
      }
    }
    mayOpen = /[\s:,-]/.test(char);
    at++;
  }
  return { text, colons, spanAt: (start) => spans.get(start), quoteEndingAt: (end) => quotes.get(end) };
}

/** Behind the quote that closes; in a comment only where it closes soon. */
function closingQuote(text: string, start: number, isInComment: boolean): number | undefined {
  const quote = text[start];
  const last = Math.min(text.length, start + (isInComment ? 60 : limits.quote));
  for (let at = start + 1; at < last; at++) {
    const char = text[at];
    if (isInComment && (char === '\n' || char === ':')) return undefined;
    if (quote === '"' && char === '\\') at++;
    else if (char === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at + 1;
    }
  }
  return undefined;
}

/** Behind the bracket that closes, where the brackets between are balanced. */
function closingBracket(text: string, start: number): number | undefined {
  const open: string[] = [];
  const last = Math.min(text.length, start + limits.flow);
  for (let at = start; at < last; at++) {
    const char = text[at] ?? '';
    if ((char === '"' || char === "'") && /[\s:,[{-]/.test(text[at - 1] ?? ' ')) {
      const end = closingQuote(text, at, false);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (char === '{' || char === '[') open.push(char === '{' ? '}' : ']');
    else if (char === '}' || char === ']') {
      if (open.pop() !== char) return undefined;
      if (open.length === 0) return at + 1;
    }
  }
  return undefined;
}
