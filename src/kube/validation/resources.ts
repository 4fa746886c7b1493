import type { FieldError } from '../field.ts';
import { duplicate, forbidden, invalid, invalidEach, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { compareQuantities, milliValue, parseQuantity, quantityOf, quantityValue } from '../quantity.ts';
import { quote } from '../quote.ts';
import { aggregateContainerResources, isExtendedResourceName, isHugePageResourceName, isIntegerResourceName, isNativeResource, isOvercommitAllowed, isStandardContainerResourceName, isStandardResourceName, isSupportedPodLevelResource } from '../resourceLists.ts';
import type { PodSpec, ResourceClaim, ResourceRequirements } from '../types.generated.ts';
import { validateDNS1123Label, validateNonnegativeQuantity } from './fieldChecks.ts';
import { isQualifiedName } from './names.ts';

type NameRule = (name: string, path: FieldPath) => FieldError[];

/** The name of any resource. Mirrors validateResourceName (v1.36). */
export function validateResourceName(name: string, path: FieldPath): FieldError[] {
  const messages = isQualifiedName(name);
  if (messages.length > 0) return invalidEach(path, name, messages);
  return name.includes('/') || isStandardResourceName(name) ? [] : [invalid(path, name, 'must be a standard resource type or fully qualified')];
}

/** The name of a resource that a container asks for. Mirrors validateContainerResourceName (v1.36). */
export function validateContainerResourceName(name: string, path: FieldPath): FieldError[] {
  const errors = validateResourceName(name, path);
  if (!name.includes('/')) {
    if (!isStandardContainerResourceName(name)) errors.push(invalid(path, name, 'must be a standard resource for containers'));
  } else if (!isNativeResource(name) && !isExtendedResourceName(name)) errors.push(invalid(path, name, "doesn't follow extended resource name standard"));
  return errors;
}

function validatePodResourceName(name: string, path: FieldPath): FieldError[] {
  const errors = validateResourceName(name, path);
  if (errors.length > 0) return errors;
  return isSupportedPodLevelResource(name) ? [] : [notSupported(path, name, ['cpu', 'hugepages-', 'memory'])];
}

/** An amount: not negative, and whole for things that are counted. Mirrors ValidateResourceQuantityValue (v1.36). */
export function validateResourceQuantityValue(name: string, amount: string, path: FieldPath): FieldError[] {
  const errors = validateNonnegativeQuantity(amount, path);
  if (isIntegerResourceName(name) && milliValue(quantityOf(amount)) % 1000 !== 0) errors.push(invalid(path, amount, 'must be an integer'));
  return errors;
}

function validateHugePages(name: string, amount: string, path: FieldPath): FieldError[] {
  if (!isHugePageResourceName(name)) return [];
  const size = parseQuantity(name.slice('hugepages-'.length));
  const pageBytes = size.ok && milliValue(size.quantity) % 1000 === 0 ? quantityValue(size.quantity) : 0;
  if (pageBytes > 0 && quantityValue(quantityOf(amount)) % pageBytes === 0) return [];
  return [invalid(path, amount, `${amount} is not positive integer multiple of ${name}`)];
}

function validateAmount(name: string, amount: string, path: FieldPath, checkName: NameRule): FieldError[] {
  return [...checkName(name, path), ...validateResourceQuantityValue(name, amount, path)];
}

function validateRequestAgainstLimit(name: string, request: string, limit: string | undefined, path: FieldPath): FieldError[] {
  const mayOvercommit = isOvercommitAllowed(name);
  if (limit === undefined) return mayOvercommit ? [] : [required(path.child('limits'), 'Limit must be set for non overcommitable resources')];
  const order = compareQuantities(quantityOf(request), quantityOf(limit));
  if (order !== 0 && !mayOvercommit) return [invalid(path.child('requests'), request, `must be equal to ${name} limit of ${limit}`)];
  return order > 0 ? [invalid(path.child('requests'), request, `must be less than or equal to ${name} limit of ${limit}`)] : [];
}

function validateRequirements(resources: Loose<ResourceRequirements>, checkName: NameRule, claimNames: ReadonlySet<string>, path: FieldPath): FieldError[] {
  const limits = Object.entries(resources.limits ?? {});
  const requests = Object.entries(resources.requests ?? {});
  const errors: FieldError[] = [];
  for (const [name, limit] of limits) {
    const at = path.child('limits').key(name);
    errors.push(...validateAmount(name, limit, at, checkName), ...validateHugePages(name, limit, at));
  }
  for (const [name, request] of requests) {
    const at = path.child('requests').key(name);
    errors.push(
      ...validateAmount(name, request, at, checkName),
      ...validateRequestAgainstLimit(name, request, resources.limits?.[name], path),
      ...validateHugePages(name, request, at),
    );
  }
  const names = [...limits, ...requests].map(([name]) => name);
  if (names.some(isHugePageResourceName) && !names.includes('cpu') && !names.includes('memory')) errors.push(forbidden(path, 'HugePages require cpu or memory'));
  return [...errors, ...validateClaims(resources.claims ?? [], claimNames, path.child('claims'))];
}

function validateClaims(claims: readonly Loose<ResourceClaim>[], podClaimNames: ReadonlySet<string>, path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return claims.flatMap(({ name = '', request = '' }, index) => {
    const at = path.index(index);
    if (name === '') return [required(at)];
    const errors: FieldError[] = [];
    if (seen.has(name)) errors.push(duplicate(at, name));
    else {
      if (request !== '') errors.push(...validateDNS1123Label(request, at.child('request')));
      const key = request === '' ? name : `${name}/${request}`;
      if (seen.has(key)) errors.push(duplicate(at, key));
      else if (request === '') errors.push(...[...seen].filter((other) => other.startsWith(`${name}/`)).map(() => duplicate(at, name)));
      seen.add(key);
    }
    if (!podClaimNames.has(name)) {
      const known = podClaimNames.size === 0 ? ' which is empty' : `: ${[...podClaimNames].sort().join(', ')}`;
      errors.push({ type: 'FieldValueNotFound', field: at.toString(), message: `Not found: ${quote(name)}: must be one of the names in pod.spec.resourceClaims${known}` });
    }
    return errors;
  });
}

/**
 * What a container asks for: names, amounts, requests within limits, claims that the Pod has. Mirrors
 * ValidateContainerResourceRequirements in pkg/apis/core/validation/validation.go (v1.36).
 */
export function validateContainerResourceRequirements(resources: Loose<ResourceRequirements>, claimNames: ReadonlySet<string>, path: FieldPath): FieldError[] {
  return validateRequirements(resources, validateContainerResourceName, claimNames, path);
}

/** Resources of the Pod as a whole: their own rules, and those against the containers'. Mirrors validatePodResources (v1.36). */
export function validatePodResources(spec: Loose<PodSpec>, claimNames: ReadonlySet<string>, path: FieldPath): FieldError[] {
  if (spec.resources === undefined) return [];
  if (spec.os?.name === 'windows') return [forbidden(path, 'may not be set for a windows pod')];
  return [
    ...((spec.resources.claims ?? []).length > 0 ? [forbidden(path.child('claims'), 'claims may not be set for Resources at pod-level')] : []),
    ...validateRequirements(spec.resources, validatePodResourceName, claimNames, path),
    ...validatePodConsistency(spec, spec.resources, path),
  ];
}

function validatePodConsistency(spec: Loose<PodSpec>, resources: Loose<ResourceRequirements>, path: FieldPath): FieldError[] {
  const exceeds = (amount: string, bound: string | undefined): bound is string => bound !== undefined && compareQuantities(quantityOf(amount), quantityOf(bound)) > 0;
  const errors: FieldError[] = [];
  for (const [name, sum] of Object.entries(aggregateContainerResources(spec, 'requests'))) {
    const request = resources.requests?.[name];
    if (exceeds(sum, request)) errors.push(invalid(path.child('requests').key(name), request, `must be greater than or equal to aggregate container requests of ${sum}`));
  }
  for (const [name, sum] of Object.entries(aggregateContainerResources(spec, 'limits'))) {
    const limit = resources.limits?.[name];
    if (isHugePageResourceName(name) && exceeds(sum, limit)) errors.push(invalid(path.child('limits').key(name), limit, `must be greater than or equal to aggregate container limits of ${sum}`));
  }
  (spec.containers ?? []).forEach((container, index) => {
    for (const [name, amount] of Object.entries(container.resources?.limits ?? {})) {
      const limit = resources.limits?.[name];
      if (exceeds(amount, limit)) errors.push(invalid(path.child('containers').index(index).key(name).child('limits'), amount, `must be less than or equal to pod limits of ${limit}`));
    }
  });
  return errors;
}
