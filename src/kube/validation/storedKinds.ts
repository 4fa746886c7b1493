/**
 * Rules for kinds that are stored and shown but that nothing here acts on.
 * Simplified: metadata and the few fields without which they mean nothing; the rest is taken as it is.
 */
import type { FieldError } from '../field.ts';
import { duplicate, forbidden, invalid, namedText, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { Lease, ObjectMeta, PersistentVolumeClaim, PriorityClass, StorageClass, TopologySelectorTerm } from '../types.generated.ts';
import { validateQualifiedName } from './fieldChecks.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isDNS1123Subdomain } from './names.ts';
import { validateImmutableField, validateLabelName } from './objectMeta.ts';
import { validatePersistentVolumeClaimSpec } from './volumeClaim.ts';

const highestUserPriority = 1_000_000_000;
const preemptionPolicies = ['PreemptLowerPriority', 'Never'];

interface WithMetadata { readonly metadata?: Loose<ObjectMeta> | undefined }

/** Metadata alone, with a DNS-1123 subdomain as its name. */
export function validateMetadataOnly(object: WithMetadata, isNamespaced: boolean): FieldError[] {
  return validateKubeObjectMeta(object.metadata ?? {}, isDNS1123Subdomain, isNamespaced);
}

/** Metadata alone, of an object that replaces `old`. */
export function validateMetadataOnlyUpdate(object: WithMetadata, old: WithMetadata, isNamespaced: boolean): FieldError[] {
  return [...validateKubeObjectMetaUpdate(object.metadata ?? {}, old.metadata ?? {}), ...validateMetadataOnly(object, isNamespaced)];
}

/** A PriorityClass. Mirrors pkg/apis/scheduling/validation (v1.36). */
export function validatePriorityClass(priorityClass: Loose<PriorityClass>): FieldError[] {
  const errors = validateMetadataOnly(priorityClass, false);
  const name = priorityClass.metadata?.name ?? '';
  if (name.startsWith('system-')) {
    return [...errors, forbidden(fieldPath('metadata', 'name'), `priority class names with 'system-' prefix are reserved for system use only. error: ${name} is not a known system priority class`)];
  }
  const isTooHigh = (priorityClass.value ?? 0) > highestUserPriority;
  const { preemptionPolicy } = priorityClass;
  return [
    ...errors,
    ...(isTooHigh ? [forbidden(fieldPath('value'), `maximum allowed value of a user defined priority is ${highestUserPriority}`)] : []),
    ...(preemptionPolicy === undefined || preemptionPolicies.includes(preemptionPolicy) ? [] : [preemptionPolicy === '' ? required(fieldPath('preemptionPolicy')) : notSupported(fieldPath('preemptionPolicy'), preemptionPolicy, preemptionPolicies)]),
  ];
}

/** A PriorityClass that replaces `old`, whose value stays. */
export function validatePriorityClassUpdate(priorityClass: Loose<PriorityClass>, old: Loose<PriorityClass>): FieldError[] {
  const isSame = (priorityClass.value ?? 0) === (old.value ?? 0);
  return [
    ...validateKubeObjectMetaUpdate(priorityClass.metadata ?? {}, old.metadata ?? {}),
    ...(isSame ? [] : [forbidden(fieldPath('value'), 'may not be changed in an update.')]),
    ...validateImmutableField(priorityClass.preemptionPolicy ?? null, old.preemptionPolicy ?? null, fieldPath('preemptionPolicy')),
  ];
}

/** A StorageClass. Mirrors pkg/apis/storage/validation (v1.36). */
export function validateStorageClass(storageClass: Loose<StorageClass>): FieldError[] {
  const { provisioner = '', parameters = {}, reclaimPolicy = '', volumeBindingMode, allowedTopologies = [] } = storageClass;
  const modes = ['Immediate', 'WaitForFirstConsumer'];
  return [
    ...validateMetadataOnly(storageClass, false),
    ...(provisioner === '' ? [required(fieldPath('provisioner'))] : validateQualifiedName(provisioner.toLowerCase(), fieldPath('provisioner'))),
    ...Object.keys(parameters).filter((key) => key === '').map((key) => invalid(fieldPath('parameters'), key, 'field can not be empty.')),
    ...(reclaimPolicy === '' || ['Delete', 'Retain'].includes(reclaimPolicy) ? [] : [notSupported(fieldPath('reclaimPolicy'), reclaimPolicy, ['Delete', 'Retain'])]),
    ...(volumeBindingMode === undefined ? [required(fieldPath('volumeBindingMode'))] : modes.includes(volumeBindingMode) ? [] : [notSupported(fieldPath('volumeBindingMode'), volumeBindingMode, modes)]),
    ...allowedTopologies.flatMap((term, i) => validateTopology(term, fieldPath('allowedTopologies').index(i))),
  ];
}

function validateTopology(term: Loose<TopologySelectorTerm>, path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return (term.matchLabelExpressions ?? []).flatMap(({ key = '', values = [] }, i) => {
    const at = path.child('matchLabelExpressions').index(i);
    const errors = values.length === 0 ? [required(at.child('values'))] : values.flatMap((value, j) => (values.indexOf(value) < j ? [duplicate(at.child('values').index(j), value)] : []));
    errors.push(...validateLabelName(key, at.child('key')));
    if (seen.has(key)) errors.push(duplicate(at.child('key'), key));
    seen.add(key);
    return errors;
  });
}

/** A StorageClass that replaces `old`: all but its expansion and topologies stays. */
export function validateStorageClassUpdate(storageClass: Loose<StorageClass>, old: Loose<StorageClass>): FieldError[] {
  const { parameters, provisioner, reclaimPolicy, volumeBindingMode } = storageClass;
  return [
    ...validateStorageClass(storageClass),
    ...validateKubeObjectMetaUpdate(storageClass.metadata ?? {}, old.metadata ?? {}),
    ...validateImmutableField(parameters ?? null, old.parameters ?? null, fieldPath('parameters')),
    ...validateImmutableField(provisioner ?? '', old.provisioner ?? '', fieldPath('provisioner')),
    ...validateImmutableField(reclaimPolicy ?? null, old.reclaimPolicy ?? null, fieldPath('reclaimPolicy'), namedText(reclaimPolicy)),
    ...validateImmutableField(volumeBindingMode ?? null, old.volumeBindingMode ?? null, fieldPath('volumeBindingMode'), namedText(volumeBindingMode)),
  ];
}

/** A Lease. Mirrors ValidateLease of pkg/apis/coordination/validation (v1.36). */
export function validateLease(lease: Loose<Lease>): FieldError[] {
  const { leaseDurationSeconds = 1, leaseTransitions = 0 } = lease.spec ?? {};
  return [
    ...validateMetadataOnly(lease, true),
    ...(leaseDurationSeconds > 0 ? [] : [invalid(fieldPath('spec', 'leaseDurationSeconds'), leaseDurationSeconds, 'must be greater than 0')]),
    ...(leaseTransitions >= 0 ? [] : [invalid(fieldPath('spec', 'leaseTransitions'), leaseTransitions, 'must be greater than or equal to 0')]),
  ];
}

/** A Lease that replaces `old`. */
export function validateLeaseUpdate(lease: Loose<Lease>, old: Loose<Lease>): FieldError[] {
  return [...validateKubeObjectMetaUpdate(lease.metadata ?? {}, old.metadata ?? {}), ...validateLease(lease).filter(({ field }) => field.startsWith('spec'))];
}

/** A PersistentVolumeClaim. */
export function validatePersistentVolumeClaim(claim: Loose<PersistentVolumeClaim>): FieldError[] {
  return [...validateMetadataOnly(claim, true), ...validatePersistentVolumeClaimSpec(claim.spec ?? {}, fieldPath('spec'))];
}

/** A PersistentVolumeClaim that replaces `old`. */
export function validatePersistentVolumeClaimUpdate(claim: Loose<PersistentVolumeClaim>, old: Loose<PersistentVolumeClaim>): FieldError[] {
  return [...validateKubeObjectMetaUpdate(claim.metadata ?? {}, old.metadata ?? {}), ...validatePersistentVolumeClaim(claim)];
}
