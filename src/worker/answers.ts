import { asJsonObject } from '../kube/json.ts';
import type { EndpointSlice, Service } from '../kube/types.generated.ts';
import { without } from '../kube/without.ts';
import type { Engine } from '../engine/engine.ts';
import { findDocument } from '../manifests/findDocument.ts';
import { formatYAML } from '../manifests/formatYAML.ts';
import type { ManifestParse } from '../manifests/parseManifests.ts';
import { endpointReason, podsWithoutEndpoint } from '../diagnosis/why/endpointReason.ts';
import { whatWouldChange } from '../diagnosis/why/whatWouldChange.ts';
import type { Answer, EndpointRow, Question } from '../protocol/message.ts';
import type { InspectionQuestion } from '../protocol/inspection.ts';
import type { FindingView } from '../protocol/view.ts';
import { objectId, parseObjectId, type ObjectId } from '../protocol/ref.ts';
import { rulesAnswer } from './rulesAnswer.ts';

/** What questions are asked of. */
export type Answering = Pick<Engine, 'reader' | 'trace' | 'dns' | 'settings' | 'rules' | 'rulesHit'>;
type DNSRow = Extract<Answer, { kind: 'dns' }>['records'][number];

/** The answer to a question that changes nothing; `api` is the session's own. `gone`: there is no such thing (any more). */
export function answer(engine: Answering, parse: ManifestParse | undefined, findings: readonly FindingView[], question: Exclude<Question, { kind: 'api' } | InspectionQuestion>): Answer {
  switch (question.kind) {
    case 'object': {
      const { kind, namespace, name } = parseObjectId(question.id);
      const object = engine.reader.getAny(kind, namespace, name);
      return object === undefined ? { kind: 'gone' } : { kind: 'object', object, yaml: formatYAML(asJsonObject({ ...object, metadata: without(object.metadata, 'managedFields') })) };
    }
    case 'trace': {
      const trace = engine.trace(question.requestId);
      return trace === undefined ? { kind: 'gone' } : { kind: 'trace', trace, changes: whatWouldChange(trace, engine.reader, findings) };
    }
    case 'locate': {
      const index = parse && findDocument(parse, question.object);
      const found = index === undefined ? undefined : parse?.fieldRange(index, question.path);
      return { kind: 'locate', range: found === undefined ? null : found.isExact ? found.value : found.key };
    }
    case 'endpoints': {
      const service = serviceOf(engine, question.service);
      return service === undefined ? { kind: 'gone' } : { kind: 'endpoints', rows: rowsOf(engine, service) };
    }
    case 'rules': return rulesAnswer(engine, question);
    case 'dns': {
      const service = serviceOf(engine, question.service);
      return service === undefined ? { kind: 'gone' } : { kind: 'dns', records: dnsRows(engine, service) };
    }
  }
}

function serviceOf({ reader }: Answering, id: ObjectId): Service | undefined {
  const { namespace, name } = parseObjectId(id);
  return reader.get('Service', namespace, name);
}

function slicesOf({ reader }: Answering, service: Service): readonly EndpointSlice[] {
  return reader.withLabels('EndpointSlice', service.metadata.namespace ?? '', { 'kubernetes.io/service-name': service.metadata.name });
}

/** What the slices say, with why, and then the Pods that the selector picks and no slice has. */
function rowsOf(engine: Answering, service: Service): readonly EndpointRow[] {
  const rows = slicesOf(engine, service).flatMap((slice) => endpointRows(engine, service, slice));
  const known = new Set(rows.flatMap(({ pod }) => pod ?? []));
  const missing = podsWithoutEndpoint(engine.reader, service, known).map(({ pod, id, reason }): EndpointRow => ({
    address: pod.status?.podIP ?? '', ports: '', pod: id, nodeName: pod.spec.nodeName ?? '', zone: '', ready: false, serving: false, terminating: pod.metadata.deletionTimestamp !== undefined, slice: '', reason,
  }));
  return [...rows, ...missing];
}

function endpointRows({ reader }: Answering, service: Service, slice: EndpointSlice): readonly EndpointRow[] {
  const ports = (slice.ports ?? []).map(({ name = '', port, protocol = 'TCP' }) => `${name === '' ? '' : `${name} `}${port ?? ''}/${protocol}`).join(', ');
  return (slice.endpoints ?? []).flatMap((endpoint) => {
    const { addresses, targetRef, nodeName = '', zone = '', conditions } = endpoint;
    const namespace = targetRef?.namespace ?? slice.metadata.namespace ?? '';
    const pod = targetRef?.kind === 'Pod' ? objectId({ kind: 'Pod', namespace, name: targetRef.name ?? '' }) : null;
    const reason = endpointReason(endpoint, slice, pod === null ? undefined : reader.get('Pod', namespace, targetRef?.name ?? ''), service);
    return addresses.map((address) => ({
      address, ports, nodeName, zone, pod, reason,
      ready: conditions?.ready !== false,
      serving: conditions?.serving ?? conditions?.ready !== false,
      terminating: conditions?.terminating === true,
      slice: slice.metadata.name,
    }));
  });
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
