import type { Condition, PodDisruptionBudgetStatus } from '../kube/types.generated.ts';

/** The condition of a PodDisruptionBudget that says whether a Pod may go. */
export const disruptionAllowedCondition = 'DisruptionAllowed';

/**
 * The status with the condition that its `disruptionsAllowed` asks for; `now` is written where the condition turns.
 * Mirrors UpdateDisruptionAllowedCondition of component-helpers/apps/poddisruptionbudget/helpers.go (v1.36).
 */
export function withAllowedCondition(status: PodDisruptionBudgetStatus, now: string): PodDisruptionBudgetStatus {
  const { conditions = [], disruptionsAllowed = 0, observedGeneration } = status;
  const before = conditions.find(({ type }) => type === disruptionAllowedCondition);
  const value = disruptionsAllowed > 0 ? 'True' : 'False';
  const condition: Condition = {
    type: disruptionAllowedCondition, status: value, reason: disruptionsAllowed > 0 ? 'SufficientPods' : 'InsufficientPods', message: '',
    lastTransitionTime: before?.status === value ? before.lastTransitionTime : now,
    ...(observedGeneration === undefined ? {} : { observedGeneration }),
  };
  return { ...status, conditions: before === undefined ? [...conditions, condition] : conditions.map((each) => (each === before ? condition : each)) };
}
