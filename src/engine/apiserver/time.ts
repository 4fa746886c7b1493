/** Simulated 0 ms, in seconds since 1970: 2026-01-01T00:00:00Z. */
const epochSeconds = 1_767_225_600;

const secondsPerDay = 86_400;

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** Year, month and day of a day counted from 1970-01-01 (proleptic Gregorian calendar). */
function civil(day: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

function daysFromCivil(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

function dateTime(totalSeconds: number): string {
  const days = Math.floor(totalSeconds / secondsPerDay);
  const seconds = totalSeconds - days * secondsPerDay;
  const { year, month, day } = civil(days);
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

/** A simulated time as the API writes it (metav1.Time): RFC 3339 in UTC, whole seconds, rounded down. */
export function formatTime(nowMs: number): string {
  return `${dateTime(epochSeconds + Math.floor(nowMs / 1000))}Z`;
}

/** The same with microseconds (metav1.MicroTime), as in Leases and Events. */
export function formatMicroTime(nowMs: number): string {
  const ms = Math.floor(nowMs) % 1000;
  return `${dateTime(epochSeconds + Math.floor(nowMs / 1000))}.${pad(ms < 0 ? ms + 1000 : ms, 3)}000Z`;
}

/** Simulated milliseconds of an RFC 3339 time; absent where the text is none. */
export function parseTime(text: string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/i.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hours, minutes, seconds, fraction = '', sign, offsetHours = '0', offsetMinutes = '0'] = match;
  const offsetSeconds = (sign === '-' ? -1 : 1) * (Number(offsetHours) * 3600 + Number(offsetMinutes) * 60);
  const days = daysFromCivil(Number(year), Number(month), Number(day));
  const total = days * secondsPerDay + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) - offsetSeconds - epochSeconds;
  return total * 1000 + Math.floor(Number(`0.${fraction === '' ? '0' : fraction}`) * 1000);
}
