/** nc after netcat-openbsd 1.219, ping after iputils 20221126: whether somebody answers. */
import { parseIP, type IPFamily } from '../../kube/ip.ts';
import type { Outcome } from '../../protocol/request.ts';
import type { ClusterAccess, Program, Running } from '../program.ts';
import { parseArgs } from '../shell/arguments.ts';
import { addressAsked, clientOf, exchange, resolvConfOf, serviceAddresses, socketOf, until } from './machine.ts';
import type { Place } from './place.ts';
import { serviceName } from './serviceNames.ts';

/** Ports that one command may try. */
const MAX_PORTS = 1000;
const ncUsage = `usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]
\t  [-m minttl] [-O length] [-P proxy_username] [-p source_port]
\t  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]
\t  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]
\t  [destination] [port]
`;
const ncReasons: Readonly<Record<Exclude<Outcome, 'unresolved'>, string>> = {
  answered: 'Success', refused: 'Connection refused', timedOut: 'Connection timed out', unreachable: 'No route to host', reset: 'Connection reset by peer', closed: 'Connection reset by peer',
};

/** `80`, `80-82`; undefined where it is neither. */
function portsOf(text: string): readonly number[] | undefined {
  const [first = 0, last = first] = text.split('-').map(Number);
  if (!/^\d+(?:-\d+)?$/.test(text) || first < 1 || last > 65_535 || last < first) return undefined;
  return Array.from({ length: Math.min(MAX_PORTS, last - first + 1) }, (_, index) => first + index);
}

export function nc(place: Place): Program {
  return function* (args, streams, cluster): Running {
    const parsed = parseArgs(args, '46zvunkNld w: q: p: s:');
    if ('error' in parsed || parsed.rest.length === 0) {
      streams.err(`${'error' in parsed ? `nc: ${parsed.error}\n` : ''}${ncUsage}`);
      return 1;
    }
    const [host = '', portText] = parsed.rest;
    const ports = portText === undefined ? undefined : portsOf(portText);
    if (ports === undefined || parsed.has('l')) {
      streams.err(parsed.has('l') ? 'nc: nothing can be made to listen here: a Pod listens on the ports of its containers\n' : portText === undefined ? 'nc: missing port number\n' : `nc: port number invalid: ${portText}\n`);
      return 1;
    }
    const protocol = parsed.has('u') ? 'UDP' : 'TCP';
    const name = protocol.toLowerCase();
    const seconds = Number(parsed.value('w') || NaN);
    let exit = 1;
    for (const port of ports) {
      const trace = yield* exchange(cluster, place, socketOf(host, port), protocol, Number.isNaN(seconds) ? Infinity : seconds * 1000);
      const outcome = trace?.outcome ?? 'unreachable';
      if (outcome === 'unresolved') {
        streams.err(`nc: getaddrinfo for host "${host}" port ${port}: Name or service not known\n`);
        return 1;
      }
      // A datagram that is swallowed looks like one that arrived.
      if (outcome === 'answered' || (protocol === 'UDP' && outcome === 'timedOut')) {
        if (parsed.has('v')) streams.err(`Connection to ${host} ${port} port [${name}/${parsed.has('n') ? '*' : (serviceName(port) ?? '*')}] succeeded!\n`);
        exit = 0;
      } else if (parsed.has('v')) {
        const address = trace === undefined ? host : (addressAsked(trace) ?? host);
        const named = address === host ? host : `${host} (${address})`;
        const gaveUp = outcome === 'timedOut' && !Number.isNaN(seconds);
        streams.err(`nc: connect to ${named} port ${port} (${name}) ${gaveUp ? 'timed out: Operation now in progress' : `failed: ${ncReasons[outcome]}`}\n`);
      }
    }
    return exit;
  };
}

/** Who answers an echo request. Virtual addresses belong to nobody but, with ipvs, to each Node's own dummy interface. */
function pingAnswer(cluster: ClusterAccess, place: Place, address: string): boolean {
  const { runtime, settings } = cluster.engine;
  const { nodes, outsideClients, proxy } = settings();
  const from = clientOf(place);
  const ownNode = from.kind === 'node' ? from.name : from.kind === 'pod' ? (runtime.byPod(from.namespace, from.name)?.nodeName ?? '') : '';
  const isUp = (name: string): boolean => runtime.nodePower(name) === 'up' && !(ownNode !== '' && runtime.isLinkCut(ownNode, name)) && (ownNode === '' || runtime.nodePower(ownNode) === 'up');
  if (address.startsWith('127.') || address === '::1') return true;
  const sandbox = runtime.byIP(address);
  if (sandbox !== undefined) return from.kind !== 'outside' && isUp(sandbox.nodeName);
  const node = nodes.find(({ addresses }) => addresses.includes(address));
  if (node !== undefined) return isUp(node.name);
  if (outsideClients.some((client) => client.address === address)) return true;
  return proxy.mode === 'ipvs' && from.kind !== 'outside' && serviceAddresses(cluster).includes(address);
}

/** A Node's own address, as requests have it, or what the machine's resolver finds. */
function addressOf(cluster: ClusterAccess, place: Place, name: string, families: readonly IPFamily[]): string | undefined {
  if (parseIP(name) !== undefined) return name;
  const { engine } = cluster;
  const node = engine.settings().nodes.find((each) => each.name === name)?.addresses.find((ip) => families.includes(ip.includes(':') ? 'IPv6' : 'IPv4'));
  return node ?? engine.dns.lookup(resolvConfOf(cluster, place), name, families).addresses[0];
}

/** How long ping waits for the last answer, unless -W says otherwise. */
const LINGER_MS = 10_000;

export function ping(place: Place): Program {
  return function* (args, streams, cluster): Running {
    const parsed = parseArgs(args, 'q46nbv c: W: w: i: s: I: t:');
    if ('error' in parsed || parsed.rest.length === 0) {
      streams.err('error' in parsed ? `ping: ${parsed.error}\n` : 'ping: usage error: Destination address required\n');
      return 'error' in parsed ? 2 : 1;
    }
    const name = parsed.rest[0] ?? '';
    const { engine } = cluster;
    const families: readonly IPFamily[] = parsed.has('6') ? ['IPv6'] : parsed.has('4') ? ['IPv4'] : ['IPv4', 'IPv6'];
    const address = addressOf(cluster, place, name, families);
    if (address === undefined) {
      streams.err(`ping: ${name}: Name or service not known\n`);
      return 2;
    }
    const count = Number(parsed.value('c') || Infinity);
    const intervalMs = Math.max(2, 1000 * Number(parsed.value('i') || 1) || 1000);
    const lingerMs = Number(parsed.value('W') || NaN) * 1000 || LINGER_MS;
    const startMs = cluster.nowMs;
    const roundTrip = (0.05 + 2 * engine.settings().delays.linkMs).toFixed(3);
    let received = 0;
    let sent = 0;
    let lastMs = startMs;
    streams.out(`PING ${name} (${address}) 56(84) bytes of data.\n`);
    try {
      while (sent < count) {
        sent++;
        lastMs = cluster.nowMs;
        const isAnswered = pingAnswer(cluster, place, address);
        if (isAnswered) {
          received++;
          if (!parsed.has('q')) streams.out(`64 bytes from ${address}: icmp_seq=${sent} ttl=64 time=${roundTrip} ms\n`);
        }
        if (sent < count) yield* until(cluster, cluster.nowMs + intervalMs);
        else if (!isAnswered) yield* until(cluster, cluster.nowMs + lingerMs);
      }
    } finally {
      // Also where Ctrl-C ends it.
      const lost = sent === 0 ? 0 : Math.floor(((sent - received) / sent) * 100 * 1e4) / 1e4;
      streams.out(`\n--- ${name} ping statistics ---\n${sent} packets transmitted, ${received} received, ${lost}% packet loss, time ${Math.round(lastMs - startMs)}ms\n`);
      streams.out(received > 0 ? `rtt min/avg/max/mdev = ${roundTrip}/${roundTrip}/${roundTrip}/0.000 ms\n` : '\n');
    }
    return received > 0 ? 0 : 1;
  };
}
