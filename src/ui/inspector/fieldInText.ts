import { objectId, parseObjectId, type FieldRef } from '../../protocol/ref.ts';
import type { App } from '../../store/types.ts';

/** The field as the manifests may have it: a Pod that a workload made stands there as the workload's template. */
export function fieldInText(app: App, field: FieldRef): FieldRef {
  const { object, path } = field;
  if (object.kind !== 'Pod' || app.actions.locate(object, path) !== null) return field;
  const workload = app.cluster.getState().view.pods[objectId(object)]?.workload;
  if (workload === undefined) return field;
  return { object: { apiVersion: 'apps/v1', ...parseObjectId(workload) }, path: ['spec', 'template', ...path] };
}
