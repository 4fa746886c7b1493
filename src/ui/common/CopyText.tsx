import { useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { useApp } from './appContext.tsx';
import { IconButton } from './IconButton.tsx';

const shownMs = 1500;

/** Copies a text, and says that it has. */
export function CopyText({ text, label }: { readonly text: string; readonly label: string }) {
  const app = useApp();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
      setTimeout(() => setIsCopied(false), shownMs);
    } catch {
      // Without a secure origin, or without leave, there is no clipboard.
      app.actions.toast('shell.toast.noClipboard');
    }
  };
  return <IconButton label={label} onClick={() => { void copy(); }}>{isCopied ? <Check aria-hidden size={15} className="text-ready" /> : <Copy aria-hidden size={15} />}</IconButton>;
}
