/** Defaults of EndpointSlices. Mirrors pkg/apis/discovery/v1/defaults.go and the registry's strategy (v1.36). */
import { omit } from '../objects.ts';
import type { Endpoint, EndpointSlice } from '../types.generated.ts';

/**
 * Ports get a name (empty) and a protocol. Simplified: deprecatedTopology, which v1 does not write, is dropped on every write,
 * also from slices that an older version made: there are none here.
 */
export function setEndpointSliceDefaults(slice: EndpointSlice): EndpointSlice {
  return {
    ...slice,
    ...(slice.ports === undefined ? {} : { ports: slice.ports.map((port) => ({ ...port, name: port.name ?? '', protocol: port.protocol ?? 'TCP' })) }),
    endpoints: (slice.endpoints ?? []).map(withoutTopology),
  };
}

function withoutTopology(endpoint: Endpoint): Endpoint {
  return endpoint.deprecatedTopology === undefined ? endpoint : omit(endpoint, 'deprecatedTopology');
}
