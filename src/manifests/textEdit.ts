/** Replaces the characters from `start` to `end`. */
export interface TextEdit { readonly start: number; readonly end: number; readonly text: string }

/** The text after edits that do not overlap; all of them speak of the text as it is given. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let out = '';
  let from = 0;
  for (const { start, end, text: added } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    out += text.slice(from, start) + added;
    from = end;
  }
  return out + text.slice(from);
}

/** A stretch of the first text, or characters that are new. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string };

/** One list of edits that does what `first` and then `second` do; `second` speaks of the text after `first`. */
export function composeEdits(length: number, first: readonly TextEdit[], second: readonly TextEdit[]): readonly TextEdit[] {
  const pieces = edited(edited([{ start: 0, end: length }], first), second);
  const edits: TextEdit[] = [];
  let from = 0;
  let added = '';
  const close = (end: number): void => {
    if (end > from || added !== '') edits.push({ start: from, end, text: added });
    added = '';
  };
  for (const piece of pieces) {
    if ('text' in piece) added += piece.text;
    else {
      close(piece.start);
      from = piece.end;
    }
  }
  close(length);
  return edits;
}

function lengthOf(piece: Piece): number {
  return 'text' in piece ? piece.text.length : piece.end - piece.start;
}

function cut(piece: Piece, from: number, to: number): Piece {
  return 'text' in piece ? { text: piece.text.slice(from, to) } : { start: piece.start + from, end: piece.start + to };
}

function edited(pieces: readonly Piece[], edits: readonly TextEdit[]): readonly Piece[] {
  const out: Piece[] = [];
  const waiting = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let at = 0;
  let removedTo = 0;
  const begin = (): void => {
    for (let [edit] = waiting; edit !== undefined && edit.start <= at; [edit] = waiting) {
      out.push({ text: edit.text });
      removedTo = Math.max(removedTo, edit.end);
      waiting.shift();
    }
  };
  for (const piece of pieces) {
    const end = at + lengthOf(piece);
    const pieceStart = at;
    while (at < end) {
      begin();
      const next = Math.min(end, waiting[0]?.start ?? end);
      if (removedTo > at) at = Math.min(end, removedTo);
      else {
        out.push(cut(piece, at - pieceStart, next - pieceStart));
        at = next;
      }
    }
  }
  begin();
  return out.filter((piece) => lengthOf(piece) > 0);
}
