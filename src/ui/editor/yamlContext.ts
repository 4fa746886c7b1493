/** Where in a text of manifests something is being typed, told by indentation alone: such a text is seldom whole. */
export interface YAMLContext {
  /** Keys from the root; lists leave no trace in it. Of a value, its key is the last; of a key, the map that it is typed into. */
  readonly path: readonly string[];
  readonly isKey: boolean;
  /** What has been typed of it. */
  readonly typed: string;
  readonly document: string;
}

const keyLine = /^([ ]*)((?:- +)*)("[^"]*"|'[^']*'|[\w./-]+)[ ]*:(?:[ ]|$)/;
const MAX_LINES = 2000;

/** `line` is 1-based; `column` counts the characters before the cursor. */
export function yamlContext(text: string, line: number, column: number): YAMLContext {
  const lines = text.split('\n');
  const before = (lines[line - 1] ?? '').slice(0, column);
  const first = lastIndexBefore(lines, line - 1) + 1;
  const after = lines.findIndex((other, index) => index >= line && /^(?:---|\.\.\.)(?:\s|$)/.test(other));
  const document = lines.slice(first, after < 0 ? undefined : after).join('\n');
  const inner = insideBraces(before);
  const own = inner ?? before;
  const match = /^([ ]*)((?:- +)*)(?:("[^"]*"|'[^']*'|[\w./-]+)[ ]*:[ ]+)?["']?([^\s"']*)$/.exec(inner === undefined ? own : own.trimStart());
  const [, , , key, typed = ''] = match ?? [];
  const [, lead = '', dashes = ''] = /^([ ]*)((?:- +)*)/.exec(before) ?? [];
  const path = parents(lines, first, line - 1, lead, dashes);
  if (inner !== undefined) {
    const outerKey = keyLine.exec(before)?.[3];
    if (outerKey !== undefined) path.push(unquoted(outerKey));
    path.push(...flowKeys(before));
  }
  if (key !== undefined) path.push(unquoted(key));
  return { path, isKey: key === undefined && match !== null, typed, document };
}

function unquoted(key: string): string {
  return key.replace(/^["']|["']$/g, '');
}

function lastIndexBefore(lines: readonly string[], from: number): number {
  for (let at = from - 1; at >= 0; at--) if (/^---(?:\s|$)/.test(lines[at] ?? '')) return at;
  return -1;
}

/** What stands after the last open brace or comma, where the cursor is in braces. */
function insideBraces(before: string): string | undefined {
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    if (before[at] === '}') depth++;
    else if (before[at] === '{' && depth-- === 0) return before.slice(Math.max(at, before.lastIndexOf(',')) + 1);
  }
  return undefined;
}

/** Keys of maps in braces that are open at the cursor, the outermost left out. */
function flowKeys(before: string): readonly string[] {
  const open: string[] = [];
  for (const [, key = '', brace = ''] of before.matchAll(/(?:([\w./-]+)[ ]*:[ ]*)?([{}])/g)) {
    if (brace === '{') open.push(key);
    else open.pop();
  }
  return open.slice(1).filter((key) => key !== '');
}

function parents(lines: readonly string[], first: number, from: number, lead: string, dashes: string): string[] {
  const path: string[] = [];
  let limit = lead.length;
  let mayBeLevel = dashes !== '';
  for (let at = from - 1; at >= Math.max(first, from - MAX_LINES) && (limit > 0 || mayBeLevel); at--) {
    const match = keyLine.exec(lines[at] ?? '');
    if (match === null) continue;
    const [, ownLead = '', ownDashes = '', key = ''] = match;
    const keyColumn = ownLead.length + ownDashes.length;
    const isParent = keyColumn < limit || (mayBeLevel && keyColumn === limit && ownDashes === '');
    if (isParent) path.unshift(unquoted(key));
    else if (mayBeLevel || ownDashes === '' || keyColumn !== limit) continue;
    limit = ownDashes === '' ? keyColumn : ownLead.length;
    mayBeLevel = ownDashes !== '';
  }
  return path;
}

/** A field of one line near the top of a document: `kind`, `namespace`. */
export function fieldOfDocument(document: string, field: string): string {
  return new RegExp(`(?:^|[\\n{,])[ ]*${field}[ ]*:[ ]*["']?([^\\s"',}]+)`).exec(document)?.[1] ?? '';
}

/** The labels that stand under a key of a document, in a block or in braces. */
export function labelsOfDocument(document: string, field: string): Readonly<Record<string, string>> {
  const match = new RegExp(`(?:^|\\n)([ ]*)${field}[ ]*:[ ]*(\\{[^}]*\\})?[^\\n]*((?:\\n[^\\n]*)*)`).exec(document);
  if (match === null) return {};
  const [, lead = '', braces, rest = ''] = match;
  const pairs = /["']?([\w./-]+)["']?[ ]*:[ ]*["']?([\w.-]+)["']?/;
  if (braces !== undefined) return Object.fromEntries([...braces.matchAll(new RegExp(pairs, 'g'))].map(([, key = '', value = '']) => [key, value]));
  const labels: Record<string, string> = {};
  for (const line of rest.split('\n').slice(1)) {
    if (/^[ ]*(?:#.*)?$/.test(line)) continue;
    if (line.length - line.trimStart().length <= lead.length) break;
    const [, key, value] = pairs.exec(line) ?? [];
    if (key !== undefined && value !== undefined) labels[key] = value;
  }
  return labels;
}
