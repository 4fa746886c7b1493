import { describe, expect, it } from 'vitest';
import { decode } from '../../../../src/kube/decode.ts';
import { setDefaults } from '../../../../src/kube/defaults.ts';
import type { JsonObject } from '../../../../src/kube/json.ts';
import type { KubeObjectLike } from '../../../../src/kube/kubeObject.ts';
import { kindInfoByKind } from '../../../../src/kube/scheme.ts';
import { encodeBase64 } from '../../../../src/kube/base64.ts';
import { validateCreate, validateUpdate } from '../../../../src/kube/validation.ts';
import { warningsFor } from '../../../../src/kube/warnings.ts';

function read(kind: string, body: JsonObject): KubeObjectLike {
  const info = kindInfoByKind(kind);
  if (info === undefined) throw new Error(kind);
  const decoded = decode(info, { ...body, metadata: { name: 'a', resourceVersion: '1', ...(info.isNamespaced ? { namespace: 'default' } : {}) } }, { fieldValidation: 'Strict', decodingErrors: [], isYAML: false });
  if (!decoded.ok) throw new Error(decoded.status.message);
  return setDefaults(decoded.object as unknown as KubeObjectLike);
}

const credentials = (text: string): JsonObject => ({ type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': encodeBase64(text) } });
const limit = (item: JsonObject): JsonObject => ({ spec: { limits: [item] } });
const quota = (spec: JsonObject): JsonObject => ({ spec });

describe('new objects', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ['Secret', credentials('{}'), []],
    ['Secret', credentials('{"a"'), ['data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": unexpected end of JSON input']],
    ['Secret', { type: 'kubernetes.io/dockercfg' }, ['data[.dockercfg]: Required value']],
    ['LimitRange', limit({ type: 'Container', max: { cpu: '500m' }, default: { cpu: '1' }, defaultRequest: { cpu: '2' } }), [
      'spec.limits[0].defaultRequest[cpu]: Invalid value: "2": default request value 2 is greater than max value 500m', 'spec.limits[0].defaultRequest[cpu]: Invalid value: "2": default request value 2 is greater than default limit value 1',
      'spec.limits[0].default[cpu]: Invalid value: "500m": default value 1 is greater than max value 500m']],
    ['LimitRange', limit({ type: 'Pod', default: { cpu: '1' } }), ["spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'"]],
    ['LimitRange', limit({ type: 'PersistentVolumeClaim' }), ['spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided']],
    ['LimitRange', limit({ type: 'Foo' }), ['spec.limits[0].type: Invalid value: "Foo": must be a standard limit type or fully qualified']],
    ['ResourceQuota', quota({ hard: { pods: '1.5' } }), ['spec.hard[pods]: Invalid value: "1500m": must be an integer']],
    ['ResourceQuota', quota({ hard: { cpu: '1' }, scopes: ['BestEffort', 'NotBestEffort'] }), ['spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: unsupported scope applied to resource', 'spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: conflicting scopes']],
    ['PersistentVolume', quota({}), ['spec.accessModes: Required value', 'spec.capacity: Required value', 'spec.capacity: Unsupported value: null: supported values: "storage"', 'spec: Required value: must specify a volume type']],
    ['StorageClass', { provisioner: 'a/b', volumeBindingMode: 'Foo' }, ['volumeBindingMode: Unsupported value: "Foo": supported values: "Immediate", "WaitForFirstConsumer"']],
    ['PriorityClass', { value: 1, preemptionPolicy: 'Foo' }, ['preemptionPolicy: Unsupported value: "Foo": supported values: "PreemptLowerPriority", "Never"']],
    ['Lease', { spec: { leaseDurationSeconds: 0, leaseTransitions: -1 } }, ['spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0', 'spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0']],
  ])('%s %j', (kind, body, errors) => {
    expect(validateCreate(read(kind, body)).map(({ field, message }) => `${field}: ${message}`)).toEqual(errors);
  });
});

describe('changes', () => {
  it.each<[string, JsonObject, JsonObject, readonly string[]]>([
    ['ResourceQuota', quota({ scopes: ['BestEffort'] }), quota({}), ['spec.scopes: Invalid value: null: field is immutable']],
    ['PriorityClass', { value: 1 }, { value: 1, preemptionPolicy: 'Never' }, ['preemptionPolicy: Invalid value: "Never": field is immutable']],
    ['Lease', { spec: {} }, { spec: { leaseDurationSeconds: 1 } }, []],
  ])('%s %j to %j', (kind, before, after, errors) => {
    expect(validateUpdate(read(kind, after), read(kind, before)).map(({ field, message }) => `${field}: ${message}`)).toEqual(errors);
  });
});

describe('warnings about certificates', () => {
  const block = (type: string): string => `-----BEGIN ${type}-----\nAAAA\n-----END ${type}-----\n`;
  it.each([
    ['no PEM', 'x', 'y', ['tls: failed to find any PEM data in certificate input']],
    ['a key for a certificate', block('PRIVATE KEY'), block('PRIVATE KEY'), ['tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [PRIVATE KEY]']],
    ['no key', block('CERTIFICATE'), '', ['tls: failed to find any PEM data in key input']],
    ['a pair', block('CERTIFICATE'), block('RSA PRIVATE KEY'), []],
  ])('%s', (_name, certificate, key, warnings) => {
    expect(warningsFor(read('Secret', { type: 'kubernetes.io/tls', data: { 'tls.crt': encodeBase64(certificate), 'tls.key': encodeBase64(key) } }))).toEqual(warnings);
  });
});
