/** nslookup, dig and host, after their manual pages and what BIND 9.18's print. */
import { searchOrder, HOST_NAMESERVER } from '../../engine/dns/resolvConf.ts';
import { queryOutside } from '../../engine/dns/outsideNames.ts';
import type { DNSAnswer, DNSRecord } from '../../engine/dns/dnsRecord.ts';
import { fqdn, reverseNameOf } from '../../engine/dns/domainName.ts';
import { parseIP } from '../../kube/ip.ts';
import type { ClusterAccess, Program, Running } from '../program.ts';
import { dateWithZone } from './clockText.ts';
import { resolvConfOf } from './machine.ts';
import type { Place } from './place.ts';

const types = new Set(['A', 'AAAA', 'SRV', 'CNAME', 'PTR', 'TXT', 'NS', 'SOA', 'MX', 'ANY']);

/** What a server says to one query. No server at that address: no answer. */
function ask(cluster: ClusterAccess, server: string, name: string, type: string): DNSAnswer {
  const { dns, settings } = cluster.engine;
  const { clusterIP } = settings().dns;
  const isCluster = server === clusterIP || cluster.engine.reader.get('Service', 'kube-system', 'kube-dns')?.spec.clusterIPs?.includes(server) === true;
  if (isCluster) return dns.query(name, type);
  return server === HOST_NAMESERVER ? queryOutside(settings().outsideNames, fqdn(name), type) : { rcode: 'TIMEOUT', answers: [] };
}

const bare = (name: string): string => (name === '.' ? name : name.replace(/\.$/, ''));

/** As nslookup writes a record; addresses have lines of their own. */
function lineOf(record: DNSRecord): string {
  const name = bare(record.name);
  switch (record.type) {
    case 'A': case 'AAAA': return `Name:\t${name}\nAddress: ${record.data}\n`;
    case 'CNAME': return `${name}\tcanonical name = ${record.data}\n`;
    case 'PTR': return `${name}\tname = ${record.data}\n`;
    case 'SRV': return `${name}\tservice = ${record.data}\n`;
    case 'TXT': return `${name}\ttext = ${record.data}\n`;
    case 'NS': return `${name}\tnameserver = ${record.data}\n`;
    default: return `${name}\t${record.type.toLowerCase()} = ${record.data}\n`;
  }
}

interface Asked { readonly name: string; readonly server: string; readonly type: string }

/** The answers to the first name of the search list that exists, or to the last. */
function lookUp(cluster: ClusterAccess, place: Place, { name, server, type }: Asked): { readonly answer: DNSAnswer; readonly query: string } {
  const names = searchOrder(resolvConfOf(cluster, place), name);
  const kinds = type === '' ? ['A', 'AAAA'] : [type];
  let last: { answer: DNSAnswer; query: string } = { answer: { rcode: 'NXDOMAIN', answers: [] }, query: name };
  for (const query of names) {
    const all = kinds.map((kind) => ask(cluster, server, query, kind));
    const answers = all.flatMap((answer) => answer.answers).filter((record, index, list) => list.findIndex((other) => JSON.stringify(other) === JSON.stringify(record)) === index);
    const rcode = all.find((answer) => answer.rcode === 'NOERROR')?.rcode ?? all[0]?.rcode ?? 'NXDOMAIN';
    last = { answer: { rcode, answers }, query };
    if (answers.length > 0 || rcode !== 'NXDOMAIN') return last;
  }
  return last;
}

export function nslookup(place: Place): Program {
  return function* (args, streams, cluster): Running {
    const options = args.filter((arg) => arg.startsWith('-'));
    const [given = '', from] = args.filter((arg) => !arg.startsWith('-'));
    const wanted = options.map((option) => /^-(?:type|query|q|ty)=(\w+)$/i.exec(option)?.[1]?.toUpperCase()).find((type) => type !== undefined) ?? '';
    if (given === '') {
      streams.err('nslookup: a name is needed here; there is no interactive mode\n');
      return 1;
    }
    const server = from === undefined ? (resolvConfOf(cluster, place).nameservers[0] ?? '') : serverAddress(cluster, place, from);
    const isAddress = parseIP(given) !== undefined;
    const type = isAddress ? 'PTR' : wanted;
    const { answer } = lookUp(cluster, place, { name: isAddress ? fqdn(reverseNameOf(given)) : given, server, type });
    if (answer.rcode === 'TIMEOUT') {
      const untilMs = cluster.nowMs + 15_000;
      while (cluster.nowMs < untilMs) yield { untilMs, orOnChange: false };
      streams.out(`;; communications error to ${server}#53: timed out\n;; communications error to ${server}#53: timed out\n;; communications error to ${server}#53: timed out\n;; no servers could be reached\n\n`);
      return 1;
    }
    if (!isAddress || answer.answers.length === 0) streams.out(`Server:\t\t${server}\nAddress:\t${server}#53\n\n`);
    if (answer.rcode !== 'NOERROR') {
      streams.out(`** server can't find ${isAddress ? bare(reverseNameOf(given)) : given}: ${answer.rcode}\n\n`);
      return 1;
    }
    if (answer.answers.length === 0) {
      streams.out(`*** Can't find ${given}: No answer\n\n`);
      return 0;
    }
    streams.out(`${answer.answers.map(lineOf).join('')}\n`);
    return 0;
  };
}

function serverAddress(cluster: ClusterAccess, place: Place, name: string): string {
  const host = name.replace(/^@/, '');
  if (parseIP(host) !== undefined) return host;
  return cluster.engine.dns.lookup(resolvConfOf(cluster, place), host, ['IPv4', 'IPv6']).addresses[0] ?? host;
}

interface DigOptions { readonly name: string; readonly type: string; readonly server: string; readonly isShort: boolean; readonly isSearching: boolean; readonly isAnswerOnly: boolean }

function digOptions(cluster: ClusterAccess, place: Place, args: readonly string[]): DigOptions {
  let name = '';
  let type = '';
  let server = resolvConfOf(cluster, place).nameservers[0] ?? '';
  const flags = new Set(args.filter((arg) => arg.startsWith('+')));
  for (const [index, arg] of args.entries()) {
    const before = args[index - 1];
    if (arg.startsWith('@')) server = serverAddress(cluster, place, arg);
    else if (before === '-x') {
      name = fqdn(reverseNameOf(arg));
      type = 'PTR';
    } else if (before === '-t') type = arg.toUpperCase();
    else if (types.has(arg.toUpperCase()) && name !== '') type = arg.toUpperCase();
    else if (!arg.startsWith('-') && !arg.startsWith('+')) {
      if (name === '' && !types.has(arg)) name = arg;
      else if (types.has(arg.toUpperCase())) type = arg.toUpperCase();
    }
  }
  return { name, type: type === '' ? 'A' : type, server, isShort: flags.has('+short'), isSearching: flags.has('+search'), isAnswerOnly: flags.has('+noall') };
}

/** What a server adds to a negative answer about its own zone: CoreDNS's plugin/backend_lookup.go SOA, with the kubernetes plugin's ttl. */
function authorityOf(cluster: ClusterAccess, zone: string): DNSRecord {
  const serial = Math.floor((EPOCH_MS + cluster.nowMs) / 1000);
  return { name: zone, ttl: 30, type: 'SOA', data: `ns.dns.${zone} hostmaster.${zone} ${serial} 7200 1800 86400 30` };
}

const EPOCH_MS = 1_767_225_600_000;

const recordLine = ({ name, ttl, type, data }: DNSRecord): string => `${name}\t${name.length < 24 ? '\t' : ''}${ttl}\tIN\t${type}\t${data}\n`;

export function dig(place: Place): Program {
  return function* (args, streams, cluster): Running {
    const { name, type, server, isShort, isSearching, isAnswerOnly } = digOptions(cluster, place, args);
    const servers = args.some((arg) => arg.startsWith('@')) ? '; (1 server found)\n' : '';
    const query = isSearching ? lookUp(cluster, place, { name, server, type }).query : fqdn(name === '' ? '.' : name);
    const answer = ask(cluster, server, query, type);
    if (answer.rcode === 'TIMEOUT') {
      const untilMs = cluster.nowMs + 15_000;
      while (cluster.nowMs < untilMs) yield { untilMs, orOnChange: false };
      streams.out(`;; communications error to ${server}#53: timed out\n;; communications error to ${server}#53: timed out\n;; communications error to ${server}#53: timed out\n\n; <<>> DiG 9.18.33 <<>> ${args.join(' ')}\n${servers};; global options: +cmd\n;; no servers could be reached\n`);
      return 9;
    }
    if (isShort) {
      streams.out(answer.answers.map(({ data }) => `${data}\n`).join(''));
      return 0;
    }
    const records = answer.answers.map(recordLine).join('');
    if (isAnswerOnly) {
      streams.out(records);
      return 0;
    }
    const zone = `${cluster.engine.settings().dns.clusterDomain}.`;
    const isOwn = query.endsWith(zone);
    const authority = isOwn && answer.answers.length === 0 ? [authorityOf(cluster, zone)] : [];
    streams.out([
      `\n; <<>> DiG 9.18.33 <<>> ${args.join(' ')}\n${servers};; global options: +cmd\n;; Got answer:\n`,
      `;; ->>HEADER<<- opcode: QUERY, status: ${answer.rcode}, id: ${1024 + (query.length * 257) % 60_000}\n`,
      `;; flags: qr ${isOwn ? 'aa ' : ''}rd${isOwn ? '' : ' ra'}; QUERY: 1, ANSWER: ${answer.answers.length}, AUTHORITY: ${authority.length}, ADDITIONAL: 1\n`,
      isOwn ? ';; WARNING: recursion requested but not available\n' : '',
      '\n;; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n',
      `;; QUESTION SECTION:\n;${query}\t${query.length < 23 ? '\t' : ''}\tIN\t${type}\n\n`,
      answer.answers.length > 0 ? `;; ANSWER SECTION:\n${records}\n` : '',
      authority.length > 0 ? `;; AUTHORITY SECTION:\n${authority.map(recordLine).join('')}\n` : '',
      `;; Query time: 0 msec\n;; SERVER: ${server}#53(${server}) (UDP)\n;; WHEN: ${dateWithZone(cluster.nowMs, true)}\n;; MSG SIZE  rcvd: ${12 + query.length + 5 + answer.answers.length * (query.length + 16)}\n\n`,
    ].join(''));
    return 0;
  };
}

export function host(place: Place): Program {
  return function* (args, streams, cluster): Running {
    const typeAt = args.indexOf('-t');
    const wanted = typeAt < 0 ? '' : (args[typeAt + 1] ?? '').toUpperCase();
    const [given = '', from] = args.filter((arg, index) => !arg.startsWith('-') && (typeAt < 0 || index !== typeAt + 1));
    const server = from === undefined ? (resolvConfOf(cluster, place).nameservers[0] ?? '') : serverAddress(cluster, place, from);
    const isAddress = parseIP(given) !== undefined;
    const { answer, query } = lookUp(cluster, place, { name: isAddress ? fqdn(reverseNameOf(given)) : given, server, type: isAddress ? 'PTR' : wanted });
    if (answer.rcode === 'TIMEOUT') {
      streams.out(';; no servers could be reached\n');
      return 1;
    }
    if (answer.rcode !== 'NOERROR') {
      streams.out(`Host ${isAddress ? bare(reverseNameOf(given)) : given} not found: 3(${answer.rcode})\n`);
      return 1;
    }
    if (answer.answers.length === 0) streams.out(`${bare(query)} has no ${wanted === '' ? 'A' : wanted} record\n`);
    for (const { name, type, data } of answer.answers) {
      const what: Readonly<Record<string, string>> = { A: 'has address', AAAA: 'has IPv6 address', CNAME: 'is an alias for', PTR: 'domain name pointer', SRV: 'has SRV record', TXT: 'descriptive text', NS: 'name server' };
      streams.out(`${bare(name)} ${what[type] ?? `has ${type} record`} ${data}\n`);
    }
    yield* [];
    return 0;
  };
}
