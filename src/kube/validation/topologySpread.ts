import type { FieldError } from '../field.ts';
import { duplicate, invalid, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { TopologySpreadConstraint } from '../types.generated.ts';
import { validateMatchLabelKeys } from './affinity.ts';
import { validatePositive } from './fieldChecks.ts';
import { validateLabelSelector } from './labelSelector.ts';

const actions = ['DoNotSchedule', 'ScheduleAnyway'];
const inclusionPolicies = ['Honor', 'Ignore'];

function validateInclusion(policy: string | undefined, path: FieldPath): FieldError[] {
  return policy === undefined || inclusionPolicies.includes(policy) ? [] : [notSupported(path, policy, inclusionPolicies)];
}

function validateMinDomains(minDomains: number | undefined, whenUnsatisfiable: string, path: FieldPath): FieldError[] {
  if (minDomains === undefined) return [];
  const errors = validatePositive(minDomains, path);
  if (whenUnsatisfiable !== 'DoNotSchedule') errors.push(invalid(path, minDomains, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`));
  return errors;
}

/** How Pods spread over domains. Mirrors validateTopologySpreadConstraints in pkg/apis/core/validation/validation.go (v1.36). */
export function validateTopologySpreadConstraints(constraints: readonly Loose<TopologySpreadConstraint>[], path: FieldPath): FieldError[] {
  return constraints.flatMap((constraint, index) => {
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '', minDomains, labelSelector, matchLabelKeys = [] } = constraint;
    const at = path.index(index);
    const isRepeated = constraints.slice(index + 1).some((other) => (other.topologyKey ?? '') === topologyKey && (other.whenUnsatisfiable ?? '') === whenUnsatisfiable);
    return [
      ...validatePositive(maxSkew, at.child('maxSkew')),
      ...(topologyKey === '' ? [required(at.child('topologyKey'), 'can not be empty')] : []),
      ...(actions.includes(whenUnsatisfiable) ? [] : [notSupported(at.child('whenUnsatisfiable'), whenUnsatisfiable, actions)]),
      ...(isRepeated ? [duplicate(at.child('{topologyKey, whenUnsatisfiable}'), `{${topologyKey}, ${whenUnsatisfiable}}`)] : []),
      ...validateMinDomains(minDomains, whenUnsatisfiable, at.child('minDomains')),
      ...validateInclusion(constraint.nodeAffinityPolicy, at.child('nodeAffinityPolicy')),
      ...validateInclusion(constraint.nodeTaintsPolicy, at.child('nodeTaintsPolicy')),
      ...validateMatchLabelKeys(matchLabelKeys, [], labelSelector, at),
      ...validateLabelSelector(labelSelector, at.child('labelSelector')),
    ];
  });
}
