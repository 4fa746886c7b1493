/** Defaults of kinds that are stored only. Mirrors pkg/apis/{rbac,storage,scheduling}/v1/defaults.go (v1.36). */
import { maybe } from '../maybe.ts';
import type { ClusterRoleBinding, PriorityClass, RbacV1Subject, RoleBinding, StorageClass } from '../types.generated.ts';

const rbacGroup = 'rbac.authorization.k8s.io';

function subjectDefaults(subject: RbacV1Subject): RbacV1Subject {
  const needsGroup = (subject.apiGroup ?? '') === '' && (subject.kind === 'User' || subject.kind === 'Group');
  return needsGroup ? { ...subject, apiGroup: rbacGroup } : subject;
}

/** The group of the role, and of users and groups. */
export function setRoleBindingDefaults<T extends RoleBinding | ClusterRoleBinding>(binding: T): T {
  return {
    ...binding,
    ...((maybe(binding.roleRef)?.apiGroup ?? '') === '' ? { roleRef: { ...binding.roleRef, apiGroup: rbacGroup } } : {}),
    ...(binding.subjects === undefined ? {} : { subjects: binding.subjects.map(subjectDefaults) }),
  };
}

/** Policy Delete, binding Immediate. */
export function setStorageClassDefaults(storageClass: StorageClass): StorageClass {
  return { ...storageClass, reclaimPolicy: storageClass.reclaimPolicy ?? 'Delete', volumeBindingMode: storageClass.volumeBindingMode ?? 'Immediate' };
}

/** Pods of the class preempt others. */
export function setPriorityClassDefaults(priorityClass: PriorityClass): PriorityClass {
  return { ...priorityClass, preemptionPolicy: priorityClass.preemptionPolicy ?? 'PreemptLowerPriority' };
}
