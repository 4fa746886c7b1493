import { formatMicroTime as formatUnixMicroTime, formatTime as formatUnixTime, parseTime as parseUnixTime } from '../../kube/time.ts';

/** Simulated 0 ms, in milliseconds since 1970: 2026-01-01T00:00:00Z. */
const epochMs = 1_767_225_600_000;

/** A simulated time as the API writes it (metav1.Time): RFC 3339 in UTC, whole seconds, rounded down. */
export function formatTime(nowMs: number): string {
  return formatUnixTime(epochMs + nowMs);
}

/** The same with microseconds (metav1.MicroTime), as in Leases and Events. */
export function formatMicroTime(nowMs: number): string {
  const ms = epochMs + Math.floor(nowMs);
  return formatUnixMicroTime(ms, (ms % 1000) * 1000);
}

/** Simulated milliseconds of a time that the API wrote; absent where the text is none. */
export function parseTime(text: string): number | undefined {
  const parsed = parseUnixTime(text);
  return parsed.ok ? parsed.ms + Math.floor(parsed.microseconds / 1000) - epochMs : undefined;
}
