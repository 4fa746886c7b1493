import { editFields } from '../../manifests/editFields.ts';
import type { ManifestParse } from '../../manifests/parseManifests.ts';
import type { ManifestFix } from '../../protocol/message.ts';
import type { Offer } from '../fixes/fix.ts';

/** The characters that fixes change; those that the text has no place for are left out, and so are repeated ones. */
export function placeFixes(parse: ManifestParse, documentIndex: number, drafts: readonly Offer[]): readonly ManifestFix[] {
  const seen = new Set<string>();
  return drafts.flatMap((draft): readonly ManifestFix[] => {
    const edits = 'edits' in draft
      ? editFields(parse, documentIndex, draft.edits)
      : draft.textEdits.map(({ start, end, text }) => ({ range: parse.lines.range(start, end), text }));
    if (edits === undefined || edits.length === 0) return [];
    const key = JSON.stringify(edits.map(({ range, text }) => [range.start, range.end, text]));
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ title: draft.title, edits }];
  });
}
