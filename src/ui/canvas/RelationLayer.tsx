import { ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pointOnCurve, svgPath } from '../../graph/geometry.ts';
import type { Relations } from '../../graph/relations.ts';
import type { Scene, SceneEdge } from '../../graph/scene.ts';
import { useUI } from '../common/appContext.tsx';
import { useCanvas } from './canvasState.ts';

/** Beyond this many relations, those to Pods are drawn only of what is selected or pointed at. */
const mostRelations = 400;

function shownRelations(scene: Scene, selected: Relations | null, hovered: Relations | null): readonly SceneEdge[] {
  if (scene.edges.length <= mostRelations) return scene.edges;
  return scene.edges.filter((edge) => (edge.kind !== 'serves' && edge.kind !== 'names') || selected?.edges.has(edge.key) === true || hovered?.edges.has(edge.key) === true);
}

/** All relations, under the cards. Their curves come from the layout, so they need no handles to be measured. */
export function RelationLayer() {
  const scene = useCanvas((state) => state.scene);
  const selected = useCanvas((state) => state.selected);
  const hovered = useCanvas((state) => state.hovered);
  const edges = useMemo(() => shownRelations(scene, selected, hovered), [scene, selected, hovered]);
  return (
    <ViewportPortal>
      <svg className="cv-edges" aria-hidden>{edges.map((edge) => <Relation key={edge.key} edge={edge} />)}</svg>
    </ViewportPortal>
  );
}

type Tone = 'lit' | 'faded' | 'plain';

/** One relation: thin and neutral, bright where it belongs to what is selected or pointed at. */
const Relation = memo(function Relation({ edge }: { readonly edge: SceneEdge }) {
  const tone: Tone = useCanvas(({ selected, hovered }) => {
    if (selected?.edges.has(edge.key) === true || hovered?.edges.has(edge.key) === true) return 'lit';
    return selected === null ? 'plain' : 'faded';
  });
  const hasLabels = useUI((state) => state.layers.labels);
  const { x3, y3 } = edge.curve;
  return (
    <g className="cv-edge" data-kind={edge.kind} data-tone={tone}>
      <path d={svgPath(edge.curve)} />
      {edge.kind === 'alias' ? <path className="cv-arrow" d={`M${x3 + 7} ${y3 - 4}L${x3 + 1} ${y3}L${x3 + 7} ${y3 + 4}`} /> : null}
      {edge.broken === undefined ? null : <BrokenLabel edge={edge} />}
      {hasLabels && tone === 'lit' && (edge.podCount ?? 0) > 1 ? <CountLabel edge={edge} /> : null}
    </g>
  );
});

/** There is only so much room beside a Service; the card and the inspector say all. */
const clipped = (text: string): string => (text.length > 20 ? `${text.slice(0, 19)}…` : text);

function BrokenLabel({ edge }: { readonly edge: SceneEdge }) {
  const { t } = useTranslation();
  const { x3, y3 } = edge.curve;
  if (edge.broken === undefined) return null;
  return (
    <>
      <path className="cv-break" d={`M${x3 - 3} ${y3 - 3}L${x3 + 3} ${y3 + 3}M${x3 + 3} ${y3 - 3}L${x3 - 3} ${y3 + 3}`} />
      <text className="cv-edge-text cv-broken-text" x={x3 - 8} y={y3 + 9} textAnchor="end">{t(`canvas.broken.${edge.broken.reason}`, { text: clipped(edge.broken.text) })}</text>
    </>
  );
}

function CountLabel({ edge }: { readonly edge: SceneEdge }) {
  const at = pointOnCurve(edge.curve, 0.5, { x: 0, y: 0 });
  return <text className="cv-edge-text" x={at.x} y={at.y + 4} textAnchor="middle">×{edge.podCount}</text>;
}
