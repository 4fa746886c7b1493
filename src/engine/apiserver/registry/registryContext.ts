import { quote } from '../../../kube/quote.ts';
import type { KindInfo } from '../../../kube/scheme.ts';
import type { Status } from '../../../kube/status.ts';
import type { KubeObject } from '../../context.ts';
import type { Random } from '../../random.ts';
import { without } from './fields.ts';
import type { Store } from '../storage/store.ts';
import type { ServiceAllocators } from './service/alloc.ts';

/** What writing an object needs. */
export interface RegistryContext {
  readonly store: Store;
  readonly names: Random;
  readonly services: ServiceAllocators;
  /** What a real storage holds of objects of which readers see less or more. */
  readonly hiddenForms: WeakMap<KubeObject, KubeObject>;
  nowMs(): number;
  nextUID(): string;
}

export interface WriteOptions {
  readonly isDryRun: boolean;
  /** A part of the control plane writes: nothing is validated, and there are no warnings. */
  readonly isTrusted: boolean;
  /** Takes a warning for the client. */
  warn(text: string): void;
}

/** Errors of the storage that reach the client without being made into a proper Status: 500 with no reason. */
export function plainError(message: string): Status {
  return { code: 500, reason: '', message, causes: [] };
}

/** Where etcd keeps an object: some resources are under names of their own. */
export function storageKey(info: KindInfo, namespace: string, name: string): string {
  const prefixes: Readonly<Record<string, string>> = {
    Endpoints: 'services/endpoints', Ingress: 'ingress', Node: 'minions', ReplicationController: 'controllers', Service: 'services/specs',
  };
  const parts = ['/registry', prefixes[info.kind] ?? info.plural, ...(info.isNamespaced ? [namespace] : []), name];
  return parts.join('/');
}

/** The version as the storage reads it: 0 where there is none; absent where it is no number of 64 bits. */
export function parseResourceVersion(text: string | undefined): number | undefined {
  if (text === undefined || text === '' || text === '0') return 0;
  return /^\d+$/.test(text) && BigInt(text) < 2n ** 64n ? Number(text) : undefined;
}

/** The answer to a version that parseResourceVersion cannot read. */
export function badResourceVersion(text: string): Status {
  return plainError(`strconv.ParseUint: parsing ${quote(text)}: ${/^\d+$/.test(text) ? 'value out of range' : 'invalid syntax'}`);
}

/** The object without what belongs to the storage. */
export function withoutResourceVersion(object: KubeObject): KubeObject {
  return object.metadata.resourceVersion === undefined ? object : { ...object, metadata: without(object.metadata, 'resourceVersion') };
}
