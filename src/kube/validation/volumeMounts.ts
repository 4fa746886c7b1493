import type { FieldError } from '../field.ts';
import { forbidden, invalid, notFound, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { Container, Volume, VolumeDevice, VolumeMount } from '../types.generated.ts';
import { validateLocalDescendingPath, validatePathNoBacksteps } from './paths.ts';

const propagations = ['Bidirectional', 'HostToContainer', 'None'];
const recursions = ['Disabled', 'Enabled', 'IfPossible'];

/** The volumes that are sound, by name. */
export type VolumesByName = ReadonlyMap<string, Loose<Volume>>;

function validatePropagation(propagation: string | undefined, isPrivileged: boolean, path: FieldPath): FieldError[] {
  if (propagation === undefined) return [];
  const errors = propagations.includes(propagation) ? [] : [notSupported(path, propagation, propagations)];
  if (propagation === 'Bidirectional' && !isPrivileged) errors.push(forbidden(path, 'Bidirectional mount propagation is available only to privileged containers'));
  return errors;
}

function validateRecursiveReadOnly(mount: Loose<VolumeMount>, path: FieldPath): FieldError[] {
  const { recursiveReadOnly, readOnly, mountPropagation = 'None' } = mount;
  if (recursiveReadOnly === undefined || recursiveReadOnly === 'Disabled') return [];
  if (!recursions.includes(recursiveReadOnly)) return [notSupported(path, recursiveReadOnly, recursions)];
  return [
    ...(readOnly === true ? [] : [forbidden(path, 'may only be specified when readOnly is true')]),
    ...(mountPropagation === 'None' ? [] : [forbidden(path, 'may only be specified when mountPropagation is None or not specified')]),
  ];
}

function validateSubPaths(mount: Loose<VolumeMount>, at: FieldPath, path: FieldPath): FieldError[] {
  const { subPath = '', subPathExpr = '' } = mount;
  return [
    ...(subPath === '' ? [] : validateLocalDescendingPath(subPath, path.child('subPath'))),
    ...(subPath !== '' && subPathExpr !== '' ? [invalid(at.child('subPathExpr'), subPathExpr, 'subPathExpr and subPath are mutually exclusive')] : []),
    ...(subPathExpr === '' ? [] : validateLocalDescendingPath(subPathExpr, path.child('subPathExpr'))),
  ];
}

/**
 * Mounts of a container: each of a volume that there is, each at a path of its own. Some errors stand at the list, as
 * upstream has it. Mirrors ValidateVolumeMounts in pkg/apis/core/validation/validation.go (v1.36).
 */
export function validateVolumeMounts(container: Loose<Container>, volumes: VolumesByName, path: FieldPath): FieldError[] {
  const devices = new Map((container.volumeDevices ?? []).map(({ name = '', devicePath = '' }) => [name, devicePath]));
  const devicePaths = new Set(devices.values());
  const mountPaths = new Set<string>();
  return (container.volumeMounts ?? []).flatMap((mount, index) => {
    const { name = '', mountPath = '' } = mount;
    const at = path.index(index);
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(at.child('name')));
    if (!volumes.has(name)) errors.push(notFound(at.child('name'), name));
    if (mountPath === '') errors.push(required(at.child('mountPath')));
    if (mountPaths.has(mountPath)) errors.push(invalid(at.child('mountPath'), mountPath, 'must be unique'));
    mountPaths.add(mountPath);
    if (devices.has(name)) errors.push(invalid(at.child('name'), name, 'must not already exist in volumeDevices'));
    if (devicePaths.has(mountPath)) errors.push(invalid(at.child('mountPath'), mountPath, 'must not already exist as a path in volumeDevices'));
    return [
      ...errors,
      ...validateSubPaths(mount, at, path),
      ...validatePropagation(mount.mountPropagation, container.securityContext?.privileged === true, path.child('mountPropagation')),
      ...validateRecursiveReadOnly(mount, path.child('recursiveReadOnly')),
    ];
  });
}

function validateDevice(device: Loose<VolumeDevice>, volumes: VolumesByName, at: FieldPath): FieldError[] {
  const { name = '' } = device;
  const volume = volumes.get(name);
  if (volume === undefined) return [notFound(at.child('name'), name)];
  return volume.persistentVolumeClaim ?? volume.ephemeral
    ? []
    : [invalid(at.child('name'), name, 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode')];
}

/** Block devices of a container, each of a claim. Mirrors ValidateVolumeDevices (v1.36). */
export function validateVolumeDevices(container: Loose<Container>, volumes: VolumesByName, path: FieldPath): FieldError[] {
  const mounts = new Map((container.volumeMounts ?? []).map(({ name = '', mountPath = '' }) => [name, mountPath]));
  const mountPaths = new Set(mounts.values());
  const names = new Set<string>();
  const paths = new Set<string>();
  return (container.volumeDevices ?? []).flatMap((device, index) => {
    const { name = '', devicePath = '' } = device;
    const at = path.index(index);
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(at.child('name')));
    if (names.has(name)) errors.push(invalid(at.child('name'), name, 'must be unique'));
    errors.push(...validateDevice(device, volumes, at));
    if (devicePath === '') errors.push(required(at.child('devicePath')));
    if (paths.has(devicePath)) errors.push(invalid(at.child('devicePath'), devicePath, 'must be unique'));
    if (validatePathNoBacksteps(devicePath, at).length > 0) errors.push(invalid(at.child('devicePath'), devicePath, "can not contain backsteps ('..')"));
    else paths.add(devicePath);
    if (mounts.has(name)) errors.push(invalid(at.child('name'), name, 'must not already exist in volumeMounts'));
    if (mountPaths.has(devicePath)) errors.push(invalid(at.child('devicePath'), devicePath, 'must not already exist as a path in volumeMounts'));
    if (name !== '') names.add(name);
    return errors;
  });
}
