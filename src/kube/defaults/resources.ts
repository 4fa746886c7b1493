import { formatQuantity, quantityOf, roundedUp } from '../quantity.ts';

const milli = -3;

/** Amounts rounded up to thousandths. Mirrors SetDefaults_ResourceList in pkg/apis/core/v1/defaults.go (v1.36). */
export function setResourceListDefaults(list: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(list).map(([name, amount]) => [name, formatQuantity(roundedUp(quantityOf(amount), milli))]));
}
