import type { Pod } from '../../kube/types.generated.ts';
import type { DNSSettings } from '../../protocol/settings.ts';

const MAX_NAMESERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_CHARACTERS = 2048;
const NDOTS_CLUSTER_FIRST = 5;

/**
 * The resolver of every host. Simplified: it is the same everywhere and knows the names outside the cluster only, and a
 * host's file has no search list.
 */
export const HOST_NAMESERVER = '192.0.2.53';

/** What a container finds in /etc/resolv.conf. */
export interface ResolvConf {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  /** As written, `ndots:5`. */
  readonly options: readonly string[];
}

/** The file of a host. */
export const hostResolvConf: ResolvConf = { nameservers: [HOST_NAMESERVER], searches: [], options: [] };

/** The file that dnsPolicy ClusterFirst gives to the Pods of a Namespace. */
export function clusterFirstResolvConf(namespace: string, dns: DNSSettings): ResolvConf {
  const { clusterDomain } = dns;
  return {
    nameservers: [dns.clusterIP],
    searches: [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain],
    options: [`ndots:${NDOTS_CLUSTER_FIRST}`],
  };
}

/**
 * The file that a kubelet writes for a Pod, by its dnsPolicy and dnsConfig. ClusterFirst on the host's network is Default.
 * Mirrors GetPodDNS of pkg/kubelet/network/dns (v1.36).
 */
export function podResolvConf(pod: Pod, dns: DNSSettings): ResolvConf {
  const { dnsPolicy = 'ClusterFirst', hostNetwork = false, dnsConfig } = pod.spec;
  const usesCluster = dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && !hostNetwork);
  let base = hostResolvConf;
  if (dnsPolicy === 'None') base = { nameservers: [], searches: [], options: [] };
  else if (usesCluster) base = clusterFirstResolvConf(pod.metadata.namespace ?? '', dns);
  const options = new Map(base.options.map((option) => [nameOf(option), option]));
  for (const { name = '', value } of dnsConfig?.options ?? []) options.set(name, value === undefined || value === '' ? name : `${name}:${value}`);
  return {
    nameservers: [...new Set([...base.nameservers, ...(dnsConfig?.nameservers ?? [])])].slice(0, MAX_NAMESERVERS),
    searches: fitSearches([...new Set([...base.searches, ...(dnsConfig?.searches ?? [])])]),
    options: [...options.values()],
  };
}

const nameOf = (option: string): string => option.split(':', 1)[0] ?? option;

function fitSearches(searches: readonly string[]): readonly string[] {
  let length = -1;
  return searches.slice(0, MAX_SEARCHES).filter((search) => {
    length += search.length + 1;
    return length <= MAX_SEARCH_CHARACTERS;
  });
}

/** From how many dots on a name is asked as it stands first; 1 where the file does not say. */
function ndotsOf(conf: ResolvConf): number {
  const option = conf.options.find((text) => text.startsWith('ndots:'));
  const value = option === undefined ? Number.NaN : Number(option.slice('ndots:'.length));
  return Number.isInteger(value) && value >= 0 ? Math.min(value, 15) : 1;
}

/** The names that a resolver asks for, absolute and in order. A name with a closing dot is asked for alone. */
export function searchOrder(conf: ResolvConf, name: string): readonly string[] {
  if (name.endsWith('.')) return [name];
  const absolute = `${name}.`;
  const completed = conf.searches.map((search) => `${name}.${search.endsWith('.') ? search : `${search}.`}`);
  const dots = name.split('.').length - 1;
  return dots >= ndotsOf(conf) ? [absolute, ...completed] : [...completed, absolute];
}
