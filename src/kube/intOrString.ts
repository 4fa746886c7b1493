/** Values that are a number or a text. Mirrors apimachinery/pkg/util/intstr/intstr.go (v1.36). */
export type IntOrString = number | string;

/**
 * The number that a value stands for against `total`: a number is itself, `25%` a share of `total`, rounded up or down.
 * `undefined` where a text is no percentage.
 */
export function scaledValue(value: IntOrString, total: number, isRoundedUp: boolean): number | undefined {
  if (typeof value === 'number') return value;
  const percent = percentOf(value);
  if (percent === undefined) return undefined;
  const share = (percent * total) / 100;
  return isRoundedUp ? Math.ceil(share) : Math.floor(share);
}

/** The number before the percent sign; `undefined` where the value is a number or another text. */
export function percentOf(value: IntOrString): number | undefined {
  if (typeof value === 'number') return undefined;
  // Go reads the digits with Atoi: a sign is fine, blanks are not.
  const digits = /^([+-]?\d+)%$/.exec(value)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 10);
}

/** The number, or the number that the text spells (`"80"`); 0 where it spells none. */
export function intValue(value: IntOrString): number {
  if (typeof value === 'number') return value;
  return /^[+-]?\d+$/.test(value) ? Number.parseInt(value, 10) : 0;
}
