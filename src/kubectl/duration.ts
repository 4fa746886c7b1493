/** Durations as Go reads and writes them (time.ParseDuration, Duration.String), in milliseconds here. */
import { quote } from '../kube/quote.ts';

const unitMs: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, 'µs': 1e-3, 'μs': 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

export type ParsedDuration = { readonly ok: true; readonly ms: number } | { readonly ok: false; readonly error: string };

/** `1h30m`, `-2s`, `0`; the error is Go's. */
export function parseDuration(text: string): ParsedDuration {
  const invalid = (what: string): ParsedDuration => ({ ok: false, error: `time: ${what}` });
  const sign = text.startsWith('-') ? -1 : 1;
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return { ok: true, ms: 0 };
  if (rest === '') return invalid(`invalid duration ${quote(text)}`);
  let ms = 0;
  while (rest !== '') {
    const match = /^(\d*)(\.\d*)?([^\d.]*)/.exec(rest);
    const [whole = '', digits = '', fraction = '', unit = ''] = match ?? [];
    if (digits === '' && fraction.length < 2) return invalid(`invalid duration ${quote(text)}`);
    if (unit === '') return invalid(`missing unit in duration ${quote(text)}`);
    const scale = unitMs[unit];
    if (scale === undefined) return invalid(`unknown unit ${quote(unit)} in duration ${quote(text)}`);
    ms += Number(`${digits === '' ? '0' : digits}${fraction === '.' ? '' : fraction}`) * scale;
    rest = rest.slice(whole.length);
  }
  return { ok: true, ms: sign * ms };
}

/** `0s`, `1.5s`, `1m0s`, `1h0m0s`, `300ms`. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0s';
  const sign = ms < 0 ? '-' : '';
  const amount = Math.abs(ms);
  if (amount < 1000) return amount < 1 ? `${sign}${Number((amount * 1000).toFixed(3))}µs` : `${sign}${Number(amount.toFixed(6))}ms`;
  const hours = Math.floor(amount / 3_600_000);
  const minutes = Math.floor(amount / 60_000) % 60;
  const seconds = Number(((amount % 60_000) / 1000).toFixed(9));
  if (hours > 0) return `${sign}${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${sign}${minutes}m${seconds}s` : `${sign}${seconds}s`;
}
