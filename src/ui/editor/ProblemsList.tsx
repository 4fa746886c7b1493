import { useMemo, useState } from 'react';
import { ChevronDown, ChevronRight, CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ManifestDiagnostic } from '../../protocol/message.ts';
import { parseObjectId } from '../../protocol/ref.ts';
import { useApp, useManifests } from '../common/appContext.tsx';
import { diagnosticText, fixTitle } from './diagnosticText.ts';

const icons = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;
const colours = { error: 'text-[var(--fail)]', warning: 'text-[var(--warn)]', info: 'text-[var(--accent)]' } as const;

/** More would only make the page slow; the first ones are what to mend first. */
const MAX_SHOWN = 200;

function Problem({ diagnostic }: { readonly diagnostic: ManifestDiagnostic }) {
  const app = useApp();
  // A text that lost its shape is better mended as a whole: what mends a piece of it steps back.
  const isWreck = useManifests((state) => state.mending !== null);
  const { t } = useTranslation();
  const Icon = icons[diagnostic.severity];
  const { range, fixes } = diagnostic;
  const reveal = (): void => { app.actions.setUI({ isEditorOpen: true, phoneTab: 'yaml', reveal: { range, token: Date.now() } }); };
  return (
    <li className="grid gap-1.5 border-b border-[var(--line)] px-3 py-2 last:border-b-0">
      <div className="flex items-start gap-2">
        <Icon aria-hidden size={15} className={`mt-0.5 shrink-0 ${colours[diagnostic.severity]}`} />
        <button type="button" onClick={reveal} className="line-clamp-6 min-w-0 flex-1 cursor-pointer text-left [overflow-wrap:anywhere] hover:underline">
          <span className="sr-only">{t(`editor.severity.${diagnostic.severity}`)}: </span>
          {diagnosticText(t, diagnostic)}
        </button>
        <span className="shrink-0 font-mono text-xs text-[var(--ink-3)]">{range.startLine}:{range.startColumn}</span>
      </div>
      {fixes.length > 0 && (
        <div className="flex flex-wrap gap-1.5 pl-6">
          {fixes.map((fix, index) => (
            <button key={`${index}-${fix.title.code}`} type="button" className={`btn h-auto min-h-[26px] max-w-full py-0.5 text-left whitespace-normal ${index === 0 && !isWreck ? 'btn-primary' : ''}`} onClick={() => { app.actions.applyFix(diagnostic, fix); }}>
              {fixTitle(t, fix)}
            </button>
          ))}
        </div>
      )}
    </li>
  );
}

interface Group { readonly object: string; readonly diagnostics: readonly ManifestDiagnostic[] }

/** By object, in the order in which the objects are first spoken of; what is about the text itself comes under no name. */
function grouped(diagnostics: readonly ManifestDiagnostic[]): readonly Group[] {
  const groups = new Map<string, ManifestDiagnostic[]>();
  for (const diagnostic of diagnostics) {
    const object = diagnostic.object ?? '';
    const group = groups.get(object) ?? [];
    group.push(diagnostic);
    groups.set(object, group);
  }
  return [...groups].map(([object, all]) => ({ object, diagnostics: all }));
}

function ProblemGroup({ group }: { readonly group: Group }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(true);
  const { kind, namespace, name } = parseObjectId(group.object);
  const where = namespace === '' || namespace === 'default' ? '' : `${namespace}/`;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <li>
      <button type="button" aria-expanded={isOpen} onClick={() => { setOpen(!isOpen); }} className="flex w-full cursor-pointer items-center gap-1.5 border-b border-[var(--line)] bg-[var(--panel)] px-2 py-1 text-left text-xs text-[var(--ink-2)]">
        <Chevron aria-hidden size={13} className="shrink-0" />
        <span className="min-w-0 truncate font-mono">{group.object === '' ? t('editor.textItself') : `${kind} ${where}${name}`}</span>
        <span className="badge" aria-label={t('editor.problemCount', { count: group.diagnostics.length })}>{group.diagnostics.length}</span>
      </button>
      {isOpen && <ul>{group.diagnostics.map((diagnostic, index) => <Problem key={`${index}-${diagnostic.range.start}-${diagnostic.message}`} diagnostic={diagnostic} />)}</ul>}
    </li>
  );
}

/** What is wrong with the manifests, by object, each with its place and what would mend it. */
export function ProblemsList() {
  const { t } = useTranslation();
  const diagnostics = useManifests((state) => state.diagnostics);
  const groups = useMemo(() => grouped(diagnostics.slice(0, MAX_SHOWN)), [diagnostics]);
  if (diagnostics.length === 0) return null;
  return (
    <section aria-label={t('editor.problems')} className="max-h-[38%] shrink-0 overflow-auto border-t border-[var(--line)] bg-[var(--sunken)]">
      <ul>{groups.map((group) => <ProblemGroup key={group.object} group={group} />)}</ul>
      {diagnostics.length > MAX_SHOWN && <p className="px-3 py-2 text-[var(--ink-2)]">{t('editor.moreProblems', { count: diagnostics.length - MAX_SHOWN })}</p>}
    </section>
  );
}
