import type { EdgeProps } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { pointOnCurve, svgPath } from '../../graph/geometry.ts';
import type { SceneEdge } from '../../graph/scene.ts';
import { useUI } from '../common/appContext.tsx';
import { useCanvas } from './canvasState.ts';
import type { RelationFlowEdge } from './flowElements.ts';

type EdgeTone = 'lit' | 'faded' | 'plain';

/** One relation: thin and neutral, bright where it belongs to what is selected or pointed at. */
export function RelationEdge({ data }: EdgeProps<RelationFlowEdge>) {
  return data === undefined ? null : <Relation edge={data.edge} />;
}

function Relation({ edge }: { readonly edge: SceneEdge }) {
  const tone: EdgeTone = useCanvas(({ selected, hovered }) => {
    if (selected?.edges.has(edge.key) === true || hovered?.edges.has(edge.key) === true) return 'lit';
    return selected === null ? 'plain' : 'faded';
  });
  const hasLabels = useUI((state) => state.layers.labels);
  const path = svgPath(edge.curve);
  return (
    <g className="cv-edge" data-kind={edge.kind} data-tone={tone}>
      <path d={path} />
      {edge.kind === 'alias' ? <path className="cv-arrow" d={`M${edge.curve.x3 + 7} ${edge.curve.y3 - 4}L${edge.curve.x3 + 1} ${edge.curve.y3}L${edge.curve.x3 + 7} ${edge.curve.y3 + 4}`} /> : null}
      {edge.broken === undefined ? null : <BrokenLabel edge={edge} />}
      {hasLabels && tone === 'lit' && (edge.podCount ?? 0) > 1 ? <CountLabel edge={edge} /> : null}
    </g>
  );
}

function BrokenLabel({ edge }: { readonly edge: SceneEdge }) {
  const { t } = useTranslation();
  const { x3, y3 } = edge.curve;
  if (edge.broken === undefined) return null;
  return (
    <>
      <path className="cv-break" d={`M${x3 - 3} ${y3 - 3}L${x3 + 3} ${y3 + 3}M${x3 + 3} ${y3 - 3}L${x3 - 3} ${y3 + 3}`} />
      <text className="cv-edge-text cv-broken-text" x={x3 - 8} y={y3 + 9} textAnchor="end">{t(`canvas.broken.${edge.broken.reason}`, { text: edge.broken.text })}</text>
    </>
  );
}

function CountLabel({ edge }: { readonly edge: SceneEdge }) {
  const at = pointOnCurve(edge.curve, 0.5, { x: 0, y: 0 });
  return <text className="cv-edge-text" x={at.x} y={at.y + 4} textAnchor="middle">×{edge.podCount}</text>;
}
