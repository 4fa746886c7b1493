import type { Pod, Service } from '../../../kube/types.generated.ts';
import { podCondition } from '../podConditions.ts';
import { lastChangeTriggerTimeAnnotation } from './labels.ts';

/** When the oldest change happened that a Service's endpoints have not shown yet. */
export interface TriggerTimeTracker {
  /** An RFC 3339 time; undefined where nothing with a time has changed since the last call for this Service. */
  compute(service: Service, pods: readonly Pod[]): string | undefined;
  forget(namespace: string, name: string): void;
}

interface ServiceState { readonly service: string; readonly pods: ReadonlyMap<string, string> }

const keyOf = (namespace: string, name: string): string => `${namespace}/${name}`;

/** Mirrors staging/src/k8s.io/endpointslice/util/trigger_time_tracker.go (v1.36). Times have one format, so that their order is that of the texts. */
export function createTriggerTimeTracker(): TriggerTimeTracker {
  const states = new Map<string, ServiceState>();
  return {
    compute(service, pods) {
      const key = keyOf(service.metadata.namespace ?? '', service.metadata.name);
      const before = states.get(key);
      const podTimes = new Map<string, string>();
      let oldest: string | undefined;
      const consider = (time: string, last: string): void => {
        if (time > last && (oldest === undefined || time < oldest)) oldest = time;
      };
      for (const pod of pods) {
        const time = podCondition(pod, 'Ready')?.lastTransitionTime;
        if (time === undefined) continue;
        podTimes.set(pod.metadata.name, time);
        consider(time, before?.pods.get(pod.metadata.name) ?? '');
      }
      const created = service.metadata.creationTimestamp ?? '';
      consider(created, before?.service ?? '');
      states.set(key, { service: created, pods: podTimes });
      return before === undefined ? service.metadata.creationTimestamp : oldest;
    },
    forget: (namespace, name) => void states.delete(keyOf(namespace, name)),
  };
}

/** Annotations with this trigger time; without any where it is undefined. */
export function withTriggerTime(annotations: Readonly<Record<string, string>>, triggerTime: string | undefined): Record<string, string> {
  const { [lastChangeTriggerTimeAnnotation]: before, ...rest } = annotations;
  return triggerTime === undefined ? rest : { ...rest, [lastChangeTriggerTimeAnnotation]: triggerTime };
}
