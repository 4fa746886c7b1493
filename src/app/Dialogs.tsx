import { lazy, Suspense, useEffect } from 'react';
import { useUI } from '../ui/common/appContext.tsx';

const loadPalette = () => import('./CommandPalette.tsx');
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }));
const ShareDialog = lazy(async () => ({ default: (await import('./ShareDialog.tsx')).ShareDialog }));
const ShortcutsDialog = lazy(async () => ({ default: (await import('./ShortcutsDialog.tsx')).ShortcutsDialog }));

/** By then the first picture is there. */
const fetchAheadMs = 2000;

/** The dialog that is open. */
export function Dialogs() {
  const dialog = useUI((state) => state.dialog);
  // Whoever types right behind the shortcut shall not lose the first letters.
  useEffect(() => {
    const timer = setTimeout(() => { void loadPalette(); }, fetchAheadMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Suspense>
      {dialog === 'palette' && <CommandPalette />}
      {dialog === 'share' && <ShareDialog />}
      {dialog === 'shortcuts' && <ShortcutsDialog />}
    </Suspense>
  );
}
