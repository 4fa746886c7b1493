/** GET of one object and of a collection. */
import { encode } from '../../../kube/encode.ts';
import { fieldNotSupported, matchesFields, parseFieldSelector } from '../../../kube/fieldSelector.ts';
import { parseSelector } from '../../../kube/selectorParser.ts';
import { matchesRequirements } from '../../../kube/selectors.ts';
import type { Status } from '../../../kube/status.ts';
import { badRequest, notFoundStatus } from '../../../kube/status.ts';
import type { ApiResponse } from '../../../protocol/command.ts';
import type { KubeObject } from '../../context.ts';
import type { RequestContext } from './requestContext.ts';
import { answer, failure, success } from './requestContext.ts';
import { hasScale, scaleOf } from './scale.ts';

/** GET of one object: 200 with it, or a Status. Mirrors staging/src/k8s.io/apiserver/pkg/endpoints/handlers/get.go (v1.36). */
export function handleGet(context: RequestContext): ApiResponse {
  const { registry, info, namespace, request } = context;
  const name = request.name ?? '';
  const object = registry.store.get(info.kind, namespace, name);
  if (object === undefined) return failure(context, notFoundStatus(info.plural, info.group, name));
  return request.subresource === 'scale' && hasScale(info) ? answer(context, 200, scaleOf(object)) : success(context, 200, object);
}

type Selection = { readonly ok: true; matches(object: KubeObject): boolean } | { readonly ok: false; readonly status: Status };

/** What the selectors of a request ask for. Mirrors apimachinery's conversion of ListOptions and labels.Parse (v1.36). */
function selection({ request, info }: RequestContext): Selection {
  const labels = parseSelector(request.labelSelector ?? '');
  if (!labels.ok) return { ok: false, status: badRequest(labels.error) };
  const fields = parseFieldSelector(request.fieldSelector ?? '');
  if (!fields.ok) return { ok: false, status: badRequest(fields.error) };
  for (const { field } of fields.requirements) {
    const refusal = fieldNotSupported(info, field);
    if (refusal !== undefined) return { ok: false, status: badRequest(refusal) };
  }
  return { ok: true, matches: (object) => matchesRequirements(labels.requirements, object.metadata.labels) && matchesFields(fields.requirements, object) };
}

/** Without a namespace in the request: of all of them. With selectors: what matches both. */
export function handleList(context: RequestContext): ApiResponse {
  const { registry, info, request } = context;
  const selected = selection(context);
  if (!selected.ok) return failure(context, selected.status);
  const objects = registry.store.list(info.kind, info.isNamespaced ? request.namespace : undefined);
  return answer(context, 200, {
    kind: `${info.kind}List`, apiVersion: info.apiVersion, metadata: { resourceVersion: registry.store.resourceVersion },
    items: objects.filter((object) => selected.matches(object)).map((object) => encode(info, object)),
  });
}
