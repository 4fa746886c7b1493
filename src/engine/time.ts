/** The calendar time of simulated millisecond 0: 2026-01-01T00:00:00Z, in days since 1970-01-01. */
const firstDay = 20454;
const dayMs = 86_400_000;

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

/** Year, month and day of a count of days since 1970-01-01, in the proleptic Gregorian calendar. */
function civilFromDays(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1 };
}

/** Days since 1970-01-01 of a date. */
function daysFromCivil(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** Simulated milliseconds as metav1.Time writes them: RFC 3339 in UTC, whole seconds (rounded down). */
export function formatTime(nowMs: number): string {
  const days = firstDay + Math.floor(nowMs / dayMs);
  const { year, month, day } = civilFromDays(days);
  const seconds = Math.floor((nowMs - Math.floor(nowMs / dayMs) * dayMs) / 1000);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}Z`;
}

/** Simulated milliseconds of an RFC 3339 time in UTC; undefined where the text is absent or is none. Fractions of a second are dropped. */
export function parseTime(text: string | undefined): number | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?Z$/.exec(text ?? '');
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map(Number);
  return (daysFromCivil(year, month, day) - firstDay) * dayMs + ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
