import type { JsonObject, JsonValue } from '../kube/json.ts';
import { isJsonObject } from '../kube/json.ts';
import { documentRef } from '../manifests/findDocument.ts';
import type { ManifestParse } from '../manifests/parseManifests.ts';
import { objectId } from '../protocol/ref.ts';
import type { ClientRef, TrafficFlow } from '../protocol/request.ts';
import type { ClusterSettings } from '../protocol/settings.ts';

const maxFlows = 12;
const ratePerSecond = 2;
const workloadKinds = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

export interface Named { readonly kind: string; readonly namespace: string; readonly name: string; readonly body: JsonObject }

/** A request now and then to every Service of the text, from whoever is likely to send it: so that there is something to see at once. */
export function suggestTraffic(parse: ManifestParse, settings: ClusterSettings): readonly TrafficFlow[] {
  const objects = namedObjects(parse);
  const workloads = objects.filter(({ kind }) => workloadKinds.has(kind));
  return objects.filter(({ kind }) => kind === 'Service').flatMap((service) => flowsTo(service, workloads, settings)).slice(0, maxFlows);
}

/** The objects of a text that say what they are. */
export function namedObjects(parse: ManifestParse): readonly Named[] {
  return parse.documents.flatMap(({ body }): Named[] => {
    const ref = documentRef(body);
    return ref === undefined || !isJsonObject(body) ? [] : [{ kind: ref.kind, name: ref.name, namespace: ref.namespace ?? 'default', body }];
  });
}

/** `spec.type` of a Service as it is written. */
export function specType(service: JsonObject): JsonValue | undefined {
  return at(service, 'spec', 'type');
}

function flowsTo(service: Named, workloads: readonly Named[], settings: ClusterSettings): readonly TrafficFlow[] {
  const port = firstPort(service.body);
  if (port === null) return [];
  const flow = (suffix: string, from: ClientRef, to: string): TrafficFlow => ({
    id: `${service.namespace}-${service.name}-${suffix}`, from, to, protocol: port.protocol, connection: 'new', ratePerSecond, isEnabled: true,
  });
  const client = clientOf(service, workloads);
  const outside = settings.outsideClients[0];
  const node = settings.nodes[0]?.addresses[0];
  return [
    ...(outside === undefined || node === undefined || port.nodePort === null ? [] : [flow('outside', { kind: 'outside', name: outside.name }, `${node}:${port.nodePort}`)]),
    ...(client === null ? [] : [flow('inside', { kind: 'workload', id: objectId(client) }, `${service.name}${client.namespace === service.namespace ? '' : `.${service.namespace}`}:${port.port}`)]),
  ];
}

/** A workload that the Service does not stand for, of its own Namespace where there is one; else any that could ask. */
function clientOf(service: Named, workloads: readonly Named[]): Named | null {
  const selector = at(service.body, 'spec', 'selector');
  const others = workloads.filter((workload) => workload.namespace !== service.namespace || !isSelected(selector, at(workload.body, 'spec', 'template', 'metadata', 'labels')));
  const near = others.filter((workload) => workload.namespace === service.namespace);
  const looksLikeClient = (workload: Named): boolean => /client|load-?gen|front|web|ui|gateway/i.test(workload.name);
  return near.find(looksLikeClient) ?? near[0] ?? others[0] ?? workloads[0] ?? null;
}

function isSelected(selector: JsonValue | undefined, labels: JsonValue | undefined): boolean {
  return isJsonObject(selector) && isJsonObject(labels) && Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function firstPort(service: JsonObject): { readonly port: number; readonly nodePort: number | null; readonly protocol: 'TCP' | 'UDP' | 'SCTP' } | null {
  const ports = at(service, 'spec', 'ports');
  const first = isList(ports) ? ports[0] : undefined;
  if (!isJsonObject(first) || typeof first.port !== 'number') return null;
  const protocol = first.protocol === 'UDP' || first.protocol === 'SCTP' ? first.protocol : 'TCP';
  return { port: first.port, nodePort: typeof first.nodePort === 'number' ? first.nodePort : null, protocol };
}

function at(object: JsonObject, ...path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((value, key) => (isJsonObject(value) ? value[key] : undefined), object);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
