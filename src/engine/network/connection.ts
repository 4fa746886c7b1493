import type { RequestSpec } from '../../protocol/request.ts';
import { objectId, type ObjectId } from '../../protocol/ref.ts';
import type { PodSandbox } from '../context.ts';
import type { Client } from './client.ts';
import type { Flow } from './walkState.ts';

/**
 * `connecting`: its first packets got no answer or a message from the way; a TCP client sends them again.
 * `open`: somebody has answered. `closed`: the other end is gone and has said so. `dead`: it has failed for good.
 */
export type ConnectionState = 'connecting' | 'open' | 'closed' | 'dead';

/** A TCP connection, or a UDP socket that keeps its port. */
export interface Connection {
  readonly spec: RequestSpec;
  readonly client: Client;
  /** The address that the name came to when it was opened. */
  readonly address: string;
  readonly port: number;
  readonly sourcePort: number;
  readonly speaksFirst: boolean;
  readonly flow: Flow;
  state: ConnectionState;
  /** Who answered last. */
  peer: PodSandbox | undefined;
}

/** More connections than this are not kept; the oldest are forgotten. */
const MAX_CONNECTIONS = 20_000;

/** The connections that are in use. */
export interface Connections {
  get(key: string): Connection | undefined;
  /** Another one under the key is forgotten. */
  put(key: string, connection: Connection): void;
  remove(key: string): void;
  /** Notes with whom a connection is. */
  setPeer(connection: Connection, peer: PodSandbox | undefined): void;
  /** A sandbox is gone: it has closed the connections to it, and its own are forgotten. */
  onGone(sandbox: PodSandbox): void;
}

function forget(connection: Connection): void {
  for (const { machine, entry } of connection.flow.entries) {
    if (entry.server !== undefined && !entry.isDeleted && entry.isHeld) entry.server.active--;
    machine.conntrack.remove(entry);
  }
}

function addTo<T>(index: Map<ObjectId, Set<T>>, id: ObjectId, value: T): void {
  const set = index.get(id);
  if (set === undefined) index.set(id, new Set([value]));
  else set.add(value);
}

function dropFrom<T>(index: Map<ObjectId, Set<T>>, id: ObjectId, value: T): void {
  const set = index.get(id);
  if (set?.delete(value) === true && set.size === 0) index.delete(id);
}

const idOf = (sandbox: PodSandbox): ObjectId => objectId({ kind: 'Pod', namespace: sandbox.namespace, name: sandbox.name });

/** No connections yet. At most 20,000 are kept; then the oldest is forgotten. */
export function createConnections(): Connections {
  const byKey = new Map<string, Connection>();
  const byPeer = new Map<ObjectId, Set<Connection>>();
  const byClient = new Map<ObjectId, Set<string>>();

  function setPeer(connection: Connection, peer: PodSandbox | undefined): void {
    if (connection.peer === peer) return;
    if (connection.peer !== undefined) dropFrom(byPeer, idOf(connection.peer), connection);
    connection.peer = peer;
    if (peer !== undefined) addTo(byPeer, idOf(peer), connection);
  }

  function remove(key: string): void {
    const connection = byKey.get(key);
    if (connection === undefined) return;
    byKey.delete(key);
    const { sandbox } = connection.client;
    if (sandbox !== undefined) dropFrom(byClient, idOf(sandbox), key);
    setPeer(connection, undefined);
    forget(connection);
  }

  return {
    get: (key) => byKey.get(key),
    remove,
    setPeer,
    put(key, connection) {
      remove(key);
      byKey.set(key, connection);
      const { sandbox } = connection.client;
      if (sandbox !== undefined) addTo(byClient, idOf(sandbox), key);
      if (byKey.size <= MAX_CONNECTIONS) return;
      const oldest = byKey.keys().next();
      if (oldest.done !== true) remove(oldest.value);
    },
    onGone(sandbox) {
      for (const connection of byPeer.get(idOf(sandbox)) ?? []) {
        if (connection.peer === sandbox && connection.spec.protocol === 'TCP') connection.state = 'closed';
      }
      for (const key of [...(byClient.get(idOf(sandbox)) ?? [])]) if (byKey.get(key)?.client.sandbox === sandbox) remove(key);
    },
  };
}
