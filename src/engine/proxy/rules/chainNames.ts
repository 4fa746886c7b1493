import type { ServicePort } from '../servicePort.ts';
import { hashName } from './sha256.ts';

/** `namespace/name`, with `:port` where the port has a name. Mirrors ServicePortName.String of pkg/proxy (v1.36). */
export function servicePortName(info: ServicePort): string {
  return `${info.namespace}/${info.serviceName}${info.portName === '' ? '' : `:${info.portName}`}`;
}

/** The chains of one service port. */
export interface ServiceChainNames {
  readonly cluster: string;
  readonly local: string;
  readonly external: string;
  readonly firewall: string;
}

/** Names of chains of iptables; mirrors portProtoHash and its users in pkg/proxy/iptables (v1.36). */
export function iptablesChainNames(info: ServicePort): ServiceChainNames {
  const hash = hashName(servicePortName(info) + info.protocol.toLowerCase(), 16);
  return { cluster: `KUBE-SVC-${hash}`, local: `KUBE-SVL-${hash}`, external: `KUBE-EXT-${hash}`, firewall: `KUBE-FW-${hash}` };
}

/** The chain, and recent list, of an endpoint (`address:port`); mirrors servicePortEndpointChainName (v1.36). */
export function iptablesEndpointChainName(info: ServicePort, endpointKey: string): string {
  return `KUBE-SEP-${hashName(servicePortName(info) + info.protocol.toLowerCase() + endpointKey, 16)}`;
}

const MAX_BASE_LENGTH = 240;

/** Mirrors hashAndTruncate of pkg/proxy/nftables (v1.36). */
function hashAndTruncate(name: string): string {
  const full = `${hashName(name, 8)}-${name}`;
  return full.length > MAX_BASE_LENGTH ? `${full.slice(0, MAX_BASE_LENGTH - 3)}...` : full;
}

const nftablesBase = (info: ServicePort): string => `${info.namespace}/${info.serviceName}/${info.protocol.toLowerCase()}/${info.portName}`;

/** Names of chains of nftables; mirrors servicePortChainNameBase of pkg/proxy/nftables (v1.36). */
export function nftablesChainNames(info: ServicePort): ServiceChainNames {
  const base = hashAndTruncate(nftablesBase(info));
  return { cluster: `service-${base}`, local: `local-${base}`, external: `external-${base}`, firewall: `firewall-${base}` };
}

/** The chain of an endpoint and the set of clients held to it; mirrors servicePortEndpointChainNameBase (v1.36). */
export function nftablesEndpointNames(info: ServicePort, endpoint: { readonly ip: string; readonly port: number }): { readonly chain: string; readonly affinitySet: string } {
  const base = hashAndTruncate(`${nftablesBase(info)}__${endpoint.ip.replaceAll(':', '.')}/${endpoint.port}`);
  return { chain: `endpoint-${base}`, affinitySet: `affinity-${base}` };
}
