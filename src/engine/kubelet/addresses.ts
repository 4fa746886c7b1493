import { bigIntToIP, cidrSize, parseCIDR, type CIDR } from '../../kube/ip.ts';

/** Hands out the Pod addresses of one Node. */
export interface AddressPool {
  /** The next address of each range; undefined where one is used up. */
  take(): readonly string[] | undefined;
  release(ips: readonly string[]): void;
}

/**
 * A pool over a Node's podCIDRs: one address after the other from `.2` on (`.1` is the Node's end). With `mayReuse` released ones
 * come again once the end of the range has been reached, as the host-local plugin does it.
 */
export function createAddressPool(podCIDRs: readonly string[], mayReuse: boolean): AddressPool {
  const ranges = podCIDRs.flatMap((text): CIDR | readonly CIDR[] => parseCIDR(text)?.cidr ?? []);
  const used = new Set<bigint>();
  let next = 2n;
  const limit = ranges.map((range) => cidrSize(range) - (range.family === 'IPv4' ? 1n : 0n)).reduce((a, b) => (a < b ? a : b), 1n << 62n);

  function offset(): bigint | undefined {
    for (let tries = 0n; tries < limit; tries++) {
      if (next >= limit) {
        if (!mayReuse) return undefined;
        next = 2n;
      }
      const candidate = next++;
      if (!used.has(candidate)) return candidate;
      if (BigInt(used.size) >= limit - 2n) return undefined;
    }
    return undefined;
  }

  return {
    take() {
      if (ranges.length === 0) return undefined;
      const found = offset();
      if (found === undefined) return undefined;
      used.add(found);
      return ranges.map((range) => bigIntToIP(range.base + found, range.family));
    },
    release(ips) {
      const [range] = ranges;
      const ip = ips[0];
      if (!mayReuse || range === undefined || ip === undefined) return;
      const parsed = parseCIDR(`${ip}/${range.family === 'IPv4' ? 32 : 128}`);
      if (parsed !== undefined) used.delete(parsed.cidr.base - range.base);
    },
  };
}
