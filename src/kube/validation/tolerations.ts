import type { FieldError } from '../field.ts';
import { invalid, notSupported } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { Toleration } from '../types.generated.ts';
import { isLabelValue } from './names.ts';
import { validateLabelName } from './objectMeta.ts';

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function validateOperator(operator: string, value: string, path: FieldPath): FieldError[] {
  switch (operator) {
    case '': case 'Equal': {
      const messages = isLabelValue(value);
      return messages.length === 0 ? [] : [invalid(path, value, messages.join(';'))];
    }
    case 'Exists': return value === '' ? [] : [invalid(path, value, "value must be empty when `operator` is 'Exists'")];
    // The comparisons are behind a gate that is off; only their refusal lists them.
    case 'Lt': case 'Gt': return [notSupported(path, operator, ['Equal', 'Exists', 'Lt', 'Gt'])];
    default: return [notSupported(path, operator, ['Equal', 'Exists'])];
  }
}

/** Which taints a Pod bears. Mirrors ValidateTolerations in pkg/apis/core/validation/validation.go (v1.36). */
export function validateTolerations(tolerations: readonly Loose<Toleration>[], path: FieldPath): FieldError[] {
  return tolerations.flatMap((toleration, index) => {
    const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration;
    const at = path.index(index);
    return [
      ...(key === '' ? [] : validateLabelName(key, at.child('key'))),
      ...(key === '' && operator !== 'Exists'
        ? [invalid(at.child('operator'), operator, 'operator must be Exists when `key` is empty, which means "match all values and all keys"')]
        : []),
      ...(tolerationSeconds !== undefined && effect !== 'NoExecute' ? [invalid(at.child('effect'), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set")] : []),
      ...validateOperator(operator, value, at.child('operator')),
      ...(effect === '' || effects.includes(effect) ? [] : [notSupported(at.child('effect'), effect, effects)]),
    ];
  });
}
