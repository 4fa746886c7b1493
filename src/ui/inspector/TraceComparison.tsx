import { useTranslation } from 'react-i18next';
import { parseObjectId } from '../../protocol/ref.ts';
import type { RequestTrace } from '../../protocol/request.ts';
import { useApp } from '../common/appContext.tsx';
import { compareHops } from './compareHops.ts';
import { clientName, hopTitle, reasonText, socketText } from './place.ts';

function Side({ trace, index }: { readonly trace: RequestTrace; readonly index: number | null }) {
  const { t } = useTranslation();
  const hop = index === null ? undefined : trace.hops[index];
  if (index === null || hop === undefined) return <td className="text-[var(--ink-3)]">{t('panels.compare.none')}</td>;
  return (
    <td className="[overflow-wrap:anywhere]">
      <b className="font-semibold">{hopTitle(t, trace.hops, index)}</b>
      <span className="block text-[var(--ink-2)]">{reasonText(t, hop.reason)}</span>
      {hop.destination !== undefined && <span className="block font-mono text-xs">→ {socketText(hop.destination.after)}</span>}
      {hop.source !== undefined && <span className="block font-mono text-xs">← {hop.source.after.ip}</span>}
    </td>
  );
}

/** How it ended, in a few words. */
function End({ trace }: { readonly trace: RequestTrace }) {
  const { t } = useTranslation();
  const by = trace.pod === undefined ? trace.node : parseObjectId(trace.pod).name;
  return <td><b className="font-semibold">{t(`panels.outcome.${trace.outcome}`)}</b>{by !== undefined && <span className="block text-[var(--ink-2)] [overflow-wrap:anywhere]">{by}</span>}</td>;
}

/** Two requests side by side; what differs is marked. */
export function TraceComparison({ pinned, trace }: { readonly pinned: RequestTrace; readonly trace: RequestTrace }) {
  const app = useApp();
  const { t } = useTranslation();
  const pairs = compareHops(pinned, trace);
  const isSameEnd = pinned.outcome === trace.outcome && pinned.pod === trace.pod;
  const differing = pairs.filter(({ isSame }) => !isSame).length + (isSameEnd ? 0 : 1);
  const head = ({ id, spec }: RequestTrace): string => `#${id} ${clientName(spec.from)} → ${spec.to}`;
  return (
    <section className="grid gap-1.5 border-t border-[var(--line)] pt-2.5" aria-label={t('panels.compare.title')} data-testid="comparison">
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-semibold">{t('panels.compare.title')} <span className="font-normal text-[var(--ink-2)]">{differing === 0 ? t('panels.compare.same') : t('panels.compare.differs', { count: differing })}</span></h3>
        <button type="button" className="btn h-6 px-2" onClick={() => { app.actions.pinTrace(false); }}>{t('panels.compare.end')}</button>
      </div>
      <table className="data-table compare-table">
        <thead><tr><th scope="col" className="[overflow-wrap:anywhere]">{head(pinned)}</th><th scope="col" className="[overflow-wrap:anywhere]">{head(trace)}</th></tr></thead>
        <tbody>
          {pairs.map((pair) => (
            <tr key={`${String(pair.left)} ${String(pair.right)}`} data-differs={!pair.isSame}><Side trace={pinned} index={pair.left} /><Side trace={trace} index={pair.right} /></tr>
          ))}
          <tr data-differs={!isSameEnd}><End trace={pinned} /><End trace={trace} /></tr>
        </tbody>
      </table>
    </section>
  );
}
