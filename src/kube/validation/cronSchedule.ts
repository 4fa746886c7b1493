import { quote } from '../quote.ts';

interface Bounds { readonly min: number; readonly max: number; readonly names: readonly string[] }

const months = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const fieldBounds: readonly Bounds[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  { min: 1, max: 12, names: months },
  { min: 0, max: 6, names: weekdays },
];
const descriptors = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);
const maxInt = 2n ** 63n;

/** A number, or what is wrong with it. */
type Parsed = number | { readonly error: string };

function parseInteger(text: string): Parsed {
  const failure = (why: string): Parsed => ({ error: `failed to parse int from ${text}: strconv.Atoi: parsing ${quote(text)}: ${why}` });
  if (!/^[+-]?\d+$/.test(text)) return failure('invalid syntax');
  const value = BigInt(text.replace('+', ''));
  if (value >= maxInt || value < -maxInt) return failure('value out of range');
  return value < 0n ? { error: `negative number (${value}) not allowed: ${text}` } : Number(value);
}

function parseIntegerOrName(text: string, names: readonly string[]): Parsed {
  const index = text === '' ? -1 : names.indexOf(text.toLowerCase());
  return index === -1 ? parseInteger(text) : index;
}

interface Range { readonly start: number; readonly end: number }

function parseLimits(text: string, expression: string, bounds: Bounds): Range | { readonly error: string } {
  const limits = text.split('-');
  const [low = '', high] = limits;
  if (low === '*' || low === '?') return { start: bounds.min, end: bounds.max };
  const start = parseIntegerOrName(low, bounds.names);
  if (typeof start !== 'number') return start;
  if (high === undefined) return { start, end: start };
  if (limits.length > 2) return { error: `too many hyphens: ${expression}` };
  const end = parseIntegerOrName(high, bounds.names);
  return typeof end === 'number' ? { start, end } : end;
}

/** What is wrong with `1-5/2`; absent where nothing is. */
function rangeError(expression: string, bounds: Bounds): string | undefined {
  const [limits = '', stepText, ...rest] = expression.split('/');
  const range = parseLimits(limits, expression, bounds);
  if ('error' in range) return range.error;
  if (rest.length > 0) return `too many slashes: ${expression}`;
  const step = stepText === undefined ? 1 : parseInteger(stepText);
  if (typeof step !== 'number') return step.error;
  const { start } = range;
  const end = stepText !== undefined && !limits.includes('-') ? bounds.max : range.end;
  if (start < bounds.min) return `beginning of range (${start}) below minimum (${bounds.min}): ${expression}`;
  if (end > bounds.max) return `end of range (${end}) above maximum (${bounds.max}): ${expression}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${expression}`;
  return step === 0 ? `step of range should be a positive number: ${expression}` : undefined;
}

/** What is wrong with a length of time as Go writes it; absent where nothing is. */
function durationError(text: string): string | undefined {
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return undefined;
  if (rest === '') return `time: invalid duration ${quote(text)}`;
  while (rest !== '') {
    const number = /^(\d+\.?\d*|\.\d+)/.exec(rest)?.[0];
    if (number === undefined) return `time: invalid duration ${quote(text)}`;
    rest = rest.slice(number.length);
    const unit = /^[^.\d]*/.exec(rest)?.[0] ?? '';
    if (unit === '') return `time: missing unit in duration ${quote(text)}`;
    if (!['ns', 'us', 'µs', 'μs', 'ms', 's', 'm', 'h'].includes(unit)) return `time: unknown unit ${quote(unit)} in duration ${quote(text)}`;
    rest = rest.slice(unit.length);
  }
  return undefined;
}

function descriptorError(descriptor: string): string | undefined {
  if (descriptors.has(descriptor)) return undefined;
  if (!descriptor.startsWith('@every ')) return `unrecognized descriptor: ${descriptor}`;
  const error = durationError(descriptor.slice('@every '.length));
  return error === undefined ? undefined : `failed to parse duration ${descriptor}: ${error}`;
}

/** Whether a time zone of that name, in that case, is known. Names are those of the IANA database; `UTC` and nothing are fine. */
export function isTimeZone(name: string): boolean {
  if (name === '' || name === 'UTC' || name === 'Local') return true;
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    const known = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
    return known === name || known.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}

/**
 * What is wrong with a schedule of five fields or a descriptor (`@hourly`, `@every 5m`); absent where nothing is.
 * Mirrors ParseStandard of github.com/robfig/cron/v3, and pkg/util/parsers/parsers.go (v1.36).
 */
export function cronScheduleError(schedule: string): string | undefined {
  let spec = schedule;
  const zone = /^(?:CRON_)?TZ=/.exec(schedule)?.[0];
  if (zone !== undefined) {
    const blank = schedule.indexOf(' ');
    if (blank === -1) return `invalid schedule format: runtime error: slice bounds out of range [:-1]`;
    const name = schedule.slice(zone.length, blank);
    if (!isTimeZone(name)) return `provided bad location ${name}: unknown time zone ${name}`;
    spec = schedule.slice(blank).trim();
  }
  if (spec.startsWith('@')) return descriptorError(spec);
  const fields = spec.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== fieldBounds.length) return `expected exactly ${fieldBounds.length} fields, found ${fields.length}: [${fields.join(' ')}]`;
  for (const [index, bounds] of fieldBounds.entries()) {
    for (const expression of (fields[index] ?? '').split(',').filter((part) => part !== '')) {
      const error = rangeError(expression, bounds);
      if (error !== undefined) return error;
    }
  }
  return undefined;
}
