import type { AppContext } from './context.ts';
import { balancedServices, isBalancerFlow } from './balancerTraffic.ts';
import { suggestTraffic } from './suggestTraffic.ts';

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
