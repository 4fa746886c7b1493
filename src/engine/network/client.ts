import type { ClientRef } from '../../protocol/request.ts';
import type { ClusterSettings } from '../../protocol/settings.ts';
import type { PodSandbox, Runtime } from '../context.ts';
import type { DNS, Lookup } from '../dns/dns.ts';
import { clusterFirstResolvConf, hostResolvConf, type ResolvConf } from '../dns/resolvConf.ts';
import type { AddressBook } from './addressBook.ts';
import type { Machine } from './machines.ts';

/** What a name came to for a client, and for which state of DNS. */
export interface KnownName {
  readonly epoch: number;
  readonly lookup: Lookup;
  /** The addresses that it would use: those of its first family, if there are any. */
  readonly addresses: readonly string[];
}

/** One who sends, as he is now. */
export interface Client {
  readonly ref: ClientRef;
  readonly name: string;
  /** Where its packets appear first; undefined outside the cluster. */
  readonly machine: Machine | undefined;
  /** The Pod that sends. */
  readonly sandbox: PodSandbox | undefined;
  /** It shares the network of its machine. */
  readonly isOnHost: boolean;
  /** Its own address; empty where it has none of the family. */
  readonly ipv4: string;
  readonly ipv6: string;
  readonly resolvConf: ResolvConf;
  /** Names that it has asked for. */
  readonly lookups: Map<string, KnownName>;
}

const ofFamily = (addresses: readonly string[], isIPv6: boolean): string => addresses.find((ip) => ip.includes(':') === isIPv6) ?? '';

/**
 * Whose names a client asks for. Where kubelets are stand-ins (`reported`), nobody writes files for resolvers, and everyone
 * asks the cluster's DNS: Pods from their own Namespace, all others from `default`.
 */
function resolvConfOf(ref: ClientRef, settings: ClusterSettings, dns: DNS): ResolvConf {
  if (settings.kubelet === 'reported') return clusterFirstResolvConf(ref.kind === 'pod' ? ref.namespace : 'default', settings.dns);
  return (ref.kind === 'pod' ? dns.resolvConf(ref.namespace, ref.name) : undefined) ?? hostResolvConf;
}

/** Who a reference stands for; undefined where there is no such host, Node or running Pod. A workload must be resolved before. */
export function findClient(ref: ClientRef, settings: ClusterSettings, book: AddressBook, runtime: Runtime, dns: DNS): Client | undefined {
  const common = { ref, lookups: new Map(), resolvConf: resolvConfOf(ref, settings, dns) };
  switch (ref.kind) {
    case 'outside': {
      const host = settings.outsideClients.find((candidate) => candidate.name === ref.name);
      if (host === undefined) return undefined;
      const addresses = [host.address];
      return { ...common, name: host.name, machine: undefined, sandbox: undefined, isOnHost: false, ipv4: ofFamily(addresses, false), ipv6: ofFamily(addresses, true) };
    }
    case 'node': {
      const machine = book.machine(ref.name);
      if (machine === undefined) return undefined;
      return { ...common, name: ref.name, machine, sandbox: undefined, isOnHost: true, ipv4: machine.primaryIP(false), ipv6: machine.primaryIP(true) };
    }
    case 'pod': {
      const sandbox = runtime.byPod(ref.namespace, ref.name);
      const machine = sandbox === undefined ? undefined : book.machine(sandbox.nodeName);
      if (sandbox === undefined || machine === undefined) return undefined;
      return { ...common, name: ref.name, machine, sandbox, isOnHost: sandbox.isHostNetwork, ipv4: ofFamily(sandbox.ips, false), ipv6: ofFamily(sandbox.ips, true) };
    }
    case 'workload': return undefined;
  }
}
