import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../ui/common/CommandButton.tsx';
import { IconButton } from '../ui/common/IconButton.tsx';

/** What is left of a panel that is closed: the button that opens it. */
export function Rail({ command: id, children }: { readonly command: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const command = useCommand(id);
  return (
    <div className="flex h-full justify-center bg-panel pt-1">
      <IconButton label={t(command.label)} shortcut={command.shortcut} onClick={() => command.run()}>{children}</IconButton>
    </div>
  );
}
