/** Times as the API writes them. Mirrors apimachinery/pkg/apis/meta/v1/time.go and Go's time.Parse for RFC 3339 (v1.36). */
import { utf8Bytes } from './base64.ts';

export type ParsedTime = { readonly ok: true; readonly ms: number; readonly microseconds: number } | { readonly ok: false; readonly error: string };

/** One part of a layout: how Go names it, what it takes. */
type LayoutPart = readonly [element: string, pattern: RegExp];
const upToSeconds: readonly LayoutPart[] = [
  ['2006', /^\d{4}/], ['-', /^-/], ['01', /^\d{2}/], ['-', /^-/], ['02', /^\d{2}/], ['T', /^T/], ['15', /^\d{2}/], [':', /^:/], ['04', /^\d{2}/], [':', /^:/], ['05', /^\d{2}/],
];
const zonePart: LayoutPart = ['Z07:00', /^(?:Z|[+-]\d{2}:\d{2})/];
/** A fraction may follow the seconds though the layout has none. */
const secondsLayout: readonly LayoutPart[] = [...upToSeconds, ['', /^(?:[.,]\d+)?/], zonePart];
const microLayout: readonly LayoutPart[] = [...upToSeconds, ['.000000', /^[.,]\d{6}/], zonePart];
const dayMs = 86_400_000;

/** Reads RFC 3339. `ms` counts from 1970 in UTC, `microseconds` is what is left of the second. The error is Go's. */
export function parseTime(text: string): ParsedTime {
  return parseAs(text, secondsLayout);
}

/** As parseTime, of a text that has to have six digits after the second. */
export function parseMicroTime(text: string): ParsedTime {
  return parseAs(text, microLayout);
}

function parseAs(text: string, parts: readonly LayoutPart[]): ParsedTime {
  const layout = parts.map(([element]) => element).join('');
  const values: string[] = [];
  let rest = text;
  for (const [element, pattern] of parts) {
    const match = pattern.exec(rest)?.[0];
    if (match === undefined) return { ok: false, error: `parsing time ${quoted(text)} as ${quoted(layout)}: cannot parse ${quoted(rest)} as ${quoted(element)}` };
    values.push(match);
    rest = rest.slice(match.length);
  }
  if (rest !== '') return { ok: false, error: `parsing time ${quoted(text)}: extra text: ${quoted(rest)}` };
  return assembled(text, values);
}

function assembled(text: string, values: readonly string[]): ParsedTime {
  const number = (i: number): number => Number.parseInt(values[i] ?? '0', 10);
  const [year, month, day, hour, minute, second] = [number(0), number(2), number(4), number(6), number(8), number(10)];
  const outOfRange = (what: string): ParsedTime => ({ ok: false, error: `parsing time ${quoted(text)}: ${what} out of range` });
  if (month < 1 || month > 12) return outOfRange('month');
  if (hour > 23) return outOfRange('hour');
  if (minute > 59) return outOfRange('minute');
  if (second > 59) return outOfRange('second');
  if (day < 1 || day > daysIn(year, month)) return outOfRange('day');
  const fraction = (values[11] ?? '').slice(1, 7).padEnd(6, '0');
  const offset = offsetMs(values[12] ?? 'Z');
  const ms = daysFromEpoch(year, month, day) * dayMs + hour * 3_600_000 + minute * 60_000 + second * 1000 - offset;
  return { ok: true, ms, microseconds: Number.parseInt(fraction, 10) };
}

/** As Go's time package quotes: whatever is not plain ASCII byte by byte. */
function quoted(text: string): string {
  const inner = Array.from(text, (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x20 || code >= 0x80) return utf8Bytes(char, 4).map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
    return char === '"' || char === '\\' ? `\\${char}` : char;
  });
  return `"${inner.join('')}"`;
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number.parseInt(zone.slice(1, 3), 10) * 60 + Number.parseInt(zone.slice(4, 6), 10);
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysIn(year: number, month: number): number {
  return [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar, whose years begin in March here so that leap days come last. */
function daysFromEpoch(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** `2026-11-21T10:00:00Z`: whole seconds, UTC. Takes milliseconds since 1970. */
export function formatTime(ms: number): string {
  const days = Math.floor(ms / dayMs);
  const secondOfDay = Math.floor((ms - days * dayMs) / 1000);
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(Math.floor(secondOfDay / 3600))}:${two(Math.floor(secondOfDay / 60) % 60)}:${two(secondOfDay % 60)}Z`;
}

/** `2026-11-21T10:00:00.000000Z`, as Leases and Events carry it. */
export function formatMicroTime(ms: number, microseconds: number): string {
  return formatTime(ms).replace('Z', `.${String(microseconds).padStart(6, '0')}Z`);
}
