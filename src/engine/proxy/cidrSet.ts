import { cidrContains, parseCIDR, parseIP, type CIDR } from '../../kube/ip.ts';

/** Ranges of addresses, asked for the same addresses again and again. */
export interface CIDRSet {
  /** Whether there is any range of the family. */
  hasFamily(isIPv6: boolean): boolean;
  /** False for what is no address. */
  contains(ip: string): boolean;
}

/** More addresses than this are not remembered. */
const MAX_REMEMBERED = 50_000;

/** The ranges of a list; what cannot be read is left out. */
export function createCIDRSet(texts: readonly string[]): CIDRSet {
  const ranges: readonly CIDR[] = texts.flatMap((text) => {
    const parsed = parseCIDR(text.trim());
    return parsed === undefined ? [] : [parsed.cidr];
  });
  const hasIPv4 = ranges.some((range) => range.family === 'IPv4');
  const hasIPv6 = ranges.some((range) => range.family === 'IPv6');
  const known = new Map<string, boolean>();
  return {
    hasFamily: (isIPv6) => (isIPv6 ? hasIPv6 : hasIPv4),
    contains(text) {
      const remembered = known.get(text);
      if (remembered !== undefined) return remembered;
      const ip = parseIP(text);
      const isIn = ip !== undefined && ranges.some((range) => cidrContains(range, ip));
      if (known.size >= MAX_REMEMBERED) known.clear();
      known.set(text, isIn);
      return isIn;
    },
  };
}

/**
 * How kube-proxy tells traffic of the cluster's own Pods from other traffic: by their ranges (`--cluster-cidr`), one or two
 * separated by commas. Without a range of a family nothing is detected, and the rules that need it are left out.
 * Mirrors detectLocalByCIDR of pkg/proxy/util (v1.36).
 */
export function createLocalDetector(clusterCIDR: string): CIDRSet {
  return createCIDRSet(clusterCIDR.split(','));
}
