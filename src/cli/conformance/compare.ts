import { isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';

/** The first place at which an answer differs from the recording. */
export interface Difference { readonly path: string; readonly wanted: JsonValue | undefined; readonly got: JsonValue | undefined }

const placeholders = /<(?:auto|object|time|age|moving)>/;

/** Whether a text is what was recorded; `<auto>` and `<object>` stand for anything. */
export function matchesText(wanted: string, got: string): boolean {
  if (wanted === got) return true;
  if (!placeholders.test(wanted)) return false;
  const pattern = wanted.split(/<(?:auto|object|time|age|moving)>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^]*?');
  return new RegExp(`^${pattern}$`).test(got);
}

function isLegalChoice(got: JsonValue | undefined): boolean {
  return got === '<auto>' || (typeof got === 'string' && got !== '') || typeof got === 'number';
}

/** The first difference of two JSON values, or undefined. Keys have no order; lists have. */
export function firstDifference(wanted: JsonValue | undefined, got: JsonValue | undefined, path = ''): Difference | undefined {
  if (wanted === '<auto>') return isLegalChoice(got) ? undefined : { path, wanted, got };
  if (typeof wanted === 'string' && typeof got === 'string') return matchesText(wanted, got) ? undefined : { path, wanted, got };
  if (Array.isArray(wanted) && Array.isArray(got)) return listDifference(wanted, got, path);
  if (wanted !== undefined && got !== undefined && isJsonObject(wanted) && isJsonObject(got)) return objectDifference(wanted, got, path);
  return wanted === got ? undefined : { path, wanted, got };
}

function listDifference(wanted: readonly JsonValue[], got: readonly JsonValue[], path: string): Difference | undefined {
  for (let index = 0; index < Math.max(wanted.length, got.length); index++) {
    const difference = firstDifference(wanted[index], got[index], `${path}[${index}]`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function objectDifference(wanted: JsonObject, got: JsonObject, path: string): Difference | undefined {
  for (const key of new Set([...Object.keys(wanted), ...Object.keys(got)])) {
    const difference = firstDifference(wanted[key], got[key], path === '' ? key : `${path}.${key}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** A JSON value with sorted keys, as text: to sort lists that have no order. */
export function canonical(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== undefined && isJsonObject(value)) return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
  return JSON.stringify(value ?? null);
}

export function sorted(list: readonly JsonValue[]): JsonValue[] {
  return [...list].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
}

/** Causes of one field, and of keys of one map, have no order among themselves: sorted at the place of the first. */
export function orderCauses(causes: readonly JsonValue[]): JsonValue[] {
  const groups = new Map<string, JsonObject[]>();
  for (const cause of causes) {
    if (!isJsonObject(cause)) continue;
    const field = typeof cause['field'] === 'string' ? cause['field'] : '';
    const group = field.replace(/\[[^\]]*[^\]\d][^\]]*\]$/, '[]');
    groups.set(group, [...(groups.get(group) ?? []), cause]);
  }
  const text = (cause: JsonObject): string => JSON.stringify([cause['field'], cause['message']]);
  return [...groups.values()].flatMap((group) => group.sort((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0)));
}
