import { isJsonObject, type JsonObject, type JsonValue } from '../../../kube/json.ts';
import { encode } from '../../../kube/encode.ts';
import type { KindInfo } from '../../../kube/scheme.ts';
import type { Status } from '../../../kube/status.ts';
import type { ApiRequest, ApiResponse } from '../../../protocol/command.ts';
import type { KubeObject } from '../../context.ts';
import type { RegistryContext, WriteOptions } from '../registry/registryContext.ts';

/** One request on its way: whom it is for, and the warnings so far. */
export interface RequestContext {
  readonly registry: RegistryContext;
  readonly request: ApiRequest;
  readonly info: KindInfo;
  /** Empty where the kind has none. */
  readonly namespace: string;
  readonly warnings: Warnings;
}

/** Warnings of a response: each text once, in the order in which they came up. */
export class Warnings {
  readonly #texts = new Set<string>();

  add(text: string): void {
    this.#texts.add(text);
  }

  get all(): readonly string[] {
    return [...this.#texts];
  }
}

/** How a request asks to be written: dry run, and where warnings go. */
export function writeOptions({ request, warnings }: RequestContext): WriteOptions {
  return { isDryRun: request.isDryRun ?? false, isTrusted: false, warn: (text) => { warnings.add(text); } };
}

/** The answer that carries a Status, with the warnings so far. */
export function failure(context: RequestContext, status: Status): ApiResponse {
  return { code: status.code, status, warnings: context.warnings.all };
}

/** The answer that carries an object in the form of its kind, with the warnings so far. */
export function success(context: RequestContext, code: number, object: KubeObject): ApiResponse {
  return answer(context, code, encode(context.info, object));
}

/** The answer that carries JSON as it is, with the warnings so far. */
export function answer(context: RequestContext, code: number, object: JsonObject): ApiResponse {
  return { code, object, warnings: context.warnings.all };
}

/** The text of a field of a body's metadata; empty where there is none. */
export function metadataText(body: JsonValue | undefined, field: string): string {
  if (!isJsonObject(body) || !isJsonObject(body.metadata)) return '';
  const value = Object.hasOwn(body.metadata, field) ? body.metadata[field] : undefined;
  return typeof value === 'string' ? value : '';
}
