import type { PortAllocator } from './portAllocator.ts';
import { portIsAllocated } from './portAllocator.ts';

/** What a dry run gives as port when it asked for any: the first that no range of node ports holds. */
const dryRunPort = 32_769;

/**
 * The port allocations of one request: taken at once, given back at once when the request fails; releases wait for its success.
 * Mirrors pkg/registry/core/service/portallocator/operation.go (v1.36).
 */
export class PortOperation {
  readonly #allocator: PortAllocator;
  readonly #isDryRun: boolean;
  readonly #allocated: number[] = [];
  readonly #releases: number[] = [];

  constructor(allocator: PortAllocator, isDryRun: boolean) {
    this.#allocator = allocator;
    this.#isDryRun = isDryRun;
  }

  /** Gives the refusal's text, absent where the port was taken. */
  allocate(port: number): string | undefined {
    if (this.#isDryRun) {
      if (this.#allocator.has(port) || this.#allocated.includes(port)) return portIsAllocated;
      this.#allocated.push(port);
      return undefined;
    }
    const refusal = this.#allocator.allocate(port);
    if (refusal === undefined) this.#allocated.push(port);
    return refusal;
  }

  /** Absent where the range is full. */
  allocateNext(): number | undefined {
    const port = this.#isDryRun ? Math.max(dryRunPort - 1, ...this.#allocated) + 1 : this.#allocator.allocateNext();
    if (port !== undefined) this.#allocated.push(port);
    return port;
  }

  releaseOnCommit(port: number): void {
    this.#releases.push(port);
  }

  commit(): void {
    if (this.#isDryRun) return;
    for (const port of this.#releases) this.#allocator.release(port);
  }

  revert(): void {
    if (this.#isDryRun) return;
    for (const port of this.#allocated) this.#allocator.release(port);
  }
}
