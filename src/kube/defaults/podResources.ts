import type { ResourceList } from '../resourceLists.ts';
import { aggregateContainerResources, isHugePageResourceName, isOvercommitAllowed, isSupportedPodLevelResource } from '../resourceLists.ts';
import type { PodSpec } from '../types.generated.ts';

/** Huge page limits of the Pod from those of its containers, where the Pod asks for anything at all. */
function limitsWithHugePages(spec: PodSpec): ResourceList | undefined {
  const { limits, requests } = spec.resources ?? {};
  if (Object.keys(limits ?? {}).length === 0 && Object.keys(requests ?? {}).length === 0) return limits;
  const added = Object.entries(aggregateContainerResources(spec, 'limits')).filter(([name]) => isHugePageResourceName(name) && requests?.[name] === undefined);
  const result = { ...Object.fromEntries(added), ...limits };
  return Object.keys(result).length === 0 ? limits : result;
}

function requestsFor(spec: PodSpec, limits: ResourceList | undefined): ResourceList | undefined {
  const given = spec.resources?.requests;
  if (limits === undefined || Object.keys(limits).length === 0) return given;
  const fromContainers = Object.entries(aggregateContainerResources(spec, 'requests')).filter(([name]) => isSupportedPodLevelResource(name) && isOvercommitAllowed(name));
  const fromLimits = Object.entries(limits).filter(([name]) => isSupportedPodLevelResource(name));
  const result = { ...Object.fromEntries(fromLimits), ...Object.fromEntries(fromContainers), ...given };
  return Object.keys(result).length === 0 ? given : result;
}

/**
 * Resources of the Pod as a whole, where it gives some: limits of huge pages from the containers, then requests from the
 * containers' requests or the Pod's limits. Mirrors defaultHugePagePodLimits and defaultPodRequests (v1.36).
 */
export function setPodResourceDefaults(spec: PodSpec): PodSpec {
  if (spec.resources === undefined) return spec;
  const limits = limitsWithHugePages(spec);
  const requests = requestsFor(spec, limits);
  return { ...spec, resources: { ...spec.resources, ...(limits && { limits }), ...(requests && { requests }) } };
}
