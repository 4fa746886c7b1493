import { isJsonObject, type JsonValue } from '../kube/json.ts';
import type { EndpointSlice, Service } from '../kube/types.generated.ts';
import type { Engine } from '../engine/engine.ts';
import { findDocument } from '../manifests/findDocument.ts';
import { formatYAML } from '../manifests/formatYAML.ts';
import type { ManifestParse } from '../manifests/parseManifests.ts';
import type { Answer, EndpointRow, Question } from '../protocol/message.ts';
import { objectId, parseObjectId, type ObjectId } from '../protocol/ref.ts';

/** What questions are asked of. */
export type Answering = Pick<Engine, 'reader' | 'trace' | 'dns' | 'settings'>;
type DNSRow = Extract<Answer, { kind: 'dns' }>['records'][number];

/** The answer to a question that changes nothing; `api` is the session's own. `gone`: there is no such thing (any more). */
export function answer(engine: Answering, parse: ManifestParse | undefined, question: Exclude<Question, { kind: 'api' }>): Answer {
  switch (question.kind) {
    case 'object': {
      const { kind, namespace, name } = parseObjectId(question.id);
      const object = engine.reader.getAny(kind, namespace, name);
      return object === undefined ? { kind: 'gone' } : { kind: 'object', object, yaml: formatYAML(withoutManagedFields(object)) };
    }
    case 'trace': {
      const trace = engine.trace(question.requestId);
      return trace === undefined ? { kind: 'gone' } : { kind: 'trace', trace };
    }
    case 'locate': {
      const index = parse && findDocument(parse, question.object);
      const found = index === undefined ? undefined : parse?.fieldRange(index, question.path);
      return { kind: 'locate', range: found === undefined ? null : found.isExact ? found.value : found.key };
    }
    case 'endpoints': {
      const service = serviceOf(engine, question.service);
      return service === undefined ? { kind: 'gone' } : { kind: 'endpoints', rows: slicesOf(engine, service).flatMap((slice) => endpointRows(slice)) };
    }
    case 'dns': {
      const service = serviceOf(engine, question.service);
      return service === undefined ? { kind: 'gone' } : { kind: 'dns', records: dnsRows(engine, service) };
    }
  }
}

function withoutManagedFields(object: unknown): JsonValue {
  // What is stored came in as JSON and is kept as such.
  const value = object as JsonValue;
  if (!isJsonObject(value) || !isJsonObject(value['metadata'])) return value;
  const metadata = Object.fromEntries(Object.entries(value['metadata']).filter(([key]) => key !== 'managedFields'));
  return { ...value, metadata };
}

function serviceOf({ reader }: Answering, id: ObjectId): Service | undefined {
  const { namespace, name } = parseObjectId(id);
  return reader.get('Service', namespace, name);
}

function slicesOf({ reader }: Answering, service: Service): readonly EndpointSlice[] {
  return reader.withLabels('EndpointSlice', service.metadata.namespace ?? '', { 'kubernetes.io/service-name': service.metadata.name });
}

function endpointRows(slice: EndpointSlice): readonly EndpointRow[] {
  const ports = (slice.ports ?? []).map(({ name = '', port, protocol = 'TCP' }) => `${name === '' ? '' : `${name} `}${port ?? ''}/${protocol}`).join(', ');
  return (slice.endpoints ?? []).flatMap(({ addresses, targetRef, nodeName = '', zone = '', conditions }) =>
    addresses.map((address) => ({
      address, ports, nodeName, zone,
      pod: targetRef?.kind === 'Pod' ? objectId({ kind: 'Pod', namespace: targetRef.namespace ?? slice.metadata.namespace, name: targetRef.name ?? '' }) : null,
      ready: conditions?.ready !== false,
      serving: conditions?.serving ?? conditions?.ready !== false,
      terminating: conditions?.terminating === true,
      slice: slice.metadata.name,
    })));
}

/** Everything that the DNS server says under the Service's name. */
function dnsRows(engine: Answering, service: Service): readonly DNSRow[] {
  const base = `${service.metadata.name}.${service.metadata.namespace ?? ''}.svc.${engine.settings().dns.clusterDomain}.`;
  const ports = (service.spec.ports ?? []).filter((port) => (port.name ?? '') !== '');
  const services = ports.map((port) => `_${port.name ?? ''}._${(port.protocol ?? 'TCP').toLowerCase()}.${base}`);
  const hostnames = slicesOf(engine, service).flatMap((slice) => (slice.endpoints ?? []).flatMap((endpoint) => endpoint.hostname ?? [])).map((hostname) => `${hostname}.${base}`);
  const rows = new Map<string, DNSRow>();
  const queries: readonly (readonly [string, string])[] = [
    [base, 'A'], [base, 'AAAA'], ...services.map((name) => [name, 'SRV'] as const), ...[...new Set(hostnames)].flatMap((name) => [[name, 'A'] as const, [name, 'AAAA'] as const]),
  ];
  for (const [name, type] of queries) {
    for (const record of engine.dns.query(name, type).answers) {
      const row = { name: record.name, type: record.type, ttlSeconds: record.ttl, value: record.data };
      rows.set(JSON.stringify(row), row);
    }
  }
  return [...rows.values()];
}
