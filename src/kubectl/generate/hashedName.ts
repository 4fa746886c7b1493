import { hashName } from '../../engine/proxy/rules/sha256.ts';
import { utf8Bytes } from '../../kube/base64.ts';
import type { JsonObject } from '../../kube/json.ts';
import { isJsonObject } from '../../kube/json.ts';
import { goJson, sortedMap } from '../../kube/quote.ts';
import { textOf } from '../jsonText.ts';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** No vowels: so that no words come out. */
const replaced: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };

/** The object with a hash of its content at the end of its name. Mirrors k8s.io/kubectl/pkg/util/hash/hash.go (v1.36). */
export function hashedName(kind: 'ConfigMap' | 'Secret', object: JsonObject): JsonObject {
  const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
  const name = textOf(metadata['name']);
  const data = isJsonObject(object['data']) ? object['data'] : {};
  const sorted: JsonObject = sortedMap(Object.fromEntries(Object.entries(data).map(([key, value]) => [key, value ?? null])));
  const content: JsonObject = kind === 'Secret' ? { data: sorted, kind, name, type: object['type'] ?? '' } : { data: sorted, kind, name };
  const text = utf8Bytes(goJson(content)).map((byte) => String.fromCharCode(byte)).join('');
  const bits = Array.from(hashName(text, 8)).reduce((value, letter) => value * 32n + BigInt(base32.indexOf(letter)), 0n);
  const hash = Array.from(bits.toString(16).padStart(10, '0')).map((digit) => replaced[digit] ?? digit).join('');
  return { ...object, metadata: { ...metadata, name: `${name}-${hash}` } };
}
