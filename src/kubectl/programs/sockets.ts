/** What listens on a machine: ss after iproute2 6.1, netstat after net-tools 2.10. */
import { imageName, listeningPorts } from '../../engine/kubelet/listeningPorts.ts';
import type { Container } from '../../kube/types.generated.ts';
import type { ClusterAccess, Program, Running } from '../program.ts';
import { onNetworkOf, podAt } from './machine.ts';
import type { Place } from './place.ts';
import { serviceName } from './serviceNames.ts';

interface Listener { readonly protocol: string; readonly address: string; readonly port: number; readonly process: string; readonly pid: number }

function ofNode(cluster: ClusterAccess): readonly Listener[] {
  const proxy = { protocol: 'TCP', process: 'kube-proxy', pid: 1421 };
  const health = cluster.engine.reader.list('Service').flatMap(({ spec }) => (spec.healthCheckNodePort === undefined || spec.healthCheckNodePort === 0 ? [] : [{ ...proxy, address: '*', port: spec.healthCheckNodePort }]));
  return [{ protocol: 'TCP', address: '*', port: 10_250, process: 'kubelet', pid: 744 }, { ...proxy, address: '*', port: 10_256 }, { ...proxy, address: '127.0.0.1', port: 10_249 }, ...health];
}

const ofContainer = (container: Container, place: Place, index: number): Pick<Listener, 'process' | 'pid'> => ({ process: imageName(container), pid: place.kind === 'node' ? 2048 + index : 1 });

/** The ports on which something really listens; on a Node those of its hostNetwork Pods and its own servers. */
function listenersOf(cluster: ClusterAccess, given: Place): readonly Listener[] {
  const place = onNetworkOf(cluster, given);
  const { reader, runtime } = cluster.engine;
  const pods = place.kind === 'node' ? reader.podsOnNode(place.name).filter(({ spec }) => spec.hostNetwork === true) : [podAt(cluster, place)].flatMap((pod) => pod ?? []);
  const served = pods.flatMap(({ metadata, spec }, index) => {
    const sandbox = runtime.byPod(metadata.namespace ?? '', metadata.name);
    return spec.containers.flatMap((container) => listeningPorts(container)
      .filter(({ port, protocol }) => sandbox?.listens(port, protocol) === true)
      .map(({ port, protocol }): Listener => ({ protocol, address: '*', port, ...ofContainer(container, place, index) })));
  });
  const all = [...served, ...(place.kind === 'node' ? ofNode(cluster) : [])];
  return all.filter(({ protocol, port }, index) => all.findIndex((other) => other.protocol === protocol && other.port === port) === index).sort((a, b) => a.port - b.port);
}

interface Wanted { readonly has: (letter: string) => boolean; readonly shown: readonly Listener[]; readonly isTCP: boolean; readonly isUDP: boolean }

function wantedOf(cluster: ClusterAccess, place: Place, args: readonly string[]): Wanted {
  const longs: Readonly<Record<string, string>> = { '--listening': 'l', '--numeric': 'n', '--tcp': 't', '--udp': 'u', '--all': 'a', '--processes': 'p', '--programs': 'p' };
  const letters = args.map((arg) => (arg.startsWith('--') ? (longs[arg] ?? '') : arg.startsWith('-') ? arg.slice(1) : '')).join('');
  const has = (letter: string): boolean => letters.includes(letter);
  const isTCP = has('t') || !has('u');
  const isUDP = has('u') || !has('t');
  const listening = has('l') || has('a') ? listenersOf(cluster, place) : [];
  return { has, isTCP, isUDP, shown: listening.filter(({ protocol }) => (protocol === 'UDP' ? isUDP : isTCP)) };
}

const portText = (port: number, isNumeric: boolean): string => (isNumeric ? String(port) : (serviceName(port) ?? String(port)));
const anyPeer = (address: string): string => (address === '*' ? '*' : '0.0.0.0');

/** Simplified: only what listens is listed; connections are in conntrack's table of the Node. */
export function ss(place: Place): Program {
  return function* (args, streams, cluster): Running {
    yield* [];
    const { has, shown, isTCP, isUDP } = wantedOf(cluster, place, args);
    const rows = shown.map(({ protocol, address, port, process, pid }) => ({
      netid: protocol.toLowerCase(), state: protocol === 'UDP' ? 'UNCONN' : 'LISTEN', queue: protocol === 'UDP' ? '0' : '4096', address, port: portText(port, has('n')), peer: anyPeer(address),
      process: has('p') ? `users:(("${process}",pid=${pid},fd=3))` : '',
    }));
    const width = (least: number, texts: readonly string[]): number => Math.max(least, ...texts.map(({ length }) => length));
    const [net, state, local, port, peer] = [width(5, rows.map(({ netid }) => netid)), width(5, rows.map((row) => row.state)), width(13, rows.map(({ address }) => address)), width(4, rows.map((row) => row.port)), 12];
    const all = [{ netid: 'Netid', state: 'State', receive: 'Recv-Q', queue: 'Send-Q', address: 'Local Address', port: 'Port', peer: 'Peer Address', peerPort: 'Port', process: 'Process' }, ...rows.map((row) => ({ ...row, receive: '0', peerPort: '*' }))];
    const last = width(0, all.map(({ process }) => process));
    for (const row of all) {
      const netid = isTCP && isUDP ? `${row.netid.padEnd(net)} ` : '';
      streams.out(`${netid}${row.state.padEnd(state)} ${row.receive.padEnd(6)} ${row.queue.padEnd(6)} ${row.address.padStart(local)}:${row.port.padEnd(port)} ${row.peer.padStart(peer)}:${row.peerPort.padEnd(4)}${row.process.padEnd(last)}\n`);
    }
    return 0;
  };
}

export function netstat(place: Place): Program {
  return function* (args, streams, cluster): Running {
    yield* [];
    const { has, shown } = wantedOf(cluster, place, args);
    streams.out(`Active Internet connections (${has('a') ? 'servers and established' : has('l') ? 'only servers' : 'w/o servers'})\nProto Recv-Q Send-Q Local Address           Foreign Address         State      ${has('p') ? ' PID/Program name    ' : ''}\n`);
    for (const { protocol, address, port, process, pid } of shown) {
      const isAny = address === '*';
      const local = `${isAny ? (has('n') ? '::' : '[::]') : has('n') ? address : 'localhost'}:${portText(port, has('n'))}`;
      const peer = isAny ? (has('n') ? ':::*' : '[::]:*') : '0.0.0.0:*';
      const name = `${protocol.toLowerCase()}${isAny ? '6' : ''}`;
      streams.out(`${name.padEnd(5)}      0      0 ${local.padEnd(23)} ${peer.padEnd(23)} ${(protocol === 'UDP' ? '' : 'LISTEN').padEnd(11)}${has('p') ? ` ${`${pid}/${process}`.padEnd(20)}` : ''}\n`);
    }
    return 0;
  };
}
