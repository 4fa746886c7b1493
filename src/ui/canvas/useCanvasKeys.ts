import { useReactFlow } from '@xyflow/react';
import type { KeyboardEvent } from 'react';
import { useApp } from '../common/appContext.tsx';
import { useCanvasStore } from './canvasState.ts';
import { useFit } from './useFit.ts';

/** Keys that the picture answers to while something in it has the focus. */
export function useCanvasKeys(): (event: KeyboardEvent<HTMLElement>) => void {
  const { actions } = useApp();
  const flow = useReactFlow();
  const canvas = useCanvasStore();
  const fit = useFit();
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target instanceof HTMLInputElement && event.key !== 'Escape')) return;
    switch (event.key) {
      case 'Escape':
        actions.select(null);
        break;
      case '+':
      case '=':
        void flow.zoomIn({ duration: 120 });
        break;
      case '-':
        void flow.zoomOut({ duration: 120 });
        break;
      case '0':
        fit(true);
        break;
      case '1':
        void flow.zoomTo(1, { duration: 120 });
        break;
      case 'l':
        canvas.setState(({ isLocked }) => ({ isLocked: !isLocked }));
        break;
      default:
        return;
    }
    event.preventDefault();
  };
}
