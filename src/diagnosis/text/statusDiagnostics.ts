import { isJsonObject, type JsonValue } from '../../kube/json.ts';
import { kindInfo, kindInfoByKind } from '../../kube/scheme.ts';
import { findByNames, parseFieldPath, type FieldPath } from '../../manifests/fieldRange.ts';
import type { ManifestDocument, ManifestParse } from '../../manifests/parseManifests.ts';
import type { YAMLNode } from '../../manifests/yamlNode.ts';
import { resolvePlain } from '../../manifests/resolveScalar.ts';
import type { Status } from '../../protocol/command.ts';
import type { TextRange } from '../../protocol/message.ts';
import { isAboutType, type FixTarget, type Refusal } from '../fixes/fix.ts';
import { entryWithout, missingMergeKey } from '../fixes/mergeKey.ts';
import { isAboutVersion } from '../fixes/serverFields.ts';
import { mismatches } from '../fixes/schemaWalk.ts';
import { badQuantities } from '../fixes/quantity.ts';
import { pathInDocument } from './listIndex.ts';

/** What the API server said, the field that it is about, and that field's characters. */
export interface PlacedMessage { readonly message: string; readonly range: TextRange; readonly refusal: Refusal }

/** A field's own place: its value where that is short, its key where the value is a list or a map, else the nearest key above. */
export function placeOf(parse: ManifestParse, document: ManifestDocument, path: FieldPath): TextRange {
  let found = parse.fieldRange(document.index, path);
  // The API server speaks of the list, of which people write the first alone.
  if (found?.isExact === false && path[0] === 'spec' && path[1] === 'clusterIPs') found = parse.fieldRange(document.index, ['spec', 'clusterIP']);
  // Of a document that has none of it, the kind stands for all.
  if (found?.isExact === false && path.length > 1 && found.depth === 0) found = parse.fieldRange(document.index, ['kind']);
  if (found === undefined) return document.range;
  return found.isExact && found.value.startLine === found.value.endLine ? found.value : found.key;
}

/** Splits a refusal into its causes, each at its field. */
export function placeStatus(parse: ManifestParse, document: ManifestDocument, status: Status): readonly PlacedMessage[] {
  const strict = strictErrors(parse, document, status.message);
  if (strict.length > 0) return strict;
  const causes = status.causes.filter((cause) => cause.field !== '' && cause.field !== '<nil>');
  if (causes.length > 0) {
    return causes.map(({ field, message, reason }) => {
      const path = field === 'patch' ? pathOfMessage(document, message) : pathInDocument(document.body, parseFieldPath(field), message);
      return { message: `${field}: ${message}`, range: placeOf(parse, document, path), refusal: { message, reason, path } };
    });
  }
  const path = pathOfMessage(document, status.message);
  return [{ message: status.message, range: placeOf(parse, document, path), refusal: { message: status.message, reason: '', path } }];
}

/** A warning names its field at its beginning, or none. */
export function placeWarning(parse: ManifestParse, document: ManifestDocument, warning: string): PlacedMessage {
  const unknown = /^unknown field "([^"]+)"/.exec(warning)?.[1];
  const field = unknown ?? /^(?:spec|metadata|status)(?:[.[][\w.[\]/-]*[\w\]])?/.exec(warning)?.[0];
  const path = field === undefined ? ['kind'] : parseFieldPath(field);
  return { message: warning, range: placeOf(parse, document, path), refusal: { message: warning, reason: '', path } };
}

/** `strict decoding error: unknown field "spec.x", …` and keys given twice, one each. */
function strictErrors(parse: ManifestParse, document: ManifestDocument, message: string): readonly PlacedMessage[] {
  if (!message.includes('strict decoding error')) return [];
  const unknown = [...message.matchAll(/unknown field \\?"([^"\\]+)\\?"/g)].map(([text, field = '']): PlacedMessage => {
    const path = parseFieldPath(field);
    const found = parse.fieldRange(document.index, path);
    const plain = text.replaceAll('\\"', '"');
    return { message: plain, range: found?.key ?? document.range, refusal: { message: plain, reason: '', path } };
  });
  const repeated = document.duplicates.filter((duplicate) => message.includes(duplicate.message)).map(({ message: text, range }) => ({ message: text, range, refusal: { message: text, reason: '', path: [] } }));
  return [...repeated, ...unknown];
}

/** Go's decoder says where a value of the wrong type stands without saying at which index; the first that fits is it. */
function pathOfMessage(document: ManifestDocument, message: string): FieldPath {
  const typeError = /cannot unmarshal (\w+)(?: (\S+))? into Go struct field [^.\s]*\.(\S+) of type/.exec(message);
  if (typeError !== null && document.root !== undefined) {
    const [, kind = '', , field = ''] = typeError;
    // Structs that are embedded come with their Go names.
    const names = field.split('.').filter((name) => !/^[A-Z]/.test(name));
    const path = mismatchAt(document, names, kind) ?? findByNames(document.root, names, (node) => kindOf(node) === kind);
    if (path !== undefined) return path;
  }
  const target = targetOf(document);
  if (isAboutType(message)) {
    const [first] = target.info === undefined ? [] : mismatches(target.body, target.info);
    if (first !== undefined) return first.path;
  }
  const mergeKey = missingMergeKey(message);
  const entry = mergeKey === undefined ? undefined : entryWithout(mergeKey, target);
  if (entry !== undefined) return entry;
  if (/quantit/.test(message)) {
    const [bad] = badQuantities(document.body ?? null);
    if (bad !== undefined) return bad.path;
  }
  if (/apiVersion not set|'apiVersion' is missing/.test(message)) return ['apiVersion'];
  if (/kind not set|'Kind' is missing/.test(message)) return ['kind'];
  if (isAboutVersion(message) && target.body['metadata'] !== undefined) return ['metadata', 'resourceVersion'];
  if (/^namespaces "[^"]*" not found/.test(message)) return ['metadata', 'namespace'];
  if (/no kind|no matches for kind|version\/kind|unrecognized|could not find the requested resource/i.test(message)) return versionOrKind(document);
  const field = /\b(?:spec|metadata|status)(?:[.[][\w.[\]/-]*[\w\]])/.exec(message)?.[0];
  return field === undefined ? ['metadata', 'name'] : parseFieldPath(field);
}

/** The first value that its field cannot have, at or right below a field without indices. */
function mismatchAt(document: ManifestDocument, names: readonly string[], kind: string): FieldPath | undefined {
  const { body, info } = targetOf(document);
  return info && mismatches(body, info).find(({ path, value }) => {
    const fields = path.filter((segment) => typeof segment === 'string');
    return jsonKind(value) === kind && names.every((name, index) => fields[index] === name) && fields.length <= names.length + 1;
  })?.path;
}

function targetOf({ body }: ManifestDocument): Pick<FixTarget, 'body' | 'info'> {
  if (!isJsonObject(body)) return { body: {}, info: undefined };
  const { apiVersion, kind } = body;
  return { body, info: typeof apiVersion === 'string' && typeof kind === 'string' ? kindInfo(apiVersion, kind) : undefined };
}

function jsonKind(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Where the kind is one that there is, the version is what is wrong. */
function versionOrKind({ body }: ManifestDocument): FieldPath {
  const kind = isJsonObject(body) ? body['kind'] : undefined;
  const hasVersion = isJsonObject(body) && typeof body['apiVersion'] === 'string';
  return hasVersion && typeof kind === 'string' && kindInfoByKind(kind) !== undefined ? ['apiVersion'] : ['kind'];
}

/** The words of encoding/json for kinds of values. */
function kindOf(node: YAMLNode): string {
  if (node.kind === 'mapping') return 'object';
  if (node.kind === 'sequence') return 'array';
  if (node.kind === 'alias') return '';
  const value = node.style === 'plain' ? resolvePlain(node.text) : node.text;
  return typeof value === 'boolean' ? 'bool' : value === null ? 'null' : typeof value;
}
