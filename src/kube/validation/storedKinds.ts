/**
 * Rules for kinds that are stored and shown but that nothing here acts on.
 * Simplified: metadata and the few fields without which they mean nothing; the rest is taken as it is.
 */
import type { FieldError } from '../field.ts';
import { forbidden, required } from '../fieldErrors.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { PersistentVolumeClaim, PriorityClass, ObjectMeta, StorageClass } from '../types.generated.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isDNS1123Subdomain } from './names.ts';
import { validatePersistentVolumeClaimSpec } from './volumeClaim.ts';

const highestUserPriority = 1_000_000_000;

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
  return isTooHigh ? [...errors, forbidden(fieldPath('value'), `maximum allowed value of a user defined priority is ${highestUserPriority}`)] : errors;
}

/** A PriorityClass that replaces `old`, whose value stays. */
export function validatePriorityClassUpdate(priorityClass: Loose<PriorityClass>, old: Loose<PriorityClass>): FieldError[] {
  const isSame = (priorityClass.value ?? 0) === (old.value ?? 0);
  return [
    ...validateKubeObjectMetaUpdate(priorityClass.metadata ?? {}, old.metadata ?? {}),
    ...(isSame ? [] : [forbidden(fieldPath('value'), 'may not be changed in an update.')]),
  ];
}

/** A StorageClass. Mirrors pkg/apis/storage/validation (v1.36). */
export function validateStorageClass(storageClass: Loose<StorageClass>): FieldError[] {
  const errors = validateMetadataOnly(storageClass, false);
  return (storageClass.provisioner ?? '') === '' ? [...errors, required(fieldPath('provisioner'))] : errors;
}

/** A StorageClass that replaces `old`, whose provisioner stays. */
export function validateStorageClassUpdate(storageClass: Loose<StorageClass>, old: Loose<StorageClass>): FieldError[] {
  const isSame = storageClass.provisioner === old.provisioner;
  return [
    ...validateStorageClass(storageClass),
    ...validateKubeObjectMetaUpdate(storageClass.metadata ?? {}, old.metadata ?? {}),
    ...(isSame ? [] : [forbidden(fieldPath('provisioner'), 'updates to provisioner are forbidden.')]),
  ];
}

/** A PersistentVolumeClaim. */
export function validatePersistentVolumeClaim(claim: Loose<PersistentVolumeClaim>): FieldError[] {
  return [...validateMetadataOnly(claim, true), ...validatePersistentVolumeClaimSpec(claim.spec ?? {}, fieldPath('spec'))];
}

/** A PersistentVolumeClaim that replaces `old`. */
export function validatePersistentVolumeClaimUpdate(claim: Loose<PersistentVolumeClaim>, old: Loose<PersistentVolumeClaim>): FieldError[] {
  return [...validateKubeObjectMetaUpdate(claim.metadata ?? {}, old.metadata ?? {}), ...validatePersistentVolumeClaim(claim)];
}
