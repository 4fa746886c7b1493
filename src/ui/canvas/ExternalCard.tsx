import type { NodeProps } from '@xyflow/react';
import { Globe } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CardShell } from './CardShell.tsx';
import { useCanvas } from './canvasState.ts';
import type { BoxNode } from './flowElements.ts';

const isAddress = /^[\d.]+$|:/;

/** A name or an address outside the cluster that a Service, or a client, leads to. */
export function ExternalCard({ data }: NodeProps<BoxNode>) {
  const { t } = useTranslation();
  const box = useCanvas((state) => state.scene.boxes.get(data.key));
  if (box?.type !== 'external') return null;
  const detail = box.address === '' ? t('canvas.external.unknown') : box.address === box.name ? t('canvas.external.address') : box.address;
  return (
    <CardShell id={box.service === '' ? box.key : box.service} boxKey={box.key} label={t('canvas.external.label', { name: box.name, address: box.address })} hue="--k-ext" className="cv-small" hasActions={false}>
      <div className="cv-head"><Globe size={12} className="cv-icon" aria-hidden /><b className={isAddress.test(box.name) ? 'cv-name cv-mono' : 'cv-name'} title={box.name}>{box.name}</b></div>
      <div className="cv-sub cv-mono" title={detail}>{detail}</div>
    </CardShell>
  );
}
