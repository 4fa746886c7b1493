/** Rules for LimitRanges. Mirrors ValidateLimitRange of pkg/apis/core/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { duplicate, forbidden, invalid, invalidEach, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { hasKey } from '../objects.ts';
import { compareQuantities, milliValue, quantityOf } from '../quantity.ts';
import { isOvercommitAllowed } from '../resourceLists.ts';
import type { LimitRange, LimitRangeItem } from '../types.generated.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isDNS1123Subdomain, isQualifiedName } from './names.ts';
import { validateContainerResourceName, validateResourceName } from './resources.ts';

const standardTypes = ['Pod', 'Container', 'PersistentVolumeClaim'];
type Amounts = Readonly<Record<string, string | undefined>>;

/** A new LimitRange. */
export function validateLimitRange(range: Loose<LimitRange>): FieldError[] {
  const seen = new Set<string>();
  return [
    ...validateKubeObjectMeta(range.metadata ?? {}, isDNS1123Subdomain),
    ...(range.spec?.limits ?? []).flatMap((limit, i) => {
      const path = fieldPath('spec', 'limits').index(i);
      const type = limit.type ?? '';
      const errors = validateType(type, path.child('type'));
      if (seen.has(type)) errors.push(duplicate(path.child('type'), type));
      seen.add(type);
      return [...errors, ...validateItem(limit, path)];
    }),
  ];
}

/** A LimitRange that replaces another: held against the same rules. */
export function validateLimitRangeUpdate(range: Loose<LimitRange>, old: Loose<LimitRange>): FieldError[] {
  return [...validateKubeObjectMetaUpdate(range.metadata ?? {}, old.metadata ?? {}), ...validateLimitRange(range)];
}

function validateType(type: string, path: FieldPath): FieldError[] {
  const messages = isQualifiedName(type);
  if (messages.length > 0) return invalidEach(path, type, messages);
  return type.includes('/') || standardTypes.includes(type) ? [] : [invalid(path, type, 'must be a standard limit type or fully qualified')];
}

function validateItem(limit: Loose<LimitRangeItem>, path: FieldPath): FieldError[] {
  const { type = '', max = {}, min = {}, maxLimitRequestRatio: ratios = {} } = limit;
  const isPod = type === 'Pod';
  const defaults = isPod ? {} : (limit.default ?? {});
  const defaultRequests = isPod ? {} : (limit.defaultRequest ?? {});
  const checkName = type === 'Pod' || type === 'Container' ? validateContainerResourceName : validateResourceName;
  const names = (amounts: Amounts, field: string): FieldError[] => Object.keys(amounts).flatMap((name) => checkName(name, path.child(field).key(name)));
  const errors = [...names(max, 'max'), ...names(min, 'min')];
  if (isPod) {
    for (const field of ['default', 'defaultRequest'] as const) {
      if (Object.keys(limit[field] ?? {}).length > 0) errors.push(forbidden(path.child(field), "may not be specified when `type` is 'Pod'"));
    }
  }
  errors.push(...names(defaults, 'default'), ...names(defaultRequests, 'defaultRequest'));
  if (type === 'PersistentVolumeClaim' && !hasKey(min, 'storage') && !hasKey(max, 'storage')) {
    errors.push(required(path.child('limits'), 'either minimum or maximum storage value is required, but neither was provided'));
  }
  errors.push(...names(ratios, 'maxLimitRequestRatio'));
  const all = new Set([max, min, defaults, defaultRequests, ratios].flatMap((amounts) => Object.keys(amounts)));
  for (const name of all) {
    errors.push(...validateAmounts(name, { min: min[name], max: max[name], value: defaults[name], request: defaultRequests[name], ratio: ratios[name] }, path));
  }
  return errors;
}

interface ResourceAmounts { readonly min: string | undefined; readonly max: string | undefined; readonly value: string | undefined; readonly request: string | undefined; readonly ratio: string | undefined }

function exceeds(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && compareQuantities(quantityOf(a), quantityOf(b)) > 0;
}

function validateAmounts(name: string, amounts: ResourceAmounts, path: FieldPath): FieldError[] {
  const { min = '', max = '', value = '', request = '', ratio = '' } = amounts;
  const at = (field: string): FieldPath => path.child(field).key(name);
  const errors: FieldError[] = [];
  if (exceeds(amounts.min, amounts.max)) errors.push(invalid(at('min'), min, `min value ${min} is greater than max value ${max}`));
  if (exceeds(amounts.min, amounts.request)) errors.push(invalid(at('defaultRequest'), request, `min value ${min} is greater than default request value ${request}`));
  if (exceeds(amounts.request, amounts.max)) errors.push(invalid(at('defaultRequest'), request, `default request value ${request} is greater than max value ${max}`));
  if (exceeds(amounts.request, amounts.value)) errors.push(invalid(at('defaultRequest'), request, `default request value ${request} is greater than default limit value ${value}`));
  if (exceeds(amounts.min, amounts.value)) errors.push(invalid(at('default'), min, `min value ${min} is greater than default value ${value}`));
  if (exceeds(amounts.value, amounts.max)) errors.push(invalid(at('default'), max, `default value ${value} is greater than max value ${max}`));
  if (exceeds('1', amounts.ratio)) errors.push(invalid(at('maxLimitRequestRatio'), ratio, `ratio ${ratio} is less than 1`));
  if (amounts.ratio !== undefined && amounts.min !== undefined && amounts.max !== undefined) {
    const limit = milliValue(quantityOf(max)) / milliValue(quantityOf(min));
    if (milliValue(quantityOf(ratio)) / 1000 > limit) errors.push(invalid(at('maxLimitRequestRatio'), ratio, `ratio ${ratio} is greater than max/min = ${limit.toFixed(6)}`));
  }
  const differ = amounts.value !== undefined && amounts.request !== undefined && compareQuantities(quantityOf(value), quantityOf(request)) !== 0;
  if (!isOvercommitAllowed(name) && differ) errors.push(invalid(at('defaultRequest'), request, `default value ${value} must equal to defaultRequest value ${request} in ${name}`));
  return errors;
}
