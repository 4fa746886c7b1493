import { useEffect } from 'react';
import { useApp } from '../ui/common/appContext.tsx';
import { matchesShortcut } from '../ui/common/shortcuts.ts';

/** What the editor's and the fields' own undo takes care of. */
const ownOfFields = new Set(['mod+z', 'mod+shift+z']);

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest('input:not([type=range], [type=checkbox], [type=radio]), textarea, select, .monaco-editor') !== null);
}

/** Space presses what has the focus; only where nothing would be pressed is it a shortcut. */
function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a, input, summary, [role=button], [role=tab], [role=slider], [role=menuitem], [role=option]') !== null;
}

/** Runs the command whose shortcut is pressed, wherever the focus is, but never instead of what typing means there. */
export function useShortcuts(): void {
  const app = useApp();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || app.ui.getState().dialog !== null) return;
      const inField = isField(event.target);
      const command = app.commands.find(({ shortcut }) => shortcut !== undefined && matchesShortcut(event, shortcut));
      const { shortcut } = command ?? {};
      if (command === undefined || shortcut === undefined) return;
      if (inField && (ownOfFields.has(shortcut) || !/^(?:mod|alt)\+/.test(shortcut))) return;
      if (shortcut === 'space' && isPressable(event.target)) return;
      if (event.repeat && shortcut !== '.') return;
      event.preventDefault();
      if (command.isAvailable()) command.run();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [app]);
}
