/** Defaults of the core kinds other than Pods and Services. Mirrors pkg/apis/core/v1/defaults.go (v1.36). */
import { encodeBase64 } from '../base64.ts';
import { maybe, orElse } from '../maybe.ts';
import type { Endpoints, LimitRange, LimitRangeItem, Namespace, Node, PersistentVolume, PersistentVolumeClaim, Secret } from '../types.generated.ts';
import { setPersistentVolumeClaimSpecDefaults } from './volume.ts';

/** Every port gets a protocol. */
export function setEndpointsDefaults(endpoints: Endpoints): Endpoints {
  if (endpoints.subsets === undefined) return endpoints;
  return {
    ...endpoints,
    subsets: endpoints.subsets.map((subset) => (subset.ports === undefined
      ? subset
      : { ...subset, ports: subset.ports.map((port) => ((port.protocol ?? '') === '' ? { ...port, protocol: 'TCP' } : port)) })),
  };
}

/** The label with its own name, once it has one; phase Active. */
export function setNamespaceDefaults(namespace: Namespace): Namespace {
  const name = maybe(maybe(namespace.metadata)?.name) ?? '';
  return {
    ...namespace,
    metadata: name === '' ? namespace.metadata : { ...namespace.metadata, labels: { ...namespace.metadata.labels, 'kubernetes.io/metadata.name': name } },
    status: { ...namespace.status, phase: orElse(namespace.status?.phase, 'Active') },
  };
}

/**
 * What can be allocated is the capacity, where nothing else is said. The one podCIDR and the first of podCIDRs become the same,
 * as the conversion to the internal type and back does (pkg/apis/core/v1/conversion.go): where they differ, podCIDR counts.
 */
export function setNodeDefaults(node: Node): Node {
  const { status } = node;
  const withCIDRs = setPodCIDRs(node);
  return status?.capacity !== undefined && status.allocatable === undefined ? { ...withCIDRs, status: { ...status, allocatable: status.capacity } } : withCIDRs;
}

function setPodCIDRs(node: Node): Node {
  const { podCIDR = '', podCIDRs = [] } = maybe(node.spec) ?? {};
  const [first] = podCIDRs;
  if (podCIDR !== '' && first !== podCIDR) return { ...node, spec: { ...node.spec, podCIDRs: [podCIDR] } };
  return first === undefined || first === podCIDR ? node : { ...node, spec: { ...node.spec, podCIDR: first } };
}

/** Type Opaque; stringData becomes data, as the conversion to the internal type does (pkg/apis/core/v1/conversion.go). */
export function setSecretDefaults(secret: Secret): Secret {
  const { stringData, ...rest } = secret;
  const encoded = Object.entries(stringData ?? {}).map(([key, value]): [string, string] => [key, encodeBase64(value)]);
  return {
    ...rest,
    type: orElse(secret.type, 'Opaque'),
    ...(encoded.length === 0 ? {} : { data: { ...secret.data, ...Object.fromEntries(encoded) } }),
  };
}

/** Phase Pending, policy Retain, mode Filesystem. */
export function setPersistentVolumeDefaults(volume: PersistentVolume): PersistentVolume {
  const spec = maybe(volume.spec);
  return {
    ...volume,
    spec: {
      ...volume.spec,
      persistentVolumeReclaimPolicy: orElse(spec?.persistentVolumeReclaimPolicy, 'Retain'),
      volumeMode: spec?.volumeMode ?? 'Filesystem',
    },
    status: { ...volume.status, phase: volume.status?.phase ?? 'Pending' },
  };
}

/** Phase Pending, mode Filesystem. */
export function setPersistentVolumeClaimDefaults(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  return { ...claim, spec: setPersistentVolumeClaimSpecDefaults(claim.spec), status: { ...claim.status, phase: claim.status?.phase ?? 'Pending' } };
}

/** Limits of containers: the default is the maximum, the default request the default, or else the minimum. */
export function setLimitRangeDefaults(range: LimitRange): LimitRange {
  const limits = maybe(range.spec)?.limits;
  return limits === undefined ? range : { ...range, spec: { ...range.spec, limits: limits.map(setLimitDefaults) } };
}

function setLimitDefaults(item: LimitRangeItem): LimitRangeItem {
  if (item.type !== 'Container') return item;
  const limits = { ...item.max, ...item.default };
  const requests = { ...item.min, ...limits, ...item.defaultRequest };
  return {
    ...item,
    ...(Object.keys(limits).length === 0 ? {} : { default: limits }),
    ...(Object.keys(requests).length === 0 ? {} : { defaultRequest: requests }),
  };
}
