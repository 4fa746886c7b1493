import { formatIP, parseIP } from '../../kube/ip.ts';
import type { DiscoveryEndpointPort, Endpoint, Service } from '../../kube/types.generated.ts';
import { LABEL_SERVICE_NAME } from '../proxy/endpointSliceCache.ts';
import type { RecordIndex } from './recordIndex.ts';
import type { RecordRequest } from './parseRequest.ts';

/** One thing that a name stands for: an address or another name, with a port. */
export interface BackendRecord {
  /** An address or a name. */
  readonly host: string;
  /** -1 where there is none. */
  readonly port: number;
  /** The absolute name under the zone that SRV records point at; without the zone. */
  readonly ownName: string;
}

/** Undefined: there is no such name. Empty: the name exists and has nothing of the kind. */
export type BackendRecords = readonly BackendRecord[] | undefined;

/** The label of an endpoint under its Service: its hostname, or else its address with dashes. Mirrors endpointHostname. */
function endpointHostname(endpoint: Endpoint, address: string): string {
  if (endpoint.hostname !== undefined && endpoint.hostname !== '') return endpoint.hostname;
  if (address.includes('.')) return address.replaceAll('.', '-');
  const dashed = address.replaceAll(':', '-');
  return dashed.endsWith('-') ? `${dashed}0` : dashed;
}

/** A slice without ports still has addresses; SRV leaves out the port -1. */
const noPorts: readonly DiscoveryEndpointPort[] = [{ port: -1 }];

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function matchesPort(request: RecordRequest, name: string, protocol: string): boolean {
  return (request.port === '' || isSame(request.port, name)) && (request.protocol === '' || isSame(request.protocol, protocol));
}

/** The records behind a request, or undefined where there is no such name. Mirrors Records of CoreDNS's kubernetes plugin. */
export function findRecords(index: RecordIndex, request: RecordRequest | undefined): BackendRecords {
  if (request === undefined) return undefined;
  if (request.podOrService === '') return [];
  if (!index.hasNamespace(request.namespace)) return undefined;
  if (request.service === '') return [];
  return request.podOrService === 'pod' ? findPod(request) : findService(index, request);
}

/** `1-2-3-4.namespace.pod`: with `pods insecure` any address is given back, whether or not a Pod has it. */
function findPod(request: RecordRequest): BackendRecords {
  const { service: name, namespace } = request;
  const isIPv4 = name.split('-').length === 4 && !name.includes('--');
  const text = name.replaceAll('-', isIPv4 ? '.' : ':');
  const ip = parseIP(text);
  if (ip === undefined || (isIPv4 && text !== formatIP(ip))) return undefined;
  return [{ host: text, port: 0, ownName: `${name}.${namespace}.pod` }];
}

function findService(index: RecordIndex, request: RecordRequest): BackendRecords {
  const service = index.service(request.namespace, request.service);
  if (service === undefined) return undefined;
  const { type, clusterIP, externalName = '' } = service.spec;
  const ownName = `${service.metadata.name}.${service.metadata.namespace ?? ''}.svc`;
  if (type === 'ExternalName') {
    const isPlain = request.endpoint === '' && request.port === '' && request.protocol === '';
    return isPlain && parseIP(externalName) === undefined ? [{ host: externalName, port: 0, ownName }] : undefined;
  }
  if (clusterIP === 'None' || request.endpoint !== '') return findEndpoints(index, request, ownName);
  return findClusterIPs(service, request, ownName);
}

function findEndpoints(index: RecordIndex, request: RecordRequest, ownName: string): BackendRecords {
  const records: BackendRecord[] = [];
  for (const slice of index.slices(request.namespace, request.service)) {
    const ports = slice.ports === undefined || slice.ports.length === 0 ? noPorts : slice.ports;
    for (const endpoint of slice.endpoints ?? []) {
      if (endpoint.conditions?.ready === false) continue;
      for (const host of endpoint.addresses) {
        const hostname = endpointHostname(endpoint, host);
        if (request.endpoint !== '' && !isSame(request.endpoint, hostname)) continue;
        for (const port of ports) {
          if (matchesPort(request, port.name ?? '', port.protocol ?? '')) records.push({ host, port: port.port ?? -1, ownName: `${hostname}.${ownName}` });
        }
      }
    }
  }
  return records.length === 0 ? undefined : records;
}

function findClusterIPs(service: Service, request: RecordRequest, ownName: string): BackendRecords {
  const addresses = service.spec.clusterIPs ?? [service.spec.clusterIP ?? ''];
  const matching = (service.spec.ports ?? []).filter((port) => matchesPort(request, port.name ?? '', port.protocol ?? 'TCP'));
  if (matching.length === 0) return undefined;
  return matching.flatMap((port) => addresses.map((host) => ({ host, port: port.port, ownName })));
}

/**
 * The names of an address: the Service whose cluster IP it is, or else one name for each slice that holds it ready.
 * Without the zone. Mirrors serviceRecordForIP.
 */
export function findReverse(index: RecordIndex, ip: string): readonly string[] {
  const [service] = index.servicesByIP(ip);
  if (service !== undefined) return [`${service.metadata.name}.${service.metadata.namespace ?? ''}.svc`];
  return index.slicesByIP(ip).flatMap((slice) => {
    const owner = `${slice.metadata.labels?.[LABEL_SERVICE_NAME] ?? ''}.${slice.metadata.namespace ?? ''}.svc`;
    return (slice.endpoints ?? []).flatMap((endpoint) =>
      endpoint.conditions?.ready !== false && endpoint.addresses.includes(ip) ? [`${endpointHostname(endpoint, ip)}.${owner}`] : [],
    );
  });
}
