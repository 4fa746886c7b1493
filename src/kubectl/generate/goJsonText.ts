import type { JsonValue } from '../../kube/json.ts';

/** JSON as Go's encoding/json reads it; the error is Go's, of the first character that it cannot take. */
export function parseGoJSON(text: string): { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly error: string } {
  try {
    // What JSON.parse gives is JSON.
    return { ok: true, value: JSON.parse(text) as JsonValue };
  } catch {
    return { ok: false, error: syntaxError(text) };
  }
}

const endError = 'unexpected end of JSON input';

/** Where a strict reader of JSON stops, and what Go says there. */
function syntaxError(text: string): string {
  const problem = new Scanner(text).run();
  return problem === undefined ? endError : `invalid character ${shown(problem.char)} ${problem.where}`;
}

function shown(char: string): string {
  if (char === "'") return "'\\''";
  return char === '"' ? "'\"'" : `'${char}'`;
}

interface Problem { readonly char: string; readonly where: string }
const end = Symbol('end');
type Scan = Problem | typeof end | undefined;

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): Problem | undefined {
    const scan = this.#value('looking for beginning of value');
    if (scan === end) return undefined;
    if (scan !== undefined) return scan;
    this.#space();
    return this.#at < this.#text.length ? this.#problem('after top-level value') : undefined;
  }

  #space(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at++;
  }

  #problem(where: string): Problem {
    return { char: this.#text.charAt(this.#at), where };
  }

  #value(where: string): Scan {
    this.#space();
    if (this.#at >= this.#text.length) return end;
    const rest = this.#text.slice(this.#at);
    if (rest.startsWith('{')) return this.#container('}', true);
    if (rest.startsWith('[')) return this.#container(']', false);
    if (rest.startsWith('"')) return this.#string();
    const scalar = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(rest);
    if (scalar !== null) {
      this.#at += scalar[0].length;
      return undefined;
    }
    return this.#problem(where);
  }

  #container(close: string, isObject: boolean): Scan {
    this.#at++;
    this.#space();
    if (this.#text.charAt(this.#at) === close) {
      this.#at++;
      return undefined;
    }
    for (;;) {
      const item = isObject ? this.#pair() : this.#value('looking for beginning of value');
      if (item !== undefined) return item;
      this.#space();
      const char = this.#text.charAt(this.#at);
      if (char === '') return end;
      if (char !== ',' && char !== close) return this.#problem(isObject ? 'after object key:value pair' : 'after array element');
      this.#at++;
      if (char === close) return undefined;
    }
  }

  #pair(): Scan {
    this.#space();
    const char = this.#text.charAt(this.#at);
    if (char === '') return end;
    if (char !== '"') return this.#problem('looking for beginning of object key string');
    const key = this.#string();
    if (key !== undefined) return key;
    this.#space();
    if (this.#at >= this.#text.length) return end;
    if (this.#text.charAt(this.#at) !== ':') return this.#problem('after object key');
    this.#at++;
    return this.#value('looking for beginning of value');
  }

  #string(): Scan {
    this.#at++;
    for (;;) {
      const char = this.#text.charAt(this.#at);
      if (char === '') return end;
      if (char < ' ') return this.#problem('in string literal');
      this.#at += char === '\\' ? 2 : 1;
      if (char === '"') return undefined;
    }
  }
}
