import { useState } from 'react';
import { Wrench, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MendNote, MendOffer } from '../../protocol/mending.ts';
import { useApp, useDocument, useManifests } from '../common/appContext.tsx';
import { markDifferences, type MarkedLine } from './markDifferences.ts';

/** Longer texts are shown up to there; they are taken whole. */
const MAX_SHOWN_LINES = 1000;

function Pane({ title, lines, onTake, take }: { readonly title: string; readonly lines: readonly MarkedLine[]; readonly onTake?: () => void; readonly take?: string }) {
  return (
    <section aria-label={title} className="grid min-w-0 flex-1 basis-56 grid-rows-[auto_1fr] gap-1">
      <h4 className="flex min-h-6 items-center gap-2 font-[550]">
        <span className="flex-1">{title}</span>
        {onTake !== undefined && <button type="button" className="btn h-6 px-2" onClick={onTake}>{take}</button>}
      </h4>
      <pre tabIndex={0} aria-label={title} className="max-h-72 overflow-auto rounded border border-[var(--line)] bg-[var(--panel)] p-2 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
        {lines.slice(0, MAX_SHOWN_LINES).map(({ text, isOwn }, index) => (
          isOwn ? <mark key={index} className="block bg-[var(--accent-soft)] text-[var(--ink)]">{text === '' ? ' ' : text}</mark> : <span key={index} className="block">{text === '' ? ' ' : text}</span>
        ))}
      </pre>
    </section>
  );
}

function Notes({ notes }: { readonly notes: readonly MendNote[] }) {
  const { t } = useTranslation();
  return <ul className="flex flex-wrap gap-x-3 text-xs text-[var(--ink-2)]">{notes.map(({ code, params }) => <li key={code}>{t(`mend.note.${code}`, params)}</li>)}</ul>;
}

/** The offer's own words: the same offer comes again with every report. */
function idOf(offer: MendOffer): string {
  return offer.kind === 'mended' ? offer.text : offer.readings.map(({ text }) => text).join('\0');
}

/** Says that the text lost its shape, and shows what it would be. Nothing is changed before a click. */
export function MendBar() {
  const app = useApp();
  const { t } = useTranslation();
  const offer = useManifests((state) => state.mending);
  const source = useDocument((state) => state.manifests);
  const [dismissed, setDismissed] = useState('');
  const [isOpen, setOpen] = useState(false);
  if (offer === null || idOf(offer) === dismissed) return null;
  const isAmbiguous = offer.kind === 'ambiguous';
  const take = (text: string): void => {
    setOpen(false);
    app.actions.takeMended(text);
  };
  const title = isAmbiguous ? t('mend.ambiguous', { count: offer.readings.length }) : t('mend.mended');
  return (
    <section aria-label={title} className="grid max-h-[60%] shrink-0 gap-2 overflow-auto border-b border-[var(--line)] bg-[var(--accent-soft)] px-3 py-2" data-testid="mend">
      <div className="flex items-start gap-2">
        <Wrench aria-hidden size={14} className="mt-1 shrink-0 text-[var(--accent)]" />
        <p role="status" className="min-w-0 flex-1 font-semibold">{title}</p>
        <button type="button" className="icon-btn -mt-0.5 shrink-0" title={t('mend.dismiss')} aria-label={t('mend.dismiss')} onClick={() => { setDismissed(idOf(offer)); }}><X aria-hidden size={14} /></button>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <button type="button" className="btn h-6 border-[var(--line-2)] bg-[var(--panel)] px-2" aria-expanded={isOpen} onClick={() => { setOpen(!isOpen); }}>{t(isOpen ? 'mend.hide' : 'mend.compare')}</button>
        {!isAmbiguous && <button type="button" className="btn btn-primary h-6 px-2" onClick={() => { take(offer.text); }}>{t('mend.take')}</button>}
      </div>
      {!isAmbiguous && <Notes notes={offer.notes} />}
      {isOpen && !isAmbiguous && <Comparison before={source} after={offer.text} />}
      {isOpen && isAmbiguous && (
        <div className="flex flex-wrap gap-2">
          {markDifferences(offer.readings.map(({ text }) => text)).map((lines, index) => (
            <Pane key={index} title={t('mend.reading', { number: index + 1 })} lines={lines} take={t('mend.takeReading')} onTake={() => { take(offer.readings[index]?.text ?? source); }} />
          ))}
        </div>
      )}
    </section>
  );
}

function Comparison({ before, after }: { readonly before: string; readonly after: string }) {
  const { t } = useTranslation();
  const [left = [], right = []] = markDifferences([before, after]);
  return (
    <div className="flex flex-wrap gap-2">
      <Pane title={t('mend.before')} lines={left} />
      <Pane title={t('mend.after')} lines={right} />
    </div>
  );
}
