import type { FieldError } from '../field.ts';
import { invalid, invalidEach, notSupported, required, tooLong } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { AzureDiskVolumeSource, CSIVolumeSource, FCVolumeSource, FlexVolumeSource, FlockerVolumeSource, HostPathVolumeSource, ImageVolumeSource, ISCSIVolumeSource, NFSVolumeSource, QuobyteVolumeSource, StorageOSVolumeSource } from '../types.generated.ts';
import { utf8Length } from '../utf8.ts';
import { validateDNS1123Label } from './fieldChecks.ts';
import { isDNS1123Subdomain, isInRange } from './names.ts';
import { validatePathNoBacksteps } from './paths.ts';
import { validatePullPolicy } from './pullPolicy.ts';

const hostPathTypes = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];
const qualifiedNames: readonly (readonly [string, RegExp])[] = [
  ['iqn', /iqn\.\d{4}-\d{2}\.([A-Za-z0-9\-.]+)(:[^,;*&$|\s]+)$/],
  ['eui', /^eui.[A-Za-z0-9]{16}$/],
  ['naa', /^naa.[A-Za-z0-9]{32}$/],
];
const managedDiskURI = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const blobDiskURI = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

/** Texts that must be there, each at its own name. */
export function requireTexts(source: Readonly<Record<string, unknown>>, path: FieldPath, ...names: readonly string[]): FieldError[] {
  return names.filter((name) => (source[name] ?? '') === '').map((name) => required(path.child(name)));
}

/** Mirrors validateHostPathVolumeSource in pkg/apis/core/validation/validation.go (v1.36). */
export function validateHostPathVolume(hostPath: Loose<HostPathVolumeSource>, path: FieldPath): FieldError[] {
  const { path: target = '', type } = hostPath;
  if (target === '') return [required(path.child('path'))];
  return [
    ...validatePathNoBacksteps(target, path.child('path')),
    ...(type === undefined || hostPathTypes.includes(type) ? [] : [notSupported(path.child('type'), type, hostPathTypes)]),
  ];
}

/** Mirrors validateNFSVolumeSource (v1.36). */
export function validateNFSVolume(nfs: Loose<NFSVolumeSource>, path: FieldPath): FieldError[] {
  const target = nfs.path ?? '';
  return [...requireTexts(nfs, path, 'server', 'path'), ...(target.startsWith('/') ? [] : [invalid(path.child('path'), target, 'must be an absolute path')])];
}

/** A partition of a disk: 0 stands for the whole of it. */
export function validatePartition(partition: number | undefined, path: FieldPath): FieldError[] {
  const value = partition ?? 0;
  return value === 0 ? [] : invalidEach(path.child('partition'), value, isInRange(value, 1, 255));
}

function qualifiedNameErrors(name: string, path: FieldPath): FieldError[] {
  const rule = qualifiedNames.find(([prefix]) => name.startsWith(prefix));
  if (rule === undefined) return [invalid(path, name, 'must be valid format starting with iqn, eui, or naa')];
  return rule[1].test(name) ? [] : [invalid(path, name, 'must be valid format')];
}

/** Mirrors validateISCSIVolumeSource (v1.36). */
export function validateISCSIVolume(iscsi: Loose<ISCSIVolumeSource>, path: FieldPath): FieldError[] {
  const { iqn = '', lun = 0, initiatorName } = iscsi;
  const needsSecret = (iscsi.chapAuthDiscovery === true || iscsi.chapAuthSession === true) && iscsi.secretRef === undefined;
  return [
    ...requireTexts(iscsi, path, 'targetPortal'),
    ...(iqn === '' ? [required(path.child('iqn'))] : qualifiedNameErrors(iqn, path.child('iqn'))),
    ...invalidEach(path.child('lun'), lun, isInRange(lun, 0, 255)),
    ...(needsSecret ? [required(path.child('secretRef'))] : []),
    ...(initiatorName === undefined ? [] : qualifiedNameErrors(initiatorName, path.child('initiatorname'))),
  ];
}

/** Mirrors validateFCVolumeSource (v1.36). */
export function validateFCVolume(fc: Loose<FCVolumeSource>, path: FieldPath): FieldError[] {
  const { targetWWNs = [], wwids = [], lun } = fc;
  const at = path.child('targetWWNs');
  const errors: FieldError[] = [];
  if (targetWWNs.length === 0 && wwids.length === 0) errors.push(required(at, 'must specify either targetWWNs or wwids, but not both'));
  if (targetWWNs.length > 0 && wwids.length > 0) errors.push(invalid(at, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously'));
  if (targetWWNs.length > 0) {
    if (lun === undefined) errors.push(required(path.child('lun'), 'lun is required if targetWWNs is specified'));
    else errors.push(...invalidEach(path.child('lun'), lun, isInRange(lun, 0, 255)));
  }
  return errors;
}

/** Mirrors validateQuobyteVolumeSource (v1.36). */
export function validateQuobyteVolume(quobyte: Loose<QuobyteVolumeSource>, path: FieldPath): FieldError[] {
  const { registry = '', tenant = '' } = quobyte;
  const pairs = 'must be a host:port pair or multiple pairs separated by commas';
  const errors: FieldError[] = [];
  if (registry === '') errors.push(required(path.child('registry'), pairs));
  else if (utf8Length(tenant) >= 65) errors.push(required(path.child('tenant'), 'must be a UUID and may not exceed a length of 64 characters'));
  else errors.push(...registry.split(',').filter((pair) => !/^([^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/.test(pair)).map(() => invalid(path.child('registry'), registry, pairs)));
  return [...errors, ...requireTexts(quobyte, path, 'volume')];
}

/** Mirrors validateFlockerVolumeSource (v1.36). */
export function validateFlockerVolume(flocker: Loose<FlockerVolumeSource>, path: FieldPath): FieldError[] {
  const { datasetName = '', datasetUUID = '' } = flocker;
  return [
    ...(datasetName === '' && datasetUUID === '' ? [required(path, 'one of datasetName and datasetUUID is required')] : []),
    ...(datasetName !== '' && datasetUUID !== '' ? [invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously')] : []),
    ...(datasetName.includes('/') ? [invalid(path.child('datasetName'), datasetName, "must not contain '/'")] : []),
  ];
}

/** Mirrors validateFlexVolumeSource (v1.36). */
export function validateFlexVolume(flexVolume: Loose<FlexVolumeSource>, path: FieldPath): FieldError[] {
  const isReserved = (key: string): boolean => /\.(kubernetes|k8s)\.io$/.test(`.${(key.split('/')[0] ?? '').toLowerCase()}`);
  const reserved = Object.keys(flexVolume.options ?? {}).filter(isReserved);
  return [...requireTexts(flexVolume, path, 'driver'), ...reserved.map((key) => invalid(path.child('options').key(key), key, 'kubernetes.io and k8s.io namespaces are reserved'))];
}

/** Mirrors validateAzureDisk (v1.36). */
export function validateAzureDiskVolume(disk: Loose<AzureDiskVolumeSource>, path: FieldPath): FieldError[] {
  const { cachingMode, kind, diskURI = '' } = disk;
  const choice = (value: string | undefined, name: string, supported: readonly string[]): FieldError[] =>
    value === undefined || supported.includes(value) ? [] : [notSupported(path.child(name), value, supported)];
  const uri = kind === 'Managed' ? managedDiskURI : blobDiskURI;
  const isRightURI = kind === undefined || diskURI.startsWith(kind === 'Managed' ? '/subscriptions/' : 'https://');
  return [
    ...requireTexts(disk, path, 'diskName', 'diskURI'),
    ...choice(cachingMode, 'cachingMode', ['None', 'ReadOnly', 'ReadWrite']),
    ...choice(kind, 'kind', ['Dedicated', 'Managed', 'Shared']),
    ...(isRightURI ? [] : [notSupported(path.child('diskURI'), diskURI, [uri])]),
  ];
}

/** Mirrors validateStorageOSVolumeSource (v1.36). */
export function validateStorageOSVolume(storageos: Loose<StorageOSVolumeSource>, path: FieldPath): FieldError[] {
  const { volumeName = '', volumeNamespace = '', secretRef } = storageos;
  return [
    ...(volumeName === '' ? [required(path.child('volumeName'))] : validateDNS1123Label(volumeName, path.child('volumeName'))),
    ...(volumeNamespace === '' ? [] : validateDNS1123Label(volumeNamespace, path.child('volumeNamespace'))),
    ...(secretRef !== undefined && (secretRef.name ?? '') === '' ? [required(path.child('secretRef', 'name'))] : []),
  ];
}

/** Mirrors validateCSIVolumeSource (v1.36). */
export function validateCSIVolume(csi: Loose<CSIVolumeSource>, path: FieldPath): FieldError[] {
  const { driver = '', nodePublishSecretRef } = csi;
  const errors: FieldError[] = [];
  if (driver === '') errors.push(required(path.child('driver')));
  else {
    if (utf8Length(driver) > 63) errors.push(tooLong(path.child('driver'), 63));
    errors.push(...invalidEach(path.child('driver'), driver, isDNS1123Subdomain(driver.toLowerCase())));
  }
  if (nodePublishSecretRef === undefined) return errors;
  const name = nodePublishSecretRef.name ?? '';
  return [...errors, ...(name === '' ? [required(path.child('nodePublishSecretRef', 'name'))] : invalidEach(path.child('name'), name, isDNS1123Subdomain(name)))];
}

/** Mirrors validateImageVolumeSource (v1.36). Only Pods must name an image. */
export function validateImageVolume(image: Loose<ImageVolumeSource>, isPod: boolean, path: FieldPath): FieldError[] {
  return [...(isPod ? requireTexts(image, path, 'reference') : []), ...validatePullPolicy(image.pullPolicy ?? '', path.child('pullPolicy'))];
}
