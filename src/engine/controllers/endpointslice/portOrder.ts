import type { DiscoveryEndpointPort, EndpointPort } from '../../../kube/types.generated.ts';

const prime = 309485009821345068724781371n;
const offset = 144066263297769815596495629667062367629n;
const mask = (1n << 128n) - 1n;

/** FNV-1a of 128 bits over ASCII text, as 32 hex digits. */
export function fnv128a(text: string): string {
  let hash = offset;
  for (let index = 0; index < text.length; index++) hash = ((hash ^ BigInt(text.charCodeAt(index))) * prime) & mask;
  return hash.toString(16).padStart(32, '0');
}

function byHash<T>(ports: readonly T[], dump: (port: T) => string): readonly T[] {
  if (ports.length < 2) return ports;
  return ports.map((port) => ({ port, hash: fnv128a(dump(port)) })).sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0)).map(({ port }) => port);
}

const appProtocolDump = (appProtocol: string | undefined): string => appProtocol ?? '<nil>';

/**
 * Ports in the order in which the controllers store them in a slice: by a hash of what Go prints of them.
 * Mirrors NewPortMapKey of staging/src/k8s.io/endpointslice/util/controller_utils.go (v1.36).
 */
export function sortSlicePorts(ports: readonly DiscoveryEndpointPort[]): readonly DiscoveryEndpointPort[] {
  return byHash(ports, ({ name = '', protocol = '', port = 0, appProtocol }) =>
    `(v1.EndpointPort){Name:(*string)${name} Protocol:(*v1.Protocol)${protocol} Port:(*int32)${port} AppProtocol:(*string)${appProtocolDump(appProtocol)}}`);
}

/** The same for the ports of an Endpoints subset. Mirrors portsByHash of pkg/api/v1/endpoints/util.go (v1.36). */
export function sortSubsetPorts(ports: readonly EndpointPort[]): readonly EndpointPort[] {
  return byHash(ports, ({ name = '', protocol = '', port, appProtocol }) =>
    `(v1.EndpointPort){Name:(string)${name} Port:(int32)${port} Protocol:(v1.Protocol)${protocol} AppProtocol:(*string)${appProtocolDump(appProtocol)}}`);
}
