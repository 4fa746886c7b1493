/** Of a text that was replaced, no more than this share is left. */
const keptShare = 0.2;

/** Whether a change put other manifests in the place of the old ones, rather than edit them. */
export function isReplacement(before: string, after: string): boolean {
  if (!/(?:^|[\s{,])["']?kind["']?\s*:/.test(after)) return false;
  if (before.trim() === '') return true;
  const shorter = Math.min(before.length, after.length);
  let kept = 0;
  while (kept < shorter && before.charCodeAt(kept) === after.charCodeAt(kept)) kept++;
  const prefix = kept;
  while (kept < shorter && before.charCodeAt(before.length - 1 - kept + prefix) === after.charCodeAt(after.length - 1 - kept + prefix)) kept++;
  return kept < before.length * keptShare;
}
