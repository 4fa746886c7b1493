/** Rules for ResourceQuotas. Mirrors ValidateResourceQuota of pkg/apis/core/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { invalid, namedText, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { isHugePageResourceName } from '../resourceLists.ts';
import { wasSentEmpty } from '../sentEmpty.ts';
import type { ResourceQuota, ResourceQuotaSpec, ScopedResourceSelectorRequirement } from '../types.generated.ts';
import { compareBytes } from '../utf8.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isDNS1123Subdomain } from './names.ts';
import { validateResourceName, validateResourceQuantityValue } from './resources.ts';

const compute = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
const standardResources = new Set([
  ...compute, 'ephemeral-storage', 'requests.storage', 'requests.ephemeral-storage', 'limits.ephemeral-storage', 'pods', 'resourcequotas', 'services',
  'replicationcontrollers', 'secrets', 'persistentvolumeclaims', 'configmaps', 'services.nodeports', 'services.loadbalancers',
]);
const podScopes = ['Terminating', 'NotTerminating', 'NotBestEffort', 'PriorityClass', 'CrossNamespacePodAffinity'];
const existsOnly = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];
const standardScopes = [...podScopes, 'BestEffort', 'VolumeAttributesClass'];
const path = fieldPath('spec');

function isStandardQuotaResource(name: string): boolean {
  return standardResources.has(name) || isHugePageResourceName(name) || name.startsWith('requests.hugepages-');
}

/** A new ResourceQuota. */
export function validateResourceQuota(quota: Loose<ResourceQuota>): FieldError[] {
  return [...validateKubeObjectMeta(quota.metadata ?? {}, isDNS1123Subdomain), ...validateSpec(quota.spec ?? {})];
}

/** A ResourceQuota that replaces `old`, whose scopes stay. */
export function validateResourceQuotaUpdate(quota: Loose<ResourceQuota>, old: Loose<ResourceQuota>): FieldError[] {
  const scopes = quota.spec?.scopes ?? [];
  const shown = scopes.length > 0 ? scopes : wasSentEmpty(quota.spec ?? {}, 'scopes') ? [] : null;
  const before = new Set(old.spec?.scopes ?? []);
  const isSame = new Set(scopes).size === before.size && scopes.every((scope) => before.has(scope));
  return [
    ...validateKubeObjectMetaUpdate(quota.metadata ?? {}, old.metadata ?? {}),
    ...validateSpec(quota.spec ?? {}),
    ...(isSame ? [] : [invalid(path.child('scopes'), shown, 'field is immutable')]),
  ];
}

function validateSpec(spec: Loose<ResourceQuotaSpec>): FieldError[] {
  const hard = Object.entries(spec.hard ?? {});
  const errors = hard.flatMap(([name, amount]) => {
    const at = path.child('hard').key(name);
    const unknown = !name.includes('/') && !isStandardQuotaResource(name) ? [invalid(at, name, 'must be a standard resource for quota')] : [];
    return [...validateResourceName(name, at), ...unknown, ...validateResourceQuantityValue(name, amount, at)];
  });
  const names = hard.map(([name]) => name).sort(compareBytes);
  errors.push(...validateScopes(spec.scopes ?? [], names));
  for (const requirement of spec.scopeSelector?.matchExpressions ?? []) errors.push(...validateRequirement(requirement, spec, names));
  return errors;
}

function fits(scope: string, resource: string): boolean {
  if (!isStandardQuotaResource(resource)) return true;
  if (scope === 'BestEffort') return resource === 'pods';
  if (scope === 'VolumeAttributesClass') return resource === 'persistentvolumeclaims' || resource === 'requests.storage';
  return !podScopes.includes(scope) || resource === 'pods' || compute.includes(resource);
}

function validateScopes(scopes: readonly string[], resources: readonly string[]): FieldError[] {
  const at = path.child('scopes');
  const errors = scopes.flatMap((scope) => [
    ...(standardScopes.includes(scope) ? [] : [invalid(at, scopes, 'unsupported scope')]),
    ...resources.filter((resource) => !fits(scope, resource)).map(() => invalid(at, scopes, 'unsupported scope applied to resource')),
  ]);
  for (const [a, b] of [['BestEffort', 'NotBestEffort'], ['Terminating', 'NotTerminating']] as const) {
    if (scopes.includes(a) && scopes.includes(b)) errors.push(invalid(at, scopes, 'conflicting scopes'));
  }
  return errors;
}

function validateRequirement({ scopeName = '', operator = '', values = [] }: Loose<ScopedResourceSelectorRequirement>, spec: Loose<ResourceQuotaSpec>, resources: readonly string[]): FieldError[] {
  const at: FieldPath = path.child('scopeSelector', 'matchExpressions');
  const errors: FieldError[] = [];
  if (!standardScopes.includes(scopeName)) errors.push(invalid(at.child('scopeName'), namedText(scopeName), 'unsupported scope'));
  const shown = { MatchExpressions: (spec.scopeSelector?.matchExpressions ?? []).map((each) => ({ ScopeName: each.scopeName ?? '', Operator: each.operator ?? '', Values: each.values ?? null })) };
  errors.push(...resources.filter((resource) => !fits(scopeName, resource)).map(() => invalid(at, shown, 'unsupported scope applied to resource')));
  if (existsOnly.includes(scopeName) && operator !== 'Exists') {
    errors.push(invalid(at.child('operator'), namedText(operator), "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity"));
  }
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.push(required(at.child('values'), "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) errors.push(invalid(at.child('values'), values, "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector"));
  } else errors.push(invalid(at.child('operator'), namedText(operator), 'not a valid selector operator'));
  return errors;
}
