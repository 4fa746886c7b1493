/** DELETE. Mirrors apiserver/pkg/endpoints/handlers/delete.go (v1.36). */
import type { JsonObject, JsonValue } from '../../../kube/json.ts';
import { isJsonObject } from '../../../kube/json.ts';
import type { ApiResponse } from '../../../protocol/command.ts';
import type { DeleteOptions, KubeObject } from '../../context.ts';
import { admitDelete } from '../admission/admission.ts';
import { deleteObject } from '../registry/delete.ts';
import { strategyOf } from '../registry/strategies.ts';
import type { RequestContext } from './requestContext.ts';
import { answer, failure, success } from './requestContext.ts';

/** DELETE of one object: 200 with a Success Status, with the object where finalizers or grace hold it back, or a Status that refuses. Mirrors staging/src/k8s.io/apiserver/pkg/endpoints/handlers/delete.go (v1.36). */
export function handleDelete(context: RequestContext): ApiResponse {
  const { registry, info, namespace, request } = context;
  const name = request.name ?? '';
  if (registry.store.get(info.kind, namespace, name) !== undefined) {
    const refusal = admitDelete(info, name);
    if (refusal !== undefined) return failure(context, refusal);
  }
  const deleted = deleteObject(registry, info, { namespace, name }, deleteOptions(request.body), request.isDryRun ?? false);
  if (!deleted.ok) return failure(context, deleted.status);
  const answersWithObject = !deleted.isGone || strategyOf(info).returnsDeletedObject;
  return answersWithObject ? success(context, 200, deleted.object) : answer(context, 200, successStatus(context, deleted.object));
}

function deleteOptions(body: JsonValue | undefined): DeleteOptions {
  if (!isJsonObject(body)) return {};
  const { gracePeriodSeconds, propagationPolicy, preconditions } = body;
  const uid = isJsonObject(preconditions) ? preconditions.uid : undefined;
  return {
    ...(typeof gracePeriodSeconds === 'number' ? { gracePeriodSeconds } : {}),
    ...(propagationPolicy === 'Background' || propagationPolicy === 'Foreground' || propagationPolicy === 'Orphan' ? { propagationPolicy } : {}),
    ...(typeof uid === 'string' ? { uid } : {}),
  };
}

function successStatus({ info }: RequestContext, object: KubeObject): JsonObject {
  const { name, uid } = object.metadata;
  return {
    kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success',
    details: { name, ...(info.group === '' ? {} : { group: info.group }), kind: info.plural, ...(uid === undefined ? {} : { uid }) },
  };
}
