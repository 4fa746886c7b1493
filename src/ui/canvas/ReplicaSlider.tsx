import { Minus, Plus } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { parseObjectId } from '../../protocol/ref.ts';
import type { ObjectId } from '../../protocol/ref.ts';
import type { AppActions, DocumentState } from '../../store/types.ts';
import { useApp, useCluster, useDocument } from '../common/appContext.tsx';

const least = 10;
/** How long the slider shows what was asked for, when the cluster does not follow. */
const patienceMs = 1_500;

/** Room above the present number, in steps, so that the track does not change under the hand. */
const trackEnd = (replicas: number): number => Math.max(least, Math.ceil((replicas * 1.25) / 10) * 10);

interface TrackStyle extends CSSProperties { readonly '--share': string }
const trackStyle = (share: number): TrackStyle => ({ '--share': `${share * 100}%` });

/** The manifests decide whether there is a number to write. Asking costs reading them, so it is asked once a text. */
function canSetSelector({ canSetReplicas }: Pick<AppActions, 'canSetReplicas'>, workload: ObjectId): (state: DocumentState) => boolean {
  let text: string | null = null;
  let canSet = false;
  return ({ manifests }) => {
    if (manifests !== text) {
      text = manifests;
      canSet = canSetReplicas(workload);
    }
    return canSet;
  };
}

/** How many replicas a workload shall have: less, a track, more, and the number. Writes into the manifests. */
export function ReplicaSlider({ workload }: { readonly workload: ObjectId }) {
  const { t } = useTranslation();
  const { actions } = useApp();
  const replicas = useCluster((state) => state.view.workloads[workload]?.replicas ?? 0);
  const canSet = useDocument(useMemo(() => canSetSelector(actions, workload), [actions, workload]));
  const [asked, setAsked] = useState<{ readonly value: number; readonly end: number } | null>(null);
  useEffect(() => {
    if (asked === null) return undefined;
    const timer = setTimeout(() => setAsked(null), asked.value === replicas ? 150 : patienceMs);
    return () => clearTimeout(timer);
  }, [asked, replicas]);
  const value = asked?.value ?? replicas;
  const end = Math.max(asked?.end ?? 0, trackEnd(replicas));
  const { name } = parseObjectId(workload);
  const set = (next: number): void => {
    const bounded = Math.max(0, next);
    setAsked({ value: bounded, end });
    actions.setReplicas(workload, bounded);
  };
  const reason = canSet ? undefined : t('canvas.replicas.notInManifests', { name });
  return (
    <div className="cv-slider nopan nodrag" title={reason} data-disabled={!canSet || undefined}>
      <button type="button" aria-label={t('canvas.replicas.less', { name })} disabled={!canSet || value <= 0} onClick={() => set(value - 1)}><Minus size={11} aria-hidden /></button>
      <input
        type="range" min={0} max={end} step={1} value={value} disabled={!canSet} style={trackStyle(value / end)}
        aria-label={t('canvas.replicas.label', { name })} aria-valuetext={t('canvas.replicas.value', { count: value })} aria-description={reason}
        onChange={(event) => set(Number(event.currentTarget.value))} onKeyDown={(event) => event.stopPropagation()}
      />
      <button type="button" aria-label={t('canvas.replicas.more', { name })} disabled={!canSet} onClick={() => set(value + 1)}><Plus size={11} aria-hidden /></button>
      <output className="cv-mono">{value}</output>
    </div>
  );
}
