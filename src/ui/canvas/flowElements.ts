import { Position } from '@xyflow/react';
import type { Edge, Node } from '@xyflow/react';
import type { Relations } from '../../graph/relations.ts';
import type { Scene, SceneBox, SceneEdge } from '../../graph/scene.ts';

export type BoxNode = Node<{ readonly key: string }, SceneBox['type']>;
export type RelationFlowEdge = Edge<{ readonly edge: SceneEdge }, 'relation'>;

/** Beyond this many relations, those to Pods are drawn only of what is selected or pointed at. */
const mostEdges = 400;

// The card inside says what it is; the wrapper is layout.
const quietRole = { 'aria-roledescription': undefined };

const nodes = new WeakMap<SceneBox, BoxNode>();
const edges = new WeakMap<SceneEdge, RelationFlowEdge>();

function toNode(box: SceneBox): BoxNode {
  const known = nodes.get(box);
  if (known !== undefined) return known;
  const { x, y, width, height } = box.rect;
  const node: BoxNode = {
    id: box.key,
    type: box.type,
    position: { x, y },
    data: { key: box.key },
    width,
    height,
    measured: { width, height },
    handles: [
      { type: 'target', position: Position.Left, x: 0, y: height / 2, width: 1, height: 1 },
      { type: 'source', position: Position.Right, x: width, y: height / 2, width: 1, height: 1 },
    ],
    draggable: false,
    selectable: false,
    focusable: false,
    connectable: false,
    ariaRole: 'presentation',
    domAttributes: quietRole,
  };
  nodes.set(box, node);
  return node;
}

function toEdge(edge: SceneEdge): RelationFlowEdge {
  const known = edges.get(edge);
  if (known !== undefined) return known;
  const made: RelationFlowEdge = {
    id: edge.key,
    type: 'relation',
    source: edge.source,
    target: edge.target,
    data: { edge },
    selectable: false,
    focusable: false,
    ariaRole: 'presentation',
    domAttributes: { ...quietRole, 'aria-hidden': true },
  };
  edges.set(edge, made);
  return made;
}

/** What React Flow draws. An element that did not change keeps its identity. */
export const flowNodes = (scene: Scene): BoxNode[] => scene.order.map(toNode);

export function flowEdges(scene: Scene, selected: Relations | null, hovered: Relations | null): RelationFlowEdge[] {
  const isShown = (edge: SceneEdge): boolean => (edge.kind !== 'serves' && edge.kind !== 'names') || selected?.edges.has(edge.key) === true || hovered?.edges.has(edge.key) === true;
  return (scene.edges.length > mostEdges ? scene.edges.filter(isShown) : scene.edges).map(toEdge);
}
