import { utf8Bytes } from '../../kube/base64.ts';
import { goPrint } from '../../kube/goPrint.ts';
import type { PodTemplateSpec } from '../../kube/types.generated.ts';

/** The label that tells the Pods of a Deployment's ReplicaSets, or a DaemonSet's revisions, apart. */
export const podTemplateHashLabel = 'pod-template-hash';
const safeAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** Text that is equal for equal JSON values: keys in order, nothing for what is absent or empty. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return value === undefined ? 'null' : JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => !isNothing(item)).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

const fnvPrime = 0x01000193;
const fnvOffset = 0x811c9dc5;

/** FNV-1 of 32 bits over UTF-8. */
export function fnv32(text: string): number {
  return utf8Bytes(text).reduce((hash, byte) => Math.imul(hash, fnvPrime) ^ byte, fnvOffset) >>> 0;
}

/** FNV-1a of 32 bits. */
function fnv32a(bytes: readonly number[]): number {
  return bytes.reduce((hash, byte) => Math.imul(hash ^ byte, fnvPrime), fnvOffset) >>> 0;
}

/** A number in letters that cannot make words. Mirrors SafeEncodeString of apimachinery/pkg/util/rand (v1.36). */
export function safeEncode(text: string): string {
  let encoded = '';
  for (let index = 0; index < text.length; index++) encoded += safeAlphabet.charAt(text.charCodeAt(index) % safeAlphabet.length);
  return encoded;
}

/** Eight bytes of which Kubernetes sets four, the lowest first. */
function countBytes(count: number): readonly number[] {
  return [count & 0xff, (count >> 8) & 0xff, (count >> 16) & 0xff, (count >>> 24) & 0xff, 0, 0, 0, 0];
}

/** The pod-template-hash of a template, other after each collision; undefined while there was none. Mirrors ComputeHash of pkg/controller/controller_utils.go (v1.36). */
export function computeHash(template: PodTemplateSpec, collisionCount: number | undefined): string {
  const bytes = utf8Bytes(goPrint('PodTemplateSpec', template));
  return safeEncode(String(fnv32a(collisionCount === undefined ? bytes : [...bytes, ...countBytes(collisionCount)])));
}

const templateTexts = new WeakMap<PodTemplateSpec, string>();

function templateText(template: PodTemplateSpec): string {
  let text = templateTexts.get(template);
  if (text === undefined) {
    const { [podTemplateHashLabel]: hash, ...labels } = template.metadata?.labels ?? {};
    text = canonicalJson({ ...template, metadata: { ...template.metadata, labels } });
    templateTexts.set(template, text);
  }
  return text;
}

/** Whether two templates make the same Pods; their hash label does not count. Mirrors EqualIgnoreHash of deployment_util.go (v1.36). */
export function isSameTemplate(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && templateText(a) === templateText(b));
}
