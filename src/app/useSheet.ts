import { useEffect } from 'react';
import { useApp, useUI } from '../ui/common/appContext.tsx';
import { preferences } from './browserWorld.ts';

/** Whether the inspector's sheet is over the page: closed at first, open as soon as something is selected. */
export function useSheet(): boolean {
  const app = useApp();
  useEffect(() => {
    app.ui.setState({ isInspectorOpen: false });
    const stop = app.ui.subscribe((state, before) => {
      if (state.selection !== before.selection && state.selection !== null) app.ui.setState({ isInspectorOpen: true });
    });
    return () => {
      stop();
      // As it was where there is room for it.
      app.ui.setState({ isInspectorOpen: preferences.get('isInspectorOpen') !== 'false' });
    };
  }, [app]);
  return useUI((state) => state.isInspectorOpen);
}
