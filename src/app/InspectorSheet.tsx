import { useEffect, useRef } from 'react';
import { useApp } from '../ui/common/appContext.tsx';
import { ErrorBoundary } from '../ui/common/ErrorBoundary.tsx';
import { InspectorPanel } from '../ui/inspector/InspectorPanel.tsx';

/** The inspector over the page; Escape closes it. */
export function InspectorSheet({ className }: { readonly className: string }) {
  const app = useApp();
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || !(event.target instanceof Node) || sheet.current?.contains(event.target) !== true) return;
      event.preventDefault();
      app.ui.setState({ isInspectorOpen: false });
    };
    addEventListener('keydown', press, true);
    return () => removeEventListener('keydown', press, true);
  }, [app]);
  return (
    <div ref={sheet} className={`rise absolute z-30 overflow-hidden border-line bg-panel shadow-float ${className}`}>
      <ErrorBoundary name="shell.panel.inspector"><InspectorPanel /></ErrorBoundary>
    </div>
  );
}
