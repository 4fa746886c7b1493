import type { Random } from '../random.ts';

const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;
const maxPrefixLength = 63 - suffixLength;

/** Random letters and digits that cannot make words. Mirrors apimachinery/pkg/util/rand (v1.36). */
function randomSuffix(random: Random, length: number = suffixLength): string {
  let suffix = '';
  for (let i = 0; i < length; i++) suffix += suffixAlphabet.charAt(random.int(suffixAlphabet.length));
  return suffix;
}

/** A name from a generateName: the prefix, cut to 58 characters, and 5 random ones. Mirrors apiserver/pkg/storage/names/generate.go (v1.36). */
export function generateName(prefix: string, random: Random): string {
  return prefix.slice(0, maxPrefixLength) + randomSuffix(random);
}

const hexDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Spreads a 32-bit number; neighbours come out unrelated. */
function mixed(value: number): number {
  let out = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  out = Math.imul(out ^ (out >>> 13), 0xc2b2ae35);
  return (out ^ (out >>> 16)) >>> 0;
}

function hexWord(value: number): string {
  return [24, 16, 8, 0].map((shift) => hexDigits[(value >>> shift) & 0xff] ?? '').join('');
}

/**
 * Makes uids: random (version 4) UUIDs in form, unlike ones from a seed and a count in substance,
 * so that how many objects there were does not shift the random names.
 */
export function createUIDs(random: Random): () => string {
  const seed = random.int(0x100000000);
  const salt = random.int(0x100000000);
  let count = 0;
  return () => {
    count++;
    const a = mixed(seed ^ Math.imul(count, 0x9e3779b1));
    const b = mixed(a ^ salt ^ count);
    const c = mixed(b ^ seed);
    // The count itself makes two uids of one cluster differ for certain.
    const text = hexWord(a) + hexWord(b) + hexWord(c) + hexWord((mixed(salt) ^ count) >>> 0);
    const variant = hexDigits[0x80 | (c >>> 26 & 0x3f)] ?? '80';
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-${variant}${text.slice(18, 20)}-${text.slice(20, 32)}`;
  };
}
