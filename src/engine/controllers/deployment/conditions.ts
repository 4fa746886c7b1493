import type { Deployment, DeploymentCondition, DeploymentStatus } from '../../../kube/types.generated.ts';

const maxInt32 = 2_147_483_647;

type Conditions = readonly DeploymentCondition[];

/** A condition of a Deployment; undefined where it is not there. */
export function deploymentCondition(status: DeploymentStatus | undefined, type: string): DeploymentCondition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}

/** A condition that begins now. */
export function newCondition(type: string, status: string, reason: string, message: string, now: string): DeploymentCondition {
  return { type, status, lastUpdateTime: now, lastTransitionTime: now, reason, message };
}

/** The conditions without one. */
export function withoutCondition(conditions: Conditions, type: string): Conditions {
  return conditions.filter((condition) => condition.type !== type);
}

/** The conditions with one set: nothing changes where status and reason are as before; the transition time changes with the status only. Mirrors SetDeploymentCondition (v1.36). */
export function withCondition(conditions: Conditions, condition: DeploymentCondition): Conditions {
  const before = conditions.find(({ type }) => type === condition.type);
  if (before?.status === condition.status && before.reason === condition.reason) return conditions;
  const lastTransitionTime = before?.status === condition.status ? before.lastTransitionTime : condition.lastTransitionTime;
  return [...withoutCondition(conditions, condition.type), { ...condition, ...(lastTransitionTime === undefined ? {} : { lastTransitionTime }) }];
}

/** Whether a rollout can be late at all. */
export function hasProgressDeadline(deployment: Deployment): boolean {
  const seconds = deployment.spec.progressDeadlineSeconds;
  return seconds !== undefined && seconds !== maxInt32;
}
