import type { CIDR, IPFamily } from '../../../kube/ip.ts';
import { formatIP, parseCIDR, parseIP } from '../../../kube/ip.ts';
import type { Status } from '../../../kube/status.ts';
import type { IPAddress, ServiceCIDR } from '../../../kube/types.generated.ts';
import type { KubeObject, Result } from '../../context.ts';
import type { Random } from '../../random.ts';
import type { Store } from '../storage/store.ts';
import { canAllocate, nextFreeAddress } from './ipAllocator.ts';

/** Why an address could not be had; the texts are the API server's. */
export const ipRangeIsFull = 'range is full';
const ipIsAllocated = 'provided IP is already allocated';
const ipIsOutsideRanges = 'the provided network does not match the current range';

const managedBy = 'ipallocator.k8s.io';

/** The Service that an address is for. */
export interface ServiceKey {
  readonly namespace: string;
  readonly name: string;
}

function isServiceCIDR(object: KubeObject): object is ServiceCIDR {
  return object.kind === 'ServiceCIDR';
}

function isReady(cidr: ServiceCIDR): boolean {
  if (cidr.metadata.deletionTimestamp !== undefined) return false;
  const ready = cidr.status?.conditions?.find(({ type }) => type === 'Ready');
  return ready === undefined || ready.status === 'True';
}

/**
 * Addresses of Services: one IPAddress object for each that is taken, from the ranges of the ServiceCIDR objects.
 * Mirrors pkg/registry/core/service/ipallocator/cidrallocator.go (v1.36).
 *
 * Simplified: where a family has several ranges, they are used in order of their objects' names; the real one takes any first.
 */
export class ServiceIPs {
  readonly #store: Store;
  readonly #random: Random;
  readonly #createIPAddress: (address: IPAddress) => Result<KubeObject>;

  constructor(store: Store, random: Random, createIPAddress: (address: IPAddress) => Result<KubeObject>) {
    this.#store = store;
    this.#random = random;
    this.#createIPAddress = createIPAddress;
  }

  #ranges(family: IPFamily): readonly CIDR[] {
    const ranges: CIDR[] = [];
    for (const object of this.#store.list('ServiceCIDR')) {
      if (!isServiceCIDR(object) || !isReady(object)) continue;
      for (const text of object.spec.cidrs ?? []) {
        const parsed = parseCIDR(text);
        if (parsed?.cidr.family === family) ranges.push(parsed.cidr);
      }
    }
    return ranges;
  }

  /** Takes a certain address; gives the refusal's text, absent where it was taken. A dry run takes nothing and looks at ranges only. */
  allocate(address: string, service: ServiceKey, isDryRun: boolean): string | undefined {
    const ip = parseIP(address);
    if (ip === undefined || !this.#ranges(ip.family).some((range) => canAllocate(range, ip))) return ipIsOutsideRanges;
    return isDryRun ? undefined : this.#take(formatIP(ip), ip.family, service);
  }

  /** Takes a free address of a family. */
  allocateNext(family: IPFamily, service: ServiceKey, isDryRun: boolean): { readonly address: string } | { readonly refusal: string } {
    for (const range of this.#ranges(family)) {
      if (isDryRun) return { address: formatIP({ family, value: range.base }) };
      const address = nextFreeAddress(range, (candidate) => this.#isTaken(candidate), this.#random);
      if (address === undefined) continue;
      const refusal = this.#take(address, family, service);
      return refusal === undefined ? { address } : { refusal };
    }
    return { refusal: ipRangeIsFull };
  }

  /** Gives an address back; one that is free changes nothing. */
  release(address: string): void {
    const ip = parseIP(address);
    if (ip !== undefined) this.#store.remove('IPAddress', '', formatIP(ip));
  }

  #isTaken(address: string): boolean {
    return this.#store.get('IPAddress', '', address) !== undefined;
  }

  #take(address: string, family: IPFamily, service: ServiceKey): string | undefined {
    const created = this.#createIPAddress({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IPAddress',
      metadata: { name: address, labels: { 'ipaddress.kubernetes.io/ip-family': family, 'ipaddress.kubernetes.io/managed-by': managedBy } },
      spec: { parentRef: { resource: 'services', ...(service.namespace === '' ? {} : { namespace: service.namespace }), name: service.name } },
    });
    return created.ok ? undefined : refusalText(created.status);
  }
}

function refusalText(status: Status): string {
  return status.reason === 'AlreadyExists' ? ipIsAllocated : status.message;
}
