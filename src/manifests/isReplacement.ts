/** Of a text that was replaced, no more than this share is left at its beginning and end. */
const keptShare = 0.2;
/** Of a text that was edited in several places, at least this share of lines is still there. */
const keptLinesShare = 0.8;

/** The share of a text's lines that another text has too, each as often as it has it. */
function sharedLines(before: string, after: string): number {
  const counts = new Map<string, number>();
  for (const line of after.split('\n')) counts.set(line, (counts.get(line) ?? 0) + 1);
  const lines = before.split('\n').filter((line) => line.trim() !== '');
  let shared = 0;
  for (const line of lines) {
    const left = counts.get(line) ?? 0;
    if (left === 0) continue;
    counts.set(line, left - 1);
    shared++;
  }
  return lines.length === 0 ? 0 : shared / lines.length;
}

/** Whether a change put other manifests in the place of the old ones, rather than edit them. */
export function isReplacement(before: string, after: string): boolean {
  if (!/(?:^|[\s{,])["']?kind["']?\s*:/.test(after)) return false;
  if (before.trim() === '') return true;
  const shorter = Math.min(before.length, after.length);
  let kept = 0;
  while (kept < shorter && before.charCodeAt(kept) === after.charCodeAt(kept)) kept++;
  const prefix = kept;
  while (kept < shorter && before.charCodeAt(before.length - 1 - kept + prefix) === after.charCodeAt(after.length - 1 - kept + prefix)) kept++;
  return kept < before.length * keptShare && sharedLines(before, after) < keptLinesShare;
}
