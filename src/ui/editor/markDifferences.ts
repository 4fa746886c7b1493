/** A line, and whether another of the texts lacks it. */
export interface MarkedLine { readonly text: string; readonly isOwn: boolean }

/** The lines of several texts; those that not all of them have are marked. The order of lines is not looked at. */
export function markDifferences(texts: readonly string[]): readonly (readonly MarkedLine[])[] {
  const all = texts.map((text) => text.trimEnd().split('\n'));
  const counts = all.map((lines) => {
    const count = new Map<string, number>();
    for (const line of lines) count.set(line, (count.get(line) ?? 0) + 1);
    return count;
  });
  return all.map((lines) => lines.map((text) => ({ text, isOwn: counts.some((count) => count.get(text) !== counts[0]?.get(text)) })));
}
