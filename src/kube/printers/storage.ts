/** Mirrors the printers of volumes and of rbac.authorization.k8s.io kinds of pkg/printers/internalversion/printers.go (v1.36). */
import type { ClusterRoleBinding, PersistentVolume, PersistentVolumeClaim, RoleBinding, StorageClass } from '../types.generated.ts';
import type { Loose } from '../loose.ts';
import { age, columns, handler } from './table.ts';

const modeNames = [['ReadWriteOnce', 'RWO'], ['ReadOnlyMany', 'ROX'], ['ReadWriteMany', 'RWX'], ['ReadWriteOncePod', 'RWOP']] as const;
const classAnnotation = 'volume.beta.kubernetes.io/storage-class';

/** `RWO,ROX`: always in this order. */
function accessModesText(modes: readonly string[] | undefined): string {
  return modeNames.filter(([mode]) => (modes ?? []).includes(mode)).map(([, short]) => short).join(',');
}

export const persistentVolumeTable = handler<PersistentVolume>(columns(['Name', 'Capacity', 'Access Modes', 'Reclaim Policy', 'Status', 'Claim', 'StorageClass', 'VolumeAttributesClass', 'Reason', 'Age'], ['VolumeMode']), (volume, nowMs) => {
  const { metadata, spec, status } = volume;
  const claim = spec?.claimRef;
  return [
    metadata?.name ?? '', spec?.capacity?.['storage'] ?? '0', accessModesText(spec?.accessModes), spec?.persistentVolumeReclaimPolicy ?? '',
    metadata?.deletionTimestamp === undefined ? (status?.phase ?? '') : 'Terminating', claim === undefined ? '' : `${claim.namespace ?? ''}/${claim.name ?? ''}`,
    metadata?.annotations?.[classAnnotation] ?? spec?.storageClassName ?? '', spec?.volumeAttributesClassName ?? '<unset>', status?.reason ?? '', age(volume, nowMs), spec?.volumeMode ?? '<unset>',
  ];
});

export const persistentVolumeClaimTable = handler<PersistentVolumeClaim>(columns(['Name', 'Status', 'Volume', 'Capacity', 'Access Modes', 'StorageClass', 'VolumeAttributesClass', 'Age'], ['VolumeMode']), (claim, nowMs) => {
  const { metadata, spec, status } = claim;
  const volume = spec?.volumeName ?? '';
  return [
    metadata?.name ?? '', metadata?.deletionTimestamp === undefined ? (status?.phase ?? '') : 'Terminating', volume,
    volume === '' ? '' : (status?.capacity?.['storage'] ?? '0'), volume === '' ? '' : accessModesText(status?.accessModes),
    metadata?.annotations?.[classAnnotation] ?? spec?.storageClassName ?? '', spec?.volumeAttributesClassName ?? '<unset>', age(claim, nowMs), spec?.volumeMode ?? '<unset>',
  ];
});

export const storageClassTable = handler<StorageClass>(columns(['Name', 'Provisioner', 'ReclaimPolicy', 'VolumeBindingMode', 'AllowVolumeExpansion', 'Age']), (storage, nowMs) => {
  const annotations = storage.metadata?.annotations ?? {};
  const isDefault = annotations['storageclass.kubernetes.io/is-default-class'] === 'true' || annotations['storageclass.beta.kubernetes.io/is-default-class'] === 'true';
  return [
    `${storage.metadata?.name ?? ''}${isDefault ? ' (default)' : ''}`, storage.provisioner ?? '', storage.reclaimPolicy ?? 'Delete',
    storage.volumeBindingMode ?? 'Immediate', storage.allowVolumeExpansion ?? false, age(storage, nowMs),
  ];
});

function subjectCells(subjects: Loose<RoleBinding>['subjects']): readonly string[] {
  const named = (kind: string, text: (subject: { readonly name?: string | undefined; readonly namespace?: string | undefined }) => string): string => (subjects ?? []).filter((subject) => subject.kind === kind).map(text).join(', ');
  return [named('User', ({ name = '' }) => name), named('Group', ({ name = '' }) => name), named('ServiceAccount', ({ name = '', namespace = '' }) => `${namespace}/${name}`)];
}

const bindingColumns = columns(['Name', 'Role', 'Age'], ['Users', 'Groups', 'ServiceAccounts']);

export const roleBindingTable = handler<RoleBinding>(bindingColumns, (binding, nowMs) => [
  binding.metadata?.name ?? '', `${binding.roleRef?.kind ?? ''}/${binding.roleRef?.name ?? ''}`, age(binding, nowMs), ...subjectCells(binding.subjects),
]);

export const clusterRoleBindingTable = handler<ClusterRoleBinding>(bindingColumns, (binding, nowMs) => [
  binding.metadata?.name ?? '', `${binding.roleRef?.kind ?? ''}/${binding.roleRef?.name ?? ''}`, age(binding, nowMs), ...subjectCells(binding.subjects),
]);
