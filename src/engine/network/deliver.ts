import type { FieldRef } from '../../protocol/ref.ts';
import { objectId } from '../../protocol/ref.ts';
import type { HopKind, Place, Reason } from '../../protocol/request.ts';
import type { EngineContext, PodSandbox, Runtime } from '../context.ts';
import { serviceHealth } from '../proxy/healthcheck.ts';
import type { KubeProxy } from '../proxy/kubeProxy.ts';
import type { AddressBook, Location } from './addressBook.ts';
import type { Machine } from './machines.ts';
import { reason } from './reasons.ts';
import { lostAt } from './returnPath.ts';
import { serviceField } from './trace.ts';
import { containerPortField } from './traceRules.ts';
import type { Failure, Walk } from './walkState.ts';

const UDP = 1;
/** The port on which hosts outside serve. */
const OUTSIDE_PORT = 8080;

/** How a packet's way ends. Each writes down the outcome. */
export interface Delivery {
  /** Nothing comes back: the client waits in vain. */
  drop(walk: Walk, why: Reason, field?: FieldRef): void;
  /** A machine's rules refuse, with a message that the packet's source gets. */
  reject(walk: Walk, machine: Machine, why: Reason, field?: FieldRef): void;
  /** The host at which the packet arrived has nobody on the port. Undefined: a host outside. */
  refuse(walk: Walk, machine: Machine | undefined, why: Reason, field?: FieldRef): void;
  /** A router on the way knows no way on. Undefined: a router outside. */
  unreachable(walk: Walk, machine: Machine | undefined, why: Reason): void;
  /** The client's own host knows no way or does not let it go: nothing is sent. */
  unreachableAtOnce(walk: Walk, why: Reason, field?: FieldRef): void;
  /** Somebody answers. */
  answer(walk: Walk, machine: Machine | undefined, sandbox: PodSandbox | undefined): void;
}

export interface DeliveryParts {
  readonly context: EngineContext;
  readonly runtime: Runtime;
  readonly proxy: KubeProxy;
  readonly delivery: Delivery;
  book(): AddressBook;
}

function clientPlace(walk: Walk): Place {
  return walk.client === undefined ? { kind: 'dns' } : { kind: 'client', client: walk.client.ref };
}

/** When what comes back is there: the way back takes as long as the way. */
const backMs = (walk: Walk): number => walk.timeMs + (walk.timeMs - walk.sentMs);

/** The machines on the way see the answer. */
function noteReply(walk: Walk, isReset: boolean): void {
  if (walk.flow !== undefined) {
    for (const { entry } of walk.flow.entries) {
      entry.hasReply = true;
      entry.isReset = isReset;
    }
    return;
  }
  for (let index = 0; index < walk.translationCount; index++) {
    const entry = walk.translations[index]?.closed;
    if (entry === undefined) continue;
    entry.hasReply = true;
    entry.isReset = isReset;
  }
}

/** The ends of a packet's way. */
export function createDelivery(context: EngineContext, book: () => AddressBook): Delivery {
  function finish(walk: Walk, outcome: Walk['outcome'], failure: Failure, kind: HopKind, endMs: number, why: Reason, field?: FieldRef): void {
    walk.outcome = outcome;
    walk.failure = failure;
    walk.endMs = endMs;
    if (walk.trace === undefined) return;
    const to = kind === 'drop' ? (walk.trace.way.at(-1)?.place ?? clientPlace(walk)) : clientPlace(walk);
    walk.trace.end(kind, to, endMs, why, { decidedBy: field });
  }

  const timeoutMs = (walk: Walk): number => Math.max(walk.timeMs, walk.sentMs + context.settings().delays.requestTimeoutMs);

  function drop(walk: Walk, why: Reason, field?: FieldRef): void {
    finish(walk, 'timedOut', 'silent', 'drop', timeoutMs(walk), why, field);
  }

  /** Whether what `machine` sends back is lost on its way; then the request is dropped here. */
  function isLost(walk: Walk, machine: Machine | undefined): boolean {
    const lost = lostAt(walk, machine, book());
    if (lost === undefined) return false;
    drop(walk, lost.kind === 'machine' ? reason('answer.lost', { node: lost.machine.name }) : reason('answer.noRoute', { host: walk.destinationIP, address: lost.address }));
    return true;
  }

  return {
    drop,
    reject(walk, machine, why, field) {
      if (!isLost(walk, machine)) finish(walk, 'refused', 'icmp', 'refuse', backMs(walk), why, field);
    },
    refuse(walk, machine, why, field) {
      if (isLost(walk, machine)) return;
      noteReply(walk, true);
      finish(walk, 'refused', 'reset', 'refuse', backMs(walk), why, field);
    },
    unreachable(walk, machine, why) {
      // A socket for datagrams does not hear of it.
      if (walk.protocolNumber === UDP) drop(walk, reason('drop.unreachableIgnored', { address: walk.destinationIP }));
      else if (!isLost(walk, machine)) finish(walk, 'unreachable', 'icmp', 'unreachable', backMs(walk), why);
    },
    unreachableAtOnce(walk, why, field) {
      finish(walk, 'unreachable', 'local', 'unreachable', walk.timeMs, why, field);
    },
    answer(walk, machine, sandbox) {
      walk.sandbox = sandbox;
      walk.machine = machine;
      if (isLost(walk, machine)) return;
      noteReply(walk, false);
      const errorRate = sandbox?.errorRate ?? 0;
      const latencyMs = sandbox?.latencyMs ?? 0;
      const endMs = backMs(walk) + latencyMs;
      if (errorRate > 0 && context.random('faults').next() < errorRate) {
        if (walk.protocolNumber === UDP) drop(walk, reason('reset.error', { rate: errorRate }));
        else finish(walk, 'reset', 'reset', 'refuse', endMs, reason('reset.error', { rate: errorRate }));
        return;
      }
      if (latencyMs > 0 && endMs - walk.sentMs > context.settings().delays.requestTimeoutMs) {
        drop(walk, reason('answer.late', { milliseconds: latencyMs }));
        return;
      }
      walk.outcome = 'answered';
      walk.failure = '';
      walk.endMs = endMs;
      walk.trace?.end('answer', clientPlace(walk), endMs, reason('answer.received', { milliseconds: endMs - walk.startMs, source: walk.sourceIP }));
    },
  };
}

function podPlace(sandbox: PodSandbox): Place {
  return { kind: 'pod', id: objectId({ kind: 'Pod', namespace: sandbox.namespace, name: sandbox.name }) };
}

/** A packet arrives in a Pod's own network. `isOwn`: the Pod sent it to itself directly. */
export function deliverToPod(parts: DeliveryParts, walk: Walk, machine: Machine, sandbox: PodSandbox, isOwn: boolean): void {
  const { delivery, context } = parts;
  const { destinationPort: port, destinationIP: address, trace } = walk;
  walk.sandbox = sandbox;
  walk.machine = machine;
  const isListening = sandbox.listens(port, protocolName(walk.protocolNumber));
  if (!isOwn && walk.sourceIP === address) {
    delivery.drop(walk, reason('drop.martian', { address: walk.sourceIP }));
    return;
  }
  if (!isListening) {
    const why = reason('refuse.notListening', { port, address });
    trace?.move('deliver', podPlace(sandbox), walk.timeMs, why);
    delivery.refuse(walk, machine, why, targetPortField(walk));
    return;
  }
  trace?.move('deliver', podPlace(sandbox), walk.timeMs, reason('deliver.pod', { port, address }), { decidedBy: containerPortField(context.api, sandbox, port, walk.protocolNumber) });
  delivery.answer(walk, machine, sandbox);
}

/** The field of the Service that led to this port, where one did. */
function targetPortField(walk: Walk): FieldRef | undefined {
  const { entry } = walk;
  return entry === undefined ? undefined : serviceField(entry, 'spec', 'ports', entry.info.portIndex, 'targetPort');
}

const protocolNames = ['TCP', 'UDP', 'SCTP'] as const;
const protocolName = (number: number): string => protocolNames[number] ?? 'TCP';

/**
 * A packet arrives at a machine itself. Pods on its network listen at the machine's own addresses (`isHostAddress`), not at
 * loopback and not at the gateway of its Pods; kube-proxy answers health checks.
 */
export function deliverToMachine(parts: DeliveryParts, walk: Walk, machine: Machine, isHostAddress: boolean): void {
  const { delivery, runtime, context, proxy } = parts;
  const { destinationPort: port, destinationIP: address, trace } = walk;
  walk.machine = machine;
  const sandbox = isHostAddress ? runtime.onHost(machine.name, port, protocolName(walk.protocolNumber)) : undefined;
  if (sandbox !== undefined) {
    trace?.move('deliver', podPlace(sandbox), walk.timeMs, reason('deliver.hostNetwork', { port, node: machine.name }), { decidedBy: containerPortField(context.api, sandbox, port, walk.protocolNumber) });
    delivery.answer(walk, machine, sandbox);
    return;
  }
  // kube-proxy listens where it opens node ports: with nftables at the Node's address alone.
  const isHealthAddress = isHostAddress || context.settings().proxy.mode !== 'nftables';
  const health = walk.protocolNumber === 0 && isHealthAddress ? serviceHealth(proxy.table, machine.name, port) : undefined;
  if (health !== undefined) {
    trace?.note('deliver', reason('deliver.healthCheck', { port, node: machine.name, code: health.code }));
    answerIfSpokenTo(delivery, walk, machine);
    return;
  }
  const { nodePortRange } = context.settings();
  const isNodePort = port >= nodePortRange.from && port <= nodePortRange.to;
  const why = isNodePort ? reason('refuse.nodePortClosed', { port, node: machine.name }) : reason('refuse.notListening', { port, address });
  delivery.refuse(walk, machine, why, targetPortField(walk));
}

/** A server of HTTP says nothing before it has been asked something. */
function answerIfSpokenTo(delivery: Delivery, walk: Walk, machine: Machine | undefined): void {
  if (walk.speaksFirst) delivery.answer(walk, machine, undefined);
  else delivery.drop(walk, reason('answer.silent', { port: walk.destinationPort }));
}

/** A packet leaves the cluster's machines, or a host outside sends to another. `from`: the machine that it leaves. */
export function deliverToOutside(parts: DeliveryParts, walk: Walk, location: Location, from: Machine | undefined): void {
  const { delivery, runtime, context, proxy } = parts;
  const { destinationIP: address, destinationPort: port } = walk;
  const isOwn = location.kind === 'outside' && location.host.name === walk.client?.name && from === undefined;
  if (!isOwn) walk.timeMs += context.settings().delays.linkMs;
  if (from !== undefined && runtime.nodePower(from.name) !== 'up') {
    delivery.drop(walk, reason('drop.partitioned', { node: from.name }));
    return;
  }
  if (location.kind === 'outside') {
    serveOutside(parts, walk, location.host.name, port === OUTSIDE_PORT);
    return;
  }
  if (location.kind === 'world' && location.name.ports.length > 0) {
    // Simplified: a router on the way out gives Pods an address of its own, so that answers come back.
    if (from !== undefined && parts.book().locate(walk.sourceIP).kind === 'podRange') {
      walk.sourceIP = from.primaryIP(address.includes(':'));
      const last = walk.translations[walk.translationCount - 1];
      if (last?.machine === from) last.isMasqueraded = true;
    }
    serveOutside(parts, walk, location.name.name, location.name.ports.includes(port));
    return;
  }
  const apiServer = proxy.table.entriesOf('Service/default/kubernetes').flatMap((entry) => entry.endpoints).find((endpoint) => endpoint.ip === address);
  if (apiServer !== undefined) {
    serveAPI(parts, walk, apiServer.port === port && walk.protocolNumber === 0);
    return;
  }
  if (location.kind === 'fabric') delivery.unreachable(walk, from, reason('unreachable.noHost', { address }));
  else if (from === undefined) delivery.unreachableAtOnce(walk, reason('unreachable.noRoute', { host: walk.client?.name ?? '', address }));
  else delivery.unreachable(walk, undefined, reason('drop.router', { address }));
}

function serveOutside(parts: DeliveryParts, walk: Walk, host: string, isListening: boolean): void {
  const { delivery } = parts;
  const { destinationIP: address, destinationPort: port } = walk;
  walk.machine = undefined;
  walk.host = host;
  const place: Place = { kind: 'outside', name: host };
  if (!isListening) {
    walk.trace?.move('forward', place, walk.timeMs, reason('forward.host', { host, address }));
    delivery.refuse(walk, undefined, reason('refuse.notListening', { port, address }), targetPortField(walk));
    return;
  }
  walk.trace?.move('deliver', place, walk.timeMs, reason('deliver.host', { port, host }));
  delivery.answer(walk, undefined, undefined);
}

/** The host of the API server: a process that speaks TLS, when it is spoken to. */
function serveAPI(parts: DeliveryParts, walk: Walk, isListening: boolean): void {
  const { delivery } = parts;
  const { destinationIP: address, destinationPort: port } = walk;
  walk.machine = undefined;
  walk.host = 'kube-apiserver';
  walk.trace?.move('forward', { kind: 'outside', name: walk.host }, walk.timeMs, isListening ? reason('deliver.apiServer', { port }) : reason('forward.host', { host: walk.host, address }));
  if (!isListening) delivery.refuse(walk, undefined, reason('refuse.notListening', { port, address }));
  else answerIfSpokenTo(delivery, walk, undefined);
}
