import { listAt, stringAt, valueAt } from '../jsonParts.ts';
import type { ManifestRule } from '../manifestRule.ts';

/** The manifest asks for a number that the autoscaler does not allow: each overrules the other in turn. */
export const autoscalerReplicas: ManifestRule = {
  id: 'autoscalerReplicas', severity: 'info', kind: undefined,
  check(body, { reader }) {
    const kind = stringAt(body, 'kind');
    const replicas = valueAt(body, 'spec', 'replicas');
    if ((kind !== 'Deployment' && kind !== 'StatefulSet') || typeof replicas !== 'number' || replicas === 0) return [];
    const name = stringAt(body, 'metadata', 'name');
    const written = stringAt(body, 'metadata', 'namespace');
    const autoscaler = listAt(reader.listAny('HorizontalPodAutoscaler', written === '' ? 'default' : written))
      .find((each) => stringAt(each, 'spec', 'scaleTargetRef', 'kind') === kind && stringAt(each, 'spec', 'scaleTargetRef', 'name') === name);
    const [least, most] = [valueAt(autoscaler, 'spec', 'minReplicas') ?? 1, valueAt(autoscaler, 'spec', 'maxReplicas')];
    if (typeof least !== 'number' || typeof most !== 'number' || (replicas >= least && replicas <= most)) return [];
    const path = ['spec', 'replicas'];
    return [{ path, params: { workload: `${kind}/${name}`, replicas, bound: replicas < least ? least : most }, fix: { edits: [{ type: 'remove', path }] } }];
  },
};
