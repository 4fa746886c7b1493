/** What a machine says of its own network: hostname, ip, ss, and ping and nc towards others. */
import type { ClusterAccess, Program, Running } from '../program.ts';
import { parseArgs } from '../shell/arguments.ts';
import { addressAsked, addressesOf, clientOf, exchange, hostNameOf, podAt, resolvConfOf, socketOf, until } from './machine.ts';
import type { Place } from './place.ts';
import { parseIP } from '../../kube/ip.ts';

const isWide = (ip: string): boolean => ip.includes(':');

export function hostname(place: Place): Program {
  return function* (args, streams, cluster): Running {
    const addresses = addressesOf(cluster, place);
    if (args.includes('-i')) streams.out(`${addresses[0] ?? ''}\n`);
    else if (args.includes('-I')) streams.out(`${addresses.join(' ')} \n`);
    else streams.out(`${hostNameOf(cluster, place)}\n`);
    yield* [];
    return 0;
  };
}

/** The machine whose network a place uses: a Pod on its Node's network uses the Node's. */
function onNetworkOf(cluster: ClusterAccess, place: Place): Place {
  const pod = podAt(cluster, place);
  return pod?.spec.hostNetwork === true ? { kind: 'node', name: pod.spec.nodeName ?? '' } : place;
}

interface Link { readonly name: string; readonly addresses: readonly string[]; readonly flags: string; readonly kind: string }

const prefixLength = (cidr: string): number => Number(cidr.split('/')[1] ?? 24);

function linksOf(cluster: ClusterAccess, given: Place): readonly Link[] {
  const place = onNetworkOf(cluster, given);
  const { nodes, proxy } = cluster.engine.settings();
  const loopback: Link = { name: 'lo', addresses: ['127.0.0.1/8', '::1/128'], flags: 'LOOPBACK,UP,LOWER_UP', kind: 'loopback' };
  const up = 'BROADCAST,MULTICAST,UP,LOWER_UP';
  if (place.kind === 'pod') {
    const length = (ip: string): number => prefixLength(nodes.find(({ name }) => name === cluster.engine.runtime.byPod(place.namespace, place.name)?.nodeName)?.podCIDRs.find((cidr) => isWide(cidr) === isWide(ip)) ?? '');
    return [loopback, { name: 'eth0', addresses: addressesOf(cluster, place).map((ip) => `${ip}/${length(ip)}`), flags: up, kind: 'ether' }];
  }
  const own = addressesOf(cluster, place).map((ip) => `${ip}/${isWide(ip) ? 64 : 24}`);
  const links: Link[] = [loopback, { name: 'eth0', addresses: own, flags: up, kind: 'ether' }];
  if (place.kind !== 'node') return links;
  const podCIDRs = nodes.find(({ name }) => name === place.name)?.podCIDRs ?? [];
  links.push({ name: 'cni0', addresses: podCIDRs.map((cidr) => cidr.replace(/0?\/(\d+)$/, (_, length: string) => `1/${length}`)), flags: up, kind: 'ether' });
  if (proxy.mode === 'ipvs') links.push({ name: 'kube-ipvs0', addresses: serviceAddresses(cluster).map((ip) => `${ip}/${isWide(ip) ? 128 : 32}`), flags: 'BROADCAST,NOARP', kind: 'ether' });
  return links;
}

/** What ipvs puts on its dummy interface. */
function serviceAddresses(cluster: ClusterAccess): readonly string[] {
  return [...new Set(cluster.engine.reader.list('Service').flatMap(({ spec, status }) => [
    ...(spec.clusterIPs ?? []).filter((ip) => ip !== 'None'), ...(spec.externalIPs ?? []), ...(status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []),
  ]))];
}

/** A made-up hardware address that stays the same for an address. */
function hardwareAddress(addresses: readonly string[]): string {
  const value = parseIP(addresses[0]?.split('/')[0] ?? '')?.value ?? 0n;
  return `0a:58:${(value & 0xffffffffn).toString(16).padStart(8, '0').replace(/../g, '$&:').slice(0, -1)}`;
}

function printLinks(cluster: ClusterAccess, place: Place, family: string): string {
  return linksOf(cluster, place).map(({ name, addresses, flags, kind }, index) => {
    const isUp = flags.includes('UP');
    const shown = addresses.filter((address) => family === '' || isWide(address) === (family === '6'));
    const lines = shown.map((address) => (isWide(address)
      ? `    inet6 ${address} scope ${address === '::1/128' ? 'host' : 'global'} \n       valid_lft forever preferred_lft forever\n`
      : `    inet ${address} scope ${name === 'lo' ? 'host lo' : `global ${name}`}\n       valid_lft forever preferred_lft forever\n`));
    const hardware = kind === 'loopback' ? 'link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00' : `link/ether ${hardwareAddress(addresses)} brd ff:ff:ff:ff:ff:ff`;
    return `${index + 1}: ${name}: <${flags}> mtu ${kind === 'loopback' ? 65536 : 1500} qdisc ${isUp ? 'noqueue' : 'noop'} state ${kind === 'loopback' ? 'UNKNOWN' : isUp ? 'UP' : 'DOWN'} group default qlen 1000\n    ${hardware}\n${lines.join('')}`;
  }).join('');
}

function printRoutes(cluster: ClusterAccess, given: Place): string {
  const place = onNetworkOf(cluster, given);
  const { nodes } = cluster.engine.settings();
  const own = addressesOf(cluster, place).find((ip) => !isWide(ip)) ?? '';
  if (place.kind === 'pod') {
    const sandbox = cluster.engine.runtime.byPod(place.namespace, place.name);
    const cidr = nodes.find(({ name }) => name === sandbox?.nodeName)?.podCIDRs.find((range) => !isWide(range)) ?? '';
    const gateway = cidr.replace(/0\/\d+$/, '1');
    return `default via ${gateway} dev eth0 \n${cidr} dev eth0 proto kernel scope link src ${own} \n`;
  }
  const network = own.replace(/\.\d+$/, '.0/24');
  const router = own.replace(/\.\d+$/, '.1');
  const pods = nodes.flatMap((node) => node.podCIDRs.filter((cidr) => !isWide(cidr)).map((cidr) => {
    if (place.kind === 'node' && node.name === place.name) return `${cidr} dev cni0 proto kernel scope link src ${cidr.replace(/0\/\d+$/, '1')} \n`;
    return `${cidr} via ${node.addresses.find((ip) => !isWide(ip)) ?? ''} dev eth0 \n`;
  }));
  return `default via ${router} dev eth0 \n${place.kind === 'node' ? pods.join('') : ''}${network} dev eth0 proto kernel scope link src ${own} \n`;
}

export function ip(place: Place): Program {
  return function* (args, streams, cluster): Running {
    yield* [];
    const family = args.includes('-4') ? '4' : args.includes('-6') ? '6' : '';
    const [object = ''] = args.filter((arg) => !arg.startsWith('-'));
    if (object !== '' && 'address'.startsWith(object)) streams.out(printLinks(cluster, place, family));
    else if (object !== '' && 'route'.startsWith(object)) streams.out(printRoutes(cluster, place));
    else if (object !== '' && 'link'.startsWith(object)) streams.out(printLinks(cluster, place, 'none').replace(/ {4}inet.*\n.*\n/g, ''));
    else {
      streams.err(object === '' ? 'Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n' : `Object "${object}" is unknown, try "ip help".\n`);
      return object === '' ? 255 : 1;
    }
    return 0;
  };
}

interface Listener { readonly protocol: string; readonly address: string; readonly port: number }

/** The declared ports on which something really listens; on a Node those of its hostNetwork Pods and its own servers. */
function listenersOf(cluster: ClusterAccess, given: Place): readonly Listener[] {
  const place = onNetworkOf(cluster, given);
  const { reader, runtime } = cluster.engine;
  const pods = place.kind === 'node' ? reader.podsOnNode(place.name).filter(({ spec }) => spec.hostNetwork === true) : [podAt(cluster, place)].flatMap((pod) => pod ?? []);
  const own: readonly Listener[] = place.kind === 'node' ? [{ protocol: 'TCP', address: '*', port: 10_250 }, { protocol: 'TCP', address: '*', port: 10_256 }, { protocol: 'TCP', address: '127.0.0.1', port: 10_249 }] : [];
  const health = place.kind !== 'node' ? [] : reader.list('Service').flatMap(({ spec }) => (spec.healthCheckNodePort === undefined || spec.healthCheckNodePort === 0 ? [] : [{ protocol: 'TCP', address: '*', port: spec.healthCheckNodePort }]));
  const served = pods.flatMap(({ metadata, spec }) => {
    const sandbox = runtime.byPod(metadata.namespace ?? '', metadata.name);
    return spec.containers.flatMap(({ ports }) => ports ?? []).filter(({ containerPort, protocol = 'TCP' }) => sandbox?.listens(containerPort, protocol) === true).map(({ containerPort, protocol = 'TCP' }) => ({ protocol, address: '*', port: containerPort }));
  });
  const all = [...served, ...own, ...health];
  return all.filter((listener, index) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(listener)) === index).sort((a, b) => a.port - b.port);
}

export function ss(place: Place): Program {
  return function* (args, streams, cluster): Running {
    yield* [];
    const letters = args.filter((arg) => /^-[a-z0-9]+$/i.test(arg)).join('');
    const wantsTCP = letters.includes('t') || !letters.includes('u');
    const wantsUDP = letters.includes('u') || !letters.includes('t');
    const shown = listenersOf(cluster, place).filter(({ protocol }) => (protocol === 'UDP' ? wantsUDP : wantsTCP));
    const hasNetid = wantsTCP && wantsUDP;
    streams.out(`${hasNetid ? 'Netid ' : ''}State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process\n`);
    for (const { protocol, address, port } of shown) {
      streams.out(`${hasNetid ? `${protocol.toLowerCase().padEnd(5)} ` : ''}${(protocol === 'UDP' ? 'UNCONN' : 'LISTEN').padEnd(6)} 0      ${protocol === 'UDP' ? '0   ' : '4096'}   ${`${address}:${port}`.padStart(18)}  ${`${address === '*' ? '*' : '0.0.0.0'}:*`.padStart(17)}        \n`);
    }
    return 0;
  };
}

export function netstat(place: Place): Program {
  return function* (_args, streams, cluster): Running {
    yield* [];
    streams.out('Active Internet connections (only servers)\nProto Recv-Q Send-Q Local Address           Foreign Address         State       \n');
    for (const { protocol, address, port } of listenersOf(cluster, place)) {
      const local = address === '*' ? `:::${port}` : `${address}:${port}`;
      streams.out(`${(address === '*' ? `${protocol.toLowerCase()}6` : protocol.toLowerCase()).padEnd(5)}      0      0 ${local.padEnd(23)} ${(address === '*' ? ':::*' : '0.0.0.0:*').padEnd(23)} ${protocol === 'UDP' ? '' : 'LISTEN'}\n`);
    }
    return 0;
  };
}

export function nc(place: Place): Program {
  return function* (args, streams, cluster): Running {
    const parsed = parseArgs(args, 'zvulnk w:');
    if ('error' in parsed || parsed.rest.length < 2) {
      streams.err(`${'error' in parsed ? `nc: ${parsed.error}\n` : ''}usage: nc [-nuvz] [-w timeout] destination port\n`);
      return 1;
    }
    const [host = '', port = ''] = parsed.rest;
    const protocol = parsed.has('u') ? 'UDP' : 'TCP';
    const name = protocol.toLowerCase();
    const seconds = Number(parsed.value('w') || NaN);
    const trace = yield* exchange(cluster, place, socketOf(host, Number(port)), protocol, Number.isNaN(seconds) ? Infinity : seconds * 1000);
    const outcome = trace?.outcome ?? 'unreachable';
    // A datagram that is swallowed looks like one that arrived.
    if (outcome === 'answered' || (protocol === 'UDP' && outcome === 'timedOut')) {
      if (parsed.has('v') || parsed.has('z')) streams.err(`Connection to ${host} ${port} port [${name}/*] succeeded!\n`);
      return 0;
    }
    const why = { refused: 'Connection refused', timedOut: 'Connection timed out', unreachable: 'No route to host', reset: 'Connection reset by peer', closed: 'Connection reset by peer' } as const;
    if (outcome === 'unresolved') streams.err(`nc: getaddrinfo for host "${host}" port ${port}: Name or service not known\n`);
    else if (parsed.has('v')) streams.err(`nc: connect to ${trace === undefined ? host : (addressAsked(trace) ?? host)} port ${port} (${name}) failed: ${why[outcome]}\n`);
    return 1;
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

export function ping(place: Place): Program {
  return function* (args, streams, cluster): Running {
    const parsed = parseArgs(args, 'q46n c: W: w: i: s:');
    if ('error' in parsed || parsed.rest.length === 0) {
      streams.err(`ping: ${'error' in parsed ? parsed.error : 'usage error: Destination address required'}\n`);
      return 2;
    }
    const name = parsed.rest[0] ?? '';
    const address = parseIP(name) === undefined ? cluster.engine.dns.lookup(resolvConfOf(cluster, place), name, ['IPv4', 'IPv6']).addresses[0] : name;
    if (address === undefined) {
      streams.err(`ping: ${name}: Name or service not known\n`);
      return 2;
    }
    const count = Number(parsed.value('c') || Infinity);
    const startMs = cluster.nowMs;
    let received = 0;
    let sent = 0;
    streams.out(`PING ${name} (${address}) 56(84) bytes of data.\n`);
    while (sent < count) {
      sent++;
      const isAnswered = pingAnswer(cluster, place, address);
      if (isAnswered) {
        received++;
        if (!parsed.has('q')) streams.out(`64 bytes from ${address}: icmp_seq=${sent} ttl=64 time=${(0.05 + 2 * cluster.engine.settings().delays.linkMs).toFixed(3)} ms\n`);
      }
      if (sent < count || !isAnswered) yield* until(cluster, cluster.nowMs + 1000 * Number(parsed.value('i') || 1));
    }
    streams.out(`\n--- ${name} ping statistics ---\n${sent} packets transmitted, ${received} received, ${Math.round(((sent - received) / sent) * 100)}% packet loss, time ${Math.round(cluster.nowMs - startMs)}ms\n`);
    return received > 0 ? 0 : 1;
  };
}
