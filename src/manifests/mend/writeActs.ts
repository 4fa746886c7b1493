import type { Act } from './state.ts';

/** The text that a reading stands for: block style, two spaces a level, lists indented below their key. */
export function writeActs(acts: readonly Act[]): string {
  const lines: string[] = [];
  /** Dashes that have no line yet. */
  let dashes: number[] = [];
  let comments: string[] = [];
  /** The last line: whether more can be put behind it, and where its key stands. */
  const last = { isOpen: false, indent: 0 };

  function begin(at: number, text: string): void {
    for (const comment of comments) lines.push(`${' '.repeat(dashes[0] ?? at)}${comment}`);
    comments = [];
    const first = dashes[0] ?? at;
    lines.push(`${' '.repeat(first)}${'- '.repeat(dashes.length)}${text}`);
    last.indent = at;
    dashes = [];
    last.isOpen = true;
  }

  function append(text: string): void {
    if (dashes.length > 0) {
      begin((dashes.at(-1) ?? 0) + 2, text);
      last.indent -= 2;
    } else if (last.isOpen && lines.length > 0) lines[lines.length - 1] = `${lines.at(-1) ?? ''} ${text}`;
  }

  for (const act of acts) {
    switch (act.kind) {
      case 'key': begin(act.indent, `${act.raw}:`); break;
      case 'item':
        if (dashes.length > 0) append('null');
        dashes.push(act.indent);
        break;
      case 'value': append(act.text); break;
      case 'block':
        append(act.header);
        for (const line of act.lines) lines.push(line === '' ? '' : `${' '.repeat(last.indent + 2)}${line}`);
        last.isOpen = false;
        break;
      case 'comment':
        if (act.isOwnLine || !last.isOpen || dashes.length > 0) comments.push(act.text);
        else {
          append(act.text);
          last.isOpen = false;
        }
        break;
      case 'document':
        flush();
        lines.push('---');
        last.isOpen = false;
        break;
      case 'dropped': break;
    }
  }
  flush();
  return `${lines.join('\n')}\n`;

  function flush(): void {
    if (dashes.length > 0) append('null');
    for (const comment of comments) lines.push(comment);
    comments = [];
  }
}
