import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { PanelImperativeHandle, PanelSize } from 'react-resizable-panels';

interface Panel {
  readonly panelRef: RefObject<PanelImperativeHandle | null>;
  onResize(size: PanelSize): void;
}

/** Keeps a collapsible panel and the state that says whether it is open the same, whoever changes which. */
export function usePanel(isOpen: boolean, collapsedPixels: number, onChange: (isOpen: boolean) => void): Panel {
  const panelRef = useRef<PanelImperativeHandle | null>(null);
  useEffect(() => {
    const panel = panelRef.current;
    if (panel === null || panel.isCollapsed() === !isOpen) return;
    if (isOpen) panel.expand();
    else panel.collapse();
  }, [isOpen]);
  return {
    panelRef,
    onResize: ({ inPixels }) => {
      // Nothing is laid out yet.
      if (inPixels === 0 && collapsedPixels > 0) return;
      const isNowOpen = inPixels > collapsedPixels + 1;
      if (isNowOpen !== isOpen) onChange(isNowOpen);
    },
  };
}
