import { useStore } from '@xyflow/react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { podAtPoint, slotRect } from '../../graph/podBox.ts';
import type { PodBox } from '../../graph/scene.ts';
import type { ObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster, useUI } from '../common/appContext.tsx';
import { useCanvas, useCanvasStore } from './canvasState.ts';
import { createCellPainter } from './cellPainter.ts';
import { neighbourOf } from './neighbourOf.ts';
import { podLabelKey, podParams } from './podWords.ts';

/** Pixels of the bitmap a unit, in steps: sharp when near, small when far. */
const bitmapScale = (zoom: number): number => Math.min(4, Math.max(0.5, 2 ** Math.ceil(Math.log2(zoom))));

/** The Pods of a box as cells on a canvas. For the keyboard and for those who listen, a list with one Pod in focus at a time. */
export function PodCells({ box, label }: { readonly box: PodBox; readonly label: string }) {
  const { t } = useTranslation();
  const app = useApp();
  const { actions } = app;
  const canvas = useCanvasStore();
  const optionId = useId();
  const surface = useRef<HTMLCanvasElement>(null);
  const scale = useStore((state) => bitmapScale(state.transform[2]));
  const selection = useUI((state) => state.selection);
  const current = useCanvas((state) => state.currentPods[box.key]);
  const pods = useMemo(() => box.groups.flatMap((group) => group.slots.flatMap((id, slot) => (id === null ? [] : [{ id, rect: slotRect(group, box.density, slot) }]))), [box]);
  const [hasFocus, setHasFocus] = useState(false);
  const active = current !== undefined && pods.some(({ id }) => id === current) ? current : pods[0]?.id;
  const activePod = useCluster((state) => (active === undefined ? undefined : state.view.pods[active]));
  const activeRect = pods.find(({ id }) => id === active)?.rect;

  useEffect(() => (surface.current === null ? undefined : createCellPainter(surface.current, { app, canvas, box, scale })), [app, canvas, box, scale]);

  const podUnder = (event: { readonly clientX: number; readonly clientY: number; readonly currentTarget: Element }): ObjectId | null => {
    const bounds = event.currentTarget.getBoundingClientRect();
    const zoom = bounds.width / box.rect.width;
    return podAtPoint(box, (event.clientX - bounds.left) / zoom, (event.clientY - bounds.top) / zoom);
  };
  const point = (event: PointerEvent<HTMLDivElement>): void => {
    const pod = podUnder(event);
    // The menu asks what it is about.
    event.currentTarget.dataset['object'] = pod ?? box.id;
    event.currentTarget.title = pod === null ? '' : (app.cluster.getState().view.pods[pod]?.name ?? '');
    if (app.ui.getState().hovered !== pod) actions.hover(pod);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (active === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') actions.select(active);
    const next = neighbourOf(pods, active, event.key);
    if (next !== null) {
      canvas.setState((state) => ({ currentPods: { ...state.currentPods, [box.key]: next } }));
      event.currentTarget.dataset['object'] = next;
      actions.hover(next);
    }
    if (next === null && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="cv-cells" role="listbox" tabIndex={pods.length === 0 ? -1 : 0} aria-label={label} aria-activedescendant={active === undefined ? undefined : optionId}
      onPointerMove={point} onPointerLeave={() => actions.hover(null)} onPointerDown={point} onKeyDown={onKeyDown}
      onClick={(event) => actions.select(podUnder(event) ?? (box.id === '' ? null : box.id))}
      onFocus={(event) => {
        setHasFocus(true);
        event.currentTarget.dataset['object'] = active ?? box.id;
      }}
      onBlur={() => setHasFocus(false)}
    >
      <canvas ref={surface} aria-hidden style={{ width: box.rect.width, height: box.rect.height }} />
      {activePod === undefined ? null : (
        <div id={optionId} className="cv-option" role="option" aria-selected={selection === active} aria-label={t(podLabelKey(activePod), { ...podParams(activePod), state: t(`canvas.pod.state.${activePod.state}`) })} />
      )}
      {hasFocus && activeRect !== undefined ? <div className="cv-cell-focus" style={{ left: activeRect.x, top: activeRect.y, width: activeRect.width, height: activeRect.height }} /> : null}
    </div>
  );
}
