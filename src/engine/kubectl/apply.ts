/** Client-side `kubectl apply`. Mirrors k8s.io/kubectl/pkg/cmd/apply/{apply,patcher}.go (v1.36). */
import type { JsonObject, JsonValue } from '../../kube/json.ts';
import { isJsonObject } from '../../kube/json.ts';
import { goJson, sortedJson } from '../../kube/quote.ts';
import { isPathSegmentName } from '../../kube/validation/names.ts';
import type { ApiRequest, ApiResponse, ManifestResult, Status } from '../../protocol/command.ts';
import type { ObjectRef } from '../../protocol/ref.ts';
import { isMutableObject, mutableObject } from '../apiserver/patch/mutableJson.ts';
import type { MutableJson, MutableObject } from '../apiserver/patch/mutableJson.ts';
import { PatchError, PatchSchema } from '../apiserver/patch/patchMeta.ts';
import { applyStrategicMergePatch } from '../apiserver/patch/strategicMergePatch.ts';
import { createThreeWayMergePatch } from '../apiserver/patch/threeWayMergePatch.ts';
import type { ApiServer } from '../context.ts';
import type { ClientError } from './clientErrors.ts';
import { withSource } from './clientErrors.ts';
import type { MappedDocument } from './documents.ts';
import { mapDocument, printedName } from './documents.ts';
import { annotationsOf, lastAppliedAnnotation, lastAppliedText, withLastApplied } from './lastApplied.ts';

export interface ApplyOptions {
  /** The namespace of objects that name none; `default` where absent. */
  readonly namespace?: string;
  /** Objects may name no other namespace: `-n` was given. */
  readonly isNamespaceEnforced?: boolean;
  /** Errors of reading the text, such as keys given twice. kubectl itself does not see them; the page refuses them. */
  readonly decodingErrors?: readonly string[];
  /** What messages call the text; `STDIN` where absent. */
  readonly source?: string;
  readonly isDryRun?: boolean;
  /** Nothing that changes anything is sent; the object is what it would be without a server's part. */
  readonly isClientDryRun?: boolean;
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
}

/** What became of one object. */
export interface ApplyResult extends Omit<ManifestResult, 'index'> {
  /** `service/web`; absent where the kind could not be found out. */
  readonly printedName?: string;
  /** The error as kubectl has it, for a failure. `status` is absent where the server was not asked. */
  readonly error?: ClientError;
  /** As the server has it now, or would have it; absent for a failure. */
  readonly object?: JsonObject;
  /** Lines that kubectl itself puts on stderr, before the warnings of the requests that follow them. */
  readonly notes: readonly string[];
}

/**
 * Makes the object of a document be as the document says: creates it, or changes what the document says or no longer says.
 * Warnings are the server's, each text once. Never throws for what a document holds.
 */
export function applyObject(api: Pick<ApiServer, 'handle'>, body: JsonValue, options: ApplyOptions = {}): ApplyResult {
  const source = options.source ?? 'STDIN';
  const mapping = mapDocument(body, { namespace: options.namespace ?? 'default', isNamespaceEnforced: options.isNamespaceEnforced ?? false, source });
  if (!mapping.ok) return { outcome: 'failed', status: clientStatus(mapping.message), error: { message: mapping.message }, warnings: [], notes: [] };
  return new Application(api, mapping.document, options, source).run();
}

/** A refusal that no server made, in a server's form. */
function clientStatus(message: string): Status {
  return { code: 400, reason: 'BadRequest', message, causes: [] };
}

/** The application of one document. */
class Application {
  readonly #api: Pick<ApiServer, 'handle'>;
  readonly #document: MappedDocument;
  readonly #options: ApplyOptions;
  readonly #source: string;
  readonly #warnings = new Set<string>();
  readonly #notes: string[] = [];

  constructor(api: Pick<ApiServer, 'handle'>, document: MappedDocument, options: ApplyOptions, source: string) {
    this.#api = api;
    this.#document = document;
    this.#options = options;
    this.#source = source;
  }

  run(): ApplyResult {
    const { object, name } = this.#document;
    if (name === '') return this.#withoutName();
    const faults = isPathSegmentName(name);
    if (faults.length > 0) return this.#failed({ message: this.#notRetrieved(`invalid resource name ${JSON.stringify(name)}: [${faults.join(' ')}]`) });
    const modified = withLastApplied(object);
    const found = this.#ask({ verb: 'get', name });
    if ('status' in found) {
      if (found.status.reason !== 'NotFound') return this.#failed({ status: found.status });
      return this.#create(modified);
    }
    return this.#change(modified, isJsonObject(found.object) ? found.object : {});
  }

  #withoutName(): ApplyResult {
    const { object } = this.#document;
    const prefix = isJsonObject(object.metadata) ? object.metadata.generateName : undefined;
    const message = typeof prefix === 'string' && prefix !== ''
      ? `from ${prefix}: cannot use generate name with apply`
      : this.#notRetrieved('resource name may not be empty');
    return this.#failed({ message });
  }

  #notRetrieved(detail: string): string {
    return `error when retrieving current configuration of:\n${resourceText(this.#document)}\nfrom server for: ${JSON.stringify(this.#source)}: ${detail}`;
  }

  #create(modified: JsonObject): ApplyResult {
    const { decodingErrors = [], isClientDryRun } = this.#options;
    if (isClientDryRun === true) return this.#done('created', withoutNulls(modified));
    const created = this.#ask({ verb: 'create', body: withoutNulls(modified), isYAML: true, decodingErrors });
    if ('status' in created) return this.#failed({ status: withSource(created.status, 'creating', this.#source) }, created.status);
    return this.#done('created', created.object);
  }

  #change(modified: JsonObject, current: JsonObject): ApplyResult {
    const { info, name } = this.#document;
    if (annotationsOf(current)[lastAppliedAnnotation] === undefined) {
      this.#notes.push(`Warning: resource ${info.plural}/${name} is missing the ${lastAppliedAnnotation} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`);
    }
    const patch = this.#patchFor(modified, current);
    if ('message' in patch) return this.#failed(patch);
    const { decodingErrors = [], isClientDryRun } = this.#options;
    if (Object.keys(patch.body).length === 0 && decodingErrors.length === 0) return this.#done('unchanged', current);
    if (isClientDryRun === true) return this.#done('configured', applyStrategicMergePatch(mutableObject(current), mutableObject(patch.body), PatchSchema.ofStruct(this.#document.info.struct)));
    const patched = this.#ask({ verb: 'patch', name, patchType: 'strategic', body: patch.body, decodingErrors });
    if ('status' in patched) return this.#failed({ status: this.#patchFailure(patched.status, patch.body) }, patched.status);
    if (isDeleting(patched.object)) this.#notes.push(`Warning: Detected changes to resource ${name} which is currently being deleted.\n`);
    return this.#done('configured', patched.object);
  }

  #patchFor(modified: JsonObject, current: JsonObject): { readonly body: JsonObject } | { readonly message: string } {
    const original = parsedObject(lastAppliedText(current));
    if (original === undefined) return { message: `error when applying patch:\n\nto:\n${resourceText(this.#document)}\nfor: ${JSON.stringify(this.#source)}: invalid JSON document` };
    const schema = PatchSchema.ofStruct(this.#document.info.struct);
    try {
      return { body: sortedObject(createThreeWayMergePatch(original, mutableObject(modified), mutableObject(current), schema)) };
    } catch (error) {
      if (!(error instanceof PatchError)) throw error;
      return { message: `creating patch with:\noriginal:\n${lastAppliedText(current) ?? ''}\nmodified:\n${goJson(sortedJson(modified))}\ncurrent:\n${goJson(sortedJson(current))}\nfor: ${error.message}` };
    }
  }

  /** Conflicts and the like show the whole patch; of refusals as invalid, kubectl shows the causes only. */
  #patchFailure(status: Status, patch: JsonObject): Status {
    const inner = withSource(status, 'patching', this.#source);
    return { ...inner, message: `error when applying patch:\n${goJson(patch)}\nto:\n${resourceText(this.#document)}\nfor: ${JSON.stringify(this.#source)}: ${inner.message}` };
  }

  #ask(request: Pick<ApiRequest, 'verb'> & Partial<ApiRequest>): ApiResponse {
    const { info, namespace } = this.#document;
    const { isDryRun, fieldValidation } = this.#options;
    const response = this.#api.handle({
      apiVersion: info.apiVersion, kind: info.kind, ...(info.isNamespaced ? { namespace } : {}), ...request,
      fieldValidation: fieldValidation ?? 'Strict', ...(isDryRun === undefined ? {} : { isDryRun }),
    });
    for (const warning of response.warnings) this.#warnings.add(warning);
    return response;
  }

  #ref(): ObjectRef {
    const { info, namespace, name } = this.#document;
    return { apiVersion: info.apiVersion, kind: info.kind, ...(info.isNamespaced ? { namespace } : {}), name };
  }

  #done(outcome: 'created' | 'configured' | 'unchanged', object: JsonValue): ApplyResult {
    const { info, name } = this.#document;
    return { outcome, ...(isJsonObject(object) ? { object } : {}), ref: this.#ref(), printedName: printedName(info, name), warnings: [...this.#warnings], notes: this.#notes };
  }

  /** `plain` is the server's own Status, without what kubectl puts before its message. */
  #failed(error: ClientError, plain?: Status): ApplyResult {
    const status = plain ?? ('status' in error ? error.status : clientStatus(error.message));
    return { outcome: 'failed', ref: this.#ref(), status, error, warnings: [...this.#warnings], notes: this.#notes };
  }
}

function isDeleting(object: JsonValue): boolean {
  return isJsonObject(object) && isJsonObject(object.metadata) && object.metadata.deletionTimestamp !== undefined;
}

/** The resource as kubectl shows it in the middle of its longer messages. Mirrors String of k8s.io/cli-runtime/pkg/resource/visitor.go (v1.36). */
export function resourceText({ info, namespace, name }: Pick<MappedDocument, 'info' | 'namespace' | 'name'>): string {
  const version = `${info.group}/${info.version}`;
  return `Resource: "${version}, Resource=${info.plural}", GroupVersionKind: "${version}, Kind=${info.kind}"\nName: ${JSON.stringify(name)}, Namespace: ${JSON.stringify(namespace)}`;
}

function parsedObject(json: string | undefined): MutableObject | undefined {
  if (json === undefined || json === '') return {};
  try {
    // JSON.parse makes nothing but JSON, freshly.
    const parsed = JSON.parse(json) as MutableJson;
    return isMutableObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function sortedObject(object: MutableObject): JsonObject {
  const sorted = sortedJson(object);
  return isJsonObject(sorted) ? sorted : {};
}

/** Nulls of a new object are left out, as a patch would leave them out. */
function withoutNulls(object: JsonObject): JsonObject {
  const pruned = prunedValue(object);
  return isJsonObject(pruned) ? pruned : {};
}

function prunedValue(value: JsonValue): JsonValue {
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined && item !== null).map(([key, item]) => [key, prunedValue(item ?? null)]));
  }
  return typeof value === 'object' && value !== null ? value.map(prunedValue) : value;
}
