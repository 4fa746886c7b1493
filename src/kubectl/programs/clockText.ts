import { formatTime } from '../../engine/apiserver/time.ts';

const DAY_MS = 86_400_000;
/** Simulated time begins on a Thursday. */
const weekdays = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

interface Parts { readonly weekday: string; readonly month: string; readonly day: string; readonly year: string; readonly clock: string }

function partsOf(nowMs: number): Parts {
  const [date = '', time = ''] = formatTime(nowMs).replace('Z', '').split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return { weekday: weekdays[Math.floor(nowMs / DAY_MS) % 7] ?? '', month: months[Number(month) - 1] ?? '', day, year, clock: time };
}

/** As ctime(3) has it: `Thu Jan  1 00:00:16 2026`. */
export function ctime(nowMs: number): string {
  const { weekday, month, day, year, clock } = partsOf(nowMs);
  return `${weekday} ${month} ${day.replace(/^0/, ' ')} ${clock} ${year}`;
}

/** As date(1) and dig have it: `Thu Jan 01 00:00:16 UTC 2026`; date(1) writes the day without its zero. */
export function dateWithZone(nowMs: number, isPadded: boolean): string {
  const { weekday, month, day, year, clock } = partsOf(nowMs);
  return `${weekday} ${month} ${isPadded ? day : day.replace(/^0/, ' ')} ${clock} UTC ${year}`;
}

/** As HTTP has it: `Thu, 01 Jan 2026 00:00:16 GMT`. */
export function httpDate(nowMs: number): string {
  const { weekday, month, day, year, clock } = partsOf(nowMs);
  return `${weekday}, ${day} ${month} ${year} ${clock} GMT`;
}
