/** Rules for metadata. Mirrors apimachinery/pkg/api/validation/objectmeta.go and pkg/apis/meta/v1/validation (v1.36). */
import type { FieldError } from '../field.ts';
import type { BadValue } from '../fieldErrors.ts';
import { forbidden, invalid, invalidEach, namedText, required, tooLong } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import type { JsonValue } from '../json.ts';
import type { Loose } from '../loose.ts';
import { deepEqual } from '../objects.ts';
import { quote } from '../quote.ts';
import type { ManagedFieldsEntry, ObjectMeta, OwnerReference } from '../types.generated.ts';
import { compareBytes, utf8Length } from '../utf8.ts';
import type { Check } from './names.ts';
import { isDNS1123Label, isLabelValue, isQualifiedName, maskTrailingDash } from './names.ts';

const maxAnnotationsBytes = 256 * 1024;
export const immutableMessage = 'field is immutable';

/**
 * Metadata of a new object; `metadata.name` is there by then (generateName has been used).
 * `checkName` is the kind's own rule; generateName is held against it with its trailing dash masked.
 */
export function validateObjectMeta(meta: Loose<ObjectMeta>, isNamespaced: boolean, checkName: Check, path: FieldPath = fieldPath('metadata')): FieldError[] {
  const errors: FieldError[] = [];
  const generateName = meta.generateName ?? '';
  if (generateName !== '') errors.push(...invalidEach(path.child('generateName'), generateName, checkName(maskTrailingDash(generateName))));
  errors.push(...validateName(meta.name ?? '', checkName, path.child('name')));
  return [...errors, ...validateCommon(meta, isNamespaced, path)];
}

function validateName(name: string, checkName: Check, path: FieldPath): FieldError[] {
  if (name === '') return [required(path, 'name or generateName is required')];
  return invalidEach(path, name, checkName(name));
}

function validateCommon(meta: Loose<ObjectMeta>, isNamespaced: boolean, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const namespace = meta.namespace ?? '';
  if (isNamespaced) {
    if (namespace === '') errors.push(required(path.child('namespace')));
    else errors.push(...invalidEach(path.child('namespace'), namespace, isDNS1123Label(namespace)));
  } else if (namespace !== '') errors.push(forbidden(path.child('namespace'), 'not allowed on this type'));
  if ((meta.generation ?? 0) < 0) errors.push(invalid(path.child('generation'), meta.generation, 'must be greater than or equal to 0'));
  errors.push(...validateLabels(meta.labels, path.child('labels')));
  errors.push(...validateAnnotations(meta.annotations, path.child('annotations')));
  errors.push(...validateOwnerReferences(meta.ownerReferences ?? [], path.child('ownerReferences')));
  errors.push(...validateFinalizers(meta.finalizers ?? [], path.child('finalizers')));
  errors.push(...validateManagedFields(meta.managedFields ?? [], path.child('managedFields')));
  return errors;
}

/** Keys and values of a label map. Both give errors at the map's own path. */
export function validateLabels(labels: Readonly<Record<string, string>> | undefined, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(labels ?? {})) {
    errors.push(...validateLabelName(key, path), ...invalidEach(path, value, isLabelValue(value)));
  }
  return errors;
}

/** One label key. */
export function validateLabelName(key: string, path: FieldPath): FieldError[] {
  return invalidEach(path, key, isQualifiedName(key));
}

/** Keys (without regard to case) and the size of all annotations together. */
export function validateAnnotations(annotations: Readonly<Record<string, string>> | undefined, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations ?? {})) {
    errors.push(...invalidEach(path, key, isQualifiedName(key.toLowerCase())));
    bytes += utf8Length(key) + utf8Length(value);
  }
  if (bytes > maxAnnotationsBytes) errors.push(tooLong(path, maxAnnotationsBytes));
  return errors;
}

function validateOwnerReferences(references: readonly Loose<OwnerReference>[], path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  let firstController: string | undefined;
  for (const reference of references) {
    errors.push(...validateOwnerReference(reference, path));
    if (reference.controller !== true) continue;
    const name = `${reference.kind ?? ''}/${reference.name ?? ''}`;
    if (firstController === undefined) firstController = name;
    else errors.push(invalid(path, references.map(printedOwner), `Only one reference can have Controller set to true. Found "true" in references for ${firstController} and ${name}`));
  }
  return errors;
}

function validateOwnerReference(reference: Loose<OwnerReference>, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const { apiVersion = '', kind = '', name = '', uid = '' } = reference;
  const slashes = apiVersion.split('/').length - 1;
  const version = slashes === 0 ? apiVersion : slashes === 1 ? apiVersion.slice(apiVersion.indexOf('/') + 1) : '';
  if (version === '') errors.push(invalid(path.child('apiVersion'), apiVersion, 'version must not be empty'));
  if (kind === '') errors.push(invalid(path.child('kind'), kind, 'must not be empty'));
  if (name === '') errors.push(invalid(path.child('name'), name, 'must not be empty'));
  if (uid === '') errors.push(invalid(path.child('uid'), uid, 'must not be empty'));
  if (apiVersion === 'v1' && kind === 'Event') errors.push(invalid(path, printedOwner(reference), '/v1, Kind=Event is disallowed from being an owner'));
  return errors;
}

function printedOwner(reference: Loose<OwnerReference>): JsonValue {
  const { apiVersion = '', kind = '', name = '', uid = '', controller, blockOwnerDeletion } = reference;
  return {
    apiVersion, kind, name, uid,
    ...(controller === undefined ? {} : { controller }),
    ...(blockOwnerDeletion === undefined ? {} : { blockOwnerDeletion }),
  };
}

function validateFinalizers(finalizers: readonly string[], path: FieldPath): FieldError[] {
  const errors = finalizers.flatMap((finalizer) => invalidEach(path, finalizer, isQualifiedName(finalizer)));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(invalid(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'));
  }
  return errors;
}

function validateManagedFields(entries: readonly Loose<ManagedFieldsEntry>[], path: FieldPath): FieldError[] {
  return entries.flatMap((entry, i) => {
    const errors: FieldError[] = [];
    const at = path.index(i);
    const { operation = '', fieldsType = '', manager = '', subresource = '' } = entry;
    if (operation !== 'Apply' && operation !== 'Update') errors.push(invalid(at.child('operation'), operation, 'must be `Apply` or `Update`'));
    if (fieldsType !== '' && fieldsType !== 'FieldsV1') errors.push(invalid(at.child('fieldsType'), fieldsType, 'must be `FieldsV1`'));
    if (utf8Length(manager) > 128) errors.push(tooLong(at.child('manager'), 128));
    if (utf8Length(subresource) > 256) errors.push(tooLong(at.child('subresource'), 256));
    return errors;
  });
}

/** Metadata of an object that replaces `old`. Names are not checked again: they cannot change. */
export function validateObjectMetaUpdate(meta: Loose<ObjectMeta>, old: Loose<ObjectMeta>, path: FieldPath = fieldPath('metadata')): FieldError[] {
  const errors: FieldError[] = [];
  if (old.deletionTimestamp !== undefined) errors.push(...validateNoNewFinalizers(meta.finalizers ?? [], old.finalizers ?? [], path.child('finalizers')));
  if ((meta.resourceVersion ?? '') === '') errors.push(invalid(path.child('resourceVersion'), meta.resourceVersion ?? '', 'must be specified for an update'));
  if ((meta.generation ?? 0) < (old.generation ?? 0)) errors.push(invalid(path.child('generation'), meta.generation ?? 0, 'must not be decremented'));
  errors.push(
    ...validateImmutableField(meta.name ?? '', old.name ?? '', path.child('name')),
    ...validateImmutableField(meta.namespace ?? '', old.namespace ?? '', path.child('namespace')),
    ...validateImmutableField(meta.uid ?? '', old.uid ?? '', path.child('uid'), namedText(meta.uid ?? '')),
    ...validateImmutableField(meta.creationTimestamp, old.creationTimestamp, path.child('creationTimestamp')),
    ...validateImmutableField(meta.deletionTimestamp, old.deletionTimestamp, path.child('deletionTimestamp')),
    ...validateImmutableField(meta.deletionGracePeriodSeconds, old.deletionGracePeriodSeconds, path.child('deletionGracePeriodSeconds')),
    ...validateLabels(meta.labels, path.child('labels')),
    ...validateAnnotations(meta.annotations, path.child('annotations')),
    ...validateOwnerReferences(meta.ownerReferences ?? [], path.child('ownerReferences')),
    ...validateManagedFields(meta.managedFields ?? [], path.child('managedFields')),
  );
  return errors;
}

function validateNoNewFinalizers(finalizers: readonly string[], old: readonly string[], path: FieldPath): FieldError[] {
  const added = [...new Set(finalizers)].filter((finalizer) => !old.includes(finalizer)).sort(compareBytes);
  if (added.length === 0) return [];
  return [forbidden(path, `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map(quote).join(', ')}}`)];
}

/** `field is immutable`, where the value is not semantically equal to the old one. `shown` is what the message prints. */
export function validateImmutableField(value: unknown, old: unknown, path: FieldPath, shown?: BadValue): FieldError[] {
  if (deepEqual(value, old)) return [];
  return [invalid(path, shown ?? asJson(value), immutableMessage)];
}

function asJson(value: unknown): JsonValue | undefined {
  // API objects are JSON; only their static types are narrower than JsonValue.
  return value as JsonValue | undefined;
}
