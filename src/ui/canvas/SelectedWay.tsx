import { ViewportPortal, useStore } from '@xyflow/react';
import { useMemo } from 'react';
import { anchor } from '../../graph/anchors.ts';
import { svgPath } from '../../graph/geometry.ts';
import { route } from '../../graph/route.ts';
import type { Scene } from '../../graph/scene.ts';
import type { Hop, RequestSummary, RequestTrace, SocketAddress } from '../../protocol/request.ts';
import { useRequests } from '../common/appContext.tsx';
import { useCanvas } from './canvasState.ts';

const withPort = ({ ip, port }: SocketAddress): string => `${ip.includes(':') ? `[${ip}]` : ip}:${port}`;

interface RewriteChip { readonly key: string; readonly x: number; readonly y: number; readonly isBelow: boolean; readonly lines: readonly string[] }

/** Above the topmost card there are the lanes' titles. */
const roomAbove = 44;

/** What a hop rewrote: the destination with its port, the source by its address. */
function rewrites(hop: Hop): string[] {
  const lines: string[] = [];
  const { destination, source } = hop;
  if (destination !== undefined && withPort(destination.before) !== withPort(destination.after)) lines.push(`${withPort(destination.before)} → ${withPort(destination.after)}`);
  if (source !== undefined && withPort(source.before) !== withPort(source.after)) lines.push(source.before.ip === source.after.ip ? `src ${withPort(source.before)} → ${withPort(source.after)}` : `src ${source.before.ip} → ${source.after.ip}`);
  return lines;
}

function chipsOf(trace: RequestTrace, scene: Scene): RewriteChip[] {
  const chips = new Map<string, RewriteChip>();
  for (const hop of trace.hops) {
    const lines = rewrites(hop);
    // The rewriting happens where the packet was, before it goes on.
    const at = anchor(scene, hop.from) ?? anchor(scene, hop.to);
    if (lines.length === 0 || at === null) continue;
    const rect = scene.boxes.get(at.box)?.rect;
    const top = rect?.y ?? at.in.y;
    const isBelow = top - scene.bounds.y < roomAbove;
    chips.set(at.box, { key: at.box, x: rect?.x ?? at.in.x, y: isBelow ? top + (rect?.height ?? 0) : top, isBelow, lines: [...(chips.get(at.box)?.lines ?? []), ...lines] });
  }
  return [...chips.values()];
}

/** A way through a Service that is gone would be drawn past where it led. */
const isStillDrawn = (trace: RequestTrace, scene: Scene): boolean => trace.hops.every(({ from, to }) => [from, to].every((place) => place.kind !== 'service' || scene.boxes.has(place.id)));

/** The way of the request that the inspector shows, and what was rewritten where. */
export function SelectedWay() {
  const scene = useCanvas((state) => state.scene);
  // Far away, the chips stay large enough to be read.
  const scale = useStore((state) => Math.max(1, 0.9 / state.transform[2]));
  const trace = useRequests((state) => (typeof state.trace === 'object' ? state.trace : null));
  const summary: RequestSummary | null = useRequests((state) => (state.selectedId === null ? null : (state.recent.find(({ id }) => id === state.selectedId) ?? null)));
  const request = trace ?? summary;
  const found = useMemo(() => (request === null ? null : route(scene, request.way)), [scene, request]);
  const chips = useMemo(() => (trace === null ? [] : chipsOf(trace, scene)), [scene, trace]);
  if (request === null || found === null || (trace !== null && !isStillDrawn(trace, scene))) return null;
  return (
    <ViewportPortal>
      <svg className="cv-way" aria-hidden>
        {found.curves.map((curve, index) => (found.isHidden[index] === true ? null : <path key={index} d={svgPath(curve)} data-failed={request.outcome !== 'answered' || undefined} />))}
      </svg>
      {chips.map((chip) => (
        <div key={chip.key} className="cv-chip" style={{ transform: `translate(${chip.x}px, ${chip.y}px) translate(-12px, ${chip.isBelow ? '4px' : 'calc(-100% - 3px)'}) scale(${scale})`, transformOrigin: chip.isBelow ? 'left top' : 'left bottom' }}>
          {chip.lines.map((line) => <div key={line}>{line}</div>)}
        </div>
      ))}
    </ViewportPortal>
  );
}
