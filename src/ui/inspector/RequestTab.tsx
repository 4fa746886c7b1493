import { Check, CircleSlash, Hourglass, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { objectId, parseObjectId } from '../../protocol/ref.ts';
import { requestCommand } from '../../store/kubectlCommand.ts';
import type { Hop, Outcome, RequestTrace, SocketAddress } from '../../protocol/request.ts';
import { useApp, useRequests } from '../common/appContext.tsx';
import { CopyText } from '../common/CopyText.tsx';
import { DecidedBy } from './DecidedBy.tsx';
import { TraceComparison } from './TraceComparison.tsx';
import { WhatWouldChange } from './WhatWouldChange.tsx';
import { clientName, clockText, hopTitle, reasonText, socketText, workingNode } from './place.ts';

const icons = { answered: Check, refused: X, reset: X, closed: X, unresolved: CircleSlash, unreachable: CircleSlash, timedOut: Hourglass } as const;

/** One line: how it ended, and who answered. */
function Verdict({ trace }: { readonly trace: RequestTrace }) {
  const { t } = useTranslation();
  const outcome: Outcome = trace.outcome;
  const Icon = icons[outcome];
  const pod = trace.pod === undefined ? undefined : parseObjectId(trace.pod).name;
  const ms = Math.round(trace.endMs - trace.startMs);
  const by = pod ?? trace.node;
  return (
    <div className="verdict" data-outcome={outcome} role="status">
      <Icon aria-hidden size={16} className="mt-0.5 shrink-0" />
      <span>
        {by !== undefined && outcome === 'answered' ? t('panels.verdict.answeredBy', { pod: by, ms }) : t(`panels.verdict.${outcome}`, { ms })}
        {outcome === 'answered' && trace.seenSource !== undefined && <span className="block font-normal">{t('panels.verdict.saw', { source: trace.seenSource })}</span>}
      </span>
    </div>
  );
}

function Rewrite({ before, after }: { readonly before: SocketAddress; readonly after: SocketAddress }) {
  if (before.ip === after.ip && before.port === after.port) return null;
  const isPortChanged = before.port !== after.port;
  return <div className="chip-mono mt-1"><s>{isPortChanged ? socketText(before) : before.ip}</s> <span aria-hidden>→</span> <span>{isPortChanged ? socketText(after) : after.ip}</span></div>;
}

function HopItem({ hops, index, clientNode }: { readonly hops: readonly Hop[]; readonly index: number; readonly clientNode: string | undefined }) {
  const { t } = useTranslation();
  const hop = hops[index];
  if (hop === undefined) return null;
  const node = hop.kind === 'serviceRule' ? (workingNode(hops, index) ?? clientNode) : undefined;
  return (
    <li className="hop" data-decides={hop.decidedBy !== undefined}>
      <span className="hop-number" aria-hidden>{index + 1}</span>
      <div className="min-w-0">
        <b className="font-semibold [overflow-wrap:anywhere]">{hopTitle(t, hops, index)}</b>
        <div className="text-[var(--ink-2)] [overflow-wrap:anywhere]">
          {reasonText(t, hop.reason)} {hop.decidedBy !== undefined && <DecidedBy field={hop.decidedBy} />} {node !== undefined && <><span aria-hidden>· </span><RulesLink node={node} /></>}
        </div>
        {hop.destination !== undefined && <Rewrite {...hop.destination} />}
        {hop.source !== undefined && <Rewrite before={{ ...hop.source.before, port: 0 }} after={{ ...hop.source.after, port: 0 }} />}
        {hop.queries !== undefined && hop.queries.length > 0 && (
          <ol className="mt-1 grid gap-0.5 font-mono text-xs" aria-label={t('panels.queries')}>
            {hop.queries.map((query) => (
              <li key={`${query.query} ${query.type}`} className="[overflow-wrap:anywhere]">
                <span className={query.answers.length > 0 ? 'text-[var(--ready)]' : 'text-[var(--ink-3)]'}>{query.query} {query.type}</span> {query.rcode}{query.answers.length > 0 ? ` ${query.answers.join(', ')}` : ''}
              </li>
            ))}
          </ol>
        )}
      </div>
    </li>
  );
}

/** Leads to the rules that decided, lit in the Node's own listing. */
function RulesLink({ node }: { readonly node: string }) {
  const app = useApp();
  const { t } = useTranslation();
  return <button type="button" className="link" onClick={() => { app.actions.select(objectId({ kind: 'Node', name: node })); app.actions.setUI({ inspectorTab: 'rules' }); }}>{t('panels.rules.show', { node })}</button>;
}

function NotChosen({ trace }: { readonly trace: RequestTrace }) {
  const app = useApp();
  const { t } = useTranslation();
  if (trace.notChosen.length === 0) return null;
  return (
    <section className="grid gap-1.5 border-t border-[var(--line)] pt-2.5" aria-label={t('panels.notChosen')}>
      <h3 className="font-semibold">{t('panels.notChosen')}</h3>
      <dl className="facts not-chosen">
        {trace.notChosen.slice(0, 50).map(({ pod, reason }) => (
          <div key={pod} className="contents">
            <dt><button type="button" className="link font-mono text-xs" onClick={() => { app.actions.select(pod); }}>{parseObjectId(pod).name}</button></dt>
            <dd className="text-[var(--ink-2)]">{reasonText(t, reason)}</dd>
          </div>
        ))}
      </dl>
      {trace.notChosen.length > 50 && <p className="text-[var(--ink-2)]">{t('panels.more', { count: trace.notChosen.length - 50 })}</p>}
    </section>
  );
}

/** A request, hop by hop, with what decided at each. */
export function RequestTab() {
  const app = useApp();
  const { t } = useTranslation();
  const trace = useRequests((state) => state.trace);
  const pinned = useRequests((state) => state.pinned);
  if (trace === null) {
    return (
      <div className="grid justify-items-start gap-3 p-4 text-[var(--ink-2)]">
        <p>{t('panels.noRequest')}</p>
        <button type="button" className="btn btn-primary" onClick={() => { app.actions.setUI({ bottomTab: 'requests' }); }}>{t('panels.openRequests')}</button>
      </div>
    );
  }
  if (trace === 'loading') return <p className="p-4 text-[var(--ink-2)]" role="status">{t('panels.loading')}</p>;
  if (trace === 'gone') return <p className="p-4 text-[var(--ink-2)]" role="status">{t('panels.gone')}</p>;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-3.5" data-testid="trace">
      <div className="flex items-center justify-between font-mono text-xs text-[var(--ink-2)]"><span>#{trace.id}</span><span className="flex items-center gap-1">{clockText(trace.startMs)} <CopyText text={JSON.stringify(trace, null, 1)} label={t('panels.copyTrace')} /></span></div>
      <h2 className="text-sm font-semibold [overflow-wrap:anywhere]">{clientName(trace.spec.from)} <span aria-hidden>→</span> {trace.spec.to}{trace.spec.protocol === 'TCP' ? '' : ` ${trace.spec.protocol}`}</h2>
      <Verdict trace={trace} />
      <div className="flex flex-wrap items-center gap-2">
        <button type="button" className="btn h-6 px-2" onClick={() => { void app.actions.sendRequest(trace.spec, 1); }}>{t('panels.compare.again')}</button>
        <button type="button" className="btn h-6 px-2" aria-pressed={pinned?.id === trace.id} onClick={() => { app.actions.pinTrace(pinned?.id !== trace.id); }}>{t('panels.compare.pin')}</button>
        <CopyText text={requestCommand(trace.spec)} label={t('panels.copyKubectl', { text: requestCommand(trace.spec) })} />
        {pinned?.id === trace.id && <span className="text-[var(--ink-2)]" role="status">{t('panels.compare.pinned')}</span>}
      </div>
      <ol aria-label={t('panels.hops')}>{trace.hops.map((_, index) => <HopItem key={index} hops={trace.hops} index={index} clientNode={trace.spec.from.kind === 'node' ? trace.spec.from.name : undefined} />)}</ol>
      <WhatWouldChange spec={trace.spec} />
      {pinned !== null && pinned.id !== trace.id && <TraceComparison pinned={pinned} trace={trace} />}
      <NotChosen trace={trace} />
    </div>
  );
}
