/** Addresses and node ports of Services. Mirrors pkg/registry/core/service/storage/alloc.go (v1.36). */
import { invalid } from '../../../../kube/fieldErrors.ts';
import { fieldPath } from '../../../../kube/fieldPath.ts';
import type { IPFamily } from '../../../../kube/ip.ts';
import { ipFamilyOf } from '../../../../kube/ip.ts';
import type { FieldError } from '../../../../kube/field.ts';
import { needsHealthCheck } from '../../../../kube/serviceUtil.ts';
import type { Status } from '../../../../kube/status.ts';
import { internalErrorStatus, invalidStatus } from '../../../../kube/status.ts';
import type { PortAllocator } from '../../allocators/portAllocator.ts';
import { PortOperation } from '../../allocators/portOperation.ts';
import type { ServiceIPs } from '../../allocators/serviceIPs.ts';
import { ipRangeIsFull } from '../../allocators/serviceIPs.ts';
import type { ClusterFamilies } from './ipFamilies.ts';
import { initIPFamilyFields, isUnchangedPreferDualStack } from './ipFamilies.ts';
import { allocHealthCheckNodePort, initNodePorts, updateHealthCheckNodePort, updateNodePorts } from './nodePorts.ts';
import type { ServiceDraft } from './serviceDraft.ts';
import { nodePortsOf } from './serviceDraft.ts';

/** What a request took: kept with `commit`, given back with `revert`. */
export interface Transaction {
  commit(): void;
  revert(): void;
}

export type Allocation = { readonly ok: true; readonly transaction: Transaction } | { readonly ok: false; readonly status: Status };

interface IPChanges {
  readonly taken: readonly string[];
  /** Given back once the request has succeeded. */
  readonly toRelease: readonly string[];
}

type IPOutcome = { readonly ok: true; readonly changes: IPChanges } | { readonly ok: false; readonly status: Status };

const noChanges: IPOutcome = { ok: true, changes: { taken: [], toRelease: [] } };

function refusal(draft: ServiceDraft, errors: readonly FieldError[]): { readonly ok: false; readonly status: Status } {
  return { ok: false, status: invalidStatus('Service', '', draft.metadata.name, errors) };
}

/** The allocators of a cluster. `families` are those that Services can have, the primary one first. */
export class ServiceAllocators {
  readonly #ips: ServiceIPs;
  readonly #ports: PortAllocator;
  readonly #families: ClusterFamilies;

  constructor(ips: ServiceIPs, ports: PortAllocator, families: ClusterFamilies) {
    this.#ips = ips;
    this.#ports = ports;
    this.#families = families;
  }

  /** The family of Services that do not say which. */
  get primaryFamily(): string {
    return this.#families[0] ?? 'IPv4';
  }

  /** Completes a new Service. A refusal leaves nothing taken. */
  allocateCreate(draft: ServiceDraft, isDryRun: boolean): Allocation {
    const familyErrors = initIPFamilyFields(draft, undefined, this.#families);
    if (familyErrors.length > 0) return refusal(draft, familyErrors);
    const ips = this.#allocClusterIPs(draft, isDryRun);
    if (!ips.ok) return ips;
    const ports = new PortOperation(this.#ports, isDryRun);
    const status = this.#createPorts(draft, ports);
    return this.#finished(ips.changes, ports, status, isDryRun);
  }

  /** Completes a changed Service, and says what the old one no longer needs. */
  allocateUpdate(draft: ServiceDraft, old: ServiceDraft, isDryRun: boolean): Allocation {
    const familyErrors = initIPFamilyFields(draft, old, this.#families);
    if (familyErrors.length > 0) return refusal(draft, familyErrors);
    const ips = this.#updateClusterIPs(draft, old, isDryRun);
    if (!ips.ok) return ips;
    const ports = new PortOperation(this.#ports, isDryRun);
    const status = this.#changePorts(draft, old, ports);
    return this.#finished(ips.changes, ports, status, isDryRun);
  }

  /** Gives back all that a deleted Service had. */
  release(service: ServiceDraft): void {
    const { spec } = service;
    if (spec.type !== 'ExternalName' && spec.clusterIPs[0] !== 'None') for (const ip of spec.clusterIPs) this.#ips.release(ip);
    for (const port of nodePortsOf(spec)) this.#ports.release(port);
    if (needsHealthCheck(service) && spec.healthCheckNodePort !== undefined) this.#ports.release(spec.healthCheckNodePort);
  }

  #finished(changes: IPChanges, ports: PortOperation, status: Status | undefined, isDryRun: boolean): Allocation {
    const revert = (): void => {
      ports.revert();
      if (!isDryRun) for (const ip of changes.taken) this.#ips.release(ip);
    };
    if (status !== undefined) {
      revert();
      return { ok: false, status };
    }
    const commit = (): void => {
      ports.commit();
      if (!isDryRun) for (const ip of changes.toRelease) this.#ips.release(ip);
    };
    return { ok: true, transaction: { commit, revert } };
  }

  #createPorts(draft: ServiceDraft, ports: PortOperation): Status | undefined {
    const { type } = draft.spec;
    if (type === 'NodePort' || type === 'LoadBalancer') {
      const status = initNodePorts(draft, ports);
      if (status !== undefined) return status;
    }
    return needsHealthCheck(draft) ? allocHealthCheckNodePort(draft, ports) : undefined;
  }

  #changePorts(draft: ServiceDraft, old: ServiceDraft, ports: PortOperation): Status | undefined {
    const hasPorts = (type = ''): boolean => type === 'NodePort' || type === 'LoadBalancer';
    if (hasPorts(old.spec.type) && (draft.spec.type === 'ExternalName' || draft.spec.type === 'ClusterIP')) {
      for (const port of nodePortsOf(old.spec)) ports.releaseOnCommit(port);
    }
    if (hasPorts(draft.spec.type)) {
      const status = updateNodePorts(draft, old, ports);
      if (status !== undefined) return status;
    }
    return updateHealthCheckNodePort(draft, old, ports);
  }

  #allocClusterIPs(draft: ServiceDraft, isDryRun: boolean): IPOutcome {
    const { spec } = draft;
    if (spec.type === 'ExternalName' || spec.clusterIPs[0] === 'None') return noChanges;
    while (spec.clusterIPs.length < spec.ipFamilies.length) spec.clusterIPs.push('');
    const outcome = this.#allocIPs(draft, spec.ipFamilies.keys(), isDryRun);
    if (outcome.ok && spec.clusterIPs[0] !== undefined) [spec.clusterIP] = spec.clusterIPs;
    return outcome;
  }

  /** Takes the address at each index of ipFamilies: the one that stands there, or where there is none any. */
  #allocIPs(draft: ServiceDraft, indexes: Iterable<number>, isDryRun: boolean): IPOutcome {
    const { spec, metadata } = draft;
    const key = { namespace: metadata.namespace ?? '', name: metadata.name };
    const asked = [...spec.clusterIPs];
    const taken: string[] = [];
    for (const i of indexes) {
      const wanted = asked[i] ?? '';
      const got = wanted === ''
        ? this.#ips.allocateNext(spec.ipFamilies[i] === 'IPv6' ? 'IPv6' : 'IPv4', key, isDryRun)
        : withAddress(wanted, this.#ips.allocate(wanted, key, isDryRun));
      if ('address' in got) {
        taken.push(got.address);
        spec.clusterIPs[i] = got.address;
        continue;
      }
      if (!isDryRun) for (const ip of taken) this.#ips.release(ip);
      if (got.refusal === ipRangeIsFull && wanted === '') {
        return { ok: false, status: internalErrorStatus(`failed to allocate a serviceIP for Service "${metadata.name}": ${ipRangeIsFull}`) };
      }
      const what = wanted === '' ? 'failed to allocate IP' : `failed to allocate IP ${wanted}`;
      return refusal(draft, [invalid(fieldPath('spec').child('clusterIPs'), asked, `${what}: ${got.refusal}`)]);
    }
    return { ok: true, changes: { taken, toRelease: [] } };
  }

  #updateClusterIPs(draft: ServiceDraft, old: ServiceDraft, isDryRun: boolean): IPOutcome {
    const { spec } = draft;
    if (isUnchangedPreferDualStack(spec, old.spec)) return noChanges;
    if (old.spec.type === 'ExternalName' && spec.type !== 'ExternalName') return this.#allocClusterIPs(draft, isDryRun);
    if (old.spec.clusterIPs[0] === 'None') return noChanges;
    if (old.spec.type !== 'ExternalName' && spec.type === 'ExternalName') {
      return { ok: true, changes: { taken: [], toRelease: old.spec.clusterIPs } };
    }
    if (old.spec.ipFamilies.length === 1 && spec.ipFamilies.length === 2) {
      if (spec.clusterIPs.length < 2) spec.clusterIPs.push('');
      return this.#allocIPs(draft, [1], isDryRun);
    }
    if (old.spec.ipFamilies.length === 2 && spec.ipFamilies.length === 1) {
      return { ok: true, changes: { taken: [], toRelease: old.spec.clusterIPs.slice(1, 2) } };
    }
    return noChanges;
  }
}

function withAddress(address: string, refusalText: string | undefined): { readonly address: string } | { readonly refusal: string } {
  return refusalText === undefined ? { address } : { refusal: refusalText };
}

/** The families of a cluster's Service ranges, in their order. */
export function familiesOf(serviceCIDRs: readonly string[]): readonly IPFamily[] {
  return serviceCIDRs.map((cidr) => ipFamilyOf(cidr.split('/')[0] ?? '') ?? 'IPv4');
}

