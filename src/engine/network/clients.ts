import type { ClientRef } from '../../protocol/request.ts';
import type { EngineContext, PodSandbox, Runtime } from '../context.ts';
import type { DNS } from '../dns/dns.ts';
import type { AddressBook } from './addressBook.ts';
import { findClient, type Client } from './client.ts';
import { parseTarget, type Target } from './target.ts';

/** More than this is not remembered. */
const MAX_REMEMBERED = 10_000;

/** Who sends and whereto, remembered so that the same request costs no second search. */
export interface Clients {
  /** Undefined where nobody of that name runs. */
  find(ref: ClientRef): Client | undefined;
  /** Undefined where the text names no target. */
  target(to: string): Target | undefined;
  /** The settings have changed. */
  forget(): void;
  forgetPod(sandbox: PodSandbox): void;
}

export function createClients(context: EngineContext, runtime: Runtime, dns: DNS, book: () => AddressBook): Clients {
  const targets = new Map<string, Target | undefined>();
  let byRef = new WeakMap<ClientRef, Client>();
  let byName = new Map<string, Client>();

  function search(ref: ClientRef): Client | undefined {
    const name = ref.kind === 'workload' ? ref.id : `${ref.kind} ${ref.kind === 'pod' ? ref.namespace : ''} ${ref.name}`;
    let client = byName.get(name);
    if (client === undefined) {
      client = findClient(ref, context.settings(), book(), runtime, dns);
      if (client === undefined) return undefined;
      if (byName.size >= MAX_REMEMBERED) byName.clear();
      byName.set(name, client);
    }
    byRef.set(ref, client);
    return client;
  }

  return {
    find: (ref) => byRef.get(ref) ?? search(ref),
    target(to) {
      const known = targets.get(to);
      if (known !== undefined) return known;
      const target = parseTarget(to);
      if (targets.size >= MAX_REMEMBERED) targets.clear();
      targets.set(to, target);
      return target;
    },
    forget() {
      byRef = new WeakMap();
      byName = new Map();
    },
    forgetPod(sandbox) {
      if (!byName.delete(`pod ${sandbox.namespace} ${sandbox.name}`)) return;
      // References to other clients are found again by name.
      byRef = new WeakMap();
    },
  };
}
