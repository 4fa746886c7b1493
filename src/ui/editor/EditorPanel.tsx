import { lazy, Suspense, useRef } from 'react';
import { FilePlus2, PanelLeftClose } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useDocument, useManifests } from '../common/appContext.tsx';
import { DriftBar } from './DriftBar.tsx';
import { MendBar } from './MendBar.tsx';
import { ProblemsList } from './ProblemsList.tsx';
import { StoredObjects } from './StoredObjects.tsx';

const MonacoEditor = lazy(async () => ({ default: (await import('./MonacoEditor.tsx')).MonacoEditor }));

/** Above this many characters the plain view shows the beginning only. */
const MAX_PLAIN = 40_000;

/** The text while the editor is still on its way. */
function PlainText() {
  const text = useDocument((state) => state.manifests);
  return <pre className="h-full overflow-auto px-4 py-2 font-mono text-[12.5px] leading-[21px] whitespace-pre">{text.slice(0, MAX_PLAIN)}</pre>;
}

/** The manifests: the editor, and what is wrong with them below it. */
export function EditorPanel() {
  const app = useApp();
  const { t } = useTranslation();
  const problems = useManifests((state) => state.diagnostics.length);
  const isComplete = useManifests((state) => state.isComplete);
  const file = useRef<HTMLInputElement>(null);
  const open = async (files: FileList | null): Promise<void> => {
    const texts = await Promise.all([...(files ?? [])].map((item) => item.text()));
    if (texts.length > 0) app.actions.importText(texts.join('\n---\n'), 'replace');
  };
  return (
    <section aria-label={t('editor.panel')} className="flex h-full min-h-0 flex-col bg-[var(--panel)]">
      <header className="flex h-9 shrink-0 items-stretch gap-1 border-b border-[var(--line)] px-2">
        <h2 className="-mb-px flex items-center gap-1.5 border-b-2 border-[var(--accent)] px-2.5 font-[550]">
          manifests.yaml
          {problems > 0 && <span className="badge badge-warn" aria-label={t('editor.problemCount', { count: problems })}>{problems}</span>}
        </h2>
        <span className="flex-1" />
        <button type="button" className="icon-btn self-center" title={t('editor.open')} aria-label={t('editor.open')} onClick={() => file.current?.click()}><FilePlus2 aria-hidden size={15} /></button>
        <button type="button" className="icon-btn self-center" title={t('editor.collapse')} aria-label={t('editor.collapse')} onClick={() => { app.actions.setUI({ isEditorOpen: false }); }}><PanelLeftClose aria-hidden size={15} /></button>
        <input ref={file} type="file" className="hidden" accept=".yaml,.yml,.json,.txt" multiple aria-hidden tabIndex={-1} onChange={(event) => { void open(event.target.files); event.target.value = ''; }} />
      </header>
      <MendBar />
      <div className="min-h-0 flex-1"><Suspense fallback={<PlainText />}><MonacoEditor /></Suspense></div>
      {!isComplete && <p role="status" className="border-t border-[var(--line)] bg-[var(--warn-soft)] px-3 py-1.5 text-[var(--warn)]">{t('editor.keptLastGood')}</p>}
      <DriftBar />
      <StoredObjects />
      <ProblemsList />
    </section>
  );
}
