/** Go templates as words. Mirrors Go's text/template/parse/lex.go (Go 1.26). */

/** Thrown within this folder. */
export class TemplateError extends Error {}

/** Where something stands in a template, and how it is written there. */
export interface Place { readonly line: number; readonly column: number; readonly text: string }

export interface Token {
  readonly type: 'text' | 'open' | 'close' | 'field' | 'variable' | 'identifier' | 'string' | 'number' | 'char' | '(' | ')' | '|' | ',' | ':=' | '=' | 'space' | '.' | 'end';
  readonly text: string;
  readonly line: number;
  readonly at: number;
}

const patterns: readonly (readonly [Token['type'], RegExp])[] = [
  ['space', /^[ \t\r\n]+/], ['string', /^"(?:[^"\\\n]|\\.)*"|^`[^`]*`/], ['char', /^'(?:[^'\\\n]|\\.)+'/], [':=', /^:=/], ['=', /^=/],
  ['field', /^\.[\p{L}_][\p{L}\p{Nd}_]*/u], ['number', /^[+-]?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)/], ['.', /^\./],
  ['variable', /^\$[\p{L}\p{Nd}_]*/u], ['identifier', /^[\p{L}_][\p{L}\p{Nd}_]*/u], ['(', /^\(/], [')', /^\)/], ['|', /^\|/], [',', /^,/],
];

/** The words of a template; blanks next to trimming delimiters and comments are gone. */
export function lex(template: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  const push = (type: Token['type'], text: string): void => {
    tokens.push({ type, text, line, at });
    line += text.split('\n').length - 1;
  };
  let isTrimmed = false;
  for (;;) {
    const open = template.indexOf('{{', at);
    let text = open < 0 ? template.slice(at) : template.slice(at, open);
    const trimsBefore = open >= 0 && /^\{\{-[ \t\r\n]/.test(template.slice(open, open + 4));
    if (isTrimmed) text = text.trimStart();
    if (trimsBefore) text = text.trimEnd();
    if (text !== '') push('text', text);
    if (open < 0) break;
    at = open + (trimsBefore ? 3 : 2);
    const comment = /^[ \t\r\n]*\/\*[^]*?\*\/( -)?\}\}/.exec(template.slice(at));
    if (comment !== null) {
      isTrimmed = comment[1] !== undefined;
      at += comment[0].length;
      continue;
    }
    push('open', '');
    for (;;) {
      const rest = template.slice(at);
      const close = /^([ \t\r\n]+-)?\}\}/.exec(rest);
      if (close !== null) {
        push('close', '');
        isTrimmed = close[1] !== undefined;
        at += close[0].length;
        break;
      }
      if (rest === '') throw new TemplateError(`${line}: unclosed action`);
      const found = patterns.map(([type, pattern]): [Token['type'], string | undefined] => [type, pattern.exec(rest)?.[0]]).find(([, match]) => match !== undefined);
      const [type, word = ''] = found ?? [];
      if (type === undefined) throw new TemplateError(rest.startsWith('"') ? `${line}: unterminated quoted string` : `${line}: unexpected ${JSON.stringify(rest.charAt(0))} in command`);
      push(type, word);
      at += word.length;
    }
  }
  tokens.push({ type: 'end', text: '', line, at });
  return tokens;
}
