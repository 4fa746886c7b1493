import type { NodeProps } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { PodArea } from './PodArea.tsx';
import { PodTile } from './PodTile.tsx';
import { useCanvas, useIsFaded } from './canvasState.ts';
import type { BoxNode } from './flowElements.ts';
import { useDetail } from './useDetail.ts';

/** Pods that no Node has taken yet. */
export function PendingBox({ data }: NodeProps<BoxNode>) {
  const { t } = useTranslation();
  const box = useCanvas((state) => state.scene.boxes.get(data.key));
  const detail = useDetail();
  const isFaded = useIsFaded(data.key);
  if (box?.type !== 'pending') return null;
  return (
    <div className="cv-node cv-pending" data-faded={isFaded || undefined} role="group" aria-label={t('canvas.pending.title')}>
      <div className="cv-node-head">
        <div className="cv-node-title"><b className="cv-name">{t('canvas.pending.title')}</b><span className="cv-hint cv-clip">{t('canvas.pending.hint')}</span></div>
      </div>
      {detail === 'tiles' ? <PodTile box={box} title={t('canvas.pending.title')} /> : <PodArea box={box} detail={detail} label={t('canvas.pending.pods', { count: box.podCount })} />}
    </div>
  );
}
