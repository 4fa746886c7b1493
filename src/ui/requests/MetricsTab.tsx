import { useTranslation } from 'react-i18next';
import { parseObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster } from '../common/appContext.tsx';

const MAX_ROWS = 100;

/** Requests per Pod and per outcome over the last stretch, so that imbalance is seen. */
export function MetricsTab() {
  const app = useApp();
  const { t } = useTranslation();
  const stats = useCluster((state) => state.stats);
  if (stats === null || stats.total === 0) return <p className="p-3 text-[var(--ink-2)]">{t('panels.noMetrics')}</p>;
  const pods = Object.entries(stats.perPod).sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  const most = Math.max(1, ...pods.map(([, count]) => count));
  return (
    <div className="grid gap-4 p-3 md:grid-cols-[220px_1fr]">
      <section aria-label={t('panels.metrics.outcomes')}>
        <h3 className="mb-1 font-semibold">{t('panels.metrics.outcomes')}</h3>
        <dl className="facts">{Object.entries(stats.outcomes).sort(([, a], [, b]) => b - a).map(([outcome, count]) => <div key={outcome} className="contents"><dt>{t(`panels.outcome.${outcome}`)}</dt><dd className="font-mono text-xs tabular-nums">{count} · {((count / stats.total) * 100).toFixed(1)} %</dd></div>)}</dl>
        <p className="mt-2 text-[var(--ink-2)]">{t('panels.metrics.window', { seconds: Math.round(stats.windowMs / 1000), p95: Math.round(stats.p95Ms) })}</p>
      </section>
      <section aria-label={t('panels.metrics.perPod')}>
        <h3 className="mb-1 font-semibold">{t('panels.metrics.perPod')}</h3>
        <ul className="grid gap-1">
          {pods.slice(0, MAX_ROWS).map(([pod, count]) => (
            <li key={pod} className="grid grid-cols-[minmax(120px,220px)_1fr_44px] items-center gap-2">
              <button type="button" className="link truncate text-left" onClick={() => { app.actions.select(pod); }}>{parseObjectId(pod).name}</button>
              <span className="h-2 rounded bg-[var(--sunken)]" aria-hidden><span className="block h-2 rounded bg-[var(--accent)]" style={{ width: `${(count / most) * 100}%` }} /></span>
              <span className="text-right font-mono text-xs tabular-nums">{count}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
