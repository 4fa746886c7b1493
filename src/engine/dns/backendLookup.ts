import { formatIP, parseIP, type IPFamily } from '../../kube/ip.ts';
import { fqdn, isInZone } from './domainName.ts';
import type { DNSAnswer, DNSRecord } from './dnsRecord.ts';
import type { BackendRecord, BackendRecords } from './kubernetesPlugin.ts';

const MAX_CNAME_CHAIN = 10;

/** What the answers are made of. */
export interface LookupBackend {
  /** The zone as it was asked for, letters and all. */
  readonly zone: string;
  readonly ttlSeconds: number;
  /** Undefined where there is no such name. */
  records(name: string): BackendRecords;
  /** A name that is not in the zone. */
  lookupElsewhere(name: string, type: string): DNSAnswer;
}

/** Undefined stands for NXDOMAIN. */
type Records = readonly DNSRecord[] | undefined;

/**
 * A or AAAA of a name, following names that lead to other names. `chain` are the CNAMEs that led here.
 * Mirrors A and AAAA of CoreDNS's plugin/backend_lookup.go.
 */
export function lookupAddresses(backend: LookupBackend, name: string, type: 'A' | 'AAAA', chain: readonly DNSRecord[] = []): Records {
  const found = backend.records(name);
  if (found === undefined) return undefined;
  const family: IPFamily = type === 'A' ? 'IPv4' : 'IPv6';
  const answers: DNSRecord[] = [];
  const seen = new Set<string>();
  for (const record of found) {
    const ip = parseIP(record.host);
    if (ip === undefined) answers.push(...followName(backend, name, record, type, chain));
    else if (ip.family === family && !seen.has(record.host)) {
      seen.add(record.host);
      answers.push({ name, type, ttl: backend.ttlSeconds, data: formatIP(ip) });
    }
  }
  return answers;
}

function followName(backend: LookupBackend, name: string, record: BackendRecord, type: 'A' | 'AAAA', chain: readonly DNSRecord[]): readonly DNSRecord[] {
  const target = fqdn(record.host);
  if (isInZone(target, name)) return [];
  if (chain.length > MAX_CNAME_CHAIN || chain.some((link) => link.data === target)) return [];
  const link: DNSRecord = { name, type: 'CNAME', ttl: backend.ttlSeconds, data: target };
  if (isInZone(target, backend.zone)) {
    const rest = lookupAddresses(backend, target, type, [...chain, link]);
    return rest === undefined || rest.length === 0 ? [] : [link, ...rest];
  }
  return [link, ...backend.lookupElsewhere(target, type).answers];
}

/** SRV of a name: one record for each target and port; the weight is 100 divided by everything found, 1 at least. Mirrors SRV. */
export function lookupSRV(backend: LookupBackend, name: string): Records {
  const found = backend.records(name)?.filter((record) => parseIP(record.host) !== undefined);
  if (found === undefined) return undefined;
  const weight = Math.max(1, Math.floor((100 / (100 * found.length)) * 100));
  const answers = new Map<string, DNSRecord>();
  for (const record of found) {
    if (record.port === -1) continue;
    const target = `${record.ownName}.${backend.zone}`;
    const key = `${record.port} ${target}`;
    if (!answers.has(key)) answers.set(key, { name, type: 'SRV', ttl: backend.ttlSeconds, data: `0 ${weight} ${key}` });
  }
  return [...answers.values()];
}

/** CNAME of a name; nothing where the first thing found is an address. Mirrors CNAME. */
export function lookupCNAME(backend: LookupBackend, name: string): Records {
  const found = backend.records(name);
  const first = found?.[0];
  if (first === undefined) return found === undefined ? undefined : [];
  return parseIP(first.host) === undefined ? [{ name, type: 'CNAME', ttl: backend.ttlSeconds, data: fqdn(first.host) }] : [];
}
