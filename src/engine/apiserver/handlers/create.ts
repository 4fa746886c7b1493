/** POST. Mirrors apiserver/pkg/endpoints/handlers/create.go (v1.36). */
import type { ApiResponse } from '../../../protocol/command.ts';
import type { KubeObject } from '../../context.ts';
import { admitCreate } from '../admission/admission.ts';
import { createObject } from '../registry/create.ts';
import { without } from '../registry/fields.ts';
import { decodeBody, inNamespace, withoutRepeatedOwners } from './decoding.ts';
import type { RequestContext } from './requestContext.ts';
import { failure, success, writeOptions } from './requestContext.ts';

/** What clients may not say about a new object. */
function withoutSystemFields(object: KubeObject): KubeObject {
  return { ...object, metadata: without(object.metadata, 'creationTimestamp', 'uid', 'deletionTimestamp', 'deletionGracePeriodSeconds') };
}

/** POST to a collection: 201 with the stored object, or a Status. Mirrors staging/src/k8s.io/apiserver/pkg/endpoints/handlers/create.go (v1.36). */
export function handleCreate(context: RequestContext): ApiResponse {
  const decoded = decodeBody(context);
  if (!decoded.ok) return failure(context, decoded.status);
  const placed = inNamespace(withoutSystemFields(decoded.object), context.namespace);
  if (!placed.ok) return failure(context, placed.status);
  const object = withoutRepeatedOwners(context, placed.object);
  const admitted = admitCreate(context.registry.store, context.info, object, false);
  if (!admitted.ok) return failure(context, admitted.status);
  const created = createObject(context.registry, context.info, admitted.object, writeOptions(context));
  return created.ok ? success(context, 201, created.object) : failure(context, created.status);
}
