/** Patches as a person types them. Mirrors RunPatch of k8s.io/kubectl/pkg/cmd/patch/patch.go and apimachinery's yaml.ToJSON (v1.36). */
import { applyJsonPatch, decodeJsonPatch } from '../../engine/apiserver/patch/jsonPatch.ts';
import { applyMergePatch } from '../../engine/apiserver/patch/mergePatch.ts';
import { isMutableObject, mutableCopy, mutableObject, type MutableJson } from '../../engine/apiserver/patch/mutableJson.ts';
import { PatchError, PatchSchema } from '../../engine/apiserver/patch/patchMeta.ts';
import { applyStrategicMergePatch } from '../../engine/apiserver/patch/strategicMergePatch.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';
import type { KindInfo } from '../../kube/scheme.ts';
import { badRequest } from '../../kube/status.ts';
import { readYAMLBody } from '../../manifests/readYAMLBody.ts';
import { fail, failStatus } from '../errors.ts';
import { jsonError } from '../../kube/goJSON.ts';

export type PatchType = 'json' | 'merge' | 'strategic';

export interface PatchBody {
  readonly body: JsonValue;
  /** The text is sent as it is, and the server cannot read it. */
  readonly error?: string;
}

/** Reads a patch: what begins like JSON is sent as it is, anything else is taken for YAML. */
export function readPatch(text: string): PatchBody {
  if (/^\s*\{/.test(text)) {
    const error = jsonError(text);
    if (error !== undefined) return { body: null, error };
    const body: unknown = JSON.parse(text);
    // JSON.parse makes nothing but JSON.
    return { body: body as JsonValue };
  }
  const read = readYAMLBody(text);
  if (read.readError !== undefined) return fail(`unable to parse ${JSON.stringify(text)}: ${read.readError}`);
  return { body: read.body };
}

/** What the server says to a patch that is no JSON. */
export function failUnreadable(type: PatchType, error: string): never {
  return failStatus(badRequest(type === 'strategic' ? error : `error decoding patch: ${error}`));
}

/** The object with the patch applied, without a server. */
export function applyLocally(object: JsonObject, type: PatchType, patch: JsonValue, { struct }: KindInfo): JsonObject {
  const body = mutableCopy(patch);
  const patched = patchedJson(mutableObject(object), type, body, struct);
  return isJsonObject(patched) ? patched : fail('the patched object is no object');
}

function patchedJson(object: ReturnType<typeof mutableObject>, type: PatchType, body: MutableJson, struct: string): JsonValue {
  if (type === 'json') {
    const decoded = decodeJsonPatch(body);
    if (!decoded.ok) return fail(decoded.error);
    return applyJsonPatch(object, decoded.operations) ?? fail('the patch does not fit the object');
  }
  if (!isMutableObject(body)) return fail(type === 'strategic' ? 'invalid JSON document' : 'Invalid JSON Patch');
  if (type === 'merge') return applyMergePatch(object, body);
  try {
    return applyStrategicMergePatch(object, body, PatchSchema.ofStruct(struct));
  } catch (error) {
    if (error instanceof PatchError) return fail(error.message);
    throw error;
  }
}
