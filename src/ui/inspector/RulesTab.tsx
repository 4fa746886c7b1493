import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ObjectId } from '../../protocol/ref.ts';
import type { RuleProgram, RulesAnswer } from '../../protocol/rules.ts';
import { useCluster, useRequests } from '../common/appContext.tsx';
import { useAnswer } from './useAnswer.ts';

const PAGE = 200;

interface Filter { readonly program: RuleProgram | ''; readonly text: string; readonly isHitOnly: boolean; readonly offset: number }

/** The rules that the chosen request met, in order; each leads to its line. */
function Hits({ answer, onPick }: { readonly answer: RulesAnswer; readonly onPick: (line: number) => void }) {
  const { t } = useTranslation();
  if (answer.hits.length === 0) return <p className="px-3.5 py-2 text-[var(--ink-2)]">{t('panels.rules.noHits')}</p>;
  return (
    <section aria-label={t('panels.rules.hits')} className="border-b border-[var(--line)] px-3.5 py-2">
      <h3 className="font-semibold">{t('panels.rules.hits')}</h3>
      {answer.isOutdated && <p className="text-[var(--warn)]">{t('panels.rules.outdated')}</p>}
      <ol className="mt-1 grid gap-1">
        {answer.hits.map((hit, index) => (
          <li key={`${index} ${hit.line}`} className="grid grid-cols-[22px_minmax(0,1fr)] gap-1.5">
            <span className="hop-number" aria-hidden>{index + 1}</span>
            <button type="button" className="link [overflow-wrap:anywhere]" onClick={() => { onPick(hit.line); }}><span className="font-mono text-xs">{hit.text}</span></button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Lines({ answer, picked }: { readonly answer: RulesAnswer; readonly picked: number | null }) {
  const order = new Map<number, number[]>();
  answer.hits.forEach(({ line }, index) => { order.set(line, [...order.get(line) ?? [], index + 1]); });
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => { list.current?.querySelector('[data-picked="true"]')?.scrollIntoView({ block: 'center' }); }, [picked, answer]);
  return (
    <ol ref={list} className="w-max min-w-full py-1 font-mono text-xs leading-5">
      {answer.lines.map(({ line, text }) => (
        <li key={line} className="rule-line" data-hit={order.has(line)} data-picked={line === picked}>
          <span className="rule-order">{order.get(line)?.join(' ') ?? ''}</span>{text === '' ? ' ' : text}
        </li>
      ))}
    </ol>
  );
}

/** What kube-proxy has set up on a Node, as the Node's own programs list it; the rules that the chosen request met are lit. */
export function RulesTab({ id }: { readonly id: ObjectId }) {
  const { t } = useTranslation();
  const services = useCluster(({ view }) => view.services);
  const settings = useCluster((state) => state.settings);
  const requestId = useRequests((state) => (state.trace !== null && typeof state.trace === 'object' ? state.trace.id : null));
  const [filter, setFilter] = useState<Filter>({ program: '', text: '', isHitOnly: false, offset: 0 });
  const [picked, setPicked] = useState<number | null>(null);
  const { program, text, isHitOnly, offset } = filter;
  const change = (next: Partial<Filter>): void => { setFilter({ ...filter, offset: 0, ...next }); };
  const answer = useAnswer({
    kind: 'rules', node: id, offset, limit: PAGE, isHitOnly: isHitOnly && requestId !== null,
    ...(program === '' ? {} : { program }), ...(text === '' ? {} : { text }), ...(requestId === null ? {} : { requestId }),
  }, [services, settings]);
  if (answer === null) return <p className="p-4 text-[var(--ink-2)]" role="status">{t('panels.loading')}</p>;
  if (answer.kind !== 'rules') return <p className="p-4 text-[var(--ink-2)]">{t('panels.objectGone')}</p>;
  const pick = (line: number): void => {
    setPicked(line);
    setFilter({ program: '', text: '', isHitOnly: false, offset: Math.max(0, line - 20) });
  };
  return (
    <div className="flex min-h-full flex-col">
      <div className="grid gap-2 border-b border-[var(--line)] p-3.5">
        <div className="flex flex-wrap gap-2">
          <select className="field" aria-label={t('panels.rules.program')} value={program} onChange={(event) => { change({ program: answer.programs.find((name) => name === event.target.value) ?? '' }); }}>
            <option value="">{t('panels.rules.all')}</option>
            {answer.programs.map((name) => <option key={name} value={name}>{name}</option>)}
          </select>
          <input className="field min-w-0 flex-1" type="search" placeholder={t('panels.rules.search')} aria-label={t('panels.rules.search')} value={text} onChange={(event) => { change({ text: event.target.value }); }} />
        </div>
        {requestId !== null && <label className="flex items-center gap-1.5"><input type="checkbox" className="accent-[var(--accent)]" checked={isHitOnly} onChange={(event) => { change({ isHitOnly: event.target.checked }); }} />{t('panels.rules.hitOnly', { id: requestId })}</label>}
      </div>
      {requestId !== null && <Hits answer={answer} onPick={pick} />}
      <div className="overflow-x-auto"><Lines answer={answer} picked={picked} /></div>
      <div className="flex items-center gap-2 p-3.5 text-[var(--ink-2)]">
        <span className="flex-1">{t('panels.rules.range', { from: answer.total === 0 ? 0 : offset + 1, to: offset + answer.lines.length, total: answer.total })}</span>
        <button type="button" className="btn h-6 px-2" disabled={offset === 0} onClick={() => { change({ offset: Math.max(0, offset - PAGE) }); }}>{t('panels.rules.earlier')}</button>
        <button type="button" className="btn h-6 px-2" disabled={offset + answer.lines.length >= answer.total} onClick={() => { change({ offset: offset + PAGE }); }}>{t('panels.rules.later')}</button>
      </div>
    </div>
  );
}
