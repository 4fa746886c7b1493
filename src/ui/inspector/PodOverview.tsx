import { useTranslation } from 'react-i18next';
import { objectId, parseObjectId, type ObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster } from '../common/appContext.tsx';
import { CopyKubectl } from '../common/CopyKubectl.tsx';
import { BehaviourForm } from './BehaviourForm.tsx';
import { Facts, labelsText } from './Facts.tsx';

/** A Pod: where it is, how it is, what it listens on, and what can be done to it. */
export function PodOverview({ id }: { readonly id: ObjectId }) {
  const app = useApp();
  const { t } = useTranslation();
  const pod = useCluster((state) => state.view.pods[id]);
  if (pod === undefined) return <p className="text-[var(--ink-2)]">{t('panels.objectGone')}</p>;
  const select = (target: ObjectId, text: string) => <button type="button" className="link" onClick={() => { app.actions.select(target); }}>{text}</button>;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Facts rows={[
        [t('panels.field.status'), `${pod.status} · ${t(`panels.podState.${pod.state}`)}`],
        ['podIP', <span key="ip" className="font-mono text-xs">{pod.podIP || '–'}</span>],
        [t('panels.field.node'), pod.nodeName === '' ? t('panels.unscheduled') : select(objectId({ kind: 'Node', name: pod.nodeName }), pod.nodeName)],
        [t('panels.field.workload'), pod.workload === undefined ? '' : select(pod.workload, `${parseObjectId(pod.workload).kind} ${parseObjectId(pod.workload).name}`)],
        [t('panels.field.restarts'), String(pod.restarts)],
        [t('panels.field.ports'), pod.ports.map((port) => `${port.name === '' ? '' : `${port.name} `}${port.containerPort}/${port.protocol}`).join(', ') || t('panels.noPorts')],
        [t('panels.field.labels'), labelsText(pod.labels)],
      ]} />
      <div className="flex flex-wrap gap-2">
        <button type="button" className="btn btn-danger" onClick={() => { void app.actions.command({ type: 'killPod', namespace: pod.namespace, name: pod.name }); }}>{t('panels.killPod')}</button>
        <CopyKubectl command={{ type: 'killPod', namespace: pod.namespace, name: pod.name }} />
      </div>
      <BehaviourForm id={id} />
    </div>
  );
}
