/** The status subresource. Mirrors the status strategies of pkg/registry (v1.36). */
import type { ApiResponse } from '../../../protocol/command.ts';
import type { KubeObject, Result } from '../../context.ts';
import { fieldOf, withField } from '../registry/fields.ts';
import { updateObjectStatus } from '../registry/update.ts';
import type { RequestContext } from './requestContext.ts';
import { failure, success } from './requestContext.ts';

/** An object as it is, with the status of another state of it. */
export function withStatusOf(existing: KubeObject, wanted: KubeObject): KubeObject {
  return withField(existing, 'status', fieldOf(wanted, 'status'));
}

/**
 * Stores the status that a request asks for, and nothing else of the object.
 * Simplified: a status is decoded and defaulted, not validated, and metadata is left alone.
 */
export function answerStatus(context: RequestContext, wanted: Result<KubeObject>): ApiResponse {
  if (!wanted.ok) return failure(context, wanted.status);
  if (context.request.isDryRun === true) return success(context, 200, wanted.object);
  const updated = updateObjectStatus(context.registry, context.info, wanted.object);
  return updated.ok ? success(context, 200, updated.object) : failure(context, updated.status);
}
