import { isJsonObject, type JsonValue } from '../../kube/json.ts';
import type { FieldEdit } from '../../protocol/edit.ts';
import type { FieldPath } from '../../protocol/ref.ts';
import { nearest } from '../editDistance.ts';
import { fieldOf, type Fix, type FixTarget, type Offer } from './fix.ts';
import { printPath, title } from './offerTitle.ts';
import { elementOf, fieldsOfType, fits, typeAt, type TypeName } from './schemaWalk.ts';

/** Names that people give to fields and that no spelling leads to. */
const otherNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ContainerPort: { port: 'containerPort', targetPort: 'containerPort' },
  ServicePort: { containerPort: 'targetPort' },
  EnvVar: { key: 'name' },
  ServiceSpec: { labels: 'selector', matchLabels: 'selector', labelSelector: 'selector', serviceType: 'type' },
  IngressSpec: { backend: 'defaultBackend' },
};
/** Fields that many kinds have, so that where one is missing says nothing. */
const everywhere = new Set(['name', 'status', 'apiVersion', 'kind']);

/** A field that the kind does not have: misspelt, at the wrong level, or of no use. */
export const unknownField: Fix = {
  id: 'unknownField',
  propose({ message, path }, target) {
    const key = path.at(-1);
    const value = fieldOf(target, path);
    if (!message.startsWith('unknown field') || typeof key !== 'string' || target.info === undefined || value === undefined) return [];
    const parent = path.slice(0, -1);
    const parentType = typeAt(target.info, parent);
    const renamed = parentType === undefined ? undefined : spelling(target, parent, parentType, key, value);
    const offers: Offer[] = [];
    if (renamed !== undefined) offers.push({ title: title('rename', { to: renamed }), edits: [{ type: 'rename', path, key: renamed }] });
    else offers.push(...intoList(target, parent, parentType, key), ...elsewhere(target, path, key, value));
    return [...offers, { title: title('remove', { field: key }), edits: [{ type: 'remove', path }] }];
  },
};

function spelling(target: FixTarget, parent: FieldPath, type: TypeName, key: string, value: JsonValue): string | undefined {
  const fields = fieldsOfType(type) ?? {};
  const present = fieldOf(target, parent);
  const free = Object.keys(fields).filter((name) => fits(value, fields[name] ?? '') && !(isJsonObject(present) && Object.hasOwn(present, name)));
  const known = otherNames[type]?.[key];
  if (known !== undefined && free.includes(known)) return known;
  return free.find((name) => name.toLowerCase() === key.toLowerCase()) ?? nearest(key, free);
}

/** `port: 80` and its like beside `ports`: they are one entry of it. */
function intoList(target: FixTarget, parent: FieldPath, parentType: TypeName | undefined, key: string): readonly Offer[] {
  const present = fieldOf(target, parent);
  if (parentType === undefined || !isJsonObject(present)) return [];
  for (const [name, type] of Object.entries(fieldsOfType(parentType) ?? {})) {
    const element = type.startsWith('[]') ? elementOf(type) : undefined;
    const fields = element === undefined ? undefined : fieldsOfType(element);
    if (element === undefined || fields === undefined || everywhere.has(key) || present[name] !== undefined || !likelyLists.has(name)) continue;
    const fieldIn = (field: string): string | undefined => (Object.hasOwn(fields, field) ? field : otherNames[element]?.[field]);
    if (fieldIn(key) === undefined) continue;
    const own = fieldsOfType(parentType) ?? {};
    const edits = Object.keys(present).flatMap((field): readonly FieldEdit[] => {
      const to = Object.hasOwn(own, field) ? undefined : fieldIn(field);
      return to === undefined ? [] : [{ type: 'move', path: [...parent, field], to: [...parent, name, 0, to] }];
    });
    return [{ title: title('intoList', { field: name }), edits }];
  }
  return [];
}

const likelyLists = new Set(['ports', 'containers', 'endpoints', 'subsets', 'addresses', 'rules', 'paths', 'env', 'volumeMounts']);

/** The place nearest by where the field exists, can hold the value and is not there yet. */
function elsewhere(target: FixTarget, path: FieldPath, key: string, value: JsonValue): readonly Offer[] {
  if (target.info === undefined || everywhere.has(key)) return [];
  let best: { readonly to: FieldPath; readonly distance: number } | undefined;
  for (const home of homes(target)) {
    const type = typeAt(target.info, [...home, key]);
    if (type === undefined || !fits(value, type) || fieldOf(target, [...home, key]) !== undefined) continue;
    const distance = distanceBetween(path.slice(0, -1), home);
    if (distance > 0 && (best === undefined || distance < best.distance)) best = { to: [...home, key], distance };
  }
  if (best !== undefined) return [{ title: title('move', { to: printPath(best.to) }), edits: [{ type: 'move', path, to: best.to }] }];
  const isLabel = path.length === 2 && path[0] === 'metadata' && typeof value === 'string' && fieldOf(target, ['metadata', 'labels', key]) === undefined;
  const to = ['metadata', 'labels', key];
  return isLabel ? [{ title: title('move', { to: printPath(to) }), edits: [{ type: 'move', path, to }] }] : [];
}

/** Maps of the document that have fields of their own, and those just below that are missing. */
function homes(target: FixTarget): readonly FieldPath[] {
  const found: FieldPath[] = [];
  const { info } = target;
  if (info === undefined) return found;
  function visit(value: JsonValue | undefined, type: TypeName, path: FieldPath, isThere: boolean): void {
    if (path[0] === 'status' || path.length > 9 || found.length > 300) return;
    const element = elementOf(type);
    if (element !== undefined) {
      const items: readonly JsonValue[] = Array.isArray(value) ? value : [];
      if (type.startsWith('[]')) items.forEach((item, index) => { visit(item, element, [...path, index], isThere); });
      return;
    }
    const fields = fieldsOfType(type);
    if (fields === undefined || (value !== undefined && !isJsonObject(value))) return;
    found.push(path);
    for (const [name, inner] of Object.entries(fields)) {
      const item = isJsonObject(value) ? value[name] : undefined;
      if (item !== undefined) visit(item, inner, [...path, name], true);
      else if (isThere && usualStructs.has(name)) visit(undefined, inner, [...path, name], false);
    }
  }
  visit(target.body, info.struct, [], true);
  return found;
}

/** What a document may lack and still be meant to have. */
const usualStructs = new Set(['metadata', 'spec', 'template', 'selector']);

function distanceBetween(a: FieldPath, b: FieldPath): number {
  let common = 0;
  while (common < Math.min(a.length, b.length) && a[common] === b[common]) common++;
  return a.length + b.length - 2 * common;
}
