import { useTranslation } from 'react-i18next';
import { worstFindings } from '../../graph/findings.ts';
import { kindInfoByKind } from '../../kube/scheme.ts';
import { parseObjectId, type ObjectId } from '../../protocol/ref.ts';
import { FindingGlyph } from '../canvas/FindingGlyph.tsx';
import { useApp, useCluster } from '../common/appContext.tsx';

const MAX_SHOWN = 12;

const isSimulated = (id: ObjectId): boolean => kindInfoByKind(parseObjectId(id).kind)?.support === 'simulated';

/** Objects that have no card. Those that the API server keeps although nothing acts on them are told apart, so that nobody waits for an effect. */
export function StoredObjects() {
  const ids = useCluster((state) => state.ids.stored);
  return (
    <>
      <ObjectRow title="editor.withoutCard" ids={ids.filter(isSimulated)} />
      <ObjectRow title="editor.stored" ids={ids.filter((id) => !isSimulated(id))} />
    </>
  );
}

function ObjectRow({ title, ids }: { readonly title: 'editor.withoutCard' | 'editor.stored'; readonly ids: readonly ObjectId[] }) {
  const app = useApp();
  const { t } = useTranslation();
  const worst = useCluster((state) => worstFindings(state.view.findings));
  if (ids.length === 0) return null;
  const open = (id: string): void => {
    app.actions.select(id);
    app.actions.setUI({ inspectorTab: 'yaml', isInspectorOpen: true });
  };
  return (
    <section aria-label={t(title)} className="flex max-h-20 shrink-0 flex-wrap items-center gap-x-2 gap-y-0.5 overflow-auto border-t border-line px-3 py-1.5 text-xs text-ink-2">
      <span>{t(title)}:</span>
      {ids.slice(0, MAX_SHOWN).map((id) => {
        const { kind, name } = parseObjectId(id);
        const finding = worst.get(id);
        return (
          <span key={id} className="flex items-center gap-1">
            <button type="button" className="link" onClick={() => { open(id); }}>{kind} {name}</button>
            {finding !== undefined && <FindingGlyph finding={finding} />}
          </span>
        );
      })}
      {ids.length > MAX_SHOWN && <span>{t('editor.moreProblems', { count: ids.length - MAX_SHOWN })}</span>}
    </section>
  );
}
