// Modules of monaco-editor that come without types of their own.
declare module 'monaco-editor/internal/common/workers.js' {
  import type { editor } from 'monaco-editor/editor/editor.api.js';

  /** Makes a worker that is started in the two steps which monaco-yaml's worker waits for. */
  export function createWebWorker<T extends object>(options: editor.IWebWorkerOptions): editor.MonacoWebWorker<T>;
}
declare module 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
