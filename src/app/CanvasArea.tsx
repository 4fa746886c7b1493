import { Canvas } from '../ui/canvas/Canvas.tsx';
import { ErrorBoundary } from '../ui/common/ErrorBoundary.tsx';
import { ScenarioGuide } from '../ui/library/ScenarioGuide.tsx';

/** The canvas, and over it what to try. */
export function CanvasArea() {
  return (
    <div className="flex h-full min-w-0 flex-col">
      <ScenarioGuide />
      <div className="relative min-h-0 flex-1"><ErrorBoundary name="shell.panel.canvas"><Canvas /></ErrorBoundary></div>
    </div>
  );
}
