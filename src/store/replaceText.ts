import type { AppContext } from './context.ts';
import { balancedServices, isBalancerFlow } from './balancerTraffic.ts';
import { suggestTraffic } from './suggestTraffic.ts';

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

/** Puts other manifests in the place of the old ones: no scenario any more, and instead of its traffic some to what is there now. Traffic of one's own stays. */
export function replaceManifests(context: AppContext, manifests: string): void {
  const { documents, manifestText } = context;
  const before = documents.store.getState();
  const suggestedBefore = new Set(suggestTraffic(manifestText.parse(before.manifests), before.settings).map(({ id }) => id));
  const isOwn = before.scenarioId === null && before.traffic.some(({ id }) => !suggestedBefore.has(id) && !isBalancerFlow(id));
  const parse = manifestText.parse(manifests);
  documents.change('', {
    title: '', scenarioId: null, manifests, behaviours: {},
    traffic: isOwn ? before.traffic : suggestTraffic(parse, before.settings),
  });
  context.replaced(isOwn ? [] : balancedServices(parse));
}
