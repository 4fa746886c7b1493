/** Rules for Ingresses. Mirrors pkg/apis/networking/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { invalid, invalidEach, namedText, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import { parseIP } from '../ip.ts';
import type { Loose } from '../loose.ts';
import { valueOf } from '../objects.ts';
import { wasSentEmpty } from '../sentEmpty.ts';
import type { HTTPIngressPath, Ingress, IngressBackend, IngressRule, IngressServiceBackend, IngressSpec, IngressTLS, TypedLocalObjectReference } from '../types.generated.ts';
import { validateRequiredName } from './fieldChecks.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isDNS1123Label, isDNS1123Subdomain, isPathSegmentName, isValidPortName, isValidPortNumber, isWildcardDNS1123Subdomain } from './names.ts';

export const ingressClassAnnotation = 'kubernetes.io/ingress.class';
const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix'];
const badSequences = ['//', '/./', '/../', '%2f', '%2F'];
const badEndings = ['/..', '/.'];

/** What an update does not ask for because the old object did not keep to it. */
interface Leniency {
  readonly takesBadSecretNames: boolean;
  readonly takesBadWildcardRules: boolean;
}

const strict: Leniency = { takesBadSecretNames: false, takesBadWildcardRules: false };

/** A new Ingress. */
export function validateIngressCreate(ingress: Loose<Ingress>): FieldError[] {
  const errors = validateIngress(ingress, strict);
  const annotation = valueOf(ingress.metadata?.annotations, ingressClassAnnotation);
  const className = ingress.spec?.ingressClassName;
  if (annotation !== undefined && className !== undefined && annotation !== className) {
    errors.push(invalid(fieldPath('annotations', ingressClassAnnotation), annotation, 'must match `ingressClassName` when both are specified'));
  }
  return errors;
}

/** An Ingress that replaces `old`. */
export function validateIngressUpdate(ingress: Loose<Ingress>, old: Loose<Ingress>): FieldError[] {
  const leniency: Leniency = {
    takesBadSecretNames: (old.spec?.tls ?? []).some(({ secretName = '' }) => checkSecretName(secretName).length > 0),
    takesBadWildcardRules: (old.spec?.rules ?? []).some((rule) => (rule.host ?? '').includes('*') && validateRuleValue(rule, fieldPath()).length > 0),
  };
  return [...validateKubeObjectMetaUpdate(ingress.metadata ?? {}, old.metadata ?? {}), ...validateIngress(ingress, leniency)];
}

function validateIngress(ingress: Loose<Ingress>, leniency: Leniency): FieldError[] {
  return [...validateKubeObjectMeta(ingress.metadata ?? {}, isDNS1123Subdomain), ...validateSpec(ingress.spec ?? {}, leniency, fieldPath('spec'))];
}

function validateSpec(spec: Loose<IngressSpec>, leniency: Leniency, path: FieldPath): FieldError[] {
  const { rules = [], defaultBackend, tls = [], ingressClassName } = spec;
  const hasNothing = rules.length === 0 && defaultBackend === undefined;
  return [
    ...(hasNothing ? [invalid(path, wasSentEmpty(spec, 'rules') ? [] : null, 'either `defaultBackend` or `rules` must be specified')] : []),
    ...(defaultBackend === undefined ? [] : validateBackend(defaultBackend, path.child('defaultBackend'))),
    ...rules.flatMap((rule, i) => validateRule(rule, leniency, path.child('rules').index(i))),
    ...tls.flatMap((entry, i) => validateTLS(entry, leniency, path.child('tls').index(i))),
    ...(ingressClassName === undefined ? [] : invalidEach(path.child('ingressClassName'), ingressClassName, isDNS1123Subdomain(ingressClassName))),
  ];
}

function checkHost(host: string): string[] {
  return host.includes('*') ? isWildcardDNS1123Subdomain(host) : isDNS1123Subdomain(host);
}

function checkSecretName(name: string): string[] {
  return name === '' ? [] : isDNS1123Subdomain(name);
}

function validateTLS({ hosts = [], secretName = '' }: Loose<IngressTLS>, leniency: Leniency, path: FieldPath): FieldError[] {
  return [
    ...hosts.flatMap((host, i) => invalidEach(path.child('hosts').index(i), host, checkHost(host))),
    ...(leniency.takesBadSecretNames ? [] : invalidEach(path.child('secretName'), secretName, checkSecretName(secretName))),
  ];
}

function validateRule(rule: Loose<IngressRule>, leniency: Leniency, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const host = rule.host ?? '';
  if (host !== '') {
    if (parseIP(host) !== undefined) errors.push(invalid(path.child('host'), host, 'must be a DNS name, not an IP address'));
    errors.push(...invalidEach(path.child('host'), host, checkHost(host)));
  }
  if (!host.includes('*') || !leniency.takesBadWildcardRules) errors.push(...validateRuleValue(rule, path));
  return errors;
}

function validateRuleValue({ http }: Loose<IngressRule>, path: FieldPath): FieldError[] {
  if (http === undefined) return [];
  const paths = http.paths ?? [];
  const pathsPath = path.child('http').child('paths');
  return [...(paths.length === 0 ? [required(pathsPath)] : []), ...paths.flatMap((entry, i) => validatePath(entry, pathsPath.index(i)))];
}

function validatePath({ path: value = '', pathType, backend = {} }: Loose<HTTPIngressPath>, path: FieldPath): FieldError[] {
  if (pathType === undefined) return [required(path.child('pathType'), 'pathType must be specified')];
  const errors: FieldError[] = [];
  const refuse = (detail: string): number => errors.push(invalid(path.child('path'), value, detail));
  switch (pathType) {
    case 'Exact': case 'Prefix':
      if (!value.startsWith('/')) refuse('must be an absolute path');
      for (const part of badSequences) if (value.includes(part)) refuse(`must not contain '${part}'`);
      for (const ending of badEndings) if (value.endsWith(ending)) refuse(`cannot end with '${ending}'`);
      break;
    case 'ImplementationSpecific':
      if (value !== '' && !value.startsWith('/')) refuse('must be an absolute path');
      break;
    default:
      errors.push(notSupported(path.child('pathType'), namedText(pathType), pathTypes));
  }
  return [...errors, ...validateBackend(backend, path.child('backend'))];
}

function validateBackend({ resource, service }: Loose<IngressBackend>, path: FieldPath): FieldError[] {
  if (resource !== undefined && service !== undefined) return [invalid(path, '', 'cannot set both resource and service backends')];
  if (resource !== undefined) return validateReference(resource, path.child('resource'));
  return service === undefined ? [invalid(path, '', 'resource or service backend is required')] : validateServiceBackend(service, path);
}

function validateServiceBackend({ name = '', port }: Loose<IngressServiceBackend>, path: FieldPath): FieldError[] {
  const { name: portName = '', number = 0 } = port ?? {};
  const portPath = path.child('service', 'port');
  const errors = validateRequiredName(name, isDNS1123Label, path.child('service', 'name'));
  if (portName !== '' && number !== 0) errors.push(invalid(path, '', 'cannot set both port name & port number'));
  else if (portName !== '') errors.push(...invalidEach(portPath.child('name'), portName, isValidPortName(portName)));
  else if (number !== 0) errors.push(...invalidEach(portPath.child('number'), number, isValidPortNumber(number)));
  else errors.push(required(path, 'port name or number is required'));
  return errors;
}

function validateReference({ apiGroup, kind = '', name = '' }: Loose<TypedLocalObjectReference>, path: FieldPath): FieldError[] {
  return [
    ...(apiGroup === undefined ? [] : invalidEach(path.child('apiGroup'), apiGroup, isDNS1123Subdomain(apiGroup))),
    ...validateRequiredName(kind, isPathSegmentName, path.child('kind')),
    ...validateRequiredName(name, isPathSegmentName, path.child('name')),
  ];
}
