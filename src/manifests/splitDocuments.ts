/** A stretch of text that holds one YAML document (or several JSON ones). Offsets into the whole text. */
export interface Chunk { readonly start: number; readonly end: number }

const marker = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)[^\r\n]*/gm;
const onlyDirectives = /^(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|$)|%[^\r\n]*(?:\r\n|\r|\n|$))*$/;
const blankMarker = /^---[ \t]*(?:#.*)?$/;
const BOM = 0xfeff;

/**
 * Cuts a text at its document markers, so that an error in one document leaves the others readable.
 * `---` and `...` at the start of a line are markers wherever they stand, in block scalars and quotes too, as YAML has it.
 */
export function splitDocuments(text: string): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let start = text.charCodeAt(0) === BOM ? 1 : 0;
  const cut = (end: number): void => {
    if (hasContent(text, start, end)) chunks.push({ start, end });
  };
  for (const match of text.matchAll(marker)) {
    const { index } = match;
    const [line] = match;
    const lineEnd = index + line.length;
    if (line.startsWith('...')) {
      cut(index);
      start = lineEnd;
      continue;
    }
    const hasDirectives = text.startsWith('%', firstContent(text, start, index)) && onlyDirectives.test(text.slice(start, index));
    if (hasDirectives) continue;
    cut(index);
    start = blankMarker.test(line) ? lineEnd : index;
    start = skipBOM(text, start);
  }
  cut(text.length);
  return chunks;
}

function hasContent(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) > 32) return true;
  return false;
}

function firstContent(text: string, start: number, end: number): number {
  const rest = /\S/g;
  rest.lastIndex = start;
  let offset = rest.exec(text)?.index ?? end;
  while (offset < end && text[offset] === '#') {
    const lineEnd = text.indexOf('\n', offset);
    rest.lastIndex = lineEnd === -1 ? end : lineEnd;
    offset = rest.exec(text)?.index ?? end;
  }
  return Math.min(offset, end);
}

/** Files that were joined carry their byte order marks along. */
function skipBOM(text: string, start: number): number {
  const afterLine = text.startsWith('\r\n', start) ? start + 2 : text[start] === '\n' || text[start] === '\r' ? start + 1 : start;
  return text.charCodeAt(afterLine) === BOM ? afterLine + 1 : start;
}
