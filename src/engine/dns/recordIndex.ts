import type { EndpointSlice, Service } from '../../kube/types.generated.ts';
import type { ApiServer, KubeObject, WatchEvent } from '../context.ts';
import { LABEL_SERVICE_NAME } from '../proxy/endpointSliceCache.ts';

/** What DNS looks up, kept up to date by watches: a change costs what the changed object holds. */
export interface RecordIndex {
  /** Rises with every change that can alter an answer. */
  readonly epoch: number;
  hasNamespace(name: string): boolean;
  service(namespace: string, name: string): Service | undefined;
  /** EndpointSlices that carry the Service's name, by name; those of a Service that does not exist too. */
  slices(namespace: string, serviceName: string): readonly EndpointSlice[];
  /** The Services that have this cluster IP. */
  servicesByIP(ip: string): readonly Service[];
  /** The slices that hold this address as a ready endpoint, by namespace and name. */
  slicesByIP(ip: string): readonly EndpointSlice[];
}

type Index<T> = Map<string, Map<string, T>>;

const keyOf = (object: KubeObject): string => `${object.metadata.namespace ?? ''}/${object.metadata.name}`;

function put<T>(index: Index<T>, key: string, name: string, value: T): void {
  const found = index.get(key);
  if (found === undefined) index.set(key, new Map([[name, value]]));
  else found.set(name, value);
}

function take<T>(index: Index<T>, key: string, name: string): void {
  const found = index.get(key);
  if (found?.delete(name) === true && found.size === 0) index.delete(key);
}

function sorted<T>(index: Index<T>, key: string): readonly T[] {
  const found = index.get(key);
  if (found === undefined) return [];
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

const serviceKey = (slice: EndpointSlice): string => `${slice.metadata.namespace ?? ''}/${slice.metadata.labels?.[LABEL_SERVICE_NAME] ?? ''}`;
const readyAddresses = (slice: EndpointSlice): readonly string[] => (slice.endpoints ?? []).flatMap((endpoint) => (endpoint.conditions?.ready === false ? [] : endpoint.addresses));
const clusterIPs = (service: Service): readonly string[] => service.spec.clusterIPs ?? (service.spec.clusterIP === undefined ? [] : [service.spec.clusterIP]);

/** An index over the Services, EndpointSlices and Namespaces of an API server. */
export function createRecordIndex(api: ApiServer): RecordIndex {
  const slicesByService: Index<EndpointSlice> = new Map();
  const slicesByIP: Index<EndpointSlice> = new Map();
  const servicesByIP: Index<Service> = new Map();
  let epoch = 0;

  function onSlice(event: WatchEvent<EndpointSlice>): void {
    epoch++;
    const previous = event.old ?? (event.type === 'DELETED' ? event.object : undefined);
    const key = keyOf(event.object);
    if (previous !== undefined) {
      take(slicesByService, serviceKey(previous), key);
      for (const ip of readyAddresses(previous)) take(slicesByIP, ip, key);
    }
    if (event.type === 'DELETED') return;
    put(slicesByService, serviceKey(event.object), key, event.object);
    for (const ip of readyAddresses(event.object)) put(slicesByIP, ip, key, event.object);
  }

  function onService(event: WatchEvent<Service>): void {
    epoch++;
    const previous = event.old ?? (event.type === 'DELETED' ? event.object : undefined);
    const key = keyOf(event.object);
    if (previous !== undefined) for (const ip of clusterIPs(previous)) take(servicesByIP, ip, key);
    if (event.type !== 'DELETED') for (const ip of clusterIPs(event.object)) put(servicesByIP, ip, key, event.object);
  }

  for (const object of api.list('Service')) onService({ type: 'ADDED', object });
  for (const object of api.list('EndpointSlice')) onSlice({ type: 'ADDED', object });
  api.watch('Service', onService);
  api.watch('EndpointSlice', onSlice);
  api.watch('Namespace', () => {
    epoch++;
  });

  return {
    get epoch() {
      return epoch;
    },
    hasNamespace: (name) => api.get('Namespace', '', name) !== undefined,
    service: (namespace, name) => api.get('Service', namespace, name),
    slices: (namespace, serviceName) => sorted(slicesByService, `${namespace}/${serviceName}`),
    servicesByIP: (ip) => sorted(servicesByIP, ip),
    slicesByIP: (ip) => sorted(slicesByIP, ip),
  };
}
