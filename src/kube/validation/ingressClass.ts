/** Rules for IngressClasses. Mirrors pkg/apis/networking/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { forbidden, invalid, invalidEach, notSupported, required, tooLong } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { IngressClass, IngressClassParametersReference } from '../types.generated.ts';
import { utf8Length } from '../utf8.ts';
import { validateRequiredName } from './fieldChecks.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isDNS1123Label, isDNS1123Subdomain, isHTTPPath, isPathSegmentName } from './names.ts';
import { validateImmutableField } from './objectMeta.ts';

const maxControllerLength = 250;

/** A new IngressClass. */
export function validateIngressClass(ingressClass: Loose<IngressClass>): FieldError[] {
  const { controller = '', parameters } = ingressClass.spec ?? {};
  const path = fieldPath('spec', 'controller');
  return [
    ...validateKubeObjectMeta(ingressClass.metadata ?? {}, isDNS1123Subdomain, false),
    ...(utf8Length(controller) > maxControllerLength ? [tooLong(path, maxControllerLength)] : []),
    ...validateDomainPrefixedPath(controller, path),
    ...(parameters === undefined ? [] : validateParameters(parameters, fieldPath('spec', 'parameters'))),
  ];
}

/** An IngressClass that replaces `old`, whose controller stays. */
export function validateIngressClassUpdate(ingressClass: Loose<IngressClass>, old: Loose<IngressClass>): FieldError[] {
  return [
    ...validateKubeObjectMetaUpdate(ingressClass.metadata ?? {}, old.metadata ?? {}),
    ...validateImmutableField(ingressClass.spec?.controller ?? '', old.spec?.controller ?? '', fieldPath('spec', 'controller')),
    ...validateIngressClass(ingressClass),
  ];
}

function validateDomainPrefixedPath(value: string, path: FieldPath): FieldError[] {
  if (value === '') return [required(path)];
  const slash = value.indexOf('/');
  const host = value.slice(0, Math.max(slash, 0));
  const rest = value.slice(slash + 1);
  if (slash < 0 || host === '' || rest === '') return [invalid(path, value, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  return [...invalidEach(path, host, isDNS1123Subdomain(host)), ...invalidEach(path, rest, isHTTPPath(rest))];
}

function validateParameters(parameters: Loose<IngressClassParametersReference>, path: FieldPath): FieldError[] {
  const { apiGroup, kind = '', name = '', scope, namespace } = parameters;
  const errors = [
    ...(apiGroup === undefined ? [] : invalidEach(path.child('apiGroup'), apiGroup, isDNS1123Subdomain(apiGroup))),
    ...validateRequiredName(kind, isPathSegmentName, path.child('kind')),
    ...validateRequiredName(name, isPathSegmentName, path.child('name')),
  ];
  const namespacePath = path.child('namespace');
  if (scope === undefined) errors.push(required(path.child('scope')));
  else if (scope !== 'Namespace' && scope !== 'Cluster') errors.push(notSupported(path.child('scope'), scope, ['Cluster', 'Namespace']));
  else if (scope === 'Cluster') {
    if (namespace !== undefined) errors.push(forbidden(namespacePath, "`parameters.scope` is set to 'Cluster'"));
  } else if (namespace === undefined) errors.push(required(namespacePath, "`parameters.scope` is set to 'Namespace'"));
  else errors.push(...invalidEach(namespacePath, namespace, isDNS1123Label(namespace)));
  return errors;
}
