import type { TFunction } from 'i18next';
import type { ManifestDiagnostic } from '../../protocol/message.ts';
import type { App } from '../../store/types.ts';
import { monaco } from './monaco.ts';

const severities = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
} as const;

/** The editor shows this many at most; the problems list has them all. */
const MAX_MARKERS = 500;

/** Diagnostics as underlined characters. */
export function markersOf(diagnostics: readonly ManifestDiagnostic[], text: (diagnostic: ManifestDiagnostic) => string): monaco.editor.IMarkerData[] {
  return diagnostics.slice(0, MAX_MARKERS).map((diagnostic) => ({
    severity: severities[diagnostic.severity],
    message: text(diagnostic),
    startLineNumber: diagnostic.range.startLine,
    startColumn: diagnostic.range.startColumn,
    endLineNumber: diagnostic.range.endLine,
    endColumn: Math.max(diagnostic.range.endColumn, diagnostic.range.endLine === diagnostic.range.startLine ? diagnostic.range.startColumn + 1 : 1),
    source: diagnostic.source,
  }));
}

/** Offers each diagnostic's fix as a quick fix at its place. */
export function registerFixes(app: App, t: TFunction): () => void {
  const provider = monaco.languages.registerCodeActionProvider('yaml', {
    provideCodeActions(model, range) {
      const actions = app.manifests.getState().diagnostics.flatMap((diagnostic): monaco.languages.CodeAction[] => {
        const { fix, range: at } = diagnostic;
        if (fix === undefined || at.startLine > range.endLineNumber || at.endLine < range.startLineNumber) return [];
        const { startLine, startColumn, endLine, endColumn } = fix.range;
        return [{
          title: t('editor.changeTo', { text: fix.text.trim() }),
          kind: 'quickfix',
          isPreferred: true,
          edit: { edits: [{ resource: model.uri, versionId: model.getVersionId(), textEdit: { range: new monaco.Range(startLine, startColumn, endLine, endColumn), text: fix.text } }] },
        }];
      });
      return { actions, dispose: () => undefined };
    },
  });
  return () => { provider.dispose(); };
}
