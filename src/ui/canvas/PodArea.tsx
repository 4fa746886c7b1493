import type { KeyboardEvent } from 'react';
import { memo } from 'react';
import type { Detail } from '../../graph/detail.ts';
import { slotRect } from '../../graph/podBox.ts';
import type { PodBox } from '../../graph/scene.ts';
import { useCanvas, useCanvasStore } from './canvasState.ts';
import { GroupHeader } from './GroupHeader.tsx';
import { PodCells } from './PodCells.tsx';
import { PodChip } from './PodChip.tsx';
import { neighbourOf } from './neighbourOf.ts';

interface PodAreaProps { readonly box: PodBox; readonly detail: Exclude<Detail, 'tiles'>; readonly label: string }

/** The groups of a box with their Pods, as chips while there is room for them. */
export const PodArea = memo(function PodArea({ box, detail, label }: PodAreaProps) {
  return (
    <>
      {box.groups.map((group) => <GroupHeader key={group.key} group={group} />)}
      {detail === 'chips' ? <PodChips box={box} label={label} /> : <PodCells box={box} label={label} />}
    </>
  );
});

function PodChips({ box, label }: { readonly box: PodBox; readonly label: string }) {
  const canvas = useCanvasStore();
  const current = useCanvas((state) => state.currentPods[box.key]);
  const pods = box.groups.flatMap((group) => group.slots.flatMap((id, slot) => (id === null ? [] : [{ id, rect: slotRect(group, box.density, slot) }])));
  const first = pods.some(({ id }) => id === current) ? current : pods[0]?.id;
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const id = event.target instanceof HTMLElement ? event.target.dataset['pod'] : undefined;
    const next = id === undefined ? null : neighbourOf(pods, id, event.key);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    canvas.setState((state) => ({ currentPods: { ...state.currentPods, [box.key]: next } }));
    event.currentTarget.querySelector<HTMLElement>(`[data-pod="${CSS.escape(next)}"]`)?.focus();
  };
  return (
    <div className="cv-pods" role="group" aria-label={label} onKeyDown={onKeyDown}>
      {pods.map(({ id, rect }) => <PodChip key={id} id={id} x={rect.x} y={rect.y} isCurrent={id === first} />)}
    </div>
  );
}
