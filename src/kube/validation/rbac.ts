/** Rules for roles and their bindings, which are stored only. Mirrors pkg/apis/rbac/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { invalid, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { deepEqual } from '../objects.ts';
import type { ClusterRole, ClusterRoleBinding, PolicyRule, RbacV1Subject, Role, RoleBinding } from '../types.generated.ts';
import { validateRequiredName } from './fieldChecks.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isDNS1123Subdomain, isPathSegmentName } from './names.ts';

const rbacGroup = 'rbac.authorization.k8s.io';

type AnyRole = Loose<Role> | Loose<ClusterRole>;
type AnyBinding = Loose<RoleBinding> | Loose<ClusterRoleBinding>;

/** A Role, or a ClusterRole where it is not namespaced. Simplified: aggregation selectors are not read; nothing aggregates. */
export function validateRole(role: AnyRole, isNamespaced: boolean): FieldError[] {
  return [
    ...validateKubeObjectMeta(role.metadata ?? {}, isPathSegmentName, isNamespaced),
    ...(role.rules ?? []).flatMap((rule, i) => validateRule(rule, isNamespaced, fieldPath('rules').index(i))),
  ];
}

/** A role that replaces `old`. */
export function validateRoleUpdate(role: AnyRole, old: AnyRole, isNamespaced: boolean): FieldError[] {
  return [...validateRole(role, isNamespaced), ...validateKubeObjectMetaUpdate(role.metadata ?? {}, old.metadata ?? {})];
}

function validateRule(rule: Loose<PolicyRule>, isNamespaced: boolean, path: FieldPath): FieldError[] {
  const { verbs = [], nonResourceURLs = [], apiGroups = [], resources = [], resourceNames = [] } = rule;
  const errors = verbs.length === 0 ? [required(path.child('verbs'), 'verbs must contain at least one value')] : [];
  if (nonResourceURLs.length > 0) {
    const urlsPath = path.child('nonResourceURLs');
    if (isNamespaced) errors.push(invalid(urlsPath, nonResourceURLs, 'namespaced rules cannot apply to non-resource URLs'));
    if (apiGroups.length + resources.length + resourceNames.length > 0) errors.push(invalid(urlsPath, nonResourceURLs, 'rules cannot apply to both regular resources and non-resource URLs'));
    return errors;
  }
  if (apiGroups.length === 0) errors.push(required(path.child('apiGroups'), 'resource rules must supply at least one api group'));
  if (resources.length === 0) errors.push(required(path.child('resources'), 'resource rules must supply at least one resource'));
  return errors;
}

/** A RoleBinding, or a ClusterRoleBinding where it is not namespaced. */
export function validateRoleBinding(binding: AnyBinding, isNamespaced: boolean): FieldError[] {
  const { apiGroup = '', kind = '', name = '' } = binding.roleRef ?? {};
  const kinds = isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  const path = fieldPath('roleRef');
  return [
    ...validateKubeObjectMeta(binding.metadata ?? {}, isPathSegmentName, isNamespaced),
    ...(apiGroup === rbacGroup ? [] : [notSupported(path.child('apiGroup'), apiGroup, [rbacGroup])]),
    ...(kinds.includes(kind) ? [] : [notSupported(path.child('kind'), kind, kinds)]),
    ...validateRequiredName(name, isPathSegmentName, path.child('name')),
    ...(binding.subjects ?? []).flatMap((subject, i) => validateSubject(subject, isNamespaced, fieldPath('subjects').index(i))),
  ];
}

/** A binding that replaces `old`, whose role stays. */
export function validateRoleBindingUpdate(binding: AnyBinding, old: AnyBinding, isNamespaced: boolean): FieldError[] {
  const { apiGroup = '', kind = '', name = '' } = binding.roleRef ?? {};
  return [
    ...validateRoleBinding(binding, isNamespaced),
    ...validateKubeObjectMetaUpdate(binding.metadata ?? {}, old.metadata ?? {}),
    ...(deepEqual(binding.roleRef, old.roleRef) ? [] : [invalid(fieldPath('roleRef'), { APIGroup: apiGroup, Kind: kind, Name: name }, 'cannot change roleRef')]),
  ];
}

function validateSubject({ kind = '', name = '', apiGroup = '', namespace = '' }: Loose<RbacV1Subject>, isNamespaced: boolean, path: FieldPath): FieldError[] {
  const groupPath = path.child('apiGroup');
  const namePath = path.child('name');
  switch (kind) {
    case 'ServiceAccount': return [
      ...validateRequiredName(name, isDNS1123Subdomain, namePath),
      ...(apiGroup === '' ? [] : [notSupported(groupPath, apiGroup, [''])]),
      ...(!isNamespaced && namespace === '' ? [required(path.child('namespace'))] : []),
    ];
    case 'User': case 'Group': return [
      ...(name === '' ? [required(namePath)] : []),
      ...(apiGroup === rbacGroup ? [] : [notSupported(groupPath, apiGroup, [rbacGroup])]),
    ];
    default: return [
      ...(name === '' ? [required(namePath)] : []),
      notSupported(path.child('kind'), kind, ['ServiceAccount', 'User', 'Group']),
    ];
  }
}
