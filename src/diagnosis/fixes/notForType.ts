import { fieldOf, textOf, type Fix, type Offer } from './fix.ts';
import { title } from './offerTitle.ts';

/** A field that this type of Service cannot have. */
export const notForType: Fix = {
  id: 'notForType',
  propose({ message, reason, path }, target) {
    const field = path.at(-1);
    const isAbout = /may only be (?:used|set)|may not be (?:used|set|specified)|must be empty when|cannot be set/.test(message);
    if (!isAbout || (reason !== 'FieldValueForbidden' && reason !== 'FieldValueInvalid') || typeof field !== 'string' || fieldOf(target, path) === undefined && !/^Load/.test(field)) return [];
    if (field === 'nodePort' || field === 'clusterIP' || field === 'clusterIPs') return [];
    const offers: Offer[] = [{ title: title('remove', { field: field.replace(/^Load/, 'load') }), edits: [{ type: 'remove', path }] }];
    const type = message.includes("'LoadBalancer'") && !message.includes('externalTrafficPolicy') ? 'LoadBalancer' : message.includes('externally-accessible') ? 'NodePort' : undefined;
    const isService = target.info?.kind === 'Service' && textOf(target, ['spec', 'type']) !== 'ExternalName';
    if (type !== undefined && isService) offers.push({ title: title('setType', { text: type }), edits: [{ type: 'set', path: ['spec', 'type'], value: type }] });
    return offers;
  },
};
