import { formatIP, parseIP } from '../../kube/ip.ts';
import type { ClusterSettings } from '../../protocol/settings.ts';
import { lookupAddresses, lookupCNAME, lookupSRV, type LookupBackend } from './backendLookup.ts';
import { addressOfReverseName, fqdn, isInZone, isPackable, labelsOf } from './domainName.ts';
import type { DNSAnswer, DNSRecord } from './dnsRecord.ts';
import { findRecords, findReverse } from './kubernetesPlugin.ts';
import { queryOutside } from './outsideNames.ts';
import { parseRequest } from './parseRequest.ts';
import type { RecordIndex } from './recordIndex.ts';

const SCHEMA_VERSION = '1.1.0';
const SCHEMA_VERSION_TTL_SECONDS = 28_800;
const reverseZones = ['in-addr.arpa.', 'ip6.arpa.'] as const;

/** Undefined stands for NXDOMAIN. */
type Records = readonly DNSRecord[] | undefined;

/** What a cluster's DNS server answers from. */
export interface ZoneData {
  readonly index: RecordIndex;
  settings(): ClusterSettings;
  /** Simulated seconds since the start: the serial of the zone. */
  nowSeconds(): number;
}

/**
 * The answer of the cluster's DNS server, as kubeadm configures CoreDNS: `pods insecure`, the reverse zones fall through,
 * everything else is asked outside. `name` is absolute. Mirrors ServeDNS of CoreDNS's kubernetes plugin (1.14).
 */
export function queryCluster(data: ZoneData, name: string, type: string): DNSAnswer {
  const { outsideNames, dns } = data.settings();
  if (type === 'AXFR' || type === 'IXFR') return { rcode: 'REFUSED', answers: [] };
  const outside = queryOutside(outsideNames, name, type);
  if (outside.rcode === 'NOERROR') return outside;
  const zone = [`${dns.clusterDomain}.`, ...reverseZones].find((candidate) => isInZone(name, candidate));
  if (zone === undefined) return outside;
  const answers = queryZone(data, name, type, name.slice(name.length - zone.length));
  if (answers === undefined) return { rcode: 'NXDOMAIN', answers: [] };
  // A name that cannot be packed makes the server fail before it has sent anything.
  if (!answers.every((answer) => answer.type !== 'PTR' || isPackable(answer.data))) return { rcode: 'TIMEOUT', answers: [] };
  return { rcode: 'NOERROR', answers };
}

function queryZone(data: ZoneData, name: string, type: string, zone: string): Records {
  const backend: LookupBackend = {
    zone,
    ttlSeconds: data.settings().dns.ttlSeconds,
    records: (asked) => serverRecords(data, asked, zone, type) ?? findRecords(data.index, requestOf(asked, zone)),
    lookupElsewhere: (asked, wanted) => queryCluster(data, asked, wanted),
  };
  const isApex = name === zone;
  switch (type) {
    case 'A':
    case 'AAAA': return lookupAddresses(backend, name, type);
    case 'SRV': return lookupSRV(backend, name);
    case 'CNAME': return lookupCNAME(backend, name);
    case 'PTR': return queryReverse(data, backend, name);
    case 'TXT': return queryText(backend, name, zone);
    case 'SOA': return isApex ? [startOfAuthority(data, name)] : [];
    case 'NS': return isApex ? nameServers(data, name) : exists(backend, name);
    default: return exists(backend, name);
  }
}

const requestOf = (name: string, zone: string): ReturnType<typeof parseRequest> => parseRequest(name.toLowerCase(), labelsOf(zone).length);

/** No data where the name exists. */
function exists(backend: LookupBackend, name: string): Records {
  return backend.records(name) === undefined ? undefined : [];
}

function queryReverse(data: ZoneData, backend: LookupBackend, name: string): Records {
  const ip = parseIP(addressOfReverseName(name));
  if (ip === undefined) return exists(backend, name);
  const { clusterDomain, ttlSeconds } = data.settings().dns;
  const names = [...new Set(findReverse(data.index, formatIP(ip)))];
  return names.length === 0 ? undefined : names.map((host) => ({ name, type: 'PTR', ttl: ttlSeconds, data: `${host}.${clusterDomain}.` }));
}

function queryText(backend: LookupBackend, name: string, zone: string): Records {
  if (name.toLowerCase() === `dns-version.${zone.toLowerCase()}`) return [{ name, type: 'TXT', ttl: SCHEMA_VERSION_TTL_SECONDS, data: `"${SCHEMA_VERSION}"` }];
  const found = backend.records(name);
  return found === undefined || found.length === 0 ? undefined : [];
}

/** The Services through which the DNS server is reached: kube-dns, or else those of the host that it shares with the API server. */
function serverServices(data: ZoneData): readonly { readonly name: string; readonly addresses: readonly string[] }[] {
  const { index } = data;
  const [own] = index.servicesByIP(data.settings().dns.clusterIP);
  const service = own ?? index.service('default', 'kubernetes');
  if (service === undefined) return [];
  return [{ name: `${service.metadata.name}.${service.metadata.namespace ?? ''}.svc`, addresses: service.spec.clusterIPs ?? [] }];
}

/** `ns.dns` under the zone has the addresses of the DNS server. Undefined for every other name. */
function serverRecords(data: ZoneData, name: string, zone: string, type: string): readonly { host: string; port: number; ownName: string }[] | undefined {
  if (type === 'TXT' || name.toLowerCase() !== `ns.dns.${zone.toLowerCase()}`) return undefined;
  return serverServices(data).flatMap((service) => service.addresses.map((host) => ({ host, port: 0, ownName: service.name })));
}

function nameServers(data: ZoneData, zone: string): Records {
  const { ttlSeconds } = data.settings().dns;
  return serverServices(data).map((service) => ({ name: zone, type: 'NS', ttl: ttlSeconds, data: fqdn(`${service.name}.${zone}`) }));
}

/** Simplified: the serial is the simulated time, not that of the last change. */
function startOfAuthority(data: ZoneData, zone: string): DNSRecord {
  const { ttlSeconds } = data.settings().dns;
  const serial = Math.floor(data.nowSeconds());
  return { name: zone, type: 'SOA', ttl: Math.min(ttlSeconds, 300), data: `ns.dns.${zone} hostmaster.${zone} ${serial} 7200 1800 86400 ${ttlSeconds}` };
}
