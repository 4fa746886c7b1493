import { isSameIP, parseIP } from '../../kube/ip.ts';
import type { OutsideName } from '../../protocol/settings.ts';
import { addressOfReverseName } from './domainName.ts';
import type { DNSAnswer, DNSRecord } from './dnsRecord.ts';

const nameError: DNSAnswer = { rcode: 'NXDOMAIN', answers: [] };

/**
 * What the world outside says to a query. `query` is absolute.
 * Simplified: a name has one address and nothing else, and answers to A, AAAA and the PTR of its address only, as CoreDNS's
 * hosts plugin does; whatever else is asked does not exist.
 */
export function queryOutside(names: readonly OutsideName[], query: string, type: string): DNSAnswer {
  const lower = query.toLowerCase();
  if (type === 'PTR') {
    const address = addressOfReverseName(lower);
    const found = names.filter((entry) => address !== '' && isSameIP(entry.address, address));
    const answers = found.map((entry): DNSRecord => ({ name: lower, type: 'PTR', ttl: entry.ttlSeconds, data: `${entry.name.toLowerCase()}.` }));
    return answers.length === 0 ? nameError : { rcode: 'NOERROR', answers };
  }
  const entries = names.filter((entry) => `${entry.name.toLowerCase()}.` === lower);
  if (entries.length === 0 || (type !== 'A' && type !== 'AAAA')) return nameError;
  const family = type === 'A' ? 'IPv4' : 'IPv6';
  const answers = entries.filter((entry) => parseIP(entry.address)?.family === family).map((entry): DNSRecord => ({ name: lower, type, ttl: entry.ttlSeconds, data: entry.address }));
  return { rcode: 'NOERROR', answers };
}
