import { useStore } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import type { PodBox } from '../../graph/scene.ts';
import type { ClusterView, PodState } from '../../protocol/view.ts';
import { useCluster } from '../common/appContext.tsx';
import { podGlyph } from './podWords.ts';

const states: readonly PodState[] = ['ready', 'notReady', 'failed', 'terminating', 'pending', 'succeeded'];

/** How many Pods of a box are in each state, as one text, so that a component is drawn again only when a number changes. */
function countStates(box: PodBox, pods: ClusterView['pods']): string {
  const counts = new Map<PodState, number>();
  for (const group of box.groups) {
    for (const id of group.slots) {
      const state = id === null ? undefined : pods[id]?.state;
      if (state !== undefined) counts.set(state, (counts.get(state) ?? 0) + 1);
    }
  }
  return states.map((state) => counts.get(state) ?? 0).join(' ');
}

/** All Pods of a box in one tile that says how many they are. */
export function PodTile({ box, title }: { readonly box: PodBox; readonly title: string }) {
  const { t } = useTranslation();
  const counts = useCluster((state) => countStates(box, state.view.pods)).split(' ').map(Number);
  const fontSize = useStore((state) => Math.round(Math.min(box.rect.width / 6.5, box.rect.height / 4.5, 15 / state.transform[2])));
  const shown = states.map((state, index) => ({ state, count: counts[index] ?? 0 })).filter(({ count }) => count > 0);
  return (
    <div className="cv-tile" style={{ fontSize }}>
      <b className="cv-clip">{title}</b>
      <span>{t('canvas.tile.pods', { count: box.podCount })}</span>
      <span className="cv-tile-counts">{shown.map(({ state, count }) => <span key={state} data-state={state} title={t(`canvas.pod.state.${state}`)}>{podGlyph[state]} {count}</span>)}</span>
      <span className="cv-tile-bar" aria-hidden>{shown.map(({ state, count }) => <i key={state} data-state={state} style={{ flexGrow: count }} />)}</span>
    </div>
  );
}
