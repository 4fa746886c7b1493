import type { ClientRef, RequestSpec } from '../../protocol/request.ts';
import type { EngineContext, PodSandbox, Runtime } from '../context.ts';
import type { DNS } from '../dns/dns.ts';
import type { AddressBook } from './addressBook.ts';
import { findClient, type Client, type KnownName } from './client.ts';
import type { Machine } from './machines.ts';
import { parseTarget, type Target } from './target.ts';

/** More than this is not remembered. */
const MAX_REMEMBERED = 10_000;

/** A request taken apart: who sends, and whereto. It is good for as long as `version` is that of the clients. */
export interface Prepared {
  readonly version: number;
  readonly client: Client;
  readonly target: Target;
  /** The Node that the target names. */
  readonly machine: Machine | undefined;
  /** What the target's name came to last. */
  name: KnownName | undefined;
}

/** Who sends and whereto, remembered so that the same request costs no second search. */
export interface Clients {
  /** Undefined where nobody of that name runs. */
  find(ref: ClientRef): Client | undefined;
  /** Undefined where nobody runs who could send it, or where it names no target. */
  prepare(spec: RequestSpec): Prepared | undefined;
  /** The settings have changed. */
  forget(): void;
  forgetPod(sandbox: PodSandbox): void;
}

/** An empty memory of clients and targets. What it remembers of Pods it forgets when they go (`forgetPod`). */
export function createClients(context: EngineContext, runtime: Runtime, dns: DNS, book: () => AddressBook): Clients {
  const targets = new Map<string, Target>();
  const bySpec = new WeakMap<RequestSpec, Prepared>();
  const byName = new Map<string, Client>();
  let version = 0;

  function find(ref: ClientRef): Client | undefined {
    const name = ref.kind === 'workload' ? ref.id : `${ref.kind} ${ref.kind === 'pod' ? ref.namespace : ''} ${ref.name}`;
    const known = byName.get(name);
    if (known !== undefined) return known;
    const client = findClient(ref, context.settings(), book(), runtime, dns);
    if (client === undefined) return undefined;
    if (byName.size >= MAX_REMEMBERED) byName.clear();
    byName.set(name, client);
    return client;
  }

  function readTarget(to: string): Target | undefined {
    const known = targets.get(to);
    if (known !== undefined) return known;
    const target = parseTarget(to);
    if (target === undefined) return undefined;
    if (targets.size >= MAX_REMEMBERED) targets.clear();
    targets.set(to, target);
    return target;
  }

  return {
    find,
    prepare(spec) {
      const known = bySpec.get(spec);
      if (known?.version === version) return known;
      const client = find(spec.from);
      const target = readTarget(spec.to);
      if (client === undefined || target === undefined) return undefined;
      const prepared: Prepared = { version, client, target, machine: target.isAddress ? undefined : book().machine(target.host), name: undefined };
      bySpec.set(spec, prepared);
      return prepared;
    },
    forget() {
      byName.clear();
      version++;
    },
    forgetPod(sandbox) {
      if (byName.delete(`pod ${sandbox.namespace} ${sandbox.name}`)) version++;
    },
  };
}
