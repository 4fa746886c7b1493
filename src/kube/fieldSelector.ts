/** Field selectors and the fields that kinds let clients select by. Mirrors apimachinery/pkg/fields/selector.go and the field label conversions of pkg/apis (v1.36). */
import { asJsonObject, isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import type { KindInfo } from './scheme.ts';

export interface FieldRequirement {
  readonly field: string;
  readonly isEqual: boolean;
  readonly value: string;
}

export type ParsedFieldSelector = { readonly ok: true; readonly requirements: readonly FieldRequirement[] } | { readonly ok: false; readonly error: string };

const meta = ['metadata.name', 'metadata.namespace'];
const event = ['involvedObject.kind', 'involvedObject.namespace', 'involvedObject.name', 'involvedObject.uid', 'involvedObject.apiVersion', 'involvedObject.resourceVersion', 'involvedObject.fieldPath', 'reason', 'reportingComponent', 'source', 'type'];

/** The fields of kinds that have more than name and namespace to select by. */
const selectable: Readonly<Record<string, readonly string[]>> = {
  Pod: [...meta, 'spec.nodeName', 'spec.restartPolicy', 'spec.schedulerName', 'spec.serviceAccountName', 'spec.hostNetwork', 'status.phase', 'status.podIP', 'status.podIPs', 'status.nominatedNodeName', 'spec.host'],
  Node: ['metadata.name', 'spec.unschedulable'],
  ReplicationController: [...meta, 'status.replicas'],
  ReplicaSet: [...meta, 'status.replicas'],
  Event: [...meta, ...event],
  Namespace: ['metadata.name', 'status.phase'],
  Secret: [...meta, 'type'],
  Service: [...meta, 'spec.clusterIP', 'spec.type'],
  Job: [...meta, 'status.successful'],
};

/** Terms are separated by commas; a backslash takes the next character as it is. */
function splitTerms(text: string): string[] {
  const terms: string[] = [];
  let term = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') term += char + text.charAt(++at);
    else if (char === ',') {
      terms.push(term);
      term = '';
    } else term += char;
  }
  return [...terms, term].filter((each) => each !== '');
}

function unescaped(text: string): string | undefined {
  if (/\\(?![\\,=])/.test(text) || /(^|[^\\])[,=]/.test(text.replace(/\\[\\,=]/g, ''))) return undefined;
  return text.replace(/\\([\\,=])/g, '$1');
}

/** Reads `a=b,c!=d`. The error is the API's. */
export function parseFieldSelector(text: string): ParsedFieldSelector {
  const requirements: FieldRequirement[] = [];
  for (const term of splitTerms(text)) {
    const match = /^((?:\\.|[^\\=!])*?)(!=|==|=)(.*)$/s.exec(term);
    if (match === null) return { ok: false, error: `invalid selector: '${text}'; can't understand '${term}'` };
    const [, field = '', operator = '=', raw = ''] = match;
    const value = unescaped(raw);
    if (value === undefined) return { ok: false, error: `invalid field selector: unescaped character in value: ${/[,=]/.exec(raw)?.[0] ?? ''}` };
    requirements.push({ field, isEqual: operator !== '!=', value });
  }
  return { ok: true, requirements };
}

/** Why a kind does not let its objects be selected by a field; absent where it does. */
export function fieldNotSupported({ kind }: KindInfo, field: string): string | undefined {
  const known = selectable[kind];
  if (known !== undefined) return known.includes(field) ? undefined : `field label not supported: ${field}`;
  return meta.includes(field) ? undefined : `${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

function textOf(value: JsonValue | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

function fieldText(object: JsonObject, field: string): string {
  if (object.kind === 'Pod' && field === 'status.podIPs') return '';
  const path = field === 'spec.host' ? 'spec.nodeName' : field;
  if (object.kind === 'Event' && field === 'source') return textOf(isJsonObject(object.source) ? object.source.component : undefined);
  let value: JsonValue | undefined = object;
  for (const key of path.split('.')) value = isJsonObject(value) ? value[key] : undefined;
  if (value === undefined && (field === 'spec.unschedulable' || field === 'spec.hostNetwork')) return 'false';
  if (value === undefined && field === 'status.replicas') return '0';
  if (field === 'status.successful') return textOf(isJsonObject(object.status) ? (object.status.succeeded ?? 0) : 0);
  return textOf(value);
}

/** Whether an object is what a field selector asks for. Fields that the object does not have are empty texts. */
export function matchesFields(requirements: readonly FieldRequirement[], object: object): boolean {
  const fields = asJsonObject(object);
  return requirements.every(({ field, isEqual, value }) => (fieldText(fields, field) === value) === isEqual);
}
