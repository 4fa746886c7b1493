/** One stream a concern, so that adding a fault does not reshuffle the load balancing. */
export type RandomStream = 'loadBalancing' | 'names' | 'allocation' | 'latency' | 'faults' | 'dns' | 'traffic' | 'sourcePorts';

/** A deterministic source of numbers. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** An integer in [0, bound); `bound` ≥ 1. */
  int(bound: number): number;
}

/** FNV-1a over UTF-16 code units: spreads a stream's name over 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/**
 * A stream of random numbers that depends on nothing but the seed and its name (mulberry32).
 * `seed` is taken modulo 2³².
 */
export function createRandom(seed: number, stream: RandomStream): Random {
  let state = (Math.imul(seed | 0, 0x9e3779b1) ^ hash(stream)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return { next, int: (bound) => Math.floor(next() * bound) };
}
