/** Volumes, claims and classes. Mirrors describePersistentVolume and neighbours of kubectl/pkg/describe/describe.go (v1.36). */
import { asJsonObject } from '../../kube/json.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass, PriorityClass, VolumeNodeAffinity } from '../../kube/types.generated.ts';
import { printBool } from './describeContainers.ts';
import type { Describer } from './describeContext.ts';
import { writeEvents } from './describeEvents.ts';
import { formatLabelMap, writeLabelsAndAnnotations, writeNames } from './multiline.ts';
import { tabbedString, type PrefixWriter } from './prefixWriter.ts';
import { formatRFC1123Z, since } from './times.ts';
import { writeVolumeSource } from './volumeSources.ts';

const classAnnotation = 'volume.beta.kubernetes.io/storage-class';
const accessModes: readonly (readonly [string, string])[] = [['ReadWriteOnce', 'RWO'], ['ReadOnlyMany', 'ROX'], ['ReadWriteMany', 'RWX'], ['ReadWriteOncePod', 'RWOP']];

/** `RWO,ROX`, in a fixed order. Mirrors GetAccessModesAsString. */
function accessModesText(modes: readonly string[] | undefined): string {
  return accessModes.filter(([mode]) => modes?.includes(mode) === true).map(([, short]) => short).join(',');
}

export const describePersistentVolume: Describer<PersistentVolume> = (volume, context) => tabbedString((w) => {
  const { metadata, spec, status } = volume;
  w.write(0, `Name:\t${metadata.name}\n`);
  writeLabelsAndAnnotations(w, metadata);
  w.write(0, `Finalizers:\t[${(metadata.finalizers ?? []).join(' ')}]\n`);
  w.write(0, `StorageClass:\t${metadata.annotations?.[classAnnotation] ?? spec.storageClassName ?? ''}\n`);
  w.write(0, `Status:\t${metadata.deletionTimestamp === undefined ? status?.phase ?? '' : `Terminating (lasts ${since(metadata.deletionTimestamp, context.nowMs)})`}\n`);
  w.write(0, `Claim:\t${spec.claimRef === undefined ? '' : `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}`}\n`);
  w.write(0, `Reclaim Policy:\t${spec.persistentVolumeReclaimPolicy ?? ''}\n`);
  w.write(0, `Access Modes:\t${accessModesText(spec.accessModes)}\n`);
  if (spec.volumeMode !== undefined) w.write(0, `VolumeMode:\t${spec.volumeMode}\n`);
  w.write(0, `Capacity:\t${spec.capacity?.['storage'] ?? '0'}\n`);
  writeNodeAffinity(w, spec.nodeAffinity);
  w.write(0, `Message:\t${status?.message ?? ''}\n`);
  w.write(0, 'Source:\n');
  writeVolumeSource(w, asJsonObject(spec), true);
  writeEvents(w, volume, context);
});

function writeNodeAffinity(w: PrefixWriter, affinity: VolumeNodeAffinity | undefined): void {
  const required = affinity?.required;
  w.write(0, `Node Affinity:\t${required === undefined ? '<none>' : ''}\n`);
  if (required === undefined) return;
  const terms = required.nodeSelectorTerms;
  w.write(1, `Required Terms:\t${terms.length === 0 ? '<none>' : ''}\n`);
  terms.forEach(({ matchExpressions = [] }, i) => {
    const lines = matchExpressions.map(({ key, operator, values = [] }) => `${key} ${operator.toLowerCase()}${values.length === 0 ? '' : ` [${values.join(', ')}]`}`);
    w.write(2, `Term ${i}:\t${lines.length === 0 ? '<none>' : lines.join('\n    \t')}\n`);
  });
}

export const describePersistentVolumeClaim: Describer<PersistentVolumeClaim> = (claim, context) => tabbedString((w) => {
  const { metadata, spec, status } = claim;
  w.write(0, `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n`);
  w.write(0, `StorageClass:\t${metadata.annotations?.[classAnnotation] ?? spec.storageClassName ?? ''}\n`);
  w.write(0, `Status:\t${metadata.deletionTimestamp === undefined ? status?.phase ?? '' : `Terminating (lasts ${since(metadata.deletionTimestamp, context.nowMs)})`}\n`);
  w.write(0, `Volume:\t${spec.volumeName ?? ''}\n`);
  writeLabelsAndAnnotations(w, metadata);
  w.write(0, `Finalizers:\t[${(metadata.finalizers ?? []).join(' ')}]\n`);
  const isBound = spec.volumeName !== undefined && spec.volumeName !== '';
  w.write(0, `Capacity:\t${isBound ? status?.capacity?.['storage'] ?? '0' : ''}\n`);
  w.write(0, `Access Modes:\t${isBound ? accessModesText(status?.accessModes) : ''}\n`);
  if (spec.volumeMode !== undefined) w.write(0, `VolumeMode:\t${spec.volumeMode}\n`);
  if (spec.dataSource !== undefined) {
    w.write(0, 'DataSource:\n');
    if (spec.dataSource.apiGroup !== undefined) w.write(1, `APIGroup:\t${spec.dataSource.apiGroup}\n`);
    w.write(1, `Kind:\t${spec.dataSource.kind}\nName:\t${spec.dataSource.name}\n`);
  }
  const pods = context.reader.list('Pod', metadata.namespace ?? '').filter((pod) => pod.spec.volumes?.some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === metadata.name) === true
    || metadata.ownerReferences?.some(({ kind, uid }) => kind === 'Pod' && uid === pod.metadata.uid) === true);
  writeNames(w, 'Used By', pods.map((pod) => pod.metadata.name));
  const conditions = status?.conditions ?? [];
  if (conditions.length > 0) {
    w.write(0, 'Conditions:\n');
    w.write(1, 'Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage\n');
    w.write(1, '----\t------\t-----------------\t------------------\t------\t-------\n');
  }
  for (const { type, status: value, lastProbeTime, lastTransitionTime, reason = '', message = '' } of conditions) {
    w.write(1, `${type} \t${value} \t${formatRFC1123Z(lastProbeTime)} \t${formatRFC1123Z(lastTransitionTime)} \t${reason} \t${message}\n`);
  }
  writeEvents(w, claim, context);
});

export const describeStorageClass: Describer<StorageClass> = (storageClass, context) => tabbedString((w) => {
  const { metadata, provisioner, parameters, allowVolumeExpansion, mountOptions = [], reclaimPolicy, volumeBindingMode, allowedTopologies } = storageClass;
  const isDefault = metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true' || metadata.annotations?.['storageclass.beta.kubernetes.io/is-default-class'] === 'true';
  w.write(0, `Name:\t${metadata.name}\nIsDefaultClass:\t${isDefault ? 'Yes' : 'No'}\n`);
  w.write(0, `Annotations:\t${formatLabelMap(metadata.annotations)}\n`);
  w.write(0, `Provisioner:\t${provisioner}\nParameters:\t${formatLabelMap(parameters)}\n`);
  w.write(0, `AllowVolumeExpansion:\t${allowVolumeExpansion === undefined ? '<unset>' : printBool(allowVolumeExpansion)}\n`);
  w.write(0, `MountOptions:${mountOptions.length === 0 ? '\t<none>' : ''}\n`);
  for (const option of mountOptions) w.write(1, `${option}\n`);
  if (reclaimPolicy !== undefined) w.write(0, `ReclaimPolicy:\t${reclaimPolicy}\n`);
  if (volumeBindingMode !== undefined) w.write(0, `VolumeBindingMode:\t${volumeBindingMode}\n`);
  if (allowedTopologies !== undefined) {
    w.write(0, `AllowedTopologies:\t${allowedTopologies.length === 0 ? '<none>' : ''}\n`);
    allowedTopologies.forEach(({ matchLabelExpressions = [] }, i) => {
      const lines = matchLabelExpressions.map(({ key, values }) => `${key} in${values.length === 0 ? '' : ` [${values.join(', ')}]`}`);
      w.write(1, `Term ${i}:\t${lines.length === 0 ? '<none>' : lines.join('\n  \t')}\n`);
    });
  }
  writeEvents(w, storageClass, context);
});

export const describePriorityClass: Describer<PriorityClass> = (priorityClass, context) => tabbedString((w) => {
  const { metadata, value, globalDefault = false, preemptionPolicy = '', description = '' } = priorityClass;
  w.write(0, `Name:\t${metadata.name}\nValue:\t${value}\nGlobalDefault:\t${globalDefault}\nPreemptionPolicy:\t${preemptionPolicy}\nDescription:\t${description}\n`);
  w.write(0, `Annotations:\t${formatLabelMap(metadata.annotations)}\n`);
  writeEvents(w, priorityClass, context);
});
