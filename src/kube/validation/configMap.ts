/** Rules for ConfigMaps. Mirrors ValidateConfigMap of pkg/apis/core/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { forbidden, invalid, invalidEach, tooLong } from '../fieldErrors.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { deepEqual, hasKey } from '../objects.ts';
import type { ConfigMap } from '../types.generated.ts';
import { utf8Length } from '../utf8.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isConfigMapKey, isDNS1123Subdomain } from './names.ts';

/** What a ConfigMap or a Secret may hold in all, in bytes. */
export const maxDataBytes = 1024 * 1024;
const immutable = 'field is immutable when `immutable` is set';

/** A new ConfigMap. */
export function validateConfigMap(configMap: Loose<ConfigMap>): FieldError[] {
  const errors = validateKubeObjectMeta(configMap.metadata ?? {}, isDNS1123Subdomain);
  let bytes = 0;
  for (const [key, value] of Object.entries(configMap.data ?? {})) {
    const path = fieldPath('data').key(key);
    errors.push(...invalidEach(path, key, isConfigMapKey(key)));
    if (hasKey(configMap.binaryData, key)) errors.push(invalid(path, key, 'duplicate of key present in binaryData'));
    bytes += utf8Length(value);
  }
  for (const [key, value] of Object.entries(configMap.binaryData ?? {})) {
    errors.push(...invalidEach(fieldPath('binaryData').key(key), key, isConfigMapKey(key)));
    bytes += base64Bytes(value);
  }
  if (bytes > maxDataBytes) errors.push({ ...tooLong(fieldPath(), maxDataBytes), field: '[]' });
  return errors;
}

/** How many bytes a base64 text stands for. */
export function base64Bytes(text: string): number {
  return Math.floor((text.replace(/=+$/, '').length * 3) / 4);
}

/** A ConfigMap that replaces `old`. */
export function validateConfigMapUpdate(configMap: Loose<ConfigMap>, old: Loose<ConfigMap>): FieldError[] {
  const errors = validateKubeObjectMetaUpdate(configMap.metadata ?? {}, old.metadata ?? {});
  if (old.immutable === true) {
    if (configMap.immutable !== true) errors.push(forbidden(fieldPath('immutable'), immutable));
    if (!deepEqual(configMap.data, old.data)) errors.push(forbidden(fieldPath('data'), immutable));
    if (!deepEqual(configMap.binaryData, old.binaryData)) errors.push(forbidden(fieldPath('binaryData'), immutable));
  }
  return [...errors, ...validateConfigMap(configMap)];
}
