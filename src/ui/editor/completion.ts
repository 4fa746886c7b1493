import type { TFunction } from 'i18next';
import type { App } from '../../store/types.ts';
import { liveSuggestions } from './liveSuggestions.ts';
import { monaco } from './monaco.ts';
import { documentSnippets } from './snippets.ts';
import { yamlContext } from './yamlContext.ts';

/** Completes with what the running cluster has, beside what the schema knows; at the start of a document, with whole ones. */
export function registerCompletion(app: App, t: TFunction): () => void {
  const provider = monaco.languages.registerCompletionItemProvider('yaml', {
    triggerCharacters: [' ', ':'],
    provideCompletionItems(model, { lineNumber, column }) {
      const context = yamlContext(model.getValue(), lineNumber, column - 1);
      const range = new monaco.Range(lineNumber, column - context.typed.length, lineNumber, column);
      const live = liveSuggestions(context, app.cluster.getState()).map(({ text, about }, index): monaco.languages.CompletionItem => ({
        label: { label: text, description: about },
        kind: monaco.languages.CompletionItemKind.Reference,
        detail: t('editor.inCluster'),
        insertText: text,
        // What there is comes before what there could be.
        sortText: `0${String(index).padStart(4, '0')}`,
        range,
      }));
      const isDocumentStart = context.isKey && context.path.length === 0 && column - 1 === context.typed.length && !/^\s*(?:kind|apiVersion)\s*:/m.test(context.document);
      const snippets = isDocumentStart ? documentSnippets.map(({ label, body }): monaco.languages.CompletionItem => ({
        label, kind: monaco.languages.CompletionItemKind.Snippet, insertText: body, range, filterText: label,
        insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet,
      })) : [];
      return { suggestions: [...live, ...snippets] };
    },
  });
  return () => { provider.dispose(); };
}
