import type { Container, EphemeralContainer, PodSpec, Volume, VolumeProjection } from '../types.generated.ts';

function withoutStopSignal<T extends Container | EphemeralContainer>(container: T): T {
  if (container.lifecycle?.stopSignal === undefined) return container;
  const { stopSignal: _, ...lifecycle } = container.lifecycle;
  return { ...container, lifecycle };
}

function withoutDisabledSources({ clusterTrustBundle: _, podCertificate: __, ...source }: VolumeProjection): VolumeProjection {
  return source;
}

function withoutDisabledProjections(volume: Volume): Volume {
  const sources = volume.projected?.sources;
  return sources === undefined ? volume : { ...volume, projected: { ...volume.projected, sources: sources.map(withoutDisabledSources) } };
}

/**
 * A PodSpec without the fields whose feature gates are off in v1.36: ContainerStopSignals, GenericWorkload,
 * ClusterTrustBundleProjection and PodCertificateRequest. The API server drops them without a word. Mirrors
 * dropDisabledFields in pkg/api/pod/util.go (v1.36).
 */
export function dropDisabledFields({ schedulingGroup: _, ...spec }: PodSpec): PodSpec {
  return {
    ...spec,
    ...(spec.volumes && { volumes: spec.volumes.map(withoutDisabledProjections) }),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(withoutStopSignal) }),
    containers: spec.containers.map(withoutStopSignal),
    ...(spec.ephemeralContainers && { ephemeralContainers: spec.ephemeralContainers.map(withoutStopSignal) }),
  };
}
