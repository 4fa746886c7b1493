/** IP families of Services. Mirrors initIPFamilyFields of pkg/registry/core/service/storage/alloc.go (v1.36). */
import type { FieldError } from '../../../../kube/field.ts';
import { invalid } from '../../../../kube/fieldErrors.ts';
import { fieldPath } from '../../../../kube/fieldPath.ts';
import { ipFamilyOf } from '../../../../kube/ip.ts';
import { validateServiceClusterIPsRelatedFields } from '../../../../kube/validation/service.ts';
import type { ServiceDraft, ServiceSpecDraft } from './serviceDraft.ts';
import { hasSelector, isHeadless, isSameList, serviceOf } from './serviceDraft.ts';

const policyPath = fieldPath('spec').child('ipFamilyPolicy');

/** The families that the cluster has addresses for, the primary one first. */
export type ClusterFamilies = readonly string[];

function otherFamily(family: string): string {
  return family === 'IPv4' ? 'IPv6' : 'IPv4';
}

/**
 * Completes ipFamilyPolicy and ipFamilies, and drops what SingleStack gives up. `old` is absent for a new Service.
 * Gives the errors that end the request; empty where all is well.
 */
export function initIPFamilyFields(draft: ServiceDraft, old: ServiceDraft | undefined, families: ClusterFamilies): readonly FieldError[] {
  const { spec } = draft;
  if (spec.type === 'ExternalName' || isUnchangedPreferDualStack(spec, old?.spec)) return [];
  spec.ipFamilyPolicy ??= old?.spec.ipFamilyPolicy ?? (isHeadless(spec) && !hasSelector(spec) ? 'RequireDualStack' : 'SingleStack');
  const related = validateServiceClusterIPsRelatedFields(serviceOf(draft), old === undefined ? undefined : serviceOf(old));
  if (related.length > 0) return related;

  const errors: FieldError[] = [...(old === undefined ? [] : reduceOnUpdate(spec, old.spec)), ...singleStackErrors(spec), ...inferFamilies(spec, families)];
  if (errors.length > 0) return errors;
  const [primary = 'IPv4'] = families;
  if (isHeadless(spec) && !hasSelector(spec)) {
    // Whoever makes its endpoints may use either family, whatever the cluster has.
    if (spec.ipFamilies.length === 0) spec.ipFamilies = [primary];
    const [first = primary] = spec.ipFamilies;
    if (spec.ipFamilies.length < 2 && spec.ipFamilyPolicy !== 'SingleStack') spec.ipFamilies.push(otherFamily(first));
    return [];
  }
  const unavailable = unavailableErrors(spec, families);
  if (unavailable.length > 0) return unavailable;
  if (spec.ipFamilies.length === 0) spec.ipFamilies = [primary];
  const [first = primary] = spec.ipFamilies;
  if (spec.ipFamilyPolicy !== 'SingleStack' && spec.ipFamilies.length === 1 && families.length === 2) spec.ipFamilies.push(otherFamily(first));
  return [];
}

/** A PreferDualStack Service is never moved to more or fewer families by itself, whatever became of the cluster. */
export function isUnchangedPreferDualStack(spec: ServiceSpecDraft, old: ServiceSpecDraft | undefined): boolean {
  if (old === undefined || old.type !== spec.type || spec.ipFamilyPolicy !== 'PreferDualStack') return false;
  if (!['ClusterIP', 'NodePort', 'LoadBalancer'].includes(spec.type ?? '')) return false;
  if (old.ipFamilyPolicy !== undefined && old.ipFamilyPolicy !== 'PreferDualStack') return false;
  return isSameList(old.clusterIPs, spec.clusterIPs) && isSameList(old.ipFamilies, spec.ipFamilies);
}

function reduceOnUpdate(spec: ServiceSpecDraft, old: ServiceSpecDraft): FieldError[] {
  if (spec.ipFamilyPolicy === 'SingleStack') {
    if (isSameList(old.clusterIPs, spec.clusterIPs)) spec.clusterIPs = spec.clusterIPs.slice(0, 1);
    if (isSameList(old.ipFamilies, spec.ipFamilies)) spec.ipFamilies = spec.ipFamilies.slice(0, 1);
    return [];
  }
  const isReduced = (now: readonly string[], before: readonly string[]): boolean => now.length > 0 && now.length < before.length;
  const errors: FieldError[] = [];
  if (isReduced(spec.clusterIPs, old.clusterIPs)) errors.push(invalid(policyPath, spec.ipFamilyPolicy, "must be 'SingleStack' to release the secondary cluster IP"));
  if (isReduced(spec.ipFamilies, old.ipFamilies)) errors.push(invalid(policyPath, spec.ipFamilyPolicy, "must be 'SingleStack' to release the secondary IP family"));
  return errors;
}

function singleStackErrors(spec: ServiceSpecDraft): FieldError[] {
  if (spec.ipFamilyPolicy !== 'SingleStack') return [];
  const errors: FieldError[] = [];
  const needsPolicy = "must be 'RequireDualStack' or 'PreferDualStack' when multiple";
  if (spec.clusterIPs.length === 2) errors.push(invalid(policyPath, spec.ipFamilyPolicy, `${needsPolicy} cluster IPs are specified`));
  if (spec.ipFamilies.length === 2) errors.push(invalid(policyPath, spec.ipFamilyPolicy, `${needsPolicy} IP families are specified`));
  return errors;
}

/** Families of the addresses that were asked for. */
function inferFamilies(spec: ServiceSpecDraft, families: ClusterFamilies): FieldError[] {
  const errors: FieldError[] = [];
  for (const [i, ip] of spec.clusterIPs.entries()) {
    if (ip === 'None') break;
    if (i < spec.ipFamilies.length) continue;
    const family = ipFamilyOf(ip) ?? '';
    if (families.includes(family)) spec.ipFamilies.push(family);
    else errors.push(invalid(fieldPath('spec').child('clusterIPs').index(i), spec.clusterIPs, `${family} is not configured on this cluster`));
  }
  return errors;
}

function unavailableErrors(spec: ServiceSpecDraft, families: ClusterFamilies): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.ipFamilyPolicy === 'RequireDualStack' && families.length < 2) {
    errors.push(invalid(policyPath, spec.ipFamilyPolicy, 'this cluster is not configured for dual-stack services'));
  }
  for (const [i, family] of spec.ipFamilies.entries()) {
    if (!families.includes(family)) errors.push(invalid(fieldPath('spec').child('ipFamilies').index(i), family, 'not configured on this cluster'));
  }
  return errors;
}
