import type { FieldError } from '../field.ts';
import { invalid, invalidEach, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { compareQuantities, quantityOf } from '../quantity.ts';
import type { ConfigMapKeySelector, EnvFromSource, EnvVar, FileKeySelector, ObjectFieldSelector, ResourceFieldSelector } from '../types.generated.ts';
import { validateDNS1123Label, validateQualifiedName, validateRequiredName } from './fieldChecks.ts';
import { isConfigMapKey, isDNS1123Subdomain, isRelaxedEnvVarName, maskTrailingDash } from './names.ts';
import { validatePathNoBacksteps } from './paths.ts';

const envFieldPaths = [
  'metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs',
];
const resourceFields = ['limits.cpu', 'limits.ephemeral-storage', 'limits.memory', 'requests.cpu', 'requests.ephemeral-storage', 'requests.memory'];
const hugePageFields = /^(requests|limits)\.hugepages-/;
const byteDivisors = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** What the downward API knows of a Pod at all, whether a variable or a file may show it. */
const knownFieldPaths = new Set([...envFieldPaths, 'metadata.labels', 'metadata.annotations', 'spec.restartPolicy', 'spec.schedulerName', 'status.phase', 'spec.host']);

/** The message of a field path that the downward API does not know; absent where it does. */
function conversionError(apiVersion: string, text: string, base: string): string | undefined {
  if (apiVersion !== 'v1') return `unsupported pod version: ${apiVersion}`;
  if (base === text) return knownFieldPaths.has(text) ? undefined : `field label not supported: ${text}`;
  return base === 'metadata.annotations' || base === 'metadata.labels' ? undefined : `field label does not support subscript: ${text}`;
}

/** A reference to a field of the Pod: in a variable, or in a file of a volume, which may show other fields. */
export function validateFieldRef(fieldRef: Loose<ObjectFieldSelector>, supported: readonly string[], path: FieldPath): FieldError[] {
  const { apiVersion = '', fieldPath: text = '' } = fieldRef;
  if (apiVersion === '') return [required(path.child('apiVersion'))];
  if (text === '') return [required(path.child('fieldPath'))];
  const [, base = text, subscript] = /^(.+?)\['(.*)'\]$/s.exec(text) ?? [];
  const failure = conversionError(apiVersion, text, base);
  if (failure !== undefined) return [invalid(path.child('fieldPath'), text, `error converting fieldPath: ${failure}`)];
  if (subscript === undefined) {
    const current = base === 'spec.host' ? 'spec.nodeName' : base;
    return supported.includes(current) ? [] : [notSupported(path.child('fieldPath'), current, supported)];
  }
  return validateQualifiedName(base === 'metadata.annotations' ? subscript.toLowerCase() : subscript, path);
}

function validateDivisor(resource: string, divisor: string, path: FieldPath): FieldError[] {
  if (compareQuantities(quantityOf(divisor), quantityOf('0')) === 0) return [];
  const refuse = (allowed: readonly string[], detail: string): FieldError[] => (allowed.includes(divisor) ? [] : [invalid(path.child('divisor'), resource, detail)]);
  const bytes = `only divisor's values ${byteDivisors.join(', ')} are supported with the`;
  if (/^(limits|requests)\.cpu$/.test(resource)) return refuse(['1m', '1'], "only divisor's values 1m and 1 are supported with the cpu resource");
  if (/^(limits|requests)\.memory$/.test(resource)) return refuse(byteDivisors, `${bytes} memory resource`);
  if (/^(limits|requests)\.ephemeral-storage$/.test(resource)) return refuse(byteDivisors, `${bytes} local ephemeral storage resource`);
  return hugePageFields.test(resource) ? refuse(byteDivisors, `${bytes} hugepages resource`) : [];
}

/** A reference to a container's resources. In a volume the container must be named. */
export function validateResourceFieldRef(reference: Loose<ResourceFieldSelector>, path: FieldPath, isVolume: boolean): FieldError[] {
  const { containerName = '', resource = '', divisor = '0' } = reference;
  const errors: FieldError[] = [];
  if (isVolume && containerName === '') errors.push(required(path.child('containerName')));
  else if (resource === '') errors.push(required(path.child('resource')));
  else if (!resourceFields.includes(resource) && !hugePageFields.test(resource)) errors.push(notSupported(path.child('resource'), resource, resourceFields));
  return [...errors, ...validateDivisor(resource, divisor, path)];
}

function validateKeySelector(selector: Loose<ConfigMapKeySelector>, path: FieldPath): FieldError[] {
  const { name = '', key = '' } = selector;
  return [...invalidEach(path.child('name'), name, isDNS1123Subdomain(name)), ...validateRequiredName(key, isConfigMapKey, path.child('key'))];
}

function validateFileKeyRef(selector: Loose<FileKeySelector>, path: FieldPath): FieldError[] {
  const { key = '', volumeName = '', path: target = '' } = selector;
  return [
    ...validateRequiredName(key, isRelaxedEnvVarName, path.child('key')),
    ...(volumeName === '' ? [required(path.child('volumeName'))] : validateDNS1123Label(volumeName, path.child('volumeName'))),
    ...(target === '' ? [required(path.child('path'))] : validatePathNoBacksteps(target, path.child('path'))),
  ];
}

function validateValueFrom(variable: Loose<EnvVar>, path: FieldPath): FieldError[] {
  if (variable.valueFrom === undefined) return [];
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = variable.valueFrom;
  const errors: FieldError[] = [
    ...(fieldRef ? validateFieldRef(fieldRef, envFieldPaths, path.child('fieldRef')) : []),
    ...(resourceFieldRef ? validateResourceFieldRef(resourceFieldRef, path.child('resourceFieldRef'), false) : []),
    ...(configMapKeyRef ? validateKeySelector(configMapKeyRef, path.child('configMapKeyRef')) : []),
    ...(secretKeyRef ? validateKeySelector(secretKeyRef, path.child('secretKeyRef')) : []),
    ...(fileKeyRef ? validateFileKeyRef(fileKeyRef, path.child('fileKeyRef')) : []),
  ];
  const count = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter((source) => source !== undefined).length;
  if (count === 0) errors.push(invalid(path, '', 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'));
  else if ((variable.value ?? '') !== '') errors.push(invalid(path, '', 'may not be specified when `value` is not empty'));
  else if (count > 1) errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
  return errors;
}

/** Environment variables of a container. Mirrors ValidateEnv in pkg/apis/core/validation/validation.go (v1.36). */
export function validateEnv(variables: readonly Loose<EnvVar>[], path: FieldPath): FieldError[] {
  return variables.flatMap((variable, index) => [
    ...validateRequiredName(variable.name ?? '', isRelaxedEnvVarName, path.index(index).child('name')),
    ...validateValueFrom(variable, path.index(index).child('valueFrom')),
  ]);
}

function validateSourceName(name: string, path: FieldPath): FieldError[] {
  return validateRequiredName(name, (value) => isDNS1123Subdomain(maskTrailingDash(value)), path.child('name'));
}

/** Whole ConfigMaps and Secrets as variables. Errors about the number of sources stand at the list. Mirrors ValidateEnvFrom. */
export function validateEnvFrom(sources: readonly Loose<EnvFromSource>[], path: FieldPath): FieldError[] {
  return sources.flatMap(({ prefix = '', configMapRef, secretRef }, index) => {
    const at = path.index(index);
    const errors = prefix === '' ? [] : invalidEach(at.child('prefix'), prefix, isRelaxedEnvVarName(prefix));
    if (configMapRef) errors.push(...validateSourceName(configMapRef.name ?? '', at.child('configMapRef')));
    if (secretRef) errors.push(...validateSourceName(secretRef.name ?? '', at.child('secretRef')));
    if (!configMapRef && !secretRef) errors.push(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    else if (configMapRef && secretRef) errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
    return errors;
  });
}
