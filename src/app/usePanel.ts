import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { PanelImperativeHandle, PanelSize } from 'react-resizable-panels';

interface Panel {
  readonly panelRef: RefObject<PanelImperativeHandle | null>;
  readonly onResize: (size: PanelSize) => void;
}

/** Keeps a collapsible panel and the state that says whether it is open the same, whoever changes which. `openPixels`: its size when it is opened for the first time. */
export function usePanel(isOpen: boolean, collapsedPixels: number, openPixels: number, onChange: (isOpen: boolean) => void): Panel {
  const panelRef = useRef<PanelImperativeHandle | null>(null);
  const lastOpen = useRef(openPixels);
  useEffect(() => {
    const panel = panelRef.current;
    if (panel === null || panel.isCollapsed() === !isOpen) return;
    if (isOpen) panel.resize(lastOpen.current);
    else panel.collapse();
  }, [isOpen]);
  return {
    panelRef,
    onResize: ({ inPixels }) => {
      // Nothing is laid out yet.
      if (inPixels === 0) return;
      const isNowOpen = inPixels > collapsedPixels + 1;
      if (isNowOpen) lastOpen.current = inPixels;
      if (isNowOpen !== isOpen) onChange(isNowOpen);
    },
  };
}
