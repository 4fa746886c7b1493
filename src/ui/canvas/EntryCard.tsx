import type { NodeProps } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import type { ServiceView } from '../../protocol/view.ts';
import type { EntryBox } from '../../graph/scene.ts';
import { useCluster } from '../common/appContext.tsx';
import { CardShell } from './CardShell.tsx';
import { useCanvas } from './canvasState.ts';
import type { BoxNode } from './flowElements.ts';

function detailOf(kind: EntryBox['kind'], service: ServiceView): string {
  switch (kind) {
    case 'loadBalancer':
      return service.loadBalancerAddresses.join(', ') || '<pending>';
    case 'nodePort':
      return service.ports.flatMap((port) => (port.nodePort === 0 ? [] : [port.nodePort])).join(', ');
    case 'externalIP':
      return service.externalIPs.join(', ');
  }
}

/** A load balancer, node ports or external IPs: how requests from outside come in. */
export function EntryCard({ data }: NodeProps<BoxNode>) {
  const { t } = useTranslation();
  const box = useCanvas((state) => state.scene.boxes.get(data.key));
  const service = useCluster((state) => (box?.type === 'entry' ? state.view.services[box.service] : undefined));
  if (box?.type !== 'entry' || service === undefined) return null;
  const title = t(`canvas.entry.${box.kind}`);
  const text = detailOf(box.kind, service);
  const isPending = box.kind === 'loadBalancer' && service.isLoadBalancerPending;
  return (
    <CardShell id={service.id} boxKey={box.key} label={t('canvas.entry.label', { title, text, service: service.name })} hue="--k-entry" className={`cv-small ${isPending ? 'cv-dashed' : ''}`} hasActions={false}>
      <div className="cv-head"><b className="cv-name">{title}</b></div>
      <div className={`cv-sub cv-mono ${isPending ? 'cv-warn' : ''}`} title={text}>{text}</div>
    </CardShell>
  );
}
