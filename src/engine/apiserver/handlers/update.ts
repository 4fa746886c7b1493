/** PUT. Mirrors apiserver/pkg/endpoints/handlers/update.go (v1.36). */
import { notFoundStatus } from '../../../kube/status.ts';
import type { ApiResponse } from '../../../protocol/command.ts';
import type { KubeObject, Result } from '../../context.ts';
import { admitCreate, admitUpdate } from '../admission/admission.ts';
import { updateObject } from '../registry/update.ts';
import { checkName, decodeBody, inNamespace, withoutRepeatedOwners } from './decoding.ts';
import type { RequestContext } from './requestContext.ts';
import { failure, metadataText, success, writeOptions } from './requestContext.ts';
import { answerStatus, withStatusOf } from './status.ts';

/** PUT of one object: 200 with the stored object, or a Status. Without resourceVersion it is unconditional where the kind allows. Mirrors staging/src/k8s.io/apiserver/pkg/endpoints/handlers/update.go (v1.36). */
export function handleUpdate(context: RequestContext): ApiResponse {
  const { registry, info, namespace, request } = context;
  const decoded = decodeBody(context);
  if (!decoded.ok) return failure(context, decoded.status);
  const placed = inNamespace(decoded.object, namespace);
  if (!placed.ok) return failure(context, placed.status);
  const name = request.name ?? metadataText(request.body, 'name');
  const mismatch = checkName(placed.object, name);
  if (mismatch !== undefined) return failure(context, mismatch);
  const object = withoutRepeatedOwners(context, placed.object);
  if (request.subresource === 'status') {
    const existing = registry.store.get(info.kind, namespace, name);
    return answerStatus(context, existing === undefined ? { ok: false, status: notFoundStatus(info.plural, info.group, name) } : { ok: true, object: withStatusOf(existing, object) });
  }
  const { uid } = object.metadata;
  const source = {
    ...(uid === undefined ? {} : { uid }),
    next: (existing: KubeObject | undefined): Result<KubeObject> => existing === undefined
      ? admitCreate(registry.store, info, object, false)
      : admitUpdate(registry.store, info, object, existing),
  };
  const updated = updateObject(registry, info, { namespace, name }, source, writeOptions(context));
  return updated.ok ? success(context, updated.isCreated ? 201 : 200, updated.object) : failure(context, updated.status);
}
