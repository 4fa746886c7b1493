import type { FieldError } from '../field.ts';
import { duplicate, forbidden, invalid, invalidEach, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { compareQuantities, quantityOf } from '../quantity.ts';
import { quote } from '../quote.ts';
import type { EmptyDirVolumeSource, EphemeralVolumeSource, GitRepoVolumeSource, ObjectMeta, Volume } from '../types.generated.ts';
import { utf8Length } from '../utf8.ts';
import { validateDNS1123Label } from './fieldChecks.ts';
import { isDNS1123Subdomain } from './names.ts';
import { validateLocalDescendingPath } from './paths.ts';
import { validatePersistentVolumeClaimTemplate } from './volumeClaim.ts';
import { validateConfigMapVolume, validateDownwardAPIVolume, validateProjectedVolume, validateSecretVolume } from './volumeFiles.ts';
import type { VolumesByName } from './volumeMounts.ts';
import { requireTexts, validateAzureDiskVolume, validateCSIVolume, validateFCVolume, validateFlexVolume, validateFlockerVolume, validateHostPathVolume, validateImageVolume, validateISCSIVolume, validateNFSVolume, validatePartition, validateQuobyteVolume, validateStorageOSVolume } from './volumeSources.ts';

const longestPortal = 64;

/** What the rules of volumes need to know of the Pod. Templates have no metadata here. */
export interface PodContext {
  readonly isPod: boolean;
  readonly podMeta?: Loose<ObjectMeta> | undefined;
}

/** One kind of volume: the name its errors stand at, where they stand when it is one too many, and its rules. */
interface SourceRule {
  readonly name: keyof Volume;
  readonly surplusName?: string;
  readonly check: (volume: Loose<Volume>, path: FieldPath, context: PodContext) => FieldError[];
}

function rule<Name extends keyof Volume>(
  name: Name,
  check: (source: NonNullable<Loose<Volume>[Name]>, path: FieldPath, volume: Loose<Volume>, context: PodContext) => FieldError[],
  { surplusName, childName = name }: { surplusName?: string; childName?: string } = {},
): SourceRule {
  return {
    name,
    ...(surplusName !== undefined && { surplusName }),
    check: (volume, path, context) => {
      const source = volume[name];
      return source === undefined ? [] : check(source, path.child(childName), volume, context);
    },
  };
}

function validateEmptyDir(emptyDir: Loose<EmptyDirVolumeSource>, path: FieldPath): FieldError[] {
  const { sizeLimit } = emptyDir;
  if (sizeLimit === undefined || compareQuantities(quantityOf(sizeLimit), quantityOf('0')) >= 0) return [];
  return [forbidden(path.child('sizeLimit'), 'SizeLimit field must be a valid resource quantity')];
}

function validateGitRepo(gitRepo: Loose<GitRepoVolumeSource>, path: FieldPath): FieldError[] {
  return [...requireTexts(gitRepo, path, 'repository'), ...validateLocalDescendingPath(gitRepo.directory ?? '', path.child('directory'))];
}

function requireMonitors(source: { readonly monitors?: readonly string[] | undefined }, path: FieldPath): FieldError[] {
  return (source.monitors ?? []).length === 0 ? [required(path.child('monitors'))] : [];
}

function validateEphemeral(ephemeral: Loose<EphemeralVolumeSource>, path: FieldPath): FieldError[] {
  const { volumeClaimTemplate } = ephemeral;
  return volumeClaimTemplate === undefined ? [required(path.child('volumeClaimTemplate'))] : validatePersistentVolumeClaimTemplate(volumeClaimTemplate, path.child('volumeClaimTemplate'));
}

/** All kinds, in the order in which upstream looks for them; the misspelt names are its own. */
const sourceRules: readonly SourceRule[] = [
  rule('emptyDir', validateEmptyDir),
  rule('hostPath', validateHostPathVolume),
  rule('gitRepo', validateGitRepo),
  rule('gcePersistentDisk', (disk, path) => [...requireTexts(disk, path, 'pdName'), ...validatePartition(disk.partition, path)], { childName: 'persistentDisk' }),
  rule('awsElasticBlockStore', (disk, path) => [...requireTexts(disk, path, 'volumeID'), ...validatePartition(disk.partition, path)]),
  rule('secret', validateSecretVolume),
  rule('nfs', validateNFSVolume),
  rule('iscsi', validateISCSIVolume),
  rule('glusterfs', (glusterfs, path) => requireTexts(glusterfs, path, 'endpoints', 'path')),
  rule('flocker', validateFlockerVolume),
  rule('persistentVolumeClaim', (claim, path) => requireTexts(claim, path, 'claimName')),
  rule('rbd', (rbd, path) => [...requireMonitors(rbd, path), ...requireTexts(rbd, path, 'image')]),
  rule('cinder', (cinder, path) => [
    ...requireTexts(cinder, path, 'volumeID'),
    ...(cinder.secretRef !== undefined && (cinder.secretRef.name ?? '') === '' ? [required(path.child('secretRef', 'name'))] : []),
  ]),
  rule('cephfs', requireMonitors, { surplusName: 'cephFS' }),
  rule('quobyte', validateQuobyteVolume),
  rule('downwardAPI', validateDownwardAPIVolume, { surplusName: 'downwarAPI' }),
  rule('fc', validateFCVolume),
  rule('flexVolume', validateFlexVolume),
  rule('configMap', validateConfigMapVolume),
  rule('azureFile', (file, path) => requireTexts(file, path, 'secretName', 'shareName')),
  rule('vsphereVolume', (disk, path) => requireTexts(disk, path, 'volumePath')),
  rule('photonPersistentDisk', (disk, path) => requireTexts(disk, path, 'pdID')),
  rule('portworxVolume', (disk, path) => requireTexts(disk, path, 'volumeID')),
  rule('azureDisk', validateAzureDiskVolume),
  rule('storageos', validateStorageOSVolume),
  rule('projected', validateProjectedVolume),
  rule('scaleIO', (scaleIO, path) => requireTexts(scaleIO, path, 'gateway', 'system', 'volumeName')),
  rule('csi', validateCSIVolume),
  rule('ephemeral', validateEphemeral),
  rule('image', (image, path, _, context) => validateImageVolume(image, context.isPod, path)),
];

/** Rules that look at a source and at the volume's name together. */
function validateNameWithSource(name: string, volume: Loose<Volume>, isFirst: boolean, source: keyof Volume, path: FieldPath, context: PodContext): FieldError[] {
  if (source === 'iscsi' && volume.iscsi?.initiatorName !== undefined && utf8Length(`${name}:${volume.iscsi.targetPortal ?? ''}`) > longestPortal) {
    return [invalid(path.child('name'), name, 'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.')];
  }
  const podName = context.podMeta?.name ?? '';
  if (source !== 'ephemeral' || !isFirst || podName === '' || name === '') return [];
  const claimName = `${podName}-${name}`;
  return invalidEach(path.child('name'), name, isDNS1123Subdomain(claimName).map((message) => `PVC name ${quote(claimName)}: ${message}`));
}

function validateVolumeSource(volume: Loose<Volume>, path: FieldPath, context: PodContext): FieldError[] {
  const given = sourceRules.filter(({ name }) => volume[name] !== undefined);
  if (given.length === 0) return [required(path, 'must specify a volume type')];
  return given.flatMap(({ name, surplusName, check }, index) => [
    ...(index === 0 ? check(volume, path, context) : [forbidden(path.child(surplusName ?? name), 'may not specify more than 1 volume type')]),
    ...validateNameWithSource(volume.name ?? '', volume, index === 0, name, path, context),
  ]);
}

/**
 * The volumes of a PodSpec, and those of them that are sound, by name: only those can be mounted. Mirrors ValidateVolumes in
 * pkg/apis/core/validation/validation.go (v1.36).
 */
export function validateVolumes(volumes: readonly Loose<Volume>[], path: FieldPath, context: PodContext): { readonly sound: VolumesByName; readonly errors: FieldError[] } {
  const podName = context.podMeta?.name ?? '';
  const createdClaims = new Set(podName === '' ? [] : volumes.filter(({ ephemeral }) => ephemeral !== undefined).map(({ name = '' }) => `${podName}-${name}`));
  const sound = new Map<string, Loose<Volume>>();
  const errors: FieldError[] = [];
  volumes.forEach((volume, index) => {
    const { name = '' } = volume;
    const at = path.index(index);
    const own = validateVolumeSource(volume, at, context);
    own.push(...(name === '' ? [required(at.child('name'))] : validateDNS1123Label(name, at.child('name'))));
    if (sound.has(name)) own.push(duplicate(at.child('name'), name));
    if (own.length === 0) sound.set(name, volume);
    errors.push(...own);
    const claimName = volume.persistentVolumeClaim?.claimName ?? '';
    if (volume.persistentVolumeClaim !== undefined && createdClaims.has(claimName)) {
      errors.push(invalid(at.child('persistentVolumeClaim', 'claimName'), claimName, 'must not reference a PVC that gets created for an ephemeral volume'));
    }
  });
  return { sound, errors };
}
