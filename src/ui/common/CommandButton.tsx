import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppCommand } from '../../store/types.ts';
import { useApp } from './appContext.tsx';
import { IconButton } from './IconButton.tsx';

/** The command of an id. To ask for one that is not there is a bug. */
export function useCommand(id: string): AppCommand {
  const command = useApp().commands.find((candidate) => candidate.id === id);
  if (command === undefined) throw new Error(`no command ${id}`);
  return command;
}

/** A command as a button: its name, its shortcut, what it does. `isEnabled` for commands that are not always available. */
export function CommandButton({ id, isEnabled = true, children }: { readonly id: string; readonly isEnabled?: boolean; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const command = useCommand(id);
  return <IconButton label={t(command.label)} shortcut={command.shortcut} disabled={!isEnabled} onClick={() => command.run()}>{children}</IconButton>;
}
