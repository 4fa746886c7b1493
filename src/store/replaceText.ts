import type { AppContext } from './context.ts';
import { suggestTraffic } from './suggestTraffic.ts';
import type { DocumentState } from './types.ts';

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

/** What becomes of the document when its text is replaced: no scenario any more, and instead of its traffic some to what is there now. Traffic of one's own stays. */
export function replacedDocument({ documents, manifestText }: Pick<AppContext, 'documents' | 'manifestText'>, manifests: string): Partial<DocumentState> {
  const before = documents.store.getState();
  const suggestedBefore = suggestTraffic(manifestText.parse(before.manifests), before.settings);
  const isOwn = before.scenarioId === null && before.traffic.some((flow) => !suggestedBefore.some(({ id }) => id === flow.id));
  return {
    title: '', scenarioId: null, manifests, behaviours: {},
    traffic: isOwn ? before.traffic : suggestTraffic(manifestText.parse(manifests), before.settings),
  };
}
