import type { FieldError } from '../field.ts';
import { forbidden, invalid, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { ConfigMapVolumeSource, DownwardAPIVolumeFile, DownwardAPIVolumeSource, KeyToPath, ProjectedVolumeSource, SecretVolumeSource, ServiceAccountTokenProjection } from '../types.generated.ts';
import { validateFieldRef, validateResourceFieldRef } from './containerEnv.ts';
import { validateLocalNonReservedPath } from './paths.ts';

const volumeFieldPaths = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];
const tenMinutesSeconds = 600;
const longestTokenSeconds = 2 ** 32;

function validateMode(mode: number | undefined, path: FieldPath): FieldError[] {
  return mode !== undefined && (mode > 0o777 || mode < 0) ? [invalid(path, mode, 'must be a number between 0 and 0777 (octal), both inclusive')] : [];
}

function validateKeyToPath(item: Loose<KeyToPath>, path: FieldPath): FieldError[] {
  const { key = '', path: target = '', mode } = item;
  return [
    ...(key === '' ? [required(path.child('key'))] : []),
    ...(target === '' ? [required(path.child('path'))] : []),
    ...validateLocalNonReservedPath(target, path.child('path')),
    ...validateMode(mode, path.child('mode')),
  ];
}

function validateItems(items: readonly Loose<KeyToPath>[] | undefined, path: FieldPath): FieldError[] {
  return (items ?? []).flatMap((item, index) => validateKeyToPath(item, path.index(index)));
}

/** Mirrors validateSecretVolumeSource in pkg/apis/core/validation/validation.go (v1.36). */
export function validateSecretVolume(secret: Loose<SecretVolumeSource>, path: FieldPath): FieldError[] {
  return [
    ...((secret.secretName ?? '') === '' ? [required(path.child('secretName'))] : []),
    ...validateMode(secret.defaultMode, path.child('defaultMode')),
    ...validateItems(secret.items, path.child('items')),
  ];
}

/** Mirrors validateConfigMapVolumeSource (v1.36). */
export function validateConfigMapVolume(configMap: Loose<ConfigMapVolumeSource>, path: FieldPath): FieldError[] {
  return [
    ...((configMap.name ?? '') === '' ? [required(path.child('name'))] : []),
    ...validateMode(configMap.defaultMode, path.child('defaultMode')),
    ...validateItems(configMap.items, path.child('items')),
  ];
}

function validateFile(file: Loose<DownwardAPIVolumeFile>, path: FieldPath): FieldError[] {
  const { path: target = '', fieldRef, resourceFieldRef, mode } = file;
  const errors = [...(target === '' ? [required(path.child('path'))] : []), ...validateLocalNonReservedPath(target, path.child('path'))];
  if (fieldRef !== undefined) {
    errors.push(...validateFieldRef(fieldRef, volumeFieldPaths, path.child('fieldRef')));
    if (resourceFieldRef !== undefined) errors.push(invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
  } else if (resourceFieldRef !== undefined) errors.push(...validateResourceFieldRef(resourceFieldRef, path.child('resourceFieldRef'), true));
  else errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  return [...errors, ...validateMode(mode, path.child('mode'))];
}

/** Errors of files stand at the source, not at the file, as upstream has it. Mirrors validateDownwardAPIVolumeSource (v1.36). */
export function validateDownwardAPIVolume(downwardAPI: Loose<DownwardAPIVolumeSource>, path: FieldPath): FieldError[] {
  return [...validateMode(downwardAPI.defaultMode, path.child('defaultMode')), ...(downwardAPI.items ?? []).flatMap((file) => validateFile(file, path))];
}

function validateToken(token: Loose<ServiceAccountTokenProjection>, at: FieldPath, path: FieldPath): FieldError[] {
  const { expirationSeconds = 0, path: target = '' } = token;
  const expiration = at.child('expirationSeconds');
  return [
    ...(expirationSeconds < tenMinutesSeconds ? [invalid(expiration, expirationSeconds, 'may not specify a duration less than 10 minutes')] : []),
    ...(expirationSeconds > longestTokenSeconds ? [invalid(expiration, expirationSeconds, 'may not specify a duration larger than 2^32 seconds')] : []),
    ...(target === '' ? [required(path.child('path'))] : validateLocalNonReservedPath(target, path.child('path'))),
  ];
}

/**
 * Sources of a projected volume, which must not write one path twice. Mirrors validateProjectionSources (v1.36) without
 * the sources whose features are off.
 */
export function validateProjectedVolume(projected: Loose<ProjectedVolumeSource>, path: FieldPath): FieldError[] {
  const taken = new Set<string>();
  const claim = (target: string, shown: string): FieldError[] => {
    if (target === '') return [];
    if (taken.has(target)) return [invalid(path, shown, 'conflicting duplicate paths')];
    taken.add(target);
    return [];
  };
  const keyed = (source: { readonly name?: string | undefined; readonly items?: readonly Loose<KeyToPath>[] | undefined }, at: FieldPath): FieldError[] => [
    ...((source.name ?? '') === '' ? [required(at.child('name'))] : []),
    ...(source.items ?? []).flatMap((item, index) => [...validateKeyToPath(item, at.child('items').index(index)), ...claim(item.path ?? '', source.name ?? '')]),
  ];
  const errors = validateMode(projected.defaultMode, path.child('defaultMode'));
  (projected.sources ?? []).forEach(({ secret, configMap, downwardAPI, serviceAccountToken }, index) => {
    const at = path.child('sources').index(index);
    if (secret) errors.push(...keyed(secret, at.child('secret')));
    if (configMap) errors.push(...keyed(configMap, at.child('configMap')));
    for (const file of downwardAPI?.items ?? []) errors.push(...validateFile(file, at.child('downwardAPI')), ...claim(file.path ?? '', file.path ?? ''));
    if (serviceAccountToken) errors.push(...validateToken(serviceAccountToken, at.child('serviceAccountToken'), path));
    const count = [secret, configMap, downwardAPI, serviceAccountToken].filter((source) => source !== undefined).length;
    if (count > 1) errors.push(forbidden(at, 'may not specify more than 1 volume type per source'));
  });
  return errors;
}
