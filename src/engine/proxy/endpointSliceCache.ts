import { formatIP, parseIP, type IPFamily } from '../../kube/ip.ts';
import type { Endpoint, EndpointSlice } from '../../kube/types.generated.ts';
import { objectId, type ObjectId } from '../../protocol/ref.ts';

/** `kubernetes.io/service-name` on an EndpointSlice: the Service of its Namespace that it belongs to. */
export const LABEL_SERVICE_NAME = 'kubernetes.io/service-name';

/** One address and port behind a service port, the same for every Node. */
export interface ProxyEndpoint {
  readonly ip: string;
  readonly port: number;
  /** `ip:port`, bracketed for IPv6: what tells two endpoints apart. */
  readonly key: string;
  readonly isReady: boolean;
  readonly isServing: boolean;
  readonly isTerminating: boolean;
  /** Undefined where the slice does not say. */
  readonly nodeName: string | undefined;
  /** Empty: no hint. */
  readonly zoneHints: readonly string[];
  readonly nodeHints: readonly string[];
  /** The Pod that the slice names, if any. */
  readonly pod: ObjectId | undefined;
  readonly slice: string;
}

function newEndpoint(slice: EndpointSlice, endpoint: Endpoint, ip: string, port: number): ProxyEndpoint {
  const { conditions, hints, targetRef } = endpoint;
  const pod = targetRef?.kind === 'Pod' ? objectId({ kind: 'Pod', namespace: targetRef.namespace ?? slice.metadata.namespace, name: targetRef.name ?? '' }) : undefined;
  return {
    ip,
    port,
    key: ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`,
    isReady: conditions?.ready ?? true,
    isServing: conditions?.serving ?? true,
    isTerminating: conditions?.terminating ?? false,
    nodeName: endpoint.nodeName,
    zoneHints: (hints?.forZones ?? []).map((zone) => zone.name),
    nodeHints: (hints?.forNodes ?? []).map((node) => node.name),
    pod,
    slice: slice.metadata.name,
  };
}

/** The key under which the endpoints of a service port are found: port name, protocol and family. */
export function endpointsKey(portName: string, protocol: string, family: IPFamily): string {
  return `${portName}/${protocol}/${family}`;
}

/**
 * The endpoints of one Service by `endpointsKey`, each list sorted by `key`.
 * Ports without a name or number are left out. Where two endpoints share address and port, one that is not terminating wins.
 * Mirrors EndpointSliceCache.endpointInfoByServicePort and addEndpoints of pkg/proxy (v1.36).
 */
export function endpointsByServicePort(slices: Iterable<EndpointSlice>): ReadonlyMap<string, readonly ProxyEndpoint[]> {
  const found = new Map<string, Map<string, ProxyEndpoint>>();
  for (const slice of slices) {
    if (slice.addressType !== 'IPv4' && slice.addressType !== 'IPv6') continue;
    for (const port of slice.ports ?? []) {
      if (port.name === undefined || port.port === undefined || port.port === 0) continue;
      const key = endpointsKey(port.name, port.protocol ?? 'TCP', slice.addressType);
      const set = found.get(key) ?? new Map<string, ProxyEndpoint>();
      found.set(key, set);
      for (const endpoint of slice.endpoints ?? []) {
        const ip = parseIP(endpoint.addresses[0] ?? '');
        if (ip === undefined) continue;
        const info = newEndpoint(slice, endpoint, formatIP(ip), port.port);
        if (!set.has(info.key) || !info.isTerminating) set.set(info.key, info);
      }
    }
  }
  const result = new Map<string, readonly ProxyEndpoint[]>();
  for (const [key, set] of found) {
    result.set(key, [...set.values()].sort((a, b) => (a.key < b.key ? -1 : 1)));
  }
  return result;
}
