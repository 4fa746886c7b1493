/** PATCH. Mirrors apiserver/pkg/endpoints/handlers/patch.go (v1.36). */
import { decode } from '../../../kube/decode.ts';
import { encode } from '../../../kube/encode.ts';
import { invalid } from '../../../kube/fieldErrors.ts';
import { fieldPath } from '../../../kube/fieldPath.ts';
import type { JsonObject } from '../../../kube/json.ts';
import { isJsonObject } from '../../../kube/json.ts';
import { goJson, quote } from '../../../kube/quote.ts';
import type { Status } from '../../../kube/status.ts';
import { badRequest, invalidStatus, notFoundStatus } from '../../../kube/status.ts';
import { decodeStrictly } from '../../../kube/strictDecoder.ts';
import { compareBytes } from '../../../kube/utf8.ts';
import type { ApiResponse } from '../../../protocol/command.ts';
import type { KubeObject, Result } from '../../context.ts';
import { admitUpdate } from '../admission/admission.ts';
import { convertFromUnstructured } from '../patch/fromUnstructured.ts';
import { goValue } from '../patch/goValue.ts';
import { applyJsonPatch, decodeJsonPatch } from '../patch/jsonPatch.ts';
import { applyMergePatch } from '../patch/mergePatch.ts';
import type { MutableJson, MutableObject } from '../patch/mutableJson.ts';
import { isMutableObject, mutableCopy, mutableObject } from '../patch/mutableJson.ts';
import { PatchError, PatchSchema } from '../patch/patchMeta.ts';
import { applyStrategicMergePatch } from '../patch/strategicMergePatch.ts';
import { plainError } from '../registry/registryContext.ts';
import { storedForm } from '../registry/storedForm.ts';
import { updateObject } from '../registry/update.ts';
import { checkName, inNamespace, withDefaults, withoutRepeatedOwners } from './decoding.ts';
import type { RequestContext } from './requestContext.ts';
import { failure, success, writeOptions } from './requestContext.ts';
import { answerStatus, withStatusOf } from './status.ts';

/** More would take long for nothing. */
const maxJSONPatchOperations = 10_000;

const rejected: Status = { code: 422, reason: 'Invalid', message: 'the server rejected our request due to an error in our request', causes: [] };

type Patched = { readonly ok: true; readonly object: JsonObject } | { readonly ok: false; readonly status: Status };

/** PATCH of one object by JSON, merge or strategic merge patch: 200 with the stored object, or a Status. Mirrors staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go (v1.36). */
export function handlePatch(context: RequestContext): ApiResponse {
  const { registry, info, namespace, request } = context;
  const name = request.name ?? '';
  const next = (existing: KubeObject | undefined): Result<KubeObject> => {
    if (existing === undefined) return { ok: false, status: notFoundStatus(info.plural, info.group, name) };
    const patched = applyPatch(context, encode(info, storedForm(registry, existing)));
    if (!patched.ok) return patched;
    const placed = inNamespace(withDefaults(patched.object), namespace);
    if (!placed.ok) return placed;
    const mismatch = checkName(placed.object, name);
    if (mismatch !== undefined) return { ok: false, status: mismatch };
    const admitted = admitUpdate(registry.store, info, withoutRepeatedOwners(context, placed.object, ' after mutating admission happens'), existing);
    return admitted.ok && request.subresource === 'status' ? { ok: true, object: withStatusOf(existing, admitted.object) } : admitted;
  };
  if (request.subresource === 'status') return answerStatus(context, next(registry.store.get(info.kind, namespace, name)));
  const updated = updateObject(registry, info, { namespace, name }, { next }, writeOptions(context));
  return updated.ok ? success(context, 200, updated.object) : failure(context, updated.status);
}

function applyPatch(context: RequestContext, current: JsonObject): Patched {
  switch (context.request.patchType) {
    case 'json': return applyJson(context, mutableObject(current));
    case 'strategic': return applyStrategic(context, mutableObject(current));
    default: return applyMerge(context, mutableObject(current));
  }
}

function refuse(message: string): Patched {
  return { ok: false, status: badRequest(message) };
}

/** Errors about a patch name no object: the API server knows none at that point. */
function invalidPatch(shown: string, detail: string): Patched {
  return { ok: false, status: invalidStatus('', '', '', [invalid(fieldPath('patch'), shown, detail)]) };
}

function jsonKind(value: MutableJson): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** The body of a patch that has to be an object. A body that is not there is none. */
function patchObject(context: RequestContext): { readonly patch: MutableObject } | { readonly error: string } {
  const body = mutableCopy(context.request.body ?? null);
  if (body === null) return { error: 'unexpected end of JSON input' };
  if (!isMutableObject(body)) return { error: `json: cannot unmarshal ${jsonKind(body)} into Go value of type map[string]interface {}` };
  return { patch: body };
}

function applyMerge(context: RequestContext, current: MutableObject): Patched {
  const read = patchObject(context);
  if ('error' in read) return refuse(`error decoding patch: ${read.error}`);
  return decodePatched(context, applyMergePatch(current, read.patch), context.request.decodingErrors ?? [], true);
}

function applyJson(context: RequestContext, current: MutableObject): Patched {
  const body = mutableCopy(context.request.body ?? null);
  if (body === null) return refuse('error decoding patch: unexpected end of JSON input');
  const decoded = decodeJsonPatch(body);
  if (!decoded.ok) return refuse(`error decoding patch: ${decoded.error}`);
  if (decoded.operations.length > maxJSONPatchOperations) {
    const message = `Request entity too large: The allowed maximum operations in a JSON patch is ${maxJSONPatchOperations}, got ${decoded.operations.length}`;
    return { ok: false, status: { code: 413, reason: 'RequestEntityTooLarge', message, causes: [] } };
  }
  const patched = applyJsonPatch(current, decoded.operations);
  if (patched === undefined) return { ok: false, status: rejected };
  return decodePatched(context, patched, decoded.strictErrors.map((error) => `json patch ${error}`), false);
}

/** Reads a patched document as the kind; `strictErrors` are those of the patch itself. `isSorted`: Go wrote its keys in sorted order. */
function decodePatched(context: RequestContext, patched: MutableJson, strictErrors: readonly string[], isSorted: boolean): Patched {
  const { info, request, warnings } = context;
  const fieldValidation = request.fieldValidation ?? 'Strict';
  const unknown = isMutableObject(patched) ? fieldsWithoutVersion(patched) : [];
  if (unknown.length > 0 && fieldValidation === 'Strict') {
    return invalidPatch(goJson(patched), `strict decoding error: ${[...strictErrors, ...unknown.map((key) => `unknown field ${quote(key)}`)].join(', ')}`);
  }
  const decoded = decode(info, patched, { fieldValidation, decodingErrors: strictErrors, isYAML: isSorted });
  if (!decoded.ok) return invalidPatch(goJson(patched), detailOf(decoded.status.message, info.kind));
  for (const warning of decoded.warnings) warnings.add(warning);
  return { ok: true, object: decoded.object };
}

/** A patched document that has lost its version is read as the internal type, whose fields have other names. */
function fieldsWithoutVersion(patched: MutableObject): string[] {
  const version = patched.apiVersion ?? '';
  return version === '' ? Object.keys(patched).filter((key) => key !== 'apiVersion' && key !== 'kind').sort(compareBytes) : [];
}

/** The decoder's own words, without what POST and PUT put around them. */
function detailOf(message: string, kind: string): string {
  const [, ofType] = message.split(` (must be of type ${kind}): `, 2);
  if (ofType !== undefined) return ofType.replace(/ \(<empty>\)$/, '');
  const before = ` cannot be handled as a ${kind}: `;
  const at = message.indexOf(before);
  return at < 0 ? message : message.slice(at + before.length);
}

function applyStrategic(context: RequestContext, current: MutableObject): Patched {
  const { info, request } = context;
  const read = patchObject(context);
  if ('error' in read) return refuse(read.error);
  const { patch } = read;
  try {
    const patched = applyStrategicMergePatch(current, patch, PatchSchema.ofStruct(info.struct));
    return convert(context, patched, patch, request.decodingErrors ?? []);
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    if (error.kind === 'badRequest') return refuse(error.message);
    return { ok: false, status: error.kind === 'unprocessable' ? rejected : plainError(error.message) };
  }
}

function convert(context: RequestContext, patched: MutableObject, patch: MutableObject, strictErrors: readonly string[]): Patched {
  const { info, request, warnings } = context;
  const fieldValidation = request.fieldValidation ?? 'Strict';
  const conversion = convertFromUnstructured(patched, info.struct);
  if (conversion.error !== undefined) return invalidPatch(goValue(patch), conversion.error);
  const all = [...strictErrors, ...conversion.unknownFields];
  if (all.length > 0 && fieldValidation === 'Strict') return invalidPatch(goValue(patch), `strict decoding error: ${all.join(', ')}`);
  if (fieldValidation === 'Warn') for (const warning of all) warnings.add(warning);
  const { object, error } = decodeStrictly(patched, info.struct, false);
  if (object === undefined || !isJsonObject(object)) return invalidPatch(goValue(patch), error ?? '');
  return { ok: true, object: { ...object, apiVersion: info.apiVersion, kind: info.kind } };
}
