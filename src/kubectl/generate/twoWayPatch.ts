import { isEqualJson, mutableObject } from '../../engine/apiserver/patch/mutableJson.ts';
import { PatchSchema } from '../../engine/apiserver/patch/patchMeta.ts';
import { createThreeWayMergePatch } from '../../engine/apiserver/patch/threeWayMergePatch.ts';
import type { JsonObject } from '../../kube/json.ts';
import type { KindInfo } from '../../kube/scheme.ts';

/** The strategic merge patch that leads from one state of an object to another; absent where nothing differs. Mirrors CreateTwoWayMergePatch of apimachinery's strategicpatch/patch.go (v1.36). */
export function twoWayPatch(info: KindInfo, before: JsonObject, after: JsonObject): JsonObject | undefined {
  const [from, to] = [mutableObject(before), mutableObject(after)];
  if (isEqualJson(from, to)) return undefined;
  const patch = createThreeWayMergePatch(from, to, mutableObject(before), PatchSchema.ofStruct(info.struct));
  return Object.keys(patch).length === 0 ? undefined : patch;
}
