/** Requests to the API server as kubectl makes them. Mirrors k8s.io/cli-runtime/pkg/resource/helper.go (v1.36). */
import { asJsonObject, isJsonObject, type JsonObject, type JsonValue } from '../kube/json.ts';
import { matchesFields, parseFieldSelector } from '../kube/fieldSelector.ts';
import type { KindInfo } from '../kube/scheme.ts';
import { parseSelector } from '../kube/selectorParser.ts';
import { matchesRequirements } from '../kube/selectors.ts';
import { compareBytes } from '../kube/utf8.ts';
import type { ApiRequest, ApiResponse, Status } from '../protocol/command.ts';
import { clusterEvents } from './clusterEvents.ts';
import { failStatus } from './errors.ts';
import { isList } from './goText.ts';
import { metadataText } from './metadata.ts';
import type { ClusterAccess, Streams } from './program.ts';

export type Answer = { readonly ok: true; readonly object: JsonObject } | { readonly ok: false; readonly status: Status };
export type ListAnswer = { readonly ok: true; readonly items: readonly JsonObject[]; readonly resourceVersion: string } | { readonly ok: false; readonly status: Status };

export interface ListOptions { readonly labelSelector?: string; readonly fieldSelector?: string }
export interface WriteOptions { readonly isDryRun?: boolean; readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore'; readonly subresource?: Subresource }
export interface DeleteOptions { readonly gracePeriodSeconds?: number; readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan'; readonly isDryRun?: boolean }
type Subresource = NonNullable<ApiRequest['subresource']>;

/** Requests by kind and name; namespace is empty for kinds without one. Warnings of the answers go to stderr, each text once a command. */
export interface Client {
  send(request: ApiRequest): ApiResponse;
  get(info: KindInfo, namespace: string, name: string, subresource?: Subresource): Answer;
  /** An empty namespace means all. Items carry apiVersion and kind. */
  list(info: KindInfo, namespace: string, options?: ListOptions): ListAnswer;
  create(info: KindInfo, namespace: string, object: JsonObject, options?: WriteOptions): Answer;
  /** PUT. */
  replace(info: KindInfo, namespace: string, name: string, object: JsonObject, options?: WriteOptions): Answer;
  patch(info: KindInfo, namespace: string, name: string, patchType: 'json' | 'merge' | 'strategic', body: JsonValue, options?: WriteOptions): Answer;
  delete(info: KindInfo, namespace: string, name: string, options?: DeleteOptions): Answer;
  /** How many different warnings there were. */
  readonly warningCount: number;
}

/** The object of an answer; a refusal ends the command. */
export function orFail(answer: Answer): JsonObject {
  return answer.ok ? answer.object : failStatus(answer.status);
}

function toAnswer(response: ApiResponse): Answer {
  if ('status' in response) return { ok: false, status: response.status };
  return { ok: true, object: isJsonObject(response.object) ? response.object : {} };
}

function target(info: KindInfo, namespace: string): Pick<ApiRequest, 'apiVersion' | 'kind' | 'namespace'> {
  return { apiVersion: info.apiVersion, kind: info.kind, ...(info.isNamespaced && namespace !== '' ? { namespace } : {}) };
}

/**
 * What parts of the cluster reported, as objects. They are records of the engine, not objects in its storage: what is stored as an
 * Event comes from clients.
 */
function reportedEvents(cluster: ClusterAccess, namespace: string, { labelSelector = '', fieldSelector = '' }: ListOptions = {}): readonly JsonObject[] {
  const labels = parseSelector(labelSelector);
  const fields = parseFieldSelector(fieldSelector);
  if (!labels.ok || !fields.ok) return [];
  return clusterEvents(cluster)
    .filter((event) => (namespace === '' || event.metadata.namespace === namespace) && matchesRequirements(labels.requirements, event.metadata.labels) && matchesFields(fields.requirements, event))
    .map(asJsonObject);
}

function nameKey(object: JsonObject): string {
  return `${metadataText(object, 'namespace')}/${metadataText(object, 'name')}`;
}

/** kubectl's client for one command. */
export function createClient(cluster: ClusterAccess, streams: Streams): Client {
  const warned = new Set<string>();

  function send(request: ApiRequest): ApiResponse {
    const response = cluster.send(request);
    for (const warning of response.warnings) {
      if (warned.has(warning)) continue;
      warned.add(warning);
      streams.err(`Warning: ${warning}\n`);
    }
    return response;
  }

  return {
    send,
    get warningCount() {
      return warned.size;
    },
    get(info, namespace, name, subresource) {
      const answer = toAnswer(send({ verb: 'get', ...target(info, namespace), name, ...(subresource === undefined ? {} : { subresource }) }));
      if (answer.ok || info.kind !== 'Event') return answer;
      const reported = reportedEvents(cluster, namespace).find((event) => nameKey(event) === `${namespace}/${name}`);
      return reported === undefined ? answer : { ok: true, object: reported };
    },
    list(info, namespace, options = {}) {
      const response = send({ verb: 'list', ...target(info, namespace), ...options });
      if ('status' in response) return { ok: false, status: response.status };
      const list = isJsonObject(response.object) ? response.object : {};
      const metadata = isJsonObject(list.metadata) ? list.metadata : {};
      const items = objectsOf(list.items).map((item): JsonObject => ({ apiVersion: info.apiVersion, kind: info.kind, ...item }));
      const reported = info.kind === 'Event' ? reportedEvents(cluster, namespace, options) : [];
      const all = reported.length === 0 ? items : [...items, ...reported].toSorted((a, b) => compareBytes(nameKey(a), nameKey(b)));
      return { ok: true, items: all, resourceVersion: typeof metadata.resourceVersion === 'string' ? metadata.resourceVersion : '' };
    },
    create: (info, namespace, body, options = {}) => toAnswer(send({ verb: 'create', ...target(info, namespace), body, isYAML: true, fieldValidation: 'Strict', ...options })),
    replace: (info, namespace, name, body, options = {}) => toAnswer(send({ verb: 'update', ...target(info, namespace), name, body, isYAML: true, fieldValidation: 'Strict', ...options })),
    patch: (info, namespace, name, patchType, body, options = {}) => toAnswer(send({ verb: 'patch', ...target(info, namespace), name, patchType, body, fieldValidation: 'Warn', ...options })),
    delete(info, namespace, name, { isDryRun, ...options } = {}) {
      return toAnswer(send({ verb: 'delete', ...target(info, namespace), name, body: { ...options }, ...(isDryRun === undefined ? {} : { isDryRun }) }));
    },
  };
}

function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return isList(value) ? value.filter(isJsonObject) : [];
}
