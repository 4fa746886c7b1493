import { addressBits, bigIntToIP, parseIP, type CIDR, type IPFamily } from '../../../kube/ip.ts';

interface Interval { readonly first: bigint; readonly last: bigint }

function intervalOf({ family, base, prefixLength }: CIDR): Interval {
  return { first: base, last: base + (1n << BigInt(addressBits(family) - prefixLength)) - 1n };
}

/** As nft writes it: an address, a range with its prefix length, or `first-last` where it is no such range. */
function intervalText({ first, last }: Interval, family: IPFamily): string {
  if (first === last) return bigIntToIP(first, family);
  const size = last - first + 1n;
  const bits = size.toString(2).length - 1;
  const isPrefix = size === 1n << BigInt(bits) && first % size === 0n;
  return isPrefix ? `${bigIntToIP(first, family)}/${addressBits(family) - bits}` : `${bigIntToIP(first, family)}-${bigIntToIP(last, family)}`;
}

/**
 * Ranges and single addresses as nft lists an anonymous set of them: in order, and what overlaps or touches as one.
 * All are of one family; at least one range is expected.
 */
export function mergeRanges(ranges: readonly CIDR[], addresses: readonly string[]): readonly string[] {
  const family = ranges[0]?.family ?? 'IPv4';
  const intervals = [...ranges.map(intervalOf), ...addresses.flatMap((text) => {
    const ip = parseIP(text);
    return ip === undefined ? [] : [{ first: ip.value, last: ip.value }];
  })].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const merged: Interval[] = [];
  for (const interval of intervals) {
    const previous = merged.at(-1);
    if (previous === undefined || interval.first > previous.last + 1n) merged.push(interval);
    else if (interval.last > previous.last) merged[merged.length - 1] = { first: previous.first, last: interval.last };
  }
  return merged.map((interval) => intervalText(interval, family));
}
