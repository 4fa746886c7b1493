/** JSON as Go's encoding/json checks it, for the words of its errors. Mirrors scanner.go of encoding/json (Go 1.26). */
import { utf8Bytes } from './base64.ts';
import { quote } from './quote.ts';

class Complaint extends Error {
  /** How many bytes of the text were read, with the one that cannot stand; absent where the text ends too early. */
  readonly offset: number | undefined;

  constructor(message: string, offset?: number) {
    super(message);
    this.offset = offset;
  }
}

/** Simplified: Go stops at 10,000 levels; here the stack is spared sooner. */
const maxDepth = 2000;

/** Go looks at bytes, each shown as the character of that number. */
function shownByte(byte: number): string {
  const char = String.fromCharCode(byte);
  if (char === "'") return String.raw`'\''`;
  return char === '"' ? `'"'` : `'${quote(char).slice(1, -1)}'`;
}

/** Reads one text from front to back; throws a Complaint at the first character that cannot stand where it stands. */
class Checker {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): string {
    this.skipBlanks();
    const kind = this.value(0);
    this.skipBlanks();
    if (this.at < this.text.length) this.refuse('after top-level value');
    return kind;
  }

  private char(): string {
    return this.text.charAt(this.at);
  }

  private refuse(where: string): never {
    if (this.at >= this.text.length) throw new Complaint('unexpected end of JSON input');
    throw new Complaint(`invalid character ${shownByte(utf8Bytes(this.text.slice(this.at, this.at + 2), 1)[0] ?? 0)} ${where}`, utf8Bytes(this.text.slice(0, this.at)).length + 1);
  }

  private skipBlanks(): void {
    while (this.char() !== '' && ' \t\r\n'.includes(this.char())) this.at++;
  }

  /** Gives what the value is, as Go calls it. */
  private value(depth: number): string {
    if (depth > maxDepth) throw new Complaint('exceeded max depth');
    const char = this.char();
    if (char === '{') return this.object(depth);
    if (char === '[') return this.array(depth);
    if (char === '"') return this.string();
    if (char === 't') return this.literal('true', 'bool');
    if (char === 'f') return this.literal('false', 'bool');
    if (char === 'n') return this.literal('null', 'null');
    if (char === '-' || /^[0-9]$/.test(char)) return this.number();
    return this.refuse('looking for beginning of value');
  }

  private object(depth: number): string {
    this.at++;
    this.skipBlanks();
    if (this.char() === '}') {
      this.at++;
      return 'object';
    }
    for (;;) {
      if (this.char() !== '"') this.refuse('looking for beginning of object key string');
      this.string();
      this.skipBlanks();
      if (this.char() !== ':') this.refuse('after object key');
      this.at++;
      this.skipBlanks();
      this.value(depth + 1);
      this.skipBlanks();
      if (this.char() === '}') break;
      if (this.char() !== ',') this.refuse('after object key:value pair');
      this.at++;
      this.skipBlanks();
    }
    this.at++;
    return 'object';
  }

  private array(depth: number): string {
    this.at++;
    this.skipBlanks();
    if (this.char() === ']') {
      this.at++;
      return 'array';
    }
    for (;;) {
      this.value(depth + 1);
      this.skipBlanks();
      if (this.char() === ']') break;
      if (this.char() !== ',') this.refuse('after array element');
      this.at++;
      this.skipBlanks();
    }
    this.at++;
    return 'array';
  }

  private string(): string {
    this.at++;
    while (this.char() !== '"') {
      if (this.char() === '' || this.char() < ' ') this.refuse('in string literal');
      if (this.char() === '\\') {
        this.at++;
        if (this.char() === 'u') {
          for (let i = 0; i < 4; i++) {
            this.at++;
            if (!/^[0-9a-fA-F]$/.test(this.char())) this.refuse('in \\u hexadecimal character escape');
          }
        } else if (this.char() === '' || !'bfnrt\\/"'.includes(this.char())) this.refuse('in string escape code');
      }
      this.at++;
    }
    this.at++;
    return 'string';
  }

  private literal(word: string, kind: string): string {
    for (const [i, expected] of Array.from(word).entries()) {
      if (i > 0 && this.char() !== expected) this.refuse(`in literal ${word} (expecting '${expected}')`);
      this.at++;
    }
    return kind;
  }

  private number(): string {
    if (this.char() === '-') {
      this.at++;
      if (!/^[0-9]$/.test(this.char())) this.refuse('in numeric literal');
    }
    if (this.char() === '0') this.at++;
    else this.digits();
    if (this.char() === '.') {
      this.at++;
      if (!/^[0-9]$/.test(this.char())) this.refuse('after decimal point in numeric literal');
      this.digits();
    }
    if (this.char() === 'e' || this.char() === 'E') {
      this.at++;
      if (this.char() === '+' || this.char() === '-') this.at++;
      if (!/^[0-9]$/.test(this.char())) this.refuse('in exponent of numeric literal');
      this.digits();
    }
    return 'number';
  }

  private digits(): void {
    while (/^[0-9]$/.test(this.char())) this.at++;
  }
}

/** The error of a text that is no JSON; absent where it is. */
export function jsonError(text: string): string | undefined {
  const read = kindOf(text);
  return 'error' in read ? read.error : undefined;
}

/** The error as a decoder of a stream words it: with the place. Mirrors YAMLOrJSONDecoder of k8s.io/apimachinery/pkg/util/yaml/decoder.go (v1.36). */
export function jsonStreamError(text: string): string | undefined {
  const read = kindOf(text);
  if (!('error' in read)) return undefined;
  return read.offset === undefined ? 'unexpected EOF' : `json: offset ${read.offset}: ${read.error}`;
}

function kindOf(text: string): { readonly kind: string } | { readonly error: string; readonly offset: number | undefined } {
  try {
    return { kind: new Checker(text).document() };
  } catch (error) {
    if (error instanceof Complaint) return { error: error.message, offset: error.offset };
    throw error;
  }
}

/** What Go's encoding/json says when the text is read into a Go value of type `goType`, a map or a struct; absent where nothing. */
export function unmarshalObjectError(text: string, goType: string): string | undefined {
  const read = kindOf(text);
  if ('error' in read) return read.error;
  return read.kind === 'object' || read.kind === 'null' ? undefined : `json: cannot unmarshal ${read.kind} into Go value of type ${goType}`;
}
