import { setDefaults } from '../../kube/defaults.ts';
import { asJsonObject, isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';
import { asKubeObject, type KubeObjectLike } from '../../kube/kubeObject.ts';
import { kindInfo } from '../../kube/scheme.ts';
import { decodeStrictly } from '../../kube/strictDecoder.ts';
import { validateCreate } from '../../kube/validation.ts';
import { parseManifests, type ManifestDocument, type ManifestParse } from '../parseManifests.ts';
import { hasLostShape } from './lostShape.ts';

/** How much is wrong with a text, the shape first. */
export interface Judgement {
  /** Every document is read, is a Kubernetes object, and its fields are where they can be. */
  readonly isShapely: boolean;
  /** Unknown fields, fields of another type and what else stops decoding. */
  readonly decodingErrors: number;
  /** What validation finds in those that decode. */
  readonly invalid: number;
  /** Objects of kinds and versions that nothing is known of. */
  readonly unknown: number;
  readonly bodies: readonly JsonValue[];
}

/** Whether a text needs no mending: anything that reads as Kubernetes objects, whatever is wrong in them. */
export function isShapely(parse: ManifestParse): boolean {
  return parse.errors.length === 0 && !isAllComment(parse) && parse.documents.every((document) => document.errors.length === 0 && isObject(document, parse.text) && !hasLostShape(document.body, document.duplicates.length > 0));
}

/** Where line breaks are gone, a comment swallows all that stood below it. */
function isAllComment({ documents, text }: ManifestParse): boolean {
  if (!text.includes('#')) return false;
  return /#[^\n]*apiVersion[:：][ \t]*[\w./-]+?kind[:：]/.test(text) || (documents.length === 0 && /#[^\n]*apiVersion[:：][^\n]*kind[:：][^\n]*metadata[:：]/.test(text));
}

/** An item of a List that says nothing of itself is still an item of a List. */
function isObject({ body, range }: ManifestDocument, text: string): boolean {
  if (isKubeBody(body)) return true;
  return /(?:^|\n)["']?kind["']?[ \t]*:[ \t]*["']?\w*List\b/.test(text.slice(0, range.start)) || /["']kind["']\s*:\s*["']\w*List["']/.test(text);
}

export function isKubeBody(body: JsonValue | undefined): body is JsonObject & { readonly apiVersion: string; readonly kind: string } {
  return isJsonObject(body) && typeof body['apiVersion'] === 'string' && typeof body['kind'] === 'string' && body['kind'] !== '' && body['apiVersion'] !== '';
}

export function judge(text: string): Judgement {
  const parse = parseManifests(text);
  const bodies = parse.documents.flatMap((document) => (document.body === undefined ? [] : [document.body]));
  let decodingErrors = parse.documents.reduce((sum, document) => sum + document.decodingErrors.length, 0);
  let invalid = 0;
  let unknown = 0;
  for (const body of bodies) {
    const found = judgeBody(body);
    if (found === undefined) unknown++;
    else {
      decodingErrors += found.decodingErrors;
      invalid += found.invalid;
    }
  }
  return { isShapely: parse.documents.length > 0 && isShapely(parse), decodingErrors, invalid, unknown, bodies };
}

function judgeBody(body: JsonValue): { readonly decodingErrors: number; readonly invalid: number } | undefined {
  if (!isKubeBody(body)) return undefined;
  const info = kindInfo(body.apiVersion, body.kind);
  if (info === undefined) return undefined;
  const { object, error, strictErrors } = decodeStrictly(body, info.struct, true);
  const decodingErrors = strictErrors.length + (error === undefined ? 0 : 1);
  if (object === undefined || error !== undefined) return { decodingErrors, invalid: 0 };
  return { decodingErrors, invalid: validateCreate(prepared(object, info.apiVersion, info.kind, info.isNamespaced)).length };
}

/** As validation wants objects: named, in a namespace, with defaults, and with what allocation would have filled in. */
function prepared(object: JsonObject, apiVersion: string, kind: string, isNamespaced: boolean): KubeObjectLike {
  const given = isJsonObject(object['metadata']) ? object['metadata'] : {};
  const { generateName } = given;
  const name = typeof given['name'] === 'string' && given['name'] !== '' ? given['name'] : typeof generateName === 'string' && generateName !== '' ? `${generateName}x` : '';
  const metadata = { ...given, name, ...(isNamespaced ? { namespace: typeof given['namespace'] === 'string' ? given['namespace'] : 'default' } : {}) };
  return withAllocations(setDefaults(asKubeObject({ ...object, apiVersion, kind, metadata })));
}

/** Stand-ins for what the allocators give a Service before it is validated. */
function withAllocations(object: KubeObjectLike): KubeObjectLike {
  const { spec } = asJsonObject(object);
  if (object.kind !== 'Service' || !isJsonObject(spec)) return object;
  const { clusterIP, clusterIPs, externalTrafficPolicy, healthCheckNodePort, type } = spec;
  const allocated: KubeObjectLike & { readonly spec: JsonObject } = {
    ...object,
    spec: {
      ...spec,
      ...(typeof clusterIP === 'string' && clusterIP !== '' && clusterIPs === undefined ? { clusterIPs: [clusterIP] } : {}),
      ...(type === 'LoadBalancer' && externalTrafficPolicy === 'Local' && healthCheckNodePort === undefined ? { healthCheckNodePort: 30_000 } : {}),
    },
  };
  return allocated;
}
