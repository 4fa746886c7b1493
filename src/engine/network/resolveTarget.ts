import type { IPFamily } from '../../kube/ip.ts';
import type { Reason } from '../../protocol/request.ts';
import type { EngineContext, Runtime } from '../context.ts';
import type { DNS, Lookup } from '../dns/dns.ts';
import type { Client, KnownName } from './client.ts';
import type { Prepared } from './clients.ts';
import { nameField, namedService } from './namedService.ts';
import { reason } from './reasons.ts';
import type { Walk } from './walkState.ts';

export interface ResolveParts {
  readonly context: EngineContext;
  readonly runtime: Runtime;
  readonly dns: DNS;
}

/** More names than this one client does not remember. */
const MAX_LOOKUPS = 1000;
const noAnswer: KnownName = { epoch: 0, lookup: { tried: [], addresses: [] }, addresses: [] };

function lookup({ dns }: ResolveParts, client: Client, host: string): KnownName {
  const { epoch } = dns;
  const known = client.lookups.get(host);
  if (known?.epoch === epoch) return known;
  const families: IPFamily[] = [];
  if (client.ipv4 !== '') families.push('IPv4');
  if (client.ipv6 !== '') families.push('IPv6');
  const found = dns.lookup(client.resolvConf, host, families);
  const preferred = found.addresses.filter((address) => address.includes(':') === (client.ipv4 === ''));
  const name: KnownName = { epoch, lookup: found, addresses: preferred.length > 0 ? preferred : found.addresses };
  if (client.lookups.size >= MAX_LOOKUPS) client.lookups.clear();
  client.lookups.set(host, name);
  return name;
}

/** The alias that a name led through first; undefined where it led to addresses directly. */
function aliasOf(found: Lookup): string | undefined {
  return found.tried.at(-1)?.answers.find((answer) => answer.type === 'CNAME')?.data;
}

function resolvedReason(name: string, found: Lookup, address: string): Reason {
  const queries = found.tried.length;
  const target = aliasOf(found);
  if (target !== undefined) return reason('dns.alias', { name, target, address, queries });
  const count = found.addresses.length;
  return count > 1 ? reason('dns.resolvedMany', { name, address, count, queries }) : reason('dns.resolved', { name, address, queries });
}

function failedReason(name: string, found: Lookup): Reason {
  const queries = found.tried.length;
  if (found.tried.every((attempt) => attempt.rcode === 'TIMEOUT')) return reason('dns.noServer', { name });
  return found.tried.every((attempt) => attempt.rcode !== 'NOERROR') ? reason('dns.nameError', { name, queries }) : reason('dns.noAddress', { name, queries });
}

/**
 * Gives a walk the address that its target's name has: a Node's own address, or what the client's resolver finds; of several
 * addresses any, with those of the client's first family before others. False where the request ends with that.
 */
export function resolveTarget(parts: ResolveParts, walk: Walk, prepared: Prepared): boolean {
  const { context, runtime } = parts;
  const { client, machine, target: { host } } = prepared;
  if (machine !== undefined) {
    walk.destinationIP = machine.primaryIP(client.ipv4 === '');
    walk.sourceIP = client.ipv4 === '' ? client.ipv6 : client.ipv4;
    return true;
  }
  const isCutOff = client.machine !== undefined && runtime.nodePower(client.machine.name) !== 'up';
  if (!isCutOff && prepared.name?.epoch !== parts.dns.epoch) prepared.name = lookup(parts, client, host);
  const { lookup: found, addresses: list } = (isCutOff ? undefined : prepared.name) ?? noAnswer;
  const { linkMs, requestTimeoutMs } = context.settings().delays;
  const address = list.length > 1 ? list[context.random('dns').int(list.length)] : list[0];
  const endMs = walk.startMs + (isCutOff ? requestTimeoutMs : found.tried.length * 2 * linkMs);
  walk.sentMs = walk.timeMs = walk.endMs = endMs;
  if (walk.trace !== undefined) {
    const queries = found.tried.map(({ query, type, rcode, answers }) => ({ query, type, rcode, answers: answers.map((answer) => (answer.type === type ? answer.data : `${answer.type} ${answer.data}`)) }));
    const why = address === undefined ? failedReason(host, found) : resolvedReason(host, found, address);
    const last = queries.at(-1)?.query ?? '';
    const service = namedService(context.api, context.settings().dns.clusterDomain, last);
    walk.trace.move('dns', { kind: 'dns' }, endMs, why, { queries, decidedBy: service && nameField(service) });
    if (address !== undefined) walk.trace.back({ kind: 'client', client: client.ref }, endMs);
    else walk.trace.end('unresolved', { kind: 'client', client: client.ref }, endMs, why);
  }
  if (address === undefined) {
    walk.outcome = 'unresolved';
    walk.failure = 'local';
    return false;
  }
  walk.destinationIP = address;
  walk.sourceIP = address.includes(':') ? client.ipv6 : client.ipv4;
  return true;
}
