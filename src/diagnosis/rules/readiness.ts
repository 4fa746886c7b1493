import type { Pod, Service } from '../../kube/types.generated.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { isReady, matchedPods } from '../servicePods.ts';

type Cause = 'unschedulable' | 'crashing' | 'notReady' | 'starting';

/** Why a Pod is not ready. One that is only starting is no reason to say anything. */
function causeOf(pod: Pod): Cause {
  const conditions = pod.status?.conditions ?? [];
  if (conditions.some((condition) => condition.type === 'PodScheduled' && condition.status === 'False')) return 'unschedulable';
  const containers = pod.status?.containerStatuses ?? [];
  if (containers.some(({ state }) => state?.terminated !== undefined || (state?.waiting?.reason ?? '').endsWith('BackOff') || (state?.waiting?.reason ?? '').startsWith('Err'))) return 'crashing';
  if (containers.some(({ state, restartCount }) => state?.running !== undefined && restartCount > 2)) return 'crashing';
  const isRunning = pod.status?.phase === 'Running' || containers.some(({ state }) => state?.running !== undefined);
  return isRunning ? 'notReady' : 'starting';
}

function check(wanted: Cause) {
  return (service: Service, context: RuleContext): readonly FindingDraft[] => {
    if (service.spec.publishNotReadyAddresses === true) return [];
    const pods = matchedPods(service, context);
    if (pods.length === 0 || pods.some(isReady)) return [];
    const causes = pods.map(causeOf);
    const worst = (['crashing', 'unschedulable', 'notReady'] as const).find((cause) => causes.includes(cause));
    if (worst !== wanted) return [];
    const example = pods[causes.indexOf(wanted)];
    return [{ path: ['spec', 'selector'], params: { service: service.metadata.name, count: pods.length, pod: example?.metadata.name ?? '' } }];
  };
}

/** All Pods run, none is ready: readiness probes fail. */
export const podsNotReady: Rule<Service> = { id: 'podsNotReady', severity: 'warning', check: check('notReady') };

/** No Pod is ready, because containers end again and again. */
export const podsCrashing: Rule<Service> = { id: 'podsCrashing', severity: 'error', check: check('crashing') };

/** No Pod is ready, because no Node takes them. */
export const podsUnschedulable: Rule<Service> = { id: 'podsUnschedulable', severity: 'error', check: check('unschedulable') };
