import { fieldOf, type Fix, type FixTarget, type Offer } from './fix.ts';
import { title } from './offerTitle.ts';
import { objectOf } from './storedObject.ts';

/** A node port outside of the range, taken, or where none can be. */
export const nodePort: Fix = {
  id: 'nodePort',
  propose({ message, path }, target) {
    const value = fieldOf(target, path);
    if (path.at(-1) !== 'nodePort' || typeof value !== 'number') return [];
    const remove = { title: title('removeNodePort'), edits: [{ type: 'remove', path } as const] };
    if (/may not be used when/.test(message)) return [{ title: title('remove', { field: 'nodePort' }), edits: remove.edits }, { title: title('setType', { text: 'NodePort' }), edits: [{ type: 'set', path: ['spec', 'type'], value: 'NodePort' }] }];
    if (!/not in the valid range|already allocated|duplicate|must be between/i.test(message)) return [];
    const free = nearestFree(value, target);
    const move: readonly Offer[] = free === undefined ? [] : [{ title: title('changeTo', { text: free }), edits: [{ type: 'set', path, value: free }] }];
    // Whoever chose a number wants one; where it is another's, any will do.
    return /already allocated/.test(message) ? [remove, ...move] : [...move, remove];
  },
};

/** 80 becomes 30080; else the free port next to the number. */
function nearestFree(wanted: number, target: FixTarget): number | undefined {
  const { reader, settings } = target.context;
  const own = objectOf(target);
  const { from, to } = settings.nodePortRange;
  const taken = new Set(reader.list('Service').filter((service) => service !== own).flatMap(({ spec }) => [...(spec.ports ?? []).map((port) => port.nodePort ?? 0), spec.healthCheckNodePort ?? 0]));
  const shifted = wanted > 0 && from + wanted <= to ? from + wanted : Math.min(to, Math.max(from, wanted));
  for (let step = 0; step <= to - from; step++) {
    for (const candidate of [shifted + step, shifted - step]) if (candidate >= from && candidate <= to && !taken.has(candidate)) return candidate;
  }
  return undefined;
}
