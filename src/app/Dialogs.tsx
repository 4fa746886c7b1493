import { lazy, Suspense } from 'react';
import { useUI } from '../ui/common/appContext.tsx';

const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette.tsx')).CommandPalette }));
const ShareDialog = lazy(async () => ({ default: (await import('./ShareDialog.tsx')).ShareDialog }));
const ShortcutsDialog = lazy(async () => ({ default: (await import('./ShortcutsDialog.tsx')).ShortcutsDialog }));

/** The dialog that is open. */
export function Dialogs() {
  const dialog = useUI((state) => state.dialog);
  return (
    <Suspense>
      {dialog === 'palette' && <CommandPalette />}
      {dialog === 'share' && <ShareDialog />}
      {dialog === 'shortcuts' && <ShortcutsDialog />}
    </Suspense>
  );
}
