/** Reads of base64 that was already found to be well formed. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function bytesOf(text: string): number[] {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0xff_ff_ff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return bytes;
}

/** How many bytes a text in base64 stands for. */
export function decodedLength(text: string): number {
  return bytesOf(text).length;
}

/** The text that stands behind base64, its bytes read as UTF-8; bytes that are none are read one by one. */
export function decodeBase64Text(text: string): string {
  const bytes = bytesOf(text);
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return String.fromCharCode(...bytes);
  }
}
