import { findByNames, parseFieldPath, type FieldPath } from '../manifests/fieldRange.ts';
import type { ManifestDocument, ManifestParse } from '../manifests/parseManifests.ts';
import type { YAMLNode } from '../manifests/yamlNode.ts';
import { resolvePlain } from '../manifests/resolveScalar.ts';
import type { Status } from '../protocol/command.ts';
import type { TextRange } from '../protocol/message.ts';

/** What the API server said, and the characters that it is about. */
export interface PlacedMessage { readonly message: string; readonly range: TextRange }

/** A field's own place: its value where that is short, its key where the value is a list or a map, else the nearest key above. */
export function placeOf(parse: ManifestParse, document: ManifestDocument, path: FieldPath): TextRange {
  let found = parse.fieldRange(document.index, path);
  // The API server speaks of the list, of which people write the first alone.
  if (found?.isExact === false && path[0] === 'spec' && path[1] === 'clusterIPs') found = parse.fieldRange(document.index, ['spec', 'clusterIP']);
  if (found === undefined) return document.range;
  return found.isExact && found.value.startLine === found.value.endLine ? found.value : found.key;
}

/** Splits a refusal into its causes, each at its field. */
export function placeStatus(parse: ManifestParse, document: ManifestDocument, status: Status): readonly PlacedMessage[] {
  const strict = strictErrors(parse, document, status.message);
  if (strict.length > 0) return strict;
  const causes = status.causes.filter((cause) => cause.field !== '' && cause.field !== '<nil>');
  if (causes.length > 0) {
    return causes.map((cause) => ({ message: `${cause.field}: ${cause.message}`, range: placeOf(parse, document, parseFieldPath(cause.field)) }));
  }
  return [{ message: status.message, range: placeOfMessage(parse, document, status.message) }];
}

/** A warning names its field at its beginning, or none. */
export function placeWarning(parse: ManifestParse, document: ManifestDocument, warning: string): PlacedMessage {
  const unknown = /^unknown field "([^"]+)"/.exec(warning)?.[1];
  const field = unknown ?? /^(?:spec|metadata|status)(?:[.[][\w.[\]/-]*[\w\]])?/.exec(warning)?.[0];
  return { message: warning, range: placeOf(parse, document, field === undefined ? ['kind'] : parseFieldPath(field)) };
}

/** `strict decoding error: unknown field "spec.x", …` and keys given twice, one each. */
function strictErrors(parse: ManifestParse, document: ManifestDocument, message: string): readonly PlacedMessage[] {
  if (!message.includes('strict decoding error')) return [];
  const unknown = [...message.matchAll(/unknown field \\?"([^"\\]+)\\?"/g)].map(([text, field = '']): PlacedMessage => {
    const found = parse.fieldRange(document.index, parseFieldPath(field));
    return { message: text.replaceAll('\\"', '"'), range: found?.key ?? document.range };
  });
  const repeated = document.duplicates.filter((duplicate) => message.includes(duplicate.message)).map(({ message: text, range }) => ({ message: text, range }));
  return [...repeated, ...unknown];
}

/** Go's decoder says where a value of the wrong type stands without saying at which index; the first that fits is it. */
function placeOfMessage(parse: ManifestParse, document: ManifestDocument, message: string): TextRange {
  const typeError = /cannot unmarshal (\w+)(?: (\S+))? into Go struct field [^.\s]*\.(\S+) of type/.exec(message);
  if (typeError !== null && document.root !== undefined) {
    const [, kind = '', , field = ''] = typeError;
    const path = findByNames(document.root, field.split('.'), (node) => kindOf(node) === kind);
    if (path !== undefined) return placeOf(parse, document, path);
  }
  if (/no kind|no matches for kind|version\/kind|unrecognized|could not find the requested resource/i.test(message)) return placeOf(parse, document, ['kind']);
  const field = /\b(?:spec|metadata|status)(?:[.[][\w.[\]/-]*[\w\]])/.exec(message)?.[0];
  return placeOf(parse, document, field === undefined ? ['metadata', 'name'] : parseFieldPath(field));
}

/** The words of encoding/json for kinds of values. */
function kindOf(node: YAMLNode): string {
  if (node.kind === 'mapping') return 'object';
  if (node.kind === 'sequence') return 'array';
  if (node.kind === 'alias') return '';
  const value = node.style === 'plain' ? resolvePlain(node.text) : node.text;
  return typeof value === 'boolean' ? 'bool' : value === null ? 'null' : typeof value;
}
