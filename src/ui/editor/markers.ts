import type { TFunction } from 'i18next';
import type { ManifestDiagnostic, ManifestFix } from '../../protocol/message.ts';
import type { App } from '../../store/types.ts';
import { fixTitle } from './diagnosticText.ts';
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

const FIX_COMMAND = 'svcscope.applyFix';

/** Offers each diagnostic's fix as a quick fix at its place. */
export function registerFixes(app: App, t: TFunction): () => void {
  const command = monaco.editor.registerCommand(FIX_COMMAND, (_accessor, diagnostic: ManifestDiagnostic, fix: ManifestFix) => { app.actions.applyFix(diagnostic, fix); });
  const provider = monaco.languages.registerCodeActionProvider('yaml', {
    provideCodeActions(_model, range) {
      const actions = app.manifests.getState().diagnostics.flatMap((diagnostic): monaco.languages.CodeAction[] => {
        const { fixes, range: at } = diagnostic;
        if (at.startLine > range.endLineNumber || at.endLine < range.startLineNumber) return [];
        return fixes.map((fix, index) => ({
          title: fixTitle(t, fix),
          kind: 'quickfix',
          isPreferred: index === 0,
          // Through the page's own history, so that it is one step of it.
          command: { id: FIX_COMMAND, title: fixTitle(t, fix), arguments: [diagnostic, fix] },
        }));
      });
      return { actions, dispose: () => undefined };
    },
  });
  return () => {
    provider.dispose();
    command.dispose();
  };
}
