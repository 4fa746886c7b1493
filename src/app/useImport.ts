import { useEffect, useState } from 'react';
import { useApp } from '../ui/common/appContext.tsx';

/** Beyond this the manifests are refused anyway, and reading them would only take long. */
const maxFileBytes = 8_000_000;

function looksLikeManifests(text: string): boolean {
  return /^[\s\-{["]*(?:apiVersion|kind|metadata|svcscope)["']?\s*:/m.test(text);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, .monaco-editor') !== null);
}

/** Files dropped anywhere, and manifests or links pasted where nothing is being typed. True while files hang over the page. */
export function useImport(): boolean {
  const app = useApp();
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent): void => {
      setIsOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.reduce((bytes, file) => bytes + file.size, 0) > maxFileBytes) {
        app.actions.toast('shell.toast.fileTooLarge', { megabytes: maxFileBytes / 1_000_000 });
        return;
      }
      void Promise.all(files.map((file) => file.text())).then(
        (texts) => app.actions.importText(texts.join('\n---\n'), event.shiftKey ? 'append' : 'replace'),
        () => app.actions.toast('shell.toast.fileUnreadable'),
      );
    };
    const paste = (event: ClipboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target) || app.ui.getState().dialog !== null) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const link = /#\d+\.[\w-]+\s*$/.exec(text);
      if (link !== null && !text.trim().includes('\n')) location.hash = link[0].trim();
      else if (looksLikeManifests(text)) app.actions.importText(text, 'replace');
      else return;
      event.preventDefault();
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    addEventListener('paste', paste);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
      removeEventListener('paste', paste);
    };
  }, [app]);
  return isOver;
}
