import { addQuantities, compareQuantities, formatQuantity, quantityOf, type Quantity } from '../../kube/quantity.ts';
import type { ResourceList } from '../../kube/resourceLists.ts';

/** Amounts by resource, to reckon with. Mirrors the functions of apiserver/pkg/quota/v1/resources.go (v1.36). */
export type Usage = ReadonlyMap<string, Quantity>;

const zero: Quantity = { unscaled: 0n, exponent: 0, format: 'DecimalSI' };

/** A count of things. */
export function countOf(count: number): Quantity {
  return { ...zero, unscaled: BigInt(count) };
}

/** A list of the API, read. */
export function usageOf(list: ResourceList | undefined): Usage {
  return new Map(Object.entries(list ?? {}).map(([name, amount]) => [name, quantityOf(amount)]));
}

/** The list as the API has it. */
export function listOf(usage: Usage): ResourceList {
  return Object.fromEntries([...usage].map(([name, quantity]) => [name, formatQuantity(quantity)]));
}

/** Both together; a resource that only one of them has is in the sum as it is there. */
export function added(a: Usage, b: Usage): Usage {
  const sum = new Map(a);
  for (const [name, quantity] of b) {
    const before = sum.get(name);
    sum.set(name, before === undefined ? quantity : addQuantities(before, quantity));
  }
  return sum;
}

/** `a` without `b`, never less than nothing. */
export function subtracted(a: Usage, b: Usage): Usage {
  return new Map([...a].map(([name, quantity]) => {
    const other = b.get(name);
    const left = other === undefined ? quantity : addQuantities(quantity, { unscaled: -other.unscaled, exponent: other.exponent, format: other.format });
    return [name, left.unscaled > 0n ? left : zero];
  }));
}

/** Only what `names` has. */
export function masked(usage: Usage, names: { has(name: string): boolean }): Usage {
  return new Map([...usage].filter(([name]) => names.has(name)));
}

/** Only the resources of which there is something. */
export function withoutZeros(usage: Usage): Usage {
  return new Map([...usage].filter(([, { unscaled }]) => unscaled !== 0n));
}

/** The resources of which there is more than `most` has. */
export function exceeding(usage: Usage, most: Usage): ReadonlySet<string> {
  return new Set([...most].flatMap(([name, limit]) => {
    const amount = usage.get(name);
    return amount !== undefined && compareQuantities(amount, limit) > 0 ? [name] : [];
  }));
}

/** Whether both have the same resources, in the same amounts however they are written. */
export function isSameUsage(a: Usage, b: Usage): boolean {
  return a.size === b.size && [...a].every(([name, quantity]) => {
    const other = b.get(name);
    return other !== undefined && compareQuantities(quantity, other) === 0;
  });
}

/** `cpu=1,pods=2`, as refusals show it. */
export function formatUsage(usage: Usage): string {
  return [...usage].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, quantity]) => `${name}=${formatQuantity(quantity)}`).join(',');
}
