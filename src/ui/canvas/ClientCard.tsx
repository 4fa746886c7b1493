import type { NodeProps } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { rateOf } from '../../graph/clients.ts';
import { parseObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster, useDocument } from '../common/appContext.tsx';
import { CardShell } from './CardShell.tsx';
import { useCanvas } from './canvasState.ts';
import type { BoxNode } from './flowElements.ts';

/** Who sends requests, and how many a second. */
export function ClientCard({ data }: NodeProps<BoxNode>) {
  const { t } = useTranslation();
  const { actions } = useApp();
  const box = useCanvas((state) => state.scene.boxes.get(data.key));
  const id = box?.type === 'client' ? box.id : '';
  const rate = useDocument((state) => rateOf(id, state.traffic));
  const address = useCluster((state) => {
    if (box?.type !== 'client') return '';
    const { client } = box;
    return client.kind === 'outside' ? (state.settings.outsideClients.find((outside) => outside.name === client.name)?.address ?? '') : '';
  });
  const isThere = useCluster((state) => box?.type === 'client' && (box.client.kind === 'outside' || id in state.view.pods || id in state.view.workloads || id in state.view.nodes));
  const hasNamespaces = useCanvas((state) => state.hasNamespaces);
  if (box?.type !== 'client') return null;
  const { kind, namespace, name } = parseObjectId(id);
  const where = !isThere ? t('canvas.client.missing') : kind === 'Client' ? address : namespace === '' || !hasNamespaces ? kind : `${kind} · ${namespace}`;
  return (
    <CardShell id={id} boxKey={box.key} label={t('canvas.client.label', { name, where, rate })} hue="--k-client" hasActions={kind !== 'Client'}>
      <div className="cv-head"><b className="cv-name" title={name}>{name}</b></div>
      <div className={`cv-sub ${kind === 'Client' ? 'cv-mono' : ''} ${isThere ? '' : 'cv-bad'}`} title={where}>{where}</div>
      <button type="button" className="cv-rail cv-rate nopan" title={t('canvas.client.traffic')} onClick={() => actions.setUI({ bottomTab: 'traffic' })}>
        <span>{rate > 0 ? t('canvas.client.rate', { rate }) : t('canvas.client.idle')}</span>
        <span className="cv-beads" aria-hidden>{'●'.repeat(rate <= 0 ? 0 : Math.min(5, 1 + Math.floor(Math.log2(1 + rate / 5))))}</span>
      </button>
    </CardShell>
  );
}
