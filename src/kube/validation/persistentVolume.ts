/** Rules for PersistentVolumes. Mirrors ValidatePersistentVolume of pkg/apis/core/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { forbidden, invalid, notSupported, required } from '../fieldErrors.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { hasKey } from '../objects.ts';
import { compareQuantities, quantityOf } from '../quantity.ts';
import type { PersistentVolume } from '../types.generated.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isDNS1123Subdomain } from './names.ts';
import { validateAccessModes } from './volumeClaim.ts';

const path = fieldPath('spec');
const sources = [
  'hostPath', 'gcePersistentDisk', 'awsElasticBlockStore', 'glusterfs', 'flocker', 'nfs', 'rbd', 'quobyte', 'cephfs', 'iscsi', 'cinder', 'fc', 'flexVolume',
  'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'scaleIO', 'local', 'storageos', 'csi',
] as const;

/** A new PersistentVolume. Simplified: of what volumes are made of, only the path of a hostPath is read. */
export function validatePersistentVolume(volume: Loose<PersistentVolume>): FieldError[] {
  return [...validateKubeObjectMeta(volume.metadata ?? {}, isDNS1123Subdomain, false), ...validateSpec(volume)];
}

/** A PersistentVolume that replaces `old`. Simplified: that the volume itself stays is not held. */
export function validatePersistentVolumeUpdate(volume: Loose<PersistentVolume>, old: Loose<PersistentVolume>): FieldError[] {
  return [...validateKubeObjectMetaUpdate(volume.metadata ?? {}, old.metadata ?? {}), ...validatePersistentVolume(volume)];
}

function validateSpec({ spec = {} }: Loose<PersistentVolume>): FieldError[] {
  const { accessModes = [], capacity = {}, persistentVolumeReclaimPolicy: policy = '' } = spec;
  const amounts = Object.entries(capacity);
  const errors: FieldError[] = accessModes.length === 0 ? [required(path.child('accessModes'))] : [];
  errors.push(...validateAccessModes(accessModes, path.child('accessModes')));
  if (amounts.length === 0) errors.push(required(path.child('capacity')));
  if (!hasKey(capacity, 'storage') || amounts.length > 1) {
    errors.push(notSupported(path.child('capacity'), amounts.length === 0 ? null : { ...capacity }, ['storage']));
  }
  for (const [name, amount] of amounts) {
    const order = compareQuantities(quantityOf(amount), quantityOf('0'));
    const at = path.child('capacity').key(name);
    if (order <= 0) errors.push(invalid(at, amount, 'must be greater than zero'));
  }
  if (policy !== '' && !['Delete', 'Recycle', 'Retain'].includes(policy)) {
    errors.push(notSupported(path.child('persistentVolumeReclaimPolicy'), policy, ['Delete', 'Recycle', 'Retain']));
  }
  return [...errors, ...validateSources(spec)];
}

function validateSources(spec: NonNullable<Loose<PersistentVolume>['spec']>): FieldError[] {
  const used = sources.filter((source) => spec[source] !== undefined);
  if (used.length === 0) return [required(path, 'must specify a volume type')];
  const errors: FieldError[] = [];
  const at = path.child('hostPath', 'path');
  const hostPath = spec.hostPath?.path ?? '';
  if (spec.hostPath !== undefined && hostPath === '') errors.push(required(at));
  else if (hostPath.split('/').includes('..')) errors.push(invalid(at, hostPath, "must not contain '..'"));
  return [...errors, ...used.slice(1).map((source) => forbidden(path.child(source), 'may not specify more than 1 volume type'))];
}
