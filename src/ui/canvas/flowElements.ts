import type { Node } from '@xyflow/react';
import type { Scene, SceneBox } from '../../graph/scene.ts';

export type BoxNode = Node<{ readonly key: string }, SceneBox['type']>;

// The card inside says what it is; the wrapper is layout.
const quietRole = { 'aria-roledescription': undefined };

const nodes = new WeakMap<SceneBox, BoxNode>();

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

/** What React Flow draws. An element that did not change keeps its identity. */
export const flowNodes = (scene: Scene): BoxNode[] => scene.order.map(toNode);
