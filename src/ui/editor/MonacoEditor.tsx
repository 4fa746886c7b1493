import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { App } from '../../store/types.ts';
import { useApp } from '../common/appContext.tsx';
import { explainedText } from './diagnosticText.ts';
import { registerCompletion } from './completion.ts';
import { applyEditorTheme } from './editorTheme.ts';
import { monaco } from './monaco.ts';
import { markersOf, registerFixes } from './markers.ts';
import { smallestEdit } from './textEdit.ts';

const options: monaco.editor.IStandaloneEditorConstructionOptions = {
  language: 'yaml',
  automaticLayout: true,
  minimap: { enabled: false },
  fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSize: 12.5,
  lineHeight: 21,
  fontLigatures: false,
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 10,
  glyphMargin: false,
  folding: true,
  scrollBeyondLastLine: false,
  smoothScrolling: false,
  renderLineHighlight: 'line',
  tabSize: 2,
  insertSpaces: true,
  detectIndentation: false,
  padding: { top: 8, bottom: 8 },
  overviewRulerLanes: 1,
  quickSuggestions: { other: true, comments: false, strings: true },
  suggest: { showWords: false },
  fixedOverflowWidgets: true,
  // Looking for other ways to paste takes time, and whoever types meanwhile loses what was pasted.
  pasteAs: { enabled: false },
  unicodeHighlight: { ambiguousCharacters: true },
  stickyScroll: { enabled: false },
};

/** Keeps the model and the store's text the same, whoever writes. */
function syncText(app: App, model: monaco.editor.ITextModel): () => void {
  let isWriting = false;
  const typed = model.onDidChangeContent(() => {
    if (!isWriting) app.actions.setManifests(model.getValue());
  });
  const stop = app.document.subscribe((state) => {
    const edit = smallestEdit(model.getValue(), state.manifests);
    if (edit === undefined) return;
    isWriting = true;
    const range = monaco.Range.fromPositions(model.getPositionAt(edit.start), model.getPositionAt(edit.end));
    model.pushEditOperations([], [{ range, text: edit.text }], () => null);
    isWriting = false;
  });
  return () => {
    typed.dispose();
    stop();
  };
}

function followReveals(app: App, editor: monaco.editor.IStandaloneCodeEditor): () => void {
  let seen: number | undefined;
  const show = (): void => {
    const { reveal } = app.ui.getState();
    if (reveal === null || reveal.token === seen) return;
    seen = reveal.token;
    const { startLine, startColumn, endLine, endColumn } = reveal.range;
    const range = new monaco.Range(startLine, startColumn, endLine, endColumn);
    editor.setSelection(range);
    editor.revealRangeInCenterIfOutsideViewport(range);
    editor.focus();
  };
  show();
  return app.ui.subscribe(show);
}

/** The editor itself: loaded when it is needed, and never waited for by the canvas. */
export function MonacoEditor() {
  const app = useApp();
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (host.current === null) return undefined;
    const uri = monaco.Uri.parse('file:///manifests.yaml');
    monaco.editor.getModel(uri)?.dispose();
    const model = monaco.editor.createModel(app.document.getState().manifests, 'yaml', uri);
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    const editor = monaco.editor.create(host.current, { ...options, model, ariaLabel: t('editor.label') });
    // One history for text and canvas: the editor's own would not know of a slider.
    editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyZ, () => { app.actions.undo(); });
    editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyMod.Shift | monaco.KeyCode.KeyZ, () => { app.actions.redo(); });
    editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyY, () => { app.actions.redo(); });

    const theme = (): void => { applyEditorTheme(document.documentElement.dataset['theme'] === 'dark'); };
    theme();
    const themeWatch = new MutationObserver(theme);
    themeWatch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });

    const mark = (): void => {
      monaco.editor.setModelMarkers(model, 'svcscope', markersOf(app.manifests.getState().diagnostics, (diagnostic) => explainedText(t, diagnostic)));
    };
    mark();
    const stops = [app.manifests.subscribe(mark), syncText(app, model), followReveals(app, editor), registerFixes(app, t), registerCompletion(app, t)];
    return () => {
      for (const stop of stops) stop();
      themeWatch.disconnect();
      editor.dispose();
      model.dispose();
    };
  }, [app, t]);

  return <div ref={host} className="h-full w-full" data-testid="yaml-editor" />;
}
