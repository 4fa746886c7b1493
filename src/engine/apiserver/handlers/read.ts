/** GET of one object and of a collection. */
import { encode } from '../../../kube/encode.ts';
import { notFoundStatus } from '../../../kube/status.ts';
import type { ApiResponse } from '../../../protocol/command.ts';
import type { RequestContext } from './requestContext.ts';
import { answer, failure, success } from './requestContext.ts';

/** GET of one object: 200 with it, or a Status. Mirrors staging/src/k8s.io/apiserver/pkg/endpoints/handlers/get.go (v1.36). */
export function handleGet(context: RequestContext): ApiResponse {
  const { registry, info, namespace, request } = context;
  const name = request.name ?? '';
  const object = registry.store.get(info.kind, namespace, name);
  return object === undefined ? failure(context, notFoundStatus(info.plural, info.group, name)) : success(context, 200, object);
}

/** Without a namespace in the request: of all of them. */
export function handleList(context: RequestContext): ApiResponse {
  const { registry, info, request } = context;
  const objects = registry.store.list(info.kind, info.isNamespaced ? request.namespace : undefined);
  return answer(context, 200, {
    kind: `${info.kind}List`, apiVersion: info.apiVersion, metadata: { resourceVersion: registry.store.resourceVersion },
    items: objects.map((object) => encode(info, object)),
  });
}
