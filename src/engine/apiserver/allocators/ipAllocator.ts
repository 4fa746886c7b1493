import type { CIDR, IPFamily } from '../../../kube/ip.ts';
import { bigIntToIP, cidrSize } from '../../../kube/ip.ts';
import type { Random } from '../../random.ts';

const staticBandMin = 16n;
const staticBandMax = 256n;
const staticBandStep = 16n;

/** Addresses at the start of a range that are left to those who ask for a certain one. */
function staticBandSize(size: bigint): bigint {
  if (size <= staticBandMin) return 0n;
  const share = size / staticBandStep;
  if (share < staticBandMin) return staticBandMin;
  return share > staticBandMax ? staticBandMax : share;
}

/** A number below `bound`, which may need more than 32 bits. */
function randomBelow(bound: bigint, random: Random): bigint {
  const high = BigInt(random.int(0x80000000));
  const low = BigInt(random.int(0x100000000));
  return ((high << 32n) | low) % bound;
}

/** The addresses of a range that Services can have: not the first, and in IPv4 not the last. */
function usableAddresses(cidr: CIDR): { readonly first: bigint; readonly last: bigint } {
  const end = cidr.base + cidrSize(cidr) - 1n;
  return { first: cidr.base + 1n, last: cidr.family === 'IPv4' ? end - 1n : end };
}

/** Whether an address can be had from a range. */
export function canAllocate(cidr: CIDR, ip: { readonly family: IPFamily; readonly value: bigint }): boolean {
  const { first, last } = usableAddresses(cidr);
  return ip.family === cidr.family && ip.value >= first && ip.value <= last;
}

/** The last address of the band that is left to those who ask for a certain one, as a number; one before the first usable address where there is no band. */
export function lastStaticAddress(cidr: CIDR): bigint {
  return usableAddresses(cidr).first + staticBandSize(cidrSize(cidr)) - 1n;
}

/**
 * The free address that an automatic allocation takes: from a random one above the static band upwards, around the end,
 * or else one of the band; absent where the range is full.
 * Mirrors pkg/registry/core/service/ipallocator/ipallocator.go (v1.36). Costs the taken addresses that it walks over.
 */
export function nextFreeAddress(cidr: CIDR, isTaken: (address: string) => boolean, random: Random): string | undefined {
  const { first, last } = usableAddresses(cidr);
  const band = staticBandSize(cidrSize(cidr));
  return freeAddressWithin(cidr.family, first + band, last, isTaken, random) ?? freeAddressWithin(cidr.family, first, first + band - 1n, isTaken, random);
}

function freeAddressWithin(family: IPFamily, first: bigint, last: bigint, isTaken: (address: string) => boolean, random: Random): string | undefined {
  const size = last - first + 1n;
  if (size <= 0n) return undefined;
  const start = randomBelow(size, random);
  for (let i = 0n; i < size; i++) {
    const address = bigIntToIP(first + ((start + i) % size), family);
    if (!isTaken(address)) return address;
  }
  return undefined;
}
