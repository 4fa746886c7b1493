import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToSlots, createSlots, removeFromSlots } from '../../../src/graph/slots.ts';

describe('slots', () => {
  it.each([
    { name: 'fills the first hole first', steps: ['+a', '+b', '+c', '-b', '-a', '+d', '+e'], places: ['d', 'e', 'c'] },
    { name: 'forgets holes at the end', steps: ['+a', '+b', '+c', '-b', '-c', '+d'], places: ['a', 'd'] },
    { name: 'knows who is there already', steps: ['+a', '+a', '+b'], places: ['a', 'b'] },
    { name: 'takes away what is not there', steps: ['+a', '-x', '-a'], places: [] },
  ])('$name', ({ steps, places }) => {
    const slots = createSlots();
    for (const step of steps) (step.startsWith('+') ? addToSlots : removeFromSlots)(slots, step.slice(1));
    expect(slots.places).toEqual(places);
  });

  it('never moves what stays, and holds each once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 12 })), { maxLength: 80 }), (steps) => {
        const slots = createSlots();
        const live = new Map<string, number>();
        for (const [isAdd, number] of steps) {
          const id = `pod-${number}`;
          if (isAdd) live.set(id, live.get(id) ?? addToSlots(slots, id));
          else {
            removeFromSlots(slots, id);
            live.delete(id);
          }
          for (const [other, place] of live) expect(slots.index.get(other)).toBe(place);
          expect(slots.places.filter((place) => place !== null).sort()).toEqual([...live.keys()].sort());
          expect(slots.places.at(-1)).not.toBeNull();
        }
      }),
    );
  });
});
