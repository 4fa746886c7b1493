import type { Pod, PodTemplateSpec } from '../../kube/types.generated.ts';
import type { EngineContext, KubeObject, Result } from '../context.ts';
import { newControllerRef } from './controllerRefs.ts';
import { refOf } from './objectKey.ts';

/** `<name>-`, or the name where a Pod's name could not begin so. Mirrors getPodsPrefix of controller_utils.go (v1.36). */
function podsPrefix(controllerName: string): string {
  return controllerName.length > 252 ? controllerName : `${controllerName}-`;
}

/** A Pod of a template that `owner` controls, as it is sent to the API server. Mirrors GetPodFromTemplate (v1.36). */
export function podFromTemplate(template: PodTemplateSpec, owner: KubeObject): Pod {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const { namespace, name } = owner.metadata;
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name: '', generateName: podsPrefix(name), ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [newControllerRef(owner)],
    },
    spec: template.spec,
  };
}

/** Creates a Pod for a controller and says so on the controller. Mirrors RealPodControl.CreatePods (v1.36). */
export function createPod(context: EngineContext, owner: KubeObject, pod: Pod): Result<Pod> {
  const result = context.api.create('Pod', pod);
  if (result.ok) context.events.event(refOf(owner), 'Normal', 'SuccessfulCreate', `Created pod: ${result.object.metadata.name}`);
  else context.events.event(refOf(owner), 'Warning', 'FailedCreate', `Error creating: ${result.status.message}`);
  return result;
}

/** Deletes a Pod for a controller, with its own grace period. Mirrors RealPodControl.DeletePod (v1.36). */
export function deletePod(context: EngineContext, owner: KubeObject, pod: Pod): void {
  const { namespace = '', name } = pod.metadata;
  const result = context.api.delete('Pod', namespace, name);
  if (result.ok) context.events.event(refOf(owner), 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
  else if (result.status.code !== 404) context.events.event(refOf(owner), 'Warning', 'FailedDelete', `Error deleting: ${result.status.message}`);
}
