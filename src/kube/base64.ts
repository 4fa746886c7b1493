import { utf8Length } from './utf8.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes of UTF-8; lone surrogates become U+FFFD. At most `limit` and the rest of the character that crosses it. */
export function utf8Bytes(text: string, limit = Number.POSITIVE_INFINITY): number[] {
  const bytes: number[] = [];
  for (const char of text) {
    if (bytes.length >= limit) break;
    const point = char.codePointAt(0) ?? 0;
    const code = point >= 0xd800 && point < 0xe000 ? 0xfffd : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}

/** The standard base64 form of a text's UTF-8 bytes, padded: how the API writes bytes. */
export function encodeBase64(text: string): string {
  return encodeBytes(utf8Bytes(text));
}

/** The standard base64 form of bytes, padded. */
export function encodeBytes(bytes: readonly number[]): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.slice(i, i + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += alphabet.charAt(bits >> 18) + alphabet.charAt((bits >> 12) & 63);
    out += b === undefined ? '=' : alphabet.charAt((bits >> 6) & 63);
    out += c === undefined ? '=' : alphabet.charAt(bits & 63);
  }
  return out;
}

/** Where Go's decoder says that a text is no base64, in bytes; `undefined` where it is. Line breaks are passed over. */
export function badBase64At(text: string): number | undefined {
  const position = badDigitAt(text);
  return position === undefined ? undefined : utf8Length(text.slice(0, position));
}

function badDigitAt(text: string): number | undefined {
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '\r' || char === '\n') continue;
    if (char === '=') return badPaddingAt(text, i, digits % 4);
    if (!/[A-Za-z0-9+/]/.test(char)) return i;
    digits++;
  }
  return digits % 4 === 0 ? undefined : text.length - (digits % 4);
}

/** `digits` of the group stand before the first padding character, at `start`. */
function badPaddingAt(text: string, start: number, digits: number): number | undefined {
  if (digits < 2) return start;
  let next = afterLineBreaks(text, start + 1);
  if (digits === 2) {
    if (next === text.length) return text.length;
    if (text.charAt(next) !== '=') return next - 1;
    next = afterLineBreaks(text, next + 1);
  }
  return next < text.length ? next : undefined;
}

function afterLineBreaks(text: string, from: number): number {
  let position = from;
  while (text.charAt(position) === '\n' || text.charAt(position) === '\r') position++;
  return position;
}

/** The bytes that a standard base64 text stands for; characters that are no digits are passed over. */
export function decodeBytes(text: string): number[] {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const char of text) {
    const digit = alphabet.indexOf(char);
    if (digit < 0) continue;
    held = ((held << 6) | digit) & 0xfff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return bytes;
}

/** The text that base64 stands for, each byte a character: enough to look for ASCII in it. */
export function decodeBase64Text(text: string): string {
  return decodeBytes(text).map((byte) => String.fromCharCode(byte)).join('');
}
