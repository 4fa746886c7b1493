import { formatTime, parseTime } from '../../engine/apiserver/time.ts';
import { humanDuration } from '../../kube/humanDuration.ts';

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dayMs = 86_400_000;

/** `Thu, 01 Jan 2026 00:00:00 +0000`, Go's time.RFC1123Z. An absent time is Go's zero time. */
export function formatRFC1123Z(text: string | undefined): string {
  const ms = text === undefined ? undefined : parseTime(text);
  if (ms === undefined) return 'Mon, 01 Jan 0001 00:00:00 +0000';
  const [date = '', time = ''] = formatTime(ms).split('T');
  const [year = '', month = '1', day = ''] = date.split('-');
  return `${weekdays[weekday(ms)] ?? ''}, ${day} ${months[Number(month) - 1] ?? ''} ${year} ${time.slice(0, 8)} +0000`;
}

/** `2026-01-01 00:00:00 +0000 UTC`, as Go prints a time with %s. */
export function formatGoTime(text: string | undefined): string {
  const ms = text === undefined ? undefined : parseTime(text);
  if (ms === undefined) return '0001-01-01 00:00:00 +0000 UTC';
  return `${formatTime(ms).replace('T', ' ').replace('Z', '')} +0000 UTC`;
}

/** Simulated 0 ms was a Thursday. */
function weekday(ms: number): number {
  return (((Math.floor(ms / dayMs) + 4) % 7) + 7) % 7;
}

/** How long ago a time was, as kubectl says it; `<unknown>` for an absent one. Mirrors translateTimestampSince. */
export function since(text: string | undefined, nowMs: number): string {
  const ms = text === undefined ? undefined : parseTime(text);
  return ms === undefined ? '<unknown>' : humanDuration(nowMs - ms);
}
