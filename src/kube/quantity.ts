/** Amounts of a resource. Mirrors apimachinery/pkg/api/resource/quantity.go (v1.36). */

type Format = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/** unscaled × 10^exponent. `text` is set where the text that was read is kept as it was. */
export interface Quantity {
  readonly unscaled: bigint;
  readonly exponent: number;
  readonly format: Format;
  readonly text?: string;
}

export type ParsedQuantity = { readonly ok: true; readonly quantity: Quantity } | { readonly ok: false; readonly error: string };

const formatError = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const suffixError = "unable to parse quantity's suffix";
const numericError = 'unable to parse numeric part of quantity';

const decimalSuffixes = new Map<string, number>([['n', -9], ['u', -6], ['m', -3], ['', 0], ['k', 3], ['M', 6], ['G', 9], ['T', 12], ['P', 15], ['E', 18]]);
const binarySuffixes = new Map<string, number>([['Ki', 10], ['Mi', 20], ['Gi', 30], ['Ti', 40], ['Pi', 50], ['Ei', 60]]);
const decimalNames = new Map([...decimalSuffixes].map(([name, exponent]) => [exponent, name]));
const binaryNames = new Map([...binarySuffixes].map(([name, exponent]) => [exponent, name]));
const maxBinary = 2n ** 63n - 1n;
const nano = -9;
/** An exponent beyond this is refused: it would make a number of as many digits. */
const maxExponent = 400;

/** Reads `100m`, `1.5Gi`, `2e3`. The error is the API server's text, without the place. */
export function parseQuantity(text: string): ParsedQuantity {
  if (text === '') return { ok: false, error: formatError };
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/.exec(text);
  if (parts === null) return { ok: false, error: formatError };
  const [, sign = '', integer = '', fraction = '', suffix = ''] = parts;
  const unit = readSuffix(suffix);
  if (unit === undefined) return { ok: false, error: suffixError };
  if (Math.abs(unit.exponent) > maxExponent) return { ok: false, error: numericError };
  const integerDigits = integer.replace(/^0+/, '');
  const magnitude = BigInt(`0${integerDigits}${fraction}`);
  const signed = sign === '-' ? -magnitude : magnitude;
  const quantity = unit.format === 'BinarySI'
    ? binaryQuantity(signed * (1n << BigInt(unit.exponent)), fraction.length)
    : { unscaled: signed, exponent: unit.exponent - fraction.length, format: unit.format };
  const isKept = text === '0' || keepsText(quantity, unit, integerDigits, fraction, magnitude);
  return { ok: true, quantity: isKept ? { ...quantity, text } : roundedUp(quantity, nano) };
}

function readSuffix(suffix: string): { exponent: number; format: Format } | undefined {
  const decimal = decimalSuffixes.get(suffix);
  if (decimal !== undefined) return { exponent: decimal, format: 'DecimalSI' };
  const binary = binarySuffixes.get(suffix);
  if (binary !== undefined) return { exponent: binary, format: 'BinarySI' };
  if (!/^[eE][+-]?\d+$/.test(suffix)) return undefined;
  return { exponent: Number.parseInt(suffix.slice(1), 10), format: 'DecimalExponent' };
}

function binaryQuantity(unscaled: bigint, fractionDigits: number): Quantity {
  const divisor = 10n ** BigInt(fractionDigits);
  const magnitude = unscaled < 0n ? -unscaled : unscaled;
  if (magnitude > maxBinary * divisor) return { unscaled: unscaled < 0n ? -maxBinary : maxBinary, exponent: 0, format: 'BinarySI' };
  const isFraction = magnitude < divisor && magnitude > 0n;
  return { unscaled, exponent: -fractionDigits, format: isFraction ? 'DecimalSI' : 'BinarySI' };
}

/** Whether the server keeps the text because it looks canonical; it does not look closely. */
function keepsText(quantity: Quantity, unit: { exponent: number; format: Format }, integerDigits: string, fraction: string, magnitude: bigint): boolean {
  const digits = (integerDigits === '' ? 1 : integerDigits.length) + fraction.length;
  if (unit.format === 'BinarySI') {
    const precision = 15 - digits - Math.trunc((unit.exponent * 3) / 10) - 1;
    return fraction === '' && precision >= 0 && (magnitude & 7n) !== 0n;
  }
  const shifted = `${integerDigits === '' ? '0' : integerDigits}${fraction}`;
  return digits <= 18 && quantity.exponent >= nano && quantity.exponent % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
}

/** The amount at no finer a scale than 10^exponent, rounded away from zero. */
export function roundedUp(quantity: Quantity, exponent: number): Quantity {
  if (quantity.exponent >= exponent) return quantity;
  const { unscaled, format } = quantity;
  const divisor = 10n ** BigInt(exponent - quantity.exponent);
  const rest = unscaled % divisor;
  const whole = unscaled / divisor;
  const away = unscaled < 0n ? -1n : 1n;
  return { unscaled: rest === 0n ? whole : whole + away, exponent, format };
}

/** The form in which the API server writes an amount. */
export function formatQuantity(quantity: Quantity): string {
  if (quantity.text !== undefined) return quantity.text;
  if (quantity.unscaled === 0n) return '0';
  if (quantity.format === 'BinarySI' && isWhole(quantity) && !isBelow1024(quantity)) {
    const [amount, times] = withoutFactors(wholeValue(quantity), 1024n);
    return `${amount}${binaryNames.get(times * 10) ?? ''}`;
  }
  const [amount, times] = withoutFactors(quantity.unscaled, 10n);
  const raw = quantity.exponent + times;
  const exponent = Math.floor(raw / 3) * 3;
  const number = amount * 10n ** BigInt(raw - exponent);
  if (quantity.format === 'DecimalExponent') return exponent === 0 ? `${number}` : `${number}e${exponent}`;
  return `${number}${decimalNames.get(exponent) ?? ''}`;
}

function isWhole(quantity: Quantity): boolean {
  return quantity.exponent >= 0 || quantity.unscaled % 10n ** BigInt(-quantity.exponent) === 0n;
}

/** Rounded away from zero where there is a fraction. */
function wholeValue(quantity: Quantity): bigint {
  if (quantity.exponent >= 0) return quantity.unscaled * 10n ** BigInt(quantity.exponent);
  return roundedUp(quantity, 0).unscaled;
}

function isBelow1024(quantity: Quantity): boolean {
  const whole = wholeValue(quantity);
  return whole > -1024n && whole < 1024n;
}

function withoutFactors(value: bigint, base: bigint): [bigint, number] {
  let result = value;
  let times = 0;
  while (result !== 0n && result % base === 0n) {
    result /= base;
    times++;
  }
  return [result, times];
}

/** −1, 0 or 1. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.unscaled * 10n ** BigInt(a.exponent - exponent);
  const right = b.unscaled * 10n ** BigInt(b.exponent - exponent);
  return left === right ? 0 : left < right ? -1 : 1;
}

/** The sum, in the format of `a` (or of `b` where `a` is zero). */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  const exponent = Math.min(a.exponent, b.exponent);
  const unscaled = a.unscaled * 10n ** BigInt(a.exponent - exponent) + b.unscaled * 10n ** BigInt(b.exponent - exponent);
  return { unscaled, exponent, format: a.unscaled === 0n ? b.format : a.format };
}

/** The amount in thousandths, rounded up: millicores for cpu. */
export function milliValue(quantity: Quantity): number {
  const rounded = roundedUp(quantity, -3);
  return Number(rounded.unscaled * 10n ** BigInt(rounded.exponent + 3));
}

/** The amount as a whole number, rounded up: bytes for memory. */
export function quantityValue(quantity: Quantity): number {
  return Number(wholeValue(quantity));
}

/** A text that decoding has let through, read again; zero where it cannot be read. */
export function quantityOf(text: string | number | undefined): Quantity {
  const parsed = parseQuantity(String(text ?? '0'));
  return parsed.ok ? parsed.quantity : { unscaled: 0n, exponent: 0, format: 'DecimalSI' };
}
