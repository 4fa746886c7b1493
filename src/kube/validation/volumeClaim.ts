import type { FieldError } from '../field.ts';
import { forbidden, invalid, invalidEach, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { compareQuantities, quantityOf } from '../quantity.ts';
import type { ObjectMeta, PersistentVolumeClaimSpec, PersistentVolumeClaimTemplate, TypedObjectReference } from '../types.generated.ts';
import { validateLabelSelector } from './labelSelector.ts';
import { isDNS1123Label, isDNS1123Subdomain } from './names.ts';
import { validateAnnotations, validateLabels } from './objectMeta.ts';
import { validateResourceQuantityValue } from './resources.ts';

const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const volumeModes = ['Block', 'Filesystem'];
/** Fields of metadata in Go's order, those of a claim's template left out. */
const refusedMetadata = [
  'name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp',
  'deletionGracePeriodSeconds', 'ownerReferences', 'finalizers', 'managedFields',
] as const;
/** Go's names where they do not merely begin with a capital. */
const goNames: Readonly<Record<string, string>> = { uid: 'uID' };

/** How a volume may be mounted. */
export function validateAccessModes(modes: readonly string[], path: FieldPath): FieldError[] {
  const errors = modes.filter((mode) => !accessModes.includes(mode)).map((mode) => notSupported(path, mode, accessModes));
  if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod' && accessModes.includes(mode))) {
    errors.push(forbidden(path, 'may not use ReadWriteOncePod with other access modes'));
  }
  return errors;
}

function validateStorage(storage: string | undefined, path: FieldPath): FieldError[] {
  if (storage === undefined) return [required(path)];
  if (compareQuantities(quantityOf(storage), quantityOf('0')) <= 0) return [invalid(path, storage, 'must be greater than zero')];
  return validateResourceQuantityValue('storage', storage, path);
}

function validateDataSource(source: Loose<TypedObjectReference> | undefined, path: FieldPath): FieldError[] {
  if (source === undefined) return [];
  const { apiGroup = '', kind = '', name = '', namespace = '' } = source;
  return [
    ...(name === '' ? [required(path.child('name'))] : []),
    ...(kind === '' ? [required(path.child('kind'))] : []),
    ...(apiGroup === '' && kind !== 'PersistentVolumeClaim' ? [invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup")] : []),
    ...(apiGroup === '' ? [] : invalidEach(path.child('apiGroup'), apiGroup, isDNS1123Subdomain(apiGroup))),
    ...(namespace === '' ? [] : invalidEach(path.child('namespace'), namespace, isDNS1123Label(namespace))),
  ];
}

function validateDataSources(spec: Loose<PersistentVolumeClaimSpec>, path: FieldPath): FieldError[] {
  const { dataSource, dataSourceRef } = spec;
  const errors = [...validateDataSource(dataSource, path.child('dataSource')), ...validateDataSource(dataSourceRef, path.child('dataSourceRef'))];
  if (dataSource === undefined || dataSourceRef === undefined) return errors;
  // Upstream prints the path itself, a struct without public fields, where the value would stand.
  if ((dataSourceRef.namespace ?? '') !== '') errors.push(invalid(path, {}, 'may not be specified when dataSourceRef.namespace is specified'));
  else if (dataSource.apiGroup !== dataSourceRef.apiGroup || dataSource.kind !== dataSourceRef.kind || dataSource.name !== dataSourceRef.name) {
    errors.push(invalid(path, {}, 'must match dataSourceRef'));
  }
  return errors;
}

/** The spec of a claim, or of a claim's template. Mirrors ValidatePersistentVolumeClaimSpec in pkg/apis/core/validation/validation.go (v1.36). */
export function validatePersistentVolumeClaimSpec(spec: Loose<PersistentVolumeClaimSpec>, path: FieldPath): FieldError[] {
  const { accessModes: modes = [], storageClassName = '', volumeMode, volumeAttributesClassName = '' } = spec;
  return [
    ...(modes.length === 0 ? [required(path.child('accessModes'), 'at least 1 access mode is required')] : []),
    ...validateLabelSelector(spec.selector, path.child('selector')),
    ...validateAccessModes(modes, path.child('accessModes')),
    ...validateStorage(spec.resources?.requests?.['storage'], path.child('resources').key('storage')),
    ...(storageClassName === '' ? [] : invalidEach(path.child('storageClassName'), storageClassName, isDNS1123Subdomain(storageClassName))),
    ...(volumeMode === undefined || volumeModes.includes(volumeMode) ? [] : [notSupported(path.child('volumeMode'), volumeMode, volumeModes)]),
    ...validateDataSources(spec, path),
    ...(volumeAttributesClassName === '' ? [] : invalidEach(path.child('volumeAttributesClassName'), volumeAttributesClassName, isDNS1123Subdomain(volumeAttributesClassName))),
  ];
}

function validateTemplateMeta(meta: Loose<ObjectMeta>, path: FieldPath): FieldError[] {
  const given = refusedMetadata.filter((name) => meta[name] !== undefined && meta[name] !== '');
  return [
    ...validateAnnotations(meta.annotations, path.child('annotations')),
    ...validateLabels(meta.labels, path.child('labels')),
    ...given.map((name) => forbidden(path.child(goNames[name] ?? name), 'cannot be set')),
  ];
}

/** The template of an ephemeral volume's claim: labels, annotations and a spec. Mirrors ValidatePersistentVolumeClaimTemplate (v1.36). */
export function validatePersistentVolumeClaimTemplate(template: Loose<PersistentVolumeClaimTemplate>, path: FieldPath): FieldError[] {
  return [...validateTemplateMeta(template.metadata ?? {}, path.child('metadata')), ...validatePersistentVolumeClaimSpec(template.spec ?? {}, path.child('spec'))];
}
