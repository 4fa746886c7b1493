import { useStore } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { useCanvas } from './canvasState.ts';

/** The lanes' names: they follow sideways and stay at the top. */
export function LaneTitles() {
  const { t } = useTranslation();
  const lanes = useCanvas((state) => state.scene.lanes);
  const x = useStore((state) => state.transform[0]);
  const zoom = useStore((state) => state.transform[2]);
  return (
    <div className="cv-lanes">
      {lanes.map((lane) => (
        <span key={lane.kind} style={{ left: x + lane.x * zoom + 2, maxWidth: Math.max(0, lane.width * zoom) }}>{t(`canvas.lane.${lane.kind}`)}</span>
      ))}
    </div>
  );
}
