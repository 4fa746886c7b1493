import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { podSuffix, shortAddress } from '../../graph/names.ts';
import type { ObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster, useRequests, useUI } from '../common/appContext.tsx';
import { useCanvasStore, useIsFaded } from './canvasState.ts';
import { podGlyph, podLabelKey, podParams } from './podWords.ts';

/** A workload's name as long as names get is cut before the five letters that are the Pod's own. */
const shortName = (name: string, workload: ObjectId | undefined): string => (name.length > 40 && workload !== undefined && !workload.startsWith('StatefulSet/') ? name.slice(-5) : name);

interface PodChipProps { readonly id: ObjectId; readonly x: number; readonly y: number; readonly isCurrent: boolean }

/** A Pod: what tells it from its siblings, the end of its address, and its state. */
export const PodChip = memo(function PodChip({ id, x, y, isCurrent }: PodChipProps) {
  const { t } = useTranslation();
  const { actions } = useApp();
  const canvas = useCanvasStore();
  const pod = useCluster((state) => state.view.pods[id]);
  const isSelected = useUI((state) => state.selection === id);
  const isFaded = useIsFaded(id);
  const isEndOfWay = useRequests(({ trace }) => trace !== null && typeof trace === 'object' && trace.pod === id);
  if (pod === undefined) return null;
  const label = t(podLabelKey(pod), { ...podParams(pod), state: t(`canvas.pod.state.${pod.state}`) });
  const suffix = shortName(podSuffix(pod.name, pod.workload !== undefined), pod.workload);
  const isWell = pod.state === 'ready' || pod.state === 'terminating';
  return (
    <button
      type="button" className="cv-pod" style={{ left: x, top: y }} data-pod={id} data-object={id} data-state={pod.state} data-selected={isSelected || undefined} data-faded={isFaded || undefined} data-end={isEndOfWay || undefined}
      aria-label={label} aria-pressed={isSelected} tabIndex={isCurrent ? 0 : -1} title={`${pod.name}\n${pod.status}${pod.restarts > 0 ? ` · ${t('canvas.pod.restarts', { count: pod.restarts })}` : ''}`}
      onClick={() => actions.select(id)}
      onFocus={() => canvas.setState((state) => ({ currentPods: { ...state.currentPods, [state.scene.locate(id)?.box ?? '']: id } }))}
      onPointerEnter={() => actions.hover(id)} onPointerLeave={() => actions.hover(null)}
    >
      <span className="cv-pod-head"><b className="cv-clip">{suffix}</b><em aria-hidden>{podGlyph[pod.state]}</em></span>
      <span className="cv-mono cv-clip">{pod.podIP !== '' && (isWell || pod.status === 'Running') ? shortAddress(pod.podIP) : pod.status}</span>
    </button>
  );
});
