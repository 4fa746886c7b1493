import type { Pod, Service } from '../kube/types.generated.ts';
import type { Rule, RuleContext, Severity } from './rule.ts';
import { isReady, matchedPods } from './servicePods.ts';

type Cause = 'unschedulable' | 'crashing' | 'notReady' | 'starting';

/** Why a Pod is not ready. One that is only starting is no reason to say anything. */
function causeOf(pod: Pod): Cause {
  if (unscheduled(pod) !== undefined) return 'unschedulable';
  const containers = pod.status?.containerStatuses ?? [];
  if (containers.some(({ state }) => state?.terminated !== undefined || (state?.waiting?.reason ?? '').endsWith('BackOff') || (state?.waiting?.reason ?? '').startsWith('Err'))) return 'crashing';
  if (containers.some(({ state, restartCount }) => state?.running !== undefined && restartCount > 2)) return 'crashing';
  const isRunning = pod.status?.phase === 'Running' || containers.some(({ state }) => state?.running !== undefined);
  return isRunning ? 'notReady' : 'starting';
}

function unscheduled(pod: Pod) {
  return (pod.status?.conditions ?? []).find((condition) => condition.type === 'PodScheduled' && condition.status === 'False');
}

/** A rule that speaks where this is the gravest cause why none of a Service's Pods is ready. */
export function causeRule(id: string, severity: Severity, wanted: Exclude<Cause, 'starting'>): Rule<Service> {
  return {
    id, severity,
    check(service: Service, context: RuleContext) {
      if (service.spec.publishNotReadyAddresses === true) return [];
      const pods = matchedPods(service, context);
      if (pods.length === 0 || pods.some(isReady)) return [];
      const causes = pods.map(causeOf);
      const worst = (['crashing', 'unschedulable', 'notReady'] as const).find((cause) => causes.includes(cause));
      const example = pods[causes.indexOf(wanted)];
      if (worst !== wanted || example === undefined) return [];
      return [{ path: ['spec', 'selector'], params: { service: service.metadata.name, count: pods.length, pod: example.metadata.name, reason: unscheduled(example)?.message ?? '' } }];
    },
  };
}
