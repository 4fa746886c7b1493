/** Rules for Secrets. Mirrors ValidateSecret of pkg/apis/core/validation/validation.go (v1.36). */
import { decodeBase64Text } from '../base64.ts';
import type { FieldError } from '../field.ts';
import { forbidden, invalid, invalidEach, namedText, required, tooLong } from '../fieldErrors.ts';
import { fieldPath } from '../fieldPath.ts';
import { unmarshalObjectError } from '../goJSON.ts';
import type { Loose } from '../loose.ts';
import { deepEqual, hasKey, valueOf } from '../objects.ts';
import type { Secret } from '../types.generated.ts';
import { base64Bytes, maxDataBytes } from './configMap.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isConfigMapKey, isDNS1123Subdomain } from './names.ts';
import { validateImmutableField } from './objectMeta.ts';

const dataPath = fieldPath('data');
const immutable = 'field is immutable when `immutable` is set';
const serviceAccountNameKey = 'kubernetes.io/service-account.name';
/** Types whose data must have every one of these keys. */
const requiredKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

/** A new Secret. */
export function validateSecret(secret: Loose<Secret>): FieldError[] {
  const errors = validateKubeObjectMeta(secret.metadata ?? {}, isDNS1123Subdomain);
  let bytes = 0;
  for (const [key, value] of Object.entries(secret.data ?? {})) {
    errors.push(...invalidEach(dataPath.key(key), key, isConfigMapKey(key)));
    bytes += base64Bytes(value);
  }
  if (bytes > maxDataBytes) errors.push(tooLong(dataPath, maxDataBytes));
  return [...errors, ...validateTypedData(secret)];
}

function validateTypedData(secret: Loose<Secret>): FieldError[] {
  const { type = '', data } = secret;
  const missing = (keys: readonly string[]): FieldError[] => keys.filter((key) => !hasKey(data, key)).map((key) => required(dataPath.key(key)));
  switch (type) {
    case 'kubernetes.io/service-account-token':
      return (valueOf(secret.metadata?.annotations, serviceAccountNameKey) ?? '') === '' ? [required(fieldPath('metadata', 'annotations').key(serviceAccountNameKey))] : [];
    case 'kubernetes.io/basic-auth': {
      const absent = missing(['username', 'password']);
      return absent.length === 2 ? absent : [];
    }
    case 'kubernetes.io/ssh-auth':
      return (valueOf(data, 'ssh-privatekey') ?? '') === '' ? [required(dataPath.key('ssh-privatekey'))] : [];
    case 'kubernetes.io/dockercfg': return validateCredentials(data, '.dockercfg');
    case 'kubernetes.io/dockerconfigjson': return validateCredentials(data, '.dockerconfigjson');
    default: return missing(requiredKeys[type] ?? []);
  }
}

/** Credentials of registries are a JSON object, which messages do not show. */
function validateCredentials(data: Loose<Secret>['data'], key: string): FieldError[] {
  const value = valueOf(data, key);
  if (value === undefined) return [required(dataPath.key(key))];
  const error = unmarshalObjectError(decodeBase64Text(value), 'map[string]interface {}');
  return error === undefined ? [] : [invalid(dataPath.key(key), '<secret contents redacted>', error)];
}

/** A Secret that replaces `old`. */
export function validateSecretUpdate(secret: Loose<Secret>, old: Loose<Secret>): FieldError[] {
  const errors = validateKubeObjectMetaUpdate(secret.metadata ?? {}, old.metadata ?? {});
  errors.push(...validateImmutableField(secret.type ?? '', old.type ?? '', fieldPath('type'), namedText(secret.type ?? '')));
  if (old.immutable === true) {
    if (secret.immutable !== true) errors.push(forbidden(fieldPath('immutable'), immutable));
    if (!deepEqual(secret.data, old.data)) errors.push(forbidden(dataPath, immutable));
  }
  return [...errors, ...validateSecret(secret)];
}
