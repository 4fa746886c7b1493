import type { DownwardAPIVolumeFile, PersistentVolumeClaimSpec, ProjectedVolumeSource, RBDVolumeSource, ScaleIOVolumeSource, Volume, VolumeProjection } from '../types.generated.ts';
import { defaultPullPolicy, setFieldRefDefaults } from './container.ts';
import { namelessMeta } from './meta.ts';
import { setResourceListDefaults } from './resources.ts';

const fileMode = 0o644;
const anHourSeconds = 3600;

function setFileDefaults(file: DownwardAPIVolumeFile): DownwardAPIVolumeFile {
  return {
    ...file,
    ...(file.fieldRef && { fieldRef: setFieldRefDefaults(file.fieldRef) }),
    ...(file.resourceFieldRef && { resourceFieldRef: { ...file.resourceFieldRef, divisor: file.resourceFieldRef.divisor ?? '0' } }),
  };
}

function setProjectionDefaults(source: VolumeProjection): VolumeProjection {
  const { downwardAPI, serviceAccountToken } = source;
  return {
    ...source,
    ...(downwardAPI?.items && { downwardAPI: { ...downwardAPI, items: downwardAPI.items.map(setFileDefaults) } }),
    ...(serviceAccountToken && { serviceAccountToken: { ...serviceAccountToken, expirationSeconds: serviceAccountToken.expirationSeconds ?? anHourSeconds } }),
  };
}

function setProjectedDefaults(projected: ProjectedVolumeSource): ProjectedVolumeSource {
  return { ...projected, defaultMode: projected.defaultMode ?? fileMode, ...(projected.sources && { sources: projected.sources.map(setProjectionDefaults) }) };
}

function setRBDDefaults(rbd: RBDVolumeSource): RBDVolumeSource {
  return { ...rbd, pool: rbd.pool || 'rbd', user: rbd.user || 'admin', keyring: rbd.keyring || '/etc/ceph/keyring' };
}

function setScaleIODefaults(scaleIO: ScaleIOVolumeSource): ScaleIOVolumeSource {
  return { ...scaleIO, storageMode: scaleIO.storageMode || 'ThinProvisioned', fsType: scaleIO.fsType || 'xfs' };
}

/** `volumeMode: Filesystem`, and resources in the form that is stored. Mirrors SetDefaults_PersistentVolumeClaimSpec. */
export function setPersistentVolumeClaimSpecDefaults(spec: PersistentVolumeClaimSpec | undefined): PersistentVolumeClaimSpec {
  const resources = spec?.resources ?? {};
  return {
    ...spec,
    resources: {
      ...resources,
      ...(resources.limits && { limits: setResourceListDefaults(resources.limits) }),
      ...(resources.requests && { requests: setResourceListDefaults(resources.requests) }),
    },
    volumeMode: spec?.volumeMode ?? 'Filesystem',
  };
}

function setRareSourceDefaults(volume: Volume): Partial<Volume> {
  const { iscsi, rbd, azureDisk, scaleIO, image } = volume;
  return {
    ...(iscsi && { iscsi: { ...iscsi, iscsiInterface: iscsi.iscsiInterface || 'default' } }),
    ...(rbd && { rbd: setRBDDefaults(rbd) }),
    ...(azureDisk && {
      azureDisk: {
        ...azureDisk,
        cachingMode: azureDisk.cachingMode ?? 'ReadWrite',
        fsType: azureDisk.fsType ?? 'ext4',
        readOnly: azureDisk.readOnly ?? false,
        kind: azureDisk.kind ?? 'Shared',
      },
    }),
    ...(scaleIO && { scaleIO: setScaleIODefaults(scaleIO) }),
    ...(image && { image: { ...image, pullPolicy: image.pullPolicy || defaultPullPolicy(image.reference ?? '') } }),
  };
}

/**
 * A volume as the API server stores it: an emptyDir where no source is named, file modes, and the defaults of each source.
 * Mirrors SetDefaults_Volume and the functions per source in pkg/apis/core/v1/defaults.go (v1.36).
 */
export function setVolumeDefaults(volume: Volume): Volume {
  if (Object.keys(volume).every((key) => key === 'name')) return { ...volume, emptyDir: {} };
  const { hostPath, secret, configMap, downwardAPI, projected, ephemeral } = volume;
  return {
    ...volume,
    ...(hostPath && { hostPath: { ...hostPath, type: hostPath.type ?? '' } }),
    ...(secret && { secret: { ...secret, defaultMode: secret.defaultMode ?? fileMode } }),
    ...(configMap && { configMap: { ...configMap, defaultMode: configMap.defaultMode ?? fileMode } }),
    ...(downwardAPI && {
      downwardAPI: { ...downwardAPI, defaultMode: downwardAPI.defaultMode ?? fileMode, ...(downwardAPI.items && { items: downwardAPI.items.map(setFileDefaults) }) },
    }),
    ...(projected && { projected: setProjectedDefaults(projected) }),
    ...(ephemeral?.volumeClaimTemplate && {
      ephemeral: {
        volumeClaimTemplate: {
          ...ephemeral.volumeClaimTemplate,
          metadata: ephemeral.volumeClaimTemplate.metadata ?? namelessMeta,
          spec: setPersistentVolumeClaimSpecDefaults(ephemeral.volumeClaimTemplate.spec),
        },
      },
    }),
    ...setRareSourceDefaults(volume),
  };
}
