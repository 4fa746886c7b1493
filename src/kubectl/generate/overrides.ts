/** `--overrides`. Mirrors k8s.io/kubectl/pkg/cmd/util/override_options.go and helpers.go (v1.36). */
import { applyJsonPatch, decodeJsonPatch } from '../../engine/apiserver/patch/jsonPatch.ts';
import { applyMergePatch } from '../../engine/apiserver/patch/mergePatch.ts';
import { isMutableObject, mutableCopy, mutableObject, type MutableJson, type MutableObject } from '../../engine/apiserver/patch/mutableJson.ts';
import { PatchError, PatchSchema } from '../../engine/apiserver/patch/patchMeta.ts';
import { applyStrategicMergePatch } from '../../engine/apiserver/patch/strategicMergePatch.ts';
import type { JsonObject } from '../../kube/json.ts';
import { isJsonObject } from '../../kube/json.ts';
import { kindInfo } from '../../kube/scheme.ts';
import type { CommandContext } from '../cmd/command.ts';
import { fail } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import { parseGoJSON } from './goJsonText.ts';
import { textOf } from '../jsonText.ts';

/** The flags. */
export function overrideFlags(): readonly FlagSpec[] {
  return [
    { name: 'overrides', type: 'string', help: 'An inline JSON override for the generated object. If this is non-empty, it is used to override the generated object. Requires that the object supply a valid apiVersion field.' },
    { name: 'override-type', type: 'string', default: 'merge', help: 'The method used to override the generated object: json, merge, or strategic.' },
  ];
}

/** The object as `--overrides` changes it; ends the command where that is no patch for it. */
export function overridden({ flags }: CommandContext, object: JsonObject): JsonObject {
  const text = flags.string('overrides');
  if (text === '') return object;
  const type = flags.string('override-type');
  const target = mutableObject(object);
  switch (type) {
    case 'json': return decodedObject(jsonPatched(target, text));
    case '': case 'merge': return decodedObject(applyMergePatch(target, patchObject(text, 'Invalid JSON Patch')));
    case 'strategic': return decodedObject(strategicPatched(target, patchObject(text, undefined), object));
    default: return fail(`invalid override type: ${type}`);
  }
}

function patchObject(text: string, problem: string | undefined): MutableObject {
  const parsed = parseGoJSON(text);
  if (!parsed.ok) return fail(problem ?? parsed.error);
  const value = mutableCopy(parsed.value);
  return isMutableObject(value) ? value : fail(problem ?? 'invalid JSON document');
}

function jsonPatched(target: MutableObject, text: string): MutableJson {
  const parsed = parseGoJSON(text);
  if (!parsed.ok) return fail(parsed.error);
  const decoded = decodeJsonPatch(mutableCopy(parsed.value));
  if (!decoded.ok) return fail(decoded.error);
  return applyJsonPatch(target, decoded.operations) ?? fail('the patch does not apply');
}

function strategicPatched(target: MutableObject, patch: MutableObject, object: JsonObject): MutableObject {
  const info = kindInfo(textOf(object['apiVersion']), textOf(object['kind']));
  try {
    return applyStrategicMergePatch(target, patch, PatchSchema.ofStruct(info?.struct ?? ''));
  } catch (error) {
    if (error instanceof PatchError) return fail(error.message);
    throw error;
  }
}

function decodedObject(value: MutableJson): JsonObject {
  return isJsonObject(value) ? value : fail('cannot unmarshal the object');
}
