import type { FieldError } from '../field.ts';
import { invalid, notSupported } from '../fieldErrors.ts';
import { fieldPath } from '../fieldPath.ts';
import { internalValue } from '../internalValue.ts';
import type { Loose } from '../loose.ts';
import { maybe } from '../maybe.ts';
import type { PodDisruptionBudget, PodDisruptionBudgetSpec } from '../types.generated.ts';
import { isNotMoreThan100Percent, validatePositiveIntOrPercent } from './intOrPercent.ts';
import { validateLabelSelector } from './labelSelector.ts';

const specPath = fieldPath('spec');
const evictionPolicies = ['AlwaysAllow', 'IfHealthyBudget'];

function validateSpec(spec: Loose<PodDisruptionBudgetSpec>): FieldError[] {
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy } = spec;
  const errors: FieldError[] = [];
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    errors.push(invalid(specPath, internalValue('PodDisruptionBudgetSpec', spec), 'minAvailable and maxUnavailable cannot be both set'));
  }
  for (const [name, value] of [['minAvailable', minAvailable], ['maxUnavailable', maxUnavailable]] as const) {
    if (value !== undefined) errors.push(...validatePositiveIntOrPercent(value, specPath.child(name)), ...isNotMoreThan100Percent(value, specPath.child(name)));
  }
  errors.push(...validateLabelSelector(spec.selector, specPath.child('selector')));
  if (unhealthyPodEvictionPolicy !== undefined && !evictionPolicies.includes(unhealthyPodEvictionPolicy)) {
    errors.push(notSupported(specPath.child('unhealthyPodEvictionPolicy'), unhealthyPodEvictionPolicy, evictionPolicies));
  }
  return errors;
}

/** A new PodDisruptionBudget. Its metadata has no rule but those of all objects. Mirrors ValidatePodDisruptionBudget in pkg/apis/policy/validation/validation.go (v1.36). */
export function validatePodDisruptionBudget(budget: PodDisruptionBudget): readonly FieldError[] {
  return validateSpec(maybe(budget.spec) ?? {});
}

/** The same rules again. Mirrors the strategy's ValidateUpdate in pkg/registry/policy/poddisruptionbudget/strategy.go (v1.36). */
export function validatePodDisruptionBudgetUpdate(budget: PodDisruptionBudget): readonly FieldError[] {
  return validatePodDisruptionBudget(budget);
}
