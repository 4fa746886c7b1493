import { tokenize, type Token } from './lexer.ts';
import { ShellIncomplete, ShellSyntaxError, type Command, type Parsed, type Pipeline, type Redirect, type Script, type SimpleCommand, type Word } from './syntax.ts';

const assignment = /^(?<name>[A-Za-z_]\w*)=/;
const closers = new Set(['do', 'done', 'then', 'elif', 'else', 'fi', '}']);

function scriptOf(text: string): Script {
  const reader = createReader(tokenize(text, scriptOf));
  const script = reader.list();
  reader.expectEnd();
  return script;
}

interface Reader { list(): Script; expectEnd(): void }

function createReader(tokens: readonly Token[]): Reader {
  let at = 0;
  const peek = (): Token | undefined => tokens[at];
  const isOperator = (text: string): boolean => {
    const token = peek();
    return token?.kind === 'operator' && token.text === text;
  };
  const bare = (): string | undefined => {
    const token = peek();
    return token?.kind === 'word' ? token.bare : undefined;
  };
  const unexpected = (): never => {
    const token = peek();
    if (token === undefined) throw new ShellIncomplete();
    const name = token.kind === 'operator' ? token.text : token.kind === 'newline' ? 'newline' : (bare() ?? 'word');
    throw new ShellSyntaxError(`syntax error near unexpected token \`${name}'`);
  };

  function skipNewlines(): void {
    while (peek()?.kind === 'newline') at++;
  }

  function keyword(name: string): void {
    if (bare() !== name) unexpected();
    at++;
  }

  function list(): Script {
    const script: { after: 'always' | 'success' | 'failure'; pipeline: Pipeline }[] = [];
    let after: 'always' | 'success' | 'failure' = 'always';
    skipNewlines();
    while (peek() !== undefined && !closers.has(bare() ?? '') && !isOperator(')')) {
      script.push({ after, pipeline: pipeline() });
      if (isOperator('&&') || isOperator('||')) {
        after = isOperator('&&') ? 'success' : 'failure';
        at++;
        skipNewlines();
        if (peek() === undefined) throw new ShellIncomplete();
        continue;
      }
      after = 'always';
      if (isOperator('&')) {
        const last = script.pop();
        if (last !== undefined) script.push({ ...last, pipeline: { ...last.pipeline, isBackground: true } });
        at++;
      } else if (isOperator(';') || peek()?.kind === 'newline') at++;
      else if (peek() !== undefined && !closers.has(bare() ?? '') && !isOperator(')')) unexpected();
      skipNewlines();
    }
    return script;
  }

  function pipeline(): Pipeline {
    const isNegated = bare() === '!';
    if (isNegated) at++;
    const commands = [command()];
    while (isOperator('|')) {
      at++;
      skipNewlines();
      commands.push(command());
    }
    return { commands, isNegated };
  }

  function command(): Command {
    switch (bare()) {
      case 'for': return forLoop();
      case 'while': case 'until': return whileLoop();
      case 'if': return ifCommand();
      case '{': return group('}');
      default: break;
    }
    if (isOperator('(')) return group(')');
    return simple();
  }

  function forLoop(): Command {
    at++;
    const variable = bare();
    if (variable === undefined || !/^[A-Za-z_]\w*$/.test(variable)) return unexpected();
    at++;
    skipNewlines();
    const words: Word[] = [];
    if (bare() === 'in') {
      at++;
      for (let token = peek(); token?.kind === 'word'; token = peek()) {
        words.push(token.word);
        at++;
      }
    }
    if (isOperator(';')) at++;
    skipNewlines();
    keyword('do');
    const body = list();
    keyword('done');
    return { kind: 'for', variable, words, body };
  }

  function whileLoop(): Command {
    const isUntil = bare() === 'until';
    at++;
    const condition = list();
    keyword('do');
    const body = list();
    keyword('done');
    return { kind: 'while', isUntil, condition, body };
  }

  function ifCommand(): Command {
    const branches: { condition: Script; body: Script }[] = [];
    do {
      at++;
      const condition = list();
      keyword('then');
      branches.push({ condition, body: list() });
    } while (bare() === 'elif');
    if (bare() !== 'else') {
      keyword('fi');
      return { kind: 'if', branches };
    }
    at++;
    const otherwise = list();
    keyword('fi');
    return { kind: 'if', branches, otherwise };
  }

  function group(close: '}' | ')'): Command {
    at++;
    const body = list();
    if (close === '}') keyword('}');
    else if (isOperator(')')) at++;
    else unexpected();
    return { kind: 'group', body };
  }

  function simple(): SimpleCommand {
    const assignments: { name: string; value: Word }[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    let input: Word | undefined;
    for (let token = peek(); token !== undefined; token = peek()) {
      if (token.kind === 'word') {
        at++;
        const name = words.length === 0 && token.word[0]?.kind === 'text' && !token.word[0].isQuoted ? assignment.exec(token.word[0].text)?.groups?.['name'] : undefined;
        if (name === undefined) words.push(token.word);
        else assignments.push({ name, value: withoutName(token.word, name.length + 1) });
      } else if (token.kind === 'heredoc') {
        at++;
        input = token.body;
      } else if (token.kind === 'operator' && token.text === '<<<') {
        at++;
        input = [...target(), { kind: 'text', text: '\n', isQuoted: true }];
      } else if (token.kind === 'operator' && /[<>]/.test(token.text)) redirects.push(...redirect(token.text));
      else break;
    }
    if (words.length === 0 && assignments.length === 0) unexpected();
    return { kind: 'simple', assignments, words, redirects, ...(input === undefined ? {} : { input }) };
  }

  function target(): Word {
    const token = peek();
    if (token?.kind !== 'word') return unexpected();
    at++;
    return token.word;
  }

  function redirect(operator: string): readonly Redirect[] {
    at++;
    const one: Word = [{ kind: 'text', text: '&1', isQuoted: true }];
    const two: Word = [{ kind: 'text', text: '&2', isQuoted: true }];
    switch (operator) {
      case '2>&1': return [{ stream: 'err', target: one }];
      case '1>&2': case '>&2': return [{ stream: 'out', target: two }];
      case '2>': return [{ stream: 'err', target: target() }];
      case '&>': return [{ stream: 'both', target: target() }];
      case '>': case '1>': case '>>': return [{ stream: 'out', target: target() }];
      default: throw new ShellSyntaxError('files cannot be read here: there are none but those that are piped in');
    }
  }

  return {
    list,
    expectEnd() {
      if (peek() !== undefined) unexpected();
    },
  };
}

function withoutName(word: Word, length: number): Word {
  const [first, ...rest] = word;
  return first?.kind === 'text' ? [{ ...first, text: first.text.slice(length) }, ...rest] : word;
}

/** Reads what was typed; a text that ends within a quote, a loop or a here-document is incomplete and goes on in the next line. */
export function parseShell(text: string): Parsed {
  try {
    return { kind: 'script', script: scriptOf(text) };
  } catch (error) {
    if (error instanceof ShellIncomplete) return { kind: 'incomplete' };
    if (error instanceof ShellSyntaxError) return { kind: 'error', message: error.message };
    throw error;
  }
}
