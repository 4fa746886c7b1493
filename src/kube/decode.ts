/**
 * From a request's body to an object. Mirrors apimachinery/pkg/runtime/serializer/json, and the create and update handlers of
 * apiserver/pkg/endpoints/handlers (v1.36).
 */
import { utf8Bytes } from './base64.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { isJsonObject } from './json.ts';
import { quote } from './quote.ts';
import { olderStruct } from './olderStructs.ts';
import { internalPackage, isOlderVersionOf, isRegistered } from './registeredKinds.ts';
import type { KindInfo } from './scheme.ts';
import { kindInfo } from './scheme.ts';
import type { Status } from './status.ts';
import { badRequest } from './status.ts';
import { decodeStrictly } from './strictDecoder.ts';
import { compareBytes } from './utf8.ts';

export interface DecodeOptions {
  readonly fieldValidation: 'Strict' | 'Warn' | 'Ignore';
  /** What reading the text found beyond what the body can carry, such as keys given twice. */
  readonly decodingErrors: readonly string[];
  /** The text was YAML: keys are then taken in sorted order. */
  readonly isYAML: boolean;
  /** The text itself, part of which some messages show. */
  readonly source?: string;
  /** Why the text could not be read at all, in the parser's words. */
  readonly readError?: string;
  /** Integers that a number rounds, by what became of them, as they were sent. */
  readonly exactNumbers?: Readonly<Record<string, string>>;
}

export type Decoded =
  | { readonly ok: true; readonly object: JsonObject; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly status: Status };

interface VersionAndKind { readonly apiVersion: string; readonly kind: string }
type Interpreted = { readonly ok: true; readonly value: VersionAndKind } | { readonly ok: false; readonly error: string };

const versionAndKindStruct = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

/**
 * Reads the body of a create or update of `info`'s kind. Out comes the object as Go would hold it (see decodeStrictly), its
 * apiVersion and kind filled in; or the refusal, 400. Unknown fields refuse, warn or go unseen as fieldValidation says.
 */
export function decode(info: KindInfo, body: JsonValue, options: DecodeOptions): Decoded {
  const refuse = (message: string): Decoded => ({ ok: false, status: badRequest(message) });
  if (options.readError !== undefined) return refuse(unrecognized(info.kind, options.readError, options.source));
  const badNumber = hasBadNumber(body) ? findBadNumber(body) : undefined;
  if (badNumber !== undefined) return refuse(unrecognized(info.kind, `json: unsupported value: ${badNumber}`, options.source));
  const interpreted = interpret(body);
  if (!interpreted.ok) return refuse(unrecognized(info.kind, interpreted.error, options.source));
  const sent = withDefaults(interpreted.value, info);
  const cannotBeHandled = (detail: string): Decoded => refuse(`${sent.kind} in version ${quote(versionOf(sent.apiVersion))} cannot be handled as a ${info.kind}: ${detail}`);
  if (versionOf(sent.apiVersion) === '') return cannotBeHandled(`Object 'apiVersion' is missing in '${options.source ?? ''}'`);
  if (!isRegistered(sent.apiVersion, sent.kind)) {
    return cannotBeHandled(`no kind ${quote(sent.kind)} is registered for version ${quote(sent.apiVersion)} in scheme "pkg/runtime/scheme.go:111"`);
  }
  const sentInfo = kindInfo(sent.apiVersion, sent.kind);
  if (sentInfo === undefined || sentInfo !== info) return foreignKind(info, sent, body, options, cannotBeHandled, refuse);

  const { object, error, strictErrors } = decodeStrictly(body, info.struct, options.isYAML, options.exactNumbers);
  if (object === undefined) return cannotBeHandled(error ?? '');
  const all = [...options.decodingErrors, ...strictErrors];
  if (all.length > 0 && options.fieldValidation === 'Strict') return cannotBeHandled(`strict decoding error: ${all.join(', ')}`);
  const warnings = options.fieldValidation === 'Warn' ? all : [];
  return { ok: true, object: { ...object, apiVersion: info.apiVersion, kind: info.kind }, warnings };
}

/** A kind that the server can read, but not at this place. */
function foreignKind(info: KindInfo, sent: VersionAndKind, body: JsonValue, options: DecodeOptions, cannotBeHandled: (detail: string) => Decoded, refuse: (message: string) => Decoded): Decoded {
  const sentInfo = kindInfo(sent.apiVersion, sent.kind);
  if (sentInfo !== undefined) {
    const { object, error } = decodeStrictly(body, sentInfo.struct, options.isYAML, options.exactNumbers);
    if (object === undefined) return cannotBeHandled(error ?? '');
  }
  if (sent.kind === info.kind && isOlderVersionOf(sent.apiVersion, sent.kind)) {
    const { object, error, strictErrors } = decodeStrictly(body, olderStruct(sent.apiVersion, sent.kind) ?? info.struct, options.isYAML, options.exactNumbers);
    if (object === undefined) return cannotBeHandled(error ?? '');
    const all = [...options.decodingErrors, ...strictErrors];
    if (all.length > 0 && options.fieldValidation === 'Strict') return cannotBeHandled(`strict decoding error: ${all.join(', ')}`);
    return refuse(`the API version in the data (${sent.apiVersion}) does not match the expected API version (${info.apiVersion})`);
  }
  const items = sent.kind.endsWith('List') && isJsonObject(body) ? (body.items ?? null) : null;
  if (items !== null && !Array.isArray(items) && sent.kind !== 'List') {
    const version = versionOf(sent.apiVersion);
    return cannotBeHandled(`json: cannot unmarshal ${kindOf(items)} into Go struct field ${sent.kind}.items of type []${version}.${sent.kind.slice(0, -'List'.length)}`);
  }
  return cannotBeHandled(`converting (${versionOf(sent.apiVersion)}.${sent.kind}) to (${internalPackage(info.group)}.${info.kind}): unknown conversion`);
}

/** The refusal of a text that cannot even be asked for its kind; `detail` is the parser's message. */
function unrecognized(kind: string, detail: string, source: string | undefined): string {
  return `the object provided is unrecognized (must be of type ${kind}): ${detail} (${summarized(source ?? '')})`;
}

const summaryBytes = 30;

function summarized(source: string): string {
  if (source === '') return '<empty>';
  const bytes = utf8Bytes(source, summaryBytes + 1);
  const tail = bytes.length > summaryBytes ? ' ...' : '';
  if (source.startsWith('{')) return source.slice(0, summaryBytes) + tail;
  return bytes.slice(0, summaryBytes).map((byte) => byte.toString(16).padStart(2, '0')).join('') + tail;
}

function hasBadNumber(value: JsonValue | undefined): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  for (const item of Object.values(value)) if (hasBadNumber(item)) return true;
  return false;
}

/** JSON has no infinities; YAML does. Keys are met in sorted order. */
function findBadNumber(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return 'NaN';
    return Number.isFinite(value) ? undefined : value > 0 ? '+Inf' : '-Inf';
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const items: readonly (JsonValue | undefined)[] = isJsonObject(value)
    ? Object.keys(value).sort(compareBytes).map((key) => value[key])
    : Object.values(value);
  for (const item of items) {
    const found = findBadNumber(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The standard library reads these two fields, without regard to case; the last of several spellings counts. */
function interpret(body: JsonValue): Interpreted {
  const parseError = (detail: string): Interpreted => ({ ok: false, error: `couldn't get version/kind; json parse error: ${detail}` });
  if (body === null) return { ok: true, value: { apiVersion: '', kind: '' } };
  if (!isJsonObject(body)) return parseError(`json: cannot unmarshal ${kindOf(body)} into Go value of type ${versionAndKindStruct}`);
  let apiVersion = '';
  let kind = '';
  for (const key of Object.keys(body).sort(compareBytes)) {
    const lower = key.toLowerCase();
    if (lower !== 'apiversion' && lower !== 'kind') continue;
    const value = body[key] ?? null;
    const name = lower === 'kind' ? 'kind' : 'apiVersion';
    if (value === null) continue;
    if (typeof value !== 'string') return parseError(`json: cannot unmarshal ${kindOf(value)} into Go struct field .${name} of type string`);
    if (name === 'kind') kind = value;
    else apiVersion = value;
  }
  if (apiVersion.split('/').length > 2) return { ok: false, error: `unexpected GroupVersion string: ${apiVersion}` };
  return { ok: true, value: { apiVersion, kind } };
}

function kindOf(value: JsonValue): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function withDefaults({ apiVersion, kind }: VersionAndKind, info: KindInfo): VersionAndKind {
  const [group = '', version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const isVersionMissing = version === undefined || version === '';
  const takesDefault = isVersionMissing && (group === '' || group === info.group);
  const canonical = group === '' && version !== undefined && apiVersion.startsWith('/') ? version : apiVersion;
  return { apiVersion: takesDefault ? info.apiVersion : canonical, kind: kind === '' ? info.kind : kind };
}

function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}
