import { deflateSync, Inflate, strToU8 } from 'fflate';
import { dictionary } from './dictionary.ts';
import { DamagedError } from './read.ts';

/** More than this is no document of ours, whatever the link says. */
const maxUnpackedBytes = 1_048_576;
/** Deflate makes at most 1,032 bytes of one, so a slice this long cannot overrun by much. */
const sliceBytes = 256;
const checksumBytes = 3;

const dictionaryBytes = strToU8(dictionary);

/** Text, compressed and with a checksum, in characters that a URL's hash may hold. */
export function pack(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const packed = deflateSync(bytes, { level: 9, mem: 12, dictionary: dictionaryBytes });
  const whole = new Uint8Array(checksumBytes + packed.length);
  whole.set(checksum(bytes));
  whole.set(packed, checksumBytes);
  return toBase64URL(whole);
}

/** The text that `pack` was given, or DamagedError. Never makes more than a megabyte of it. */
export function unpack(packed: string): string {
  const whole = fromBase64URL(packed);
  const bytes = inflateWithin(whole.subarray(checksumBytes));
  const expected = checksum(bytes);
  if (!expected.every((byte, index) => byte === whole[index])) throw new DamagedError();
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

function inflateWithin(packed: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate({ dictionary: dictionaryBytes }, (chunk) => {
    length += chunk.length;
    if (length > maxUnpackedBytes) throw new DamagedError();
    chunks.push(chunk.slice());
  });
  if (packed.length === 0) throw new DamagedError();
  for (let start = 0; start < packed.length; start += sliceBytes) {
    inflate.push(packed.slice(start, start + sliceBytes), start + sliceBytes >= packed.length);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** FNV-1a, folded to 24 bits: finds the typing error and the cut, and is no protection against intent. */
function checksum(bytes: Uint8Array): Uint8Array {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  const folded = (hash >>> 24) ^ (hash & 0xffffff);
  return Uint8Array.of(folded >>> 16, (folded >>> 8) & 0xff, folded & 0xff);
}

function toBase64URL(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64URL(text: string): Uint8Array {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) throw new DamagedError();
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
