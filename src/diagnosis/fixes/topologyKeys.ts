import { fieldOf, isList, type Fix, type Offer } from './fix.ts';
import { title } from './offerTitle.ts';

const path = ['spec', 'topologyKeys'] as const;

/** A field that was taken out of the API; what took its place knows zones and Nodes. */
export const topologyKeys: Fix = {
  id: 'topologyKeys',
  propose({ message, path: given }, target) {
    if (!message.startsWith('unknown field') || given.join('.') !== path.join('.')) return [];
    const keys = fieldOf(target, path);
    const [first] = isList(keys) ? keys : [];
    const distribution = first === 'kubernetes.io/hostname' ? 'PreferSameNode' : first === '*' ? undefined : 'PreferSameZone';
    const remove: Offer = { title: title('remove', { field: 'topologyKeys' }), edits: [{ type: 'remove', path }] };
    if (distribution === undefined || fieldOf(target, ['spec', 'trafficDistribution']) !== undefined) return [remove];
    return [{
      title: title('replaceBy', { field: 'trafficDistribution', text: distribution }),
      edits: [{ type: 'remove', path }, { type: 'set', path: ['spec', 'trafficDistribution'], value: distribution }],
    }, remove];
  },
};
