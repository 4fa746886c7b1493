import type { Service } from '../../../../kube/types.generated.ts';
import type { Status } from '../../../../kube/status.ts';
import type { ServiceAllocators, Transaction } from './alloc.ts';
import { normalizeClusterIPs, patchAllocatedValues } from './clusterIPs.ts';
import { serviceDraft, serviceOf } from './serviceDraft.ts';
import { dropTypeDependentFields } from './typeDependentFields.ts';

/** A Service with what was allocated for it; `transaction` has to be committed or reverted. */
export type ServiceWrite = { readonly ok: true; readonly service: Service; readonly transaction: Transaction } | { readonly ok: false; readonly status: Status };

/** Status is for controllers to write. Mirrors pkg/registry/core/service/strategy.go (v1.36). */
export function prepareServiceForCreate(service: Service): Service {
  return { ...service, status: { loadBalancer: {} } };
}

/** Allocation before a new Service is validated. Mirrors beginCreate of pkg/registry/core/service/storage/storage.go (v1.36). */
export function beginServiceCreate(service: Service, allocators: ServiceAllocators, isDryRun: boolean): ServiceWrite {
  const draft = serviceDraft(service);
  normalizeClusterIPs(draft.spec, undefined);
  const allocation = allocators.allocateCreate(draft, isDryRun);
  return allocation.ok ? { ok: true, service: serviceOf(draft), transaction: allocation.transaction } : allocation;
}

/** Allocation and wiping before a changed Service is validated. Mirrors beginUpdate of the same file and PrepareForUpdate of the strategy. */
export function beginServiceUpdate(service: Service, old: Service, allocators: ServiceAllocators, isDryRun: boolean): ServiceWrite {
  const draft = serviceDraft(service);
  const oldDraft = serviceDraft(old);
  patchAllocatedValues(draft.spec, oldDraft.spec);
  normalizeClusterIPs(draft.spec, oldDraft.spec);
  const allocation = allocators.allocateUpdate(draft, oldDraft, isDryRun);
  if (!allocation.ok) return allocation;
  draft.status = oldDraft.status;
  dropTypeDependentFields(draft, oldDraft);
  return { ok: true, service: serviceOf(draft), transaction: allocation.transaction };
}
