/** How many letters have to be added, taken out, changed or swapped with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let cost = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + (isSame ? 0 : 1));
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** 0: equal; 1: nothing in common. Case and separators count for little. */
export function unlikeness(a: string, b: string): number {
  if (a === b) return 0;
  const fold = (text: string): string => text.toLowerCase().replace(/[-_.]/g, '');
  const [left, right] = [fold(a), fold(b)];
  if (left === right) return 0.05;
  const longer = Math.max(left.length, right.length);
  if (longer === 0) return 1;
  const shorter = Math.min(left.length, right.length);
  if (shorter >= 3 && (left.startsWith(right) || right.startsWith(left))) return Math.min(0.3, (longer - shorter) / longer);
  return editDistance(left, right) / longer;
}

/** Names further apart than this are not taken for misspellings of each other. */
export const SIMILAR = 0.4;

/** The candidate most like a text, if one is like it at all. Ties go to the first in order. */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of new Set(candidates)) {
    const distance = unlikeness(text, candidate);
    if (candidate !== text && distance <= SIMILAR && (best === undefined || distance < best.distance)) best = { candidate, distance };
  }
  return best?.candidate;
}
