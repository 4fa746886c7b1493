import { isJsonObject, type JsonObject } from '../../kube/json.ts';
import { compareQuantities, formatQuantity, quantityOf, quantityValue, milliValue, type Quantity } from '../../kube/quantity.ts';
import type { ResourceFieldSelector } from '../../kube/types.generated.ts';
import { textOf } from '../jsonText.ts';

const zero = quantityOf('0');
const one = quantityOf('1');

/**
 * What a resourceFieldRef of a container comes to, rounded up to the divisor; empty where the resource is none that can be asked for.
 * Mirrors ExtractContainerResourceValue of kubectl/pkg/util/resource/resource.go (v1.36).
 */
export function resourceFieldValue({ resource, divisor }: ResourceFieldSelector, { resources }: JsonObject): string {
  const by = divisor === undefined || compareQuantities(quantityOf(divisor), zero) === 0 ? one : quantityOf(divisor);
  const [list = '', ...rest] = resource.split('.');
  const name = rest.join('.');
  if (list !== 'limits' && list !== 'requests') return '';
  const amounts = isJsonObject(resources) ? resources[list] : undefined;
  const amount = quantityOf(isJsonObject(amounts) ? textOf(amounts[name]) : undefined);
  if (name === 'cpu') return String(Math.ceil(milliValue(amount) / milliValue(by)));
  if (name === 'memory' || name === 'ephemeral-storage' || name.startsWith('hugepages-')) return dividedUp(amount, by);
  return '';
}

function dividedUp(amount: Quantity, by: Quantity): string {
  return formatQuantity({ unscaled: BigInt(Math.ceil(quantityValue(amount) / quantityValue(by))), exponent: 0, format: 'DecimalExponent' });
}
