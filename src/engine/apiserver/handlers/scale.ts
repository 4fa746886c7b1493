/** The scale subresource. Mirrors pkg/registry/apps/deployment/storage/storage.go (v1.36) and its siblings. */
import { invalid } from '../../../kube/fieldErrors.ts';
import { fieldPath } from '../../../kube/fieldPath.ts';
import type { JsonObject, JsonValue } from '../../../kube/json.ts';
import { asJsonObject, isJsonObject } from '../../../kube/json.ts';
import type { KindInfo } from '../../../kube/scheme.ts';
import { formatLabels, formatLabelSelector } from '../../../kube/selectors.ts';
import { badRequest, invalidStatus, notFoundStatus } from '../../../kube/status.ts';
import type { ApiResponse } from '../../../protocol/command.ts';
import type { KubeObject, Result } from '../../context.ts';
import { admitUpdate } from '../admission/admission.ts';
import { applyJsonPatch, decodeJsonPatch } from '../patch/jsonPatch.ts';
import { applyMergePatch } from '../patch/mergePatch.ts';
import { isMutableObject, mutableCopy, mutableObject } from '../patch/mutableJson.ts';
import { withField } from '../registry/fields.ts';
import { updateObject } from '../registry/update.ts';
import type { RequestContext } from './requestContext.ts';
import { answer, failure, writeOptions } from './requestContext.ts';

const scalable = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet']);

/** Whether objects of a kind can be scaled. */
export function hasScale({ kind }: KindInfo): boolean {
  return scalable.has(kind);
}

function partOf(object: KubeObject, field: string): JsonObject {
  const value = asJsonObject(object)[field];
  return isJsonObject(value) ? value : {};
}

function selectorText({ kind }: KubeObject, selector: JsonValue | undefined): string {
  if (!isJsonObject(selector)) return '';
  if (kind === 'ReplicationController') return formatLabels(Object.fromEntries(Object.entries(selector).map(([key, value]) => [key, typeof value === 'string' ? value : ''])));
  const text = formatLabelSelector(selector);
  return text.startsWith('<') ? '' : text;
}

/** An object's scale as autoscaling/v1 has it. */
export function scaleOf(object: KubeObject): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const { replicas = 0, selector } = partOf(object, 'spec');
  const { replicas: current = 0 } = partOf(object, 'status');
  return {
    kind: 'Scale', apiVersion: 'autoscaling/v1',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...(uid === undefined ? {} : { uid }), ...(resourceVersion === undefined ? {} : { resourceVersion }), ...(creationTimestamp === undefined ? {} : { creationTimestamp }) },
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: current, selector: selectorText(object, selector) },
  };
}

interface WantedScale { readonly replicas: number; readonly resourceVersion: string | undefined }

function wantedScale(context: RequestContext, current: JsonObject): Result<KubeObject> | WantedScale {
  const { request } = context;
  const body = mutableCopy(request.body ?? null);
  let scale: JsonValue = body;
  if (request.verb === 'patch') {
    if (request.patchType === 'json') {
      const decoded = decodeJsonPatch(body);
      if (!decoded.ok) return { ok: false, status: badRequest(`error decoding patch: ${decoded.error}`) };
      scale = applyJsonPatch(mutableObject(current), decoded.operations) ?? null;
    } else scale = isMutableObject(body) ? applyMergePatch(mutableObject(current), body) : null;
  }
  if (!isJsonObject(scale)) return { ok: false, status: badRequest('the body is no Scale') };
  const spec = isJsonObject(scale.spec) ? scale.spec : {};
  const metadata = isJsonObject(scale.metadata) ? scale.metadata : {};
  const replicas = spec.replicas ?? 0;
  if (typeof replicas !== 'number') return { ok: false, status: badRequest('Scale in version "v1" cannot be handled as a Scale: json: cannot unmarshal string into Go struct field ScaleSpec.spec.replicas of type int32') };
  return { replicas, resourceVersion: typeof metadata.resourceVersion === 'string' ? metadata.resourceVersion : undefined };
}

/** PUT or PATCH of the scale: 200 with the new scale, or a Status. */
export function handleScale(context: RequestContext): ApiResponse {
  const { registry, info, namespace, request } = context;
  const name = request.name ?? '';
  const next = (existing: KubeObject | undefined): Result<KubeObject> => {
    if (existing === undefined) return { ok: false, status: notFoundStatus(info.plural, info.group, name) };
    const wanted = wantedScale(context, scaleOf(existing));
    if ('ok' in wanted) return wanted;
    if (wanted.replicas < 0) return { ok: false, status: invalidStatus('Scale', 'autoscaling', name, [invalid(fieldPath('spec').child('replicas'), wanted.replicas, 'must be greater than or equal to 0')]) };
    const { resourceVersion = existing.metadata.resourceVersion } = wanted;
    const scaled = withField(existing, 'spec', { ...partOf(existing, 'spec'), replicas: wanted.replicas });
    return admitUpdate(registry.store, info, { ...scaled, metadata: { ...scaled.metadata, ...(resourceVersion === undefined ? {} : { resourceVersion }) } }, existing);
  };
  const updated = updateObject(registry, info, { namespace, name }, { next }, writeOptions(context));
  return updated.ok ? answer(context, 200, scaleOf(updated.object)) : failure(context, updated.status);
}
