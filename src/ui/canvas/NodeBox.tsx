import type { NodeProps } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import type { PodBox } from '../../graph/scene.ts';
import type { NodeView } from '../../protocol/view.ts';
import type { RequestTrace } from '../../protocol/request.ts';
import { useApp, useCluster, useRequests, useUI } from '../common/appContext.tsx';
import { ActionsButton } from './CardShell.tsx';
import { PodArea } from './PodArea.tsx';
import { PodTile } from './PodTile.tsx';
import { useCanvas, useIsFaded } from './canvasState.ts';
import type { BoxNode } from './flowElements.ts';
import { useDetail } from './useDetail.ts';

/** A Node: its header, the strip where its kube-proxy works, and its Pods. */
export function NodeBox({ data }: NodeProps<BoxNode>) {
  const box = useCanvas((state) => state.scene.boxes.get(data.key));
  const node = useCluster((state) => state.view.nodes[data.key]);
  if (box?.type !== 'node' || node === undefined) return null;
  return <NodeFrame box={box} node={node} />;
}

function NodeFrame({ box, node }: { readonly box: PodBox; readonly node: NodeView }) {
  const { t } = useTranslation();
  const { actions } = useApp();
  const detail = useDetail();
  const isFaded = useIsFaded(box.key);
  const isSelected = useUI((state) => state.selection === node.id);
  const state = nodeState(node);
  const label = t('canvas.node.label', { name: node.name, state: t(`canvas.node.state.${state}`), count: box.podCount });
  return (
    <div className="cv-node" data-state={state} data-selected={isSelected || undefined} data-faded={isFaded || undefined} data-object={node.id} role="group" aria-label={node.name}>
      <div className="cv-node-head">
        <button
          type="button" className="cv-node-title" aria-label={label} aria-pressed={isSelected} data-card="" onClick={() => actions.select(node.id)}
          onPointerEnter={() => actions.hover(node.id)} onPointerLeave={() => actions.hover(null)}
        >
          <b className="cv-name">{node.name}</b>
          {node.zone === '' ? null : <span className="cv-hint cv-clip cv-yields">{node.zone}</span>}
          {state === 'ready' ? null : <span className="cv-badge" data-state={state}>{t(`canvas.node.state.${state}`)}</span>}
          <span className="cv-grow" />
          {state === 'ready' ? <span className="cv-mono cv-hint cv-clip cv-node-address">{node.addresses[0] ?? ''}</span> : null}
        </button>
        <ActionsButton label={label} />
      </div>
      <ProxyStrip node={node} />
      {detail === 'tiles' ? <PodTile box={box} title={node.name} /> : <PodArea box={box} detail={detail} label={t('canvas.node.pods', { name: node.name, count: box.podCount })} />}
    </div>
  );
}

type NodeState = 'ready' | 'notReady' | 'down' | 'partitioned' | 'cordoned';

function nodeState(node: NodeView): NodeState {
  if (node.power !== 'up') return node.power;
  if (node.ready !== 'True') return 'notReady';
  return node.isUnschedulable ? 'cordoned' : 'ready';
}

/** Where the rules live. Says what they did to the request that is selected. */
function ProxyStrip({ node }: { readonly node: NodeView }) {
  const mode = useCluster((state) => state.settings.proxy.mode);
  const done = useRequests((state) => (typeof state.trace === 'object' && state.trace !== null ? rewritesOn(state.trace, node.name) : ''));
  return (
    <div className="cv-proxy" data-active={done !== '' || undefined}>
      <span>kube-proxy{done === '' ? '' : ` · ${done}`}</span>
      {done === '' ? <span className="cv-mono">{mode}</span> : null}
    </div>
  );
}

const kinds = { dnat: 'DNAT', snat: 'SNAT', refuse: 'REJECT', drop: 'DROP' } as const;

const isRewrite = (kind: string): kind is keyof typeof kinds => kind in kinds;

function rewritesOn(trace: RequestTrace, nodeName: string): string {
  const done = new Set<string>();
  trace.hops.forEach((hop, index) => {
    if (!isRewrite(hop.kind)) return;
    // A rule that is drawn at the Service is applied on the Node where the packet was.
    const before = [hop, ...trace.hops.slice(0, index + 1).reverse()].flatMap(({ from, to }) => [from, to]).find((place) => place.kind === 'node');
    if (before?.kind === 'node' && before.name === nodeName) done.add(kinds[hop.kind]);
  });
  return [...done].join(' ');
}
