import { ShellIncomplete, ShellSyntaxError, type Part, type Script, type Word } from './syntax.ts';

export type Token =
  | { readonly kind: 'word'; readonly word: Word; /** The word as it was written, where nothing in it was quoted or expanded. */ readonly bare: string | undefined }
  | { readonly kind: 'operator'; readonly text: string }
  | { readonly kind: 'heredoc'; readonly body: Word }
  | { readonly kind: 'newline' };

const operators = ['&&', '||', ';;', '>>', '<<<', '<<-', '<<', '2>&1', '1>&2', '>&2', '&>', '2>', '1>', '>', '<', '|', ';', '&', '(', ')'] as const;
const nameStart = /[A-Za-z_]/;
const nameRest = /[A-Za-z0-9_]/;
/** Of what may follow a dollar sign as a name of one character. */
const special = /[?#$!0-9@*]/;

interface PendingHeredoc { readonly index: number; readonly end: string; readonly isQuoted: boolean; readonly stripsTabs: boolean }

/** Splits a text into words and operators. `parseScript` reads what stands in `$( )`. Throws ShellSyntaxError and ShellIncomplete. */
export function tokenize(text: string, parseScript: (text: string) => Script): readonly Token[] {
  const tokens: Token[] = [];
  const pending: PendingHeredoc[] = [];
  let at = 0;

  function substitution(): Script {
    let depth = 1;
    const start = at;
    let quote = '';
    for (; at < text.length; at++) {
      const char = text[at] ?? '';
      if (quote !== '') {
        if (char === '\\' && quote === '"') at++;
        else if (char === quote) quote = '';
      } else if (char === '"' || char === "'") quote = char;
      else if (char === '\\') at++;
      else if (char === '(') depth++;
      else if (char === ')' && --depth === 0) return parseScript(text.slice(start, at++));
    }
    throw new ShellIncomplete();
  }

  function dollar(isQuoted: boolean): Part {
    at++;
    const char = text[at] ?? '';
    if (char === '(') {
      at++;
      return { kind: 'command', script: substitution(), isQuoted };
    }
    if (char === '{') {
      const close = text.indexOf('}', at);
      if (close < 0) throw new ShellIncomplete();
      const name = text.slice(at + 1, close);
      if (!/^(?:[A-Za-z_]\w*|[?#$!@*]|\d+)$/.test(name)) throw new ShellSyntaxError(`\${${name}}: bad substitution`);
      at = close + 1;
      return { kind: 'variable', name, isQuoted };
    }
    if (special.test(char)) {
      at++;
      return { kind: 'variable', name: char, isQuoted };
    }
    if (!nameStart.test(char)) return { kind: 'text', text: '$', isQuoted };
    const start = at;
    while (nameRest.test(text[at] ?? '')) at++;
    return { kind: 'variable', name: text.slice(start, at), isQuoted };
  }

  function backquote(isQuoted: boolean): Part {
    const close = text.indexOf('`', at + 1);
    if (close < 0) throw new ShellIncomplete();
    const script = parseScript(text.slice(at + 1, close));
    at = close + 1;
    return { kind: 'command', script, isQuoted };
  }

  function doubleQuoted(parts: Part[]): void {
    at++;
    let plain = '';
    const flush = (): void => {
      parts.push({ kind: 'text', text: plain, isQuoted: true });
      plain = '';
    };
    while (at < text.length && text[at] !== '"') {
      const char = text[at] ?? '';
      if (char === '\\' && /["\\$`\n]/.test(text[at + 1] ?? '')) {
        if (text[at + 1] !== '\n') plain += text[at + 1] ?? '';
        at += 2;
      } else if (char === '$' || char === '`') {
        flush();
        parts.push(char === '$' ? dollar(true) : backquote(true));
      } else {
        plain += char;
        at++;
      }
    }
    if (at >= text.length) throw new ShellIncomplete();
    at++;
    flush();
  }

  function word(): Token {
    const parts: Part[] = [];
    let isBare = true;
    let plain = '';
    const flush = (): void => {
      if (plain !== '') parts.push({ kind: 'text', text: plain, isQuoted: false });
      plain = '';
    };
    while (at < text.length) {
      const char = text[at] ?? '';
      if (/[\s|&;<>()]/.test(char)) break;
      if (char === "'" || char === '"' || char === '\\' || char === '$' || char === '`') {
        flush();
        isBare = false;
        if (char === "'") {
          const close = text.indexOf("'", at + 1);
          if (close < 0) throw new ShellIncomplete();
          parts.push({ kind: 'text', text: text.slice(at + 1, close), isQuoted: true });
          at = close + 1;
        } else if (char === '"') doubleQuoted(parts);
        else if (char === '\\') {
          if (at + 1 >= text.length) throw new ShellIncomplete();
          if (text[at + 1] !== '\n') parts.push({ kind: 'text', text: text[at + 1] ?? '', isQuoted: true });
          at += 2;
        } else parts.push(char === '$' ? dollar(false) : backquote(false));
      } else {
        plain += char;
        at++;
      }
    }
    flush();
    const [first] = parts;
    return { kind: 'word', word: parts, bare: isBare && first?.kind === 'text' ? first.text : undefined };
  }

  /** After the end of a line, the bodies of the here-documents that it began. */
  function heredocs(): void {
    for (const { index, end, isQuoted, stripsTabs } of pending.splice(0)) {
      const lines: string[] = [];
      for (;;) {
        if (at >= text.length) throw new ShellIncomplete();
        const stop = text.indexOf('\n', at);
        const line = text.slice(at, stop < 0 ? text.length : stop);
        at = stop < 0 ? text.length : stop + 1;
        const bare = stripsTabs ? line.replace(/^\t+/, '') : line;
        if (bare === end) break;
        lines.push(bare);
        if (stop < 0) throw new ShellIncomplete();
      }
      const body = lines.map((line) => `${line}\n`).join('');
      tokens[index] = { kind: 'heredoc', body: isQuoted ? [{ kind: 'text', text: body, isQuoted: true }] : expandable(body) };
    }
  }

  /** A body in which `$` still means something. */
  function expandable(body: string): Word {
    const inner = tokenize(`"${body.replaceAll('"', '\\"')}"`, parseScript)[0];
    return inner?.kind === 'word' ? inner.word : [];
  }

  function beginHeredoc(operator: string): void {
    while (text[at] === ' ' || text[at] === '\t') at++;
    const label = word();
    if (label.kind !== 'word') return;
    const end = label.word.map((part) => (part.kind === 'text' ? part.text : '')).join('');
    pending.push({ index: tokens.length, end, isQuoted: label.bare === undefined, stripsTabs: operator === '<<-' });
    tokens.push({ kind: 'heredoc', body: [] });
  }

  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '\n') {
      at++;
      tokens.push({ kind: 'newline' });
      heredocs();
    } else if (/\s/.test(char)) at++;
    else if (char === '\\' && text[at + 1] === '\n') at += 2;
    else if (char === '#') while (at < text.length && text[at] !== '\n') at++;
    else {
      const operator = operators.find((candidate) => text.startsWith(candidate, at));
      if (operator === undefined) tokens.push(word());
      else {
        at += operator.length;
        if (operator === '<<' || operator === '<<-') beginHeredoc(operator);
        else tokens.push({ kind: 'operator', text: operator });
      }
    }
  }
  if (pending.length > 0) throw new ShellIncomplete();
  return tokens;
}
