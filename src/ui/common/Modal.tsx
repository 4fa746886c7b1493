import { Dialog } from 'radix-ui';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { useApp } from './appContext.tsx';
import { IconButton } from './IconButton.tsx';

/** Read from the beginning, rather than from the button that closes it. */
function focusWhole(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}

/** A dialog over the page, with a title; it closes with Escape, outside of it, and with its button. */
export function Modal({ title, description, children }: { readonly title: string; readonly description: string; readonly children: ReactNode }) {
  const app = useApp();
  const { t } = useTranslation();
  const close = (): void => app.actions.setUI({ dialog: null });
  return (
    <Dialog.Root open onOpenChange={(isOpen) => { if (!isOpen) close(); }}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-overlay" />
        <Dialog.Content className="dialog rise" onOpenAutoFocus={focusWhole}>
          <header className="flex items-start gap-3 px-4 pt-3.5 pb-2">
            <div className="min-w-0 flex-1">
              <Dialog.Title className="text-base font-semibold">{title}</Dialog.Title>
              <Dialog.Description className="text-ink-2">{description}</Dialog.Description>
            </div>
            <IconButton label={t('shell.dialog.close')} shortcut="escape" onClick={close}><X aria-hidden size={16} /></IconButton>
          </header>
          <div className="min-h-0 overflow-y-auto px-4 pb-4">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
