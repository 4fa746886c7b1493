/** Values as Go's fmt prints them with %v. */
import { goTypeOf, goValue } from '../engine/apiserver/patch/goValue.ts';
import { mutableCopy } from '../engine/apiserver/patch/mutableJson.ts';
import type { JsonValue } from '../kube/json.ts';

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** `map[a:1 b:[x y]]`, `<nil>`, texts and numbers as they are. */
export function goText(value: JsonValue): string {
  return goValue(mutableCopy(value));
}

/** The Go type that a value has after decoding without a type. */
export function goType(value: JsonValue): string {
  return goTypeOf(mutableCopy(value));
}
