/** A run of equal lines: `size` of them from `a` in the old text and from `b` in the new one. */
interface Block { readonly a: number; readonly b: number; readonly size: number }

/** What happens between two runs. The bounds are half open. */
interface Edit { readonly isEqual: boolean; readonly a1: number; readonly a2: number; readonly b1: number; readonly b2: number }

/** Lines from this count on make frequent lines worthless as anchors. */
const frequentFrom = 200;

/** Where each line of the new text stands, without the lines that are too frequent to anchor a match. */
function linePositions(lines: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const positions = new Map<string, number[]>();
  lines.forEach((line, index) => {
    const known = positions.get(line);
    if (known === undefined) positions.set(line, [index]);
    else known.push(index);
  });
  if (lines.length < frequentFrom) return positions;
  const most = Math.floor(lines.length / 100) + 1;
  return new Map([...positions].filter(([, indices]) => indices.length <= most));
}

/** The longest run of equal lines in a window, the earliest one among equals; grown over lines that could not anchor it. */
function longestMatch(a: readonly string[], b: readonly string[], positions: ReadonlyMap<string, readonly number[]>, window: Omit<Edit, 'isEqual'>): Block {
  let best: Block = { a: window.a1, b: window.b1, size: 0 };
  let lengths = new Map<number, number>();
  for (let i = window.a1; i < window.a2; i++) {
    const next = new Map<number, number>();
    for (const j of positions.get(a[i] ?? '') ?? []) {
      if (j < window.b1) continue;
      if (j >= window.b2) break;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    lengths = next;
  }
  let { a: i, b: j, size } = best;
  while (i > window.a1 && j > window.b1 && a[i - 1] === b[j - 1]) { i--; j--; size++; }
  while (i + size < window.a2 && j + size < window.b2 && a[i + size] === b[j + size]) size++;
  return { a: i, b: j, size };
}

/** All runs of equal lines in order, neighbours joined. */
function matchingBlocks(a: readonly string[], b: readonly string[]): readonly Block[] {
  const positions = linePositions(b);
  const found: Block[] = [];
  const pending: Omit<Edit, 'isEqual'>[] = [{ a1: 0, a2: a.length, b1: 0, b2: b.length }];
  for (let window = pending.pop(); window !== undefined; window = pending.pop()) {
    const match = longestMatch(a, b, positions, window);
    if (match.size === 0) continue;
    found.push(match);
    if (window.a1 < match.a && window.b1 < match.b) pending.push({ a1: window.a1, a2: match.a, b1: window.b1, b2: match.b });
    if (match.a + match.size < window.a2 && match.b + match.size < window.b2) {
      pending.push({ a1: match.a + match.size, a2: window.a2, b1: match.b + match.size, b2: window.b2 });
    }
  }
  const joined: Block[] = [];
  for (const block of found.sort((x, y) => x.a - y.a)) {
    const last = joined.at(-1);
    if (last !== undefined && last.a + last.size === block.a && last.b + last.size === block.b) {
      joined[joined.length - 1] = { ...last, size: last.size + block.size };
    } else joined.push(block);
  }
  return joined;
}

function edits(a: readonly string[], b: readonly string[]): readonly Edit[] {
  const list: Edit[] = [];
  let i = 0;
  let j = 0;
  for (const block of [...matchingBlocks(a, b), { a: a.length, b: b.length, size: 0 }]) {
    if (i < block.a || j < block.b) list.push({ isEqual: false, a1: i, a2: block.a, b1: j, b2: block.b });
    i = block.a + block.size;
    j = block.b + block.size;
    if (block.size > 0) list.push({ isEqual: true, a1: block.a, a2: i, b1: block.b, b2: j });
  }
  return list;
}

/** Edits in hunks: a run of equal lines longer than twice the context separates two. */
function hunks(list: readonly Edit[], context: number): readonly (readonly Edit[])[] {
  const groups: Edit[][] = [];
  let group: Edit[] = [];
  list.forEach((edit, index) => {
    if (!edit.isEqual) { group.push(edit); return; }
    const head = { ...edit, a2: Math.min(edit.a2, edit.a1 + context), b2: Math.min(edit.b2, edit.b1 + context) };
    const tail = { ...edit, a1: Math.max(edit.a1, edit.a2 - context), b1: Math.max(edit.b1, edit.b2 - context) };
    const isFirst = index === 0;
    const isLast = index === list.length - 1;
    if (isFirst && isLast) return;
    if (isFirst) group.push(tail);
    else if (isLast) group.push(head);
    else if (edit.a2 - edit.a1 > 2 * context) { groups.push([...group, head]); group = [tail]; }
    else group.push(edit);
  });
  if (group.some((edit) => !edit.isEqual)) groups.push(group);
  return groups;
}

function range(start: number, stop: number): string {
  const length = stop - start;
  if (length === 1) return String(start + 1);
  return `${length === 0 ? start : start + 1},${length}`;
}

/**
 * The unified diff of two texts with three lines of context, without file names; '' where they are equal. Each line ends in
 * a line feed, the last one too. Frequent lines are handled as in Python's difflib, which
 * staging/src/k8s.io/apimachinery/pkg/util/diff/diff.go (v1.36) goes back to.
 */
export function unifiedDiff(oldText: string, newText: string): string {
  const a = oldText.split('\n');
  const b = newText.split('\n');
  let text = '';
  for (const hunk of hunks(edits(a, b), 3)) {
    const first = hunk[0];
    const last = hunk.at(-1);
    if (first === undefined || last === undefined) continue;
    text += `@@ -${range(first.a1, last.a2)} +${range(first.b1, last.b2)} @@\n`;
    for (const edit of hunk) {
      if (edit.isEqual) { text += a.slice(edit.a1, edit.a2).map((line) => ` ${line}\n`).join(''); continue; }
      text += a.slice(edit.a1, edit.a2).map((line) => `-${line}\n`).join('');
      text += b.slice(edit.b1, edit.b2).map((line) => `+${line}\n`).join('');
    }
  }
  return text;
}
