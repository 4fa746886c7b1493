import { useTranslation } from 'react-i18next';
import { parseObjectId, type ObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster } from '../common/appContext.tsx';
import { useAnswer } from './useAnswer.ts';

const MAX_ROWS = 100;

/** Who answered for the Service in the last minute, beside what an even draw would give, and what bends it. */
export function BalanceTab({ id }: { readonly id: ObjectId }) {
  const app = useApp();
  const { t } = useTranslation();
  const second = useCluster(({ nowMs }) => Math.floor(nowMs / 1000));
  const answer = useAnswer({ kind: 'balance', service: id }, second);
  if (answer === null) return <p className="p-4 text-[var(--ink-2)]" role="status">{t('panels.loading')}</p>;
  if (answer.kind !== 'balance') return <p className="p-4 text-[var(--ink-2)]">{t('panels.objectGone')}</p>;
  const { rows, answered, failed, connections, isAffine } = answer;
  if (answered + failed === 0) return <p className="p-4 text-[var(--ink-2)]">{t('panels.balance.none')}</p>;
  const most = Math.max(1, ...rows.map((row) => Math.max(row.answered, row.expected)));
  const percent = (value: number): string => `${(value / most) * 100}%`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-3.5">
      <p>{t('panels.balance.summary', { answered, failed, connections })}</p>
      <ul className="grid gap-2" aria-label={t('panels.metrics.perPod')}>
        {rows.slice(0, MAX_ROWS).map((row) => (
          <li key={row.pod} className="grid grid-cols-[minmax(0,1fr)] gap-1">
            <span className="flex items-baseline justify-between gap-2">
              <button type="button" className="link min-w-0 truncate" onClick={() => { app.actions.select(row.pod); }}>{parseObjectId(row.pod).name}</button>
              <span className="font-mono text-xs whitespace-nowrap tabular-nums">{t('panels.balance.row', { answered: row.answered, expected: row.expected.toFixed(row.expected < 10 ? 1 : 0), clients: row.clients })}</span>
            </span>
            <span className="relative h-2.5 rounded bg-[var(--sunken)]" aria-hidden>
              <span className="absolute inset-y-0 left-0 rounded bg-[var(--accent)]" style={{ width: percent(row.answered) }} />
              {row.expected > 0 && <span className="absolute -inset-y-0.5 w-0.5 bg-[var(--ink)]" style={{ left: percent(row.expected) }} />}
            </span>
          </li>
        ))}
      </ul>
      {rows.length > MAX_ROWS && <p className="text-[var(--ink-2)]">{t('panels.more', { count: rows.length - MAX_ROWS })}</p>}
      <p className="text-[var(--ink-2)]">{t('panels.balance.legend')}</p>
      {isAffine && <p className="text-[var(--ink-2)]">{t('panels.balance.affinity')}</p>}
      {connections < answered && <p className="text-[var(--ink-2)]">{t('panels.balance.keepAlive', { answered, connections })}</p>}
    </div>
  );
}
