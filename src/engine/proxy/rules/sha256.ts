const K = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);
const INITIAL: readonly number[] = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const rotate = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

/** Used again and again: tens of thousands of names are hashed for one Node's rules. */
let words = new Int32Array(64);
const schedule = new Int32Array(64);
const state = new Int32Array(INITIAL.length);
const letters: number[] = [];

/** Puts the text's bytes with the closing bit, zeros and the length into `words`. Names are ASCII. Gives how many words those are. */
function pad(text: string): number {
  const count = (Math.floor((text.length + 8) / 64) + 1) * 16;
  if (count > words.length) words = new Int32Array(count);
  words.fill(0, 0, count);
  for (let index = 0; index < text.length; index++) {
    const word = index >> 2;
    words[word] = (words[word] ?? 0) | ((text.charCodeAt(index) & 0xff) << (24 - (index & 3) * 8));
  }
  const end = text.length >> 2;
  words[end] = (words[end] ?? 0) | (0x80 << (24 - (text.length & 3) * 8));
  words[count - 1] = text.length * 8;
  return count;
}

function expand(offset: number): void {
  for (let index = 0; index < 16; index++) schedule[index] = words[offset + index] ?? 0;
  for (let index = 16; index < 64; index++) {
    const early = schedule[index - 15] ?? 0;
    const late = schedule[index - 2] ?? 0;
    const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[index] = ((schedule[index - 16] ?? 0) + s0 + (schedule[index - 7] ?? 0) + s1) | 0;
  }
}

function compress(): void {
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let index = 0; index < 64; index++) {
    const t1 = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + (K[index] ?? 0) + (schedule[index] ?? 0)) | 0;
    const t2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = ((state[0] ?? 0) + a) | 0;
  state[1] = ((state[1] ?? 0) + b) | 0;
  state[2] = ((state[2] ?? 0) + c) | 0;
  state[3] = ((state[3] ?? 0) + d) | 0;
  state[4] = ((state[4] ?? 0) + e) | 0;
  state[5] = ((state[5] ?? 0) + f) | 0;
  state[6] = ((state[6] ?? 0) + g) | 0;
  state[7] = ((state[7] ?? 0) + h) | 0;
}

/**
 * The first `length` characters (at most 51) of the base32 of a text's SHA-256, as encoding/base32's StdEncoding writes it.
 * The text is ASCII, as names of Services, ports and addresses are.
 */
export function hashName(text: string, length: number): string {
  const count = pad(text);
  state.set(INITIAL);
  for (let offset = 0; offset < count; offset += 16) {
    expand(offset);
    compress();
  }
  for (let index = 0; index < length; index++) {
    const bit = index * 5;
    const high = state[bit >> 5] ?? 0;
    const shift = 27 - (bit & 31);
    const value = shift >= 0 ? high >>> shift : (high << -shift) | ((state[(bit >> 5) + 1] ?? 0) >>> (32 + shift));
    letters[index] = BASE32.charCodeAt(value & 31);
  }
  return String.fromCharCode(...letters.slice(0, length));
}
