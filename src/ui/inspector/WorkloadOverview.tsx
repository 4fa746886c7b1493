import { useTranslation } from 'react-i18next';
import type { ObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster } from '../common/appContext.tsx';
import { BehaviourForm } from './BehaviourForm.tsx';
import { Facts, labelsText } from './Facts.tsx';

/** A workload: how many Pods it wants and has, and how they behave. */
export function WorkloadOverview({ id }: { readonly id: ObjectId }) {
  const app = useApp();
  const { t } = useTranslation();
  const workload = useCluster((state) => state.view.workloads[id]);
  if (workload === undefined) return <p className="text-[var(--ink-2)]">{t('panels.noOverview')}</p>;
  const { replicas } = workload;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Facts rows={[
        [t('panels.field.replicas'), t('panels.replicaCounts', { ready: workload.ready, desired: workload.desired, updated: workload.updated })],
        [t('panels.field.labels'), labelsText(workload.labels)],
      ]} />
      {replicas !== null && app.actions.canSetReplicas(id) && (
        <div className="flex items-center gap-2">
          <button type="button" className="btn" disabled={replicas <= 0} aria-label={t('panels.scaleDown', { name: workload.name })} onClick={() => { app.actions.setReplicas(id, replicas - 1); }}>−</button>
          <span className="min-w-6 text-center font-mono">{replicas}</span>
          <button type="button" className="btn" aria-label={t('panels.scaleUp', { name: workload.name })} onClick={() => { app.actions.setReplicas(id, replicas + 1); }}>+</button>
        </div>
      )}
      <BehaviourForm id={id} />
    </div>
  );
}
