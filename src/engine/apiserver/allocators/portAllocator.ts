import type { Random } from '../../random.ts';

/** Why a node port could not be had; the texts are the API server's. */
export const portIsAllocated = 'provided port is already allocated';
export const portRangeIsFull = 'range is full';

const staticBandMin = 16;
const staticBandMax = 128;
const staticBandStep = 32;

/** Ports at the start of the range that are left to those who ask for a certain one. */
function staticBandSize(rangeSize: number): number {
  if (rangeSize <= staticBandMin) return 0;
  return Math.min(Math.max(staticBandMin, Math.floor(rangeSize / staticBandStep)), staticBandMax);
}

/** The last port of the band that is left to those who ask for a certain one; one before the range where there is no band. */
export function lastStaticPort(range: { readonly from: number; readonly to: number }): number {
  return range.from + staticBandSize(range.to - range.from + 1) - 1;
}

/** Node ports in use. Mirrors pkg/registry/core/service/portallocator/allocator.go (v1.36): one pool for all protocols. */
export class PortAllocator {
  readonly #from: number;
  readonly #to: number;
  readonly #random: Random;
  readonly #used = new Set<number>();

  /** `from` and `to` both belong to the range. */
  constructor(range: { readonly from: number; readonly to: number }, random: Random) {
    this.#from = range.from;
    this.#to = range.to;
    this.#random = random;
  }

  has(port: number): boolean {
    return this.#used.has(port);
  }

  /** Takes a certain port; gives the refusal's text, absent where it was taken. */
  allocate(port: number): string | undefined {
    if (!this.#contains(port)) {
      return `provided port is not in the valid range. The range of valid ports is ${this.#from}-${this.#to}`;
    }
    if (this.#used.has(port)) return portIsAllocated;
    this.#used.add(port);
    return undefined;
  }

  /** Takes a free port: a random one above the static band, or else one of the band; absent where all are taken. */
  allocateNext(): number | undefined {
    const size = this.#to - this.#from + 1;
    const band = staticBandSize(size);
    return this.#allocateWithin(this.#from + band, size - band) ?? this.#allocateWithin(this.#from, band);
  }

  /** Gives a port back; one that is free or outside the range changes nothing. */
  release(port: number): void {
    this.#used.delete(port);
  }

  #contains(port: number): boolean {
    return Number.isInteger(port) && port >= this.#from && port <= this.#to;
  }

  #allocateWithin(base: number, size: number): number | undefined {
    if (size <= 0) return undefined;
    const start = this.#random.int(size);
    for (let i = 0; i < size; i++) {
      const port = base + ((start + i) % size);
      if (!this.#used.has(port)) {
        this.#used.add(port);
        return port;
      }
    }
    return undefined;
  }
}
