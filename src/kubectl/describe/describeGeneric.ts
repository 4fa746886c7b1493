/** Kinds that have no describer of their own. Mirrors genericDescriber and smartLabelFor of kubectl/pkg/describe/describe.go (v1.36). */
import type { KubeObject } from '../../engine/context.ts';
import type { JsonObject, JsonValue } from '../../kube/json.ts';
import { asJsonObject, isJsonObject } from '../../kube/json.ts';
import { isList } from '../goText.ts';
import type { Describer } from './describeContext.ts';
import { writeEvents } from './describeEvents.ts';
import { sortedKeys, writeMeta } from './multiline.ts';
import { tabbedString, type PrefixWriter } from './prefixWriter.ts';

const skipped: ReadonlySet<string> = new Set(['.metadata.managedFields', '.metadata.name', '.metadata.namespace', '.metadata.labels', '.metadata.annotations']);
const acronyms: ReadonlySet<string> = new Set(['API', 'URL', 'UID', 'GUID']);

export const describeGeneric: Describer<KubeObject> = (object, context) => tabbedString((w) => {
  writeMeta(w, object.metadata);
  writeContent(w, 0, asJsonObject(object), '');
  writeEvents(w, object, context);
});

function writeContent(w: PrefixWriter, level: number, content: JsonObject, path: string): void {
  for (const field of sortedKeys(content)) {
    const value = content[field];
    const here = `${path}.${field}`;
    if (value === undefined || skipped.has(here)) continue;
    const label = smartLabel(field);
    if (isJsonObject(value)) {
      w.write(level, `${label}:\n`);
      writeContent(w, level + 1, value, here);
    } else if (isList(value)) {
      w.write(level, `${label}:\n`);
      for (const item of value) {
        if (isJsonObject(item)) writeContent(w, level + 1, item, here);
        else w.write(level + 1, `${goText(item)}\n`);
      }
    } else w.write(level, `${label}:\t${goText(value)}\n`);
  }
}

function goText(value: JsonValue): string {
  if (value === null) return '<nil>';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Words of a camel-case name as fatih/camelcase splits them: runs of lower case, upper case, digits; the last capital before a lower-case run goes to it. */
function splitCamelCase(text: string): string[] {
  return text.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}|\d+|[^\p{L}\d]+/gu) ?? [];
}

/** `lastTransitionTime` → `Last Transition Time`; names with anything but letters and `-` stay as they are. */
function smartLabel(field: string): string {
  if (!/^[\p{L}-]*$/u.test(field)) return field;
  const parts = splitCamelCase(field);
  const merged: string[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] ?? '';
    const next = parts[i + 1];
    if (next !== undefined && part.length >= 2 && part === part.toUpperCase() && /^\p{Lu}/u.test(next)) {
      merged.push(part + next);
      i++;
    } else merged.push(part);
  }
  return merged.filter((part) => part !== '_').map((part) => {
    if (acronyms.has(part.toUpperCase())) return part.toUpperCase();
    return part === part.toLowerCase() ? `${part.charAt(0).toUpperCase()}${part.slice(1)}` : part;
  }).join(' ');
}
