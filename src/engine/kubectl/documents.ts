/** Documents that kubectl was given. Mirrors k8s.io/cli-runtime/pkg/resource/{builder,mapper,visitor}.go (v1.36). */
import type { JsonObject, JsonValue } from '../../kube/json.ts';
import { isJsonObject } from '../../kube/json.ts';
import type { KindInfo } from '../../kube/scheme.ts';
import { allKinds, kindInfo } from '../../kube/scheme.ts';
import { goJson, sortedJson } from '../../kube/quote.ts';
import { decodeStrictly } from '../../kube/strictDecoder.ts';
import { without } from '../apiserver/registry/fields.ts';

/** A document with the resource that it goes to. */
export interface MappedDocument {
  readonly info: KindInfo;
  /** With the namespace filled in. */
  readonly object: JsonObject;
  /** Empty where the kind has none. */
  readonly namespace: string;
  /** Empty where the document has none. */
  readonly name: string;
}

export interface MappingOptions {
  /** The namespace of objects that name none. */
  readonly namespace: string;
  /** Objects may name no other. */
  readonly isNamespaceEnforced: boolean;
  /** What messages call the text: `STDIN` or a file's name. */
  readonly source: string;
}

export type Mapping = { readonly ok: true; readonly document: MappedDocument } | { readonly ok: false; readonly message: string };

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** What kubectl has against a field that it needs before anything else. */
function typeFaults(field: string, value: JsonValue | undefined): string[] {
  if (value === undefined || value === null) return [`${field} not set`];
  return typeof value === 'string' ? [] : [`${field} isn't string type`];
}

/** The kind of a document; kubectl knows kinds in small letters too. */
function kindOfDocument(apiVersion: string, kind: string): KindInfo | undefined {
  return kindInfo(apiVersion, kind) ?? allKinds.find((info) => info.apiVersion === apiVersion && info.singular === kind);
}

/** Finds where a document goes, as kubectl does before it asks the server for anything. */
export function mapDocument(body: JsonValue, options: MappingOptions): Mapping {
  const source = JSON.stringify(options.source);
  const refuse = (message: string): Mapping => ({ ok: false, message });
  if (!isJsonObject(body)) return refuse(`error validating ${source}: error validating data: invalid object to validate; if you choose to ignore these errors, turn validation off with --validate=false`);
  const faults = [...typeFaults('apiVersion', body.apiVersion), ...typeFaults('kind', body.kind)];
  if (faults.length > 0) {
    const what = faults.length > 1 ? `[${faults.join(', ')}]` : faults.join('');
    return refuse(`error validating ${source}: error validating data: ${what}; if you choose to ignore these errors, turn validation off with --validate=false`);
  }
  const apiVersion = text(body.apiVersion);
  const kind = text(body.kind);
  if (kind === '') return refuse(`unable to decode ${source}: Object 'Kind' is missing in '${goJson(sortedJson(body))}'`);
  // Clients check the metadata and nothing else, which any kind that has metadata does as well.
  const { error } = decodeStrictly({ metadata: body.metadata ?? null }, 'Lease', true);
  if (error !== undefined) return refuse(`unable to decode ${source}: ${error.replace('field Lease.', 'field metadataOnlyObject.')}`);
  const metadata = isJsonObject(body.metadata) ? body.metadata : {};
  const name = text(metadata.name);
  const own = text(metadata.namespace);
  const info = kindOfDocument(apiVersion, kind);
  if (info === undefined) {
    return refuse(`resource mapping not found for name: ${JSON.stringify(name)} namespace: ${JSON.stringify(own)} from ${source}: no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}\nensure CRDs are installed first`);
  }
  if (!info.isNamespaced) return { ok: true, document: { info, object: own === '' ? body : { ...body, metadata: without(metadata, 'namespace') }, namespace: '', name } };
  if (options.isNamespaceEnforced && own !== '' && own !== options.namespace) {
    return refuse(`the namespace from the provided object ${JSON.stringify(own)} does not match the namespace ${JSON.stringify(options.namespace)}. You must pass '--namespace=${own}' to perform this operation.`);
  }
  const namespace = own === '' ? options.namespace : own;
  return { ok: true, document: { info, object: { ...body, metadata: { ...metadata, namespace } }, namespace, name } };
}

/** `service/web`, `deployment.apps/web`: how kubectl names what it did something to. */
export function printedName(info: KindInfo, name: string): string {
  return `${info.singular}${info.group === '' ? '' : `.${info.group}`}/${name}`;
}
