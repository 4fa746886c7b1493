import type { FieldEdit } from '../../protocol/edit.ts';
import { fieldOf, textOf, type Fix, type FixTarget, type Offer } from './fix.ts';
import { title } from './offerTitle.ts';

/** A cluster address that cannot be given, or that the type has no use for. */
export const clusterIP: Fix = {
  id: 'clusterIP',
  propose({ message, path }, target) {
    if (path[0] !== 'spec' || (path[1] !== 'clusterIP' && path[1] !== 'clusterIPs')) return [];
    const isChosen = textOf(target, ['spec', 'type']) !== 'ExternalName';
    const remove: readonly Offer[] = [{ title: isChosen ? title('removeClusterIP') : title('remove', { field: 'clusterIP' }), edits: removal(target) }];
    if (/may not be set to 'None' for/.test(message)) {
      const type: Offer = { title: title('remove', { field: 'type' }), edits: [{ type: 'remove', path: ['spec', 'type'] }, ...nodePorts(target)] };
      return [...remove, type];
    }
    if (message.includes('must be a valid IP address')) {
      const written = textOf(target, ['spec', 'clusterIP']);
      return /^"?none"?$/i.test(written) && written !== 'None' ? [{ title: title('changeTo', { text: 'None' }), edits: [{ type: 'set', path: ['spec', 'clusterIP'], value: 'None' }] }, ...remove] : remove;
    }
    return /failed to allocate IP|may not be set for ExternalName|may not change once set/.test(message) ? remove : [];
  },
};

function removal(target: FixTarget): readonly FieldEdit[] {
  return ['clusterIP', 'clusterIPs'].filter((field) => fieldOf(target, ['spec', field]) !== undefined).map((field) => ({ type: 'remove', path: ['spec', field] }));
}

/** Without the type there is no place for node ports. */
function nodePorts(target: FixTarget): readonly FieldEdit[] {
  const ports = fieldOf(target, ['spec', 'ports']);
  const count = Array.isArray(ports) ? ports.length : 0;
  return Array.from({ length: count }, (_, index) => ['spec', 'ports', index, 'nodePort'] as const).filter((path) => fieldOf(target, path) !== undefined).map((path) => ({ type: 'remove', path }));
}
