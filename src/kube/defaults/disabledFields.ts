import type { Container, EphemeralContainer, PodSpec, Volume, VolumeProjection } from '../types.generated.ts';
import { without } from '../without.ts';

function withoutStopSignal<T extends Container | EphemeralContainer>(container: T): T {
  if (container.lifecycle?.stopSignal === undefined) return container;
  const lifecycle = without(container.lifecycle, 'stopSignal');
  if (Object.keys(lifecycle).length > 0) return { ...container, lifecycle };
  // The type does not require the field that goes.
  return without(container, 'lifecycle') as T;
}

function withoutDisabledSources(source: VolumeProjection): VolumeProjection {
  return without(source, 'clusterTrustBundle', 'podCertificate');
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
export function dropDisabledFields(spec: PodSpec): PodSpec {
  return {
    ...without(spec, 'schedulingGroup'),
    ...(spec.volumes && { volumes: spec.volumes.map(withoutDisabledProjections) }),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(withoutStopSignal) }),
    containers: spec.containers.map(withoutStopSignal),
    ...(spec.ephemeralContainers && { ephemeralContainers: spec.ephemeralContainers.map(withoutStopSignal) }),
  };
}
