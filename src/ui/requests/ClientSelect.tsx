import { useTranslation } from 'react-i18next';
import { objectId, parseObjectId } from '../../protocol/ref.ts';
import type { ClientRef } from '../../protocol/request.ts';
import { useCluster } from '../common/appContext.tsx';

/** A client as the value of an option. */
function clientKey(client: ClientRef): string {
  switch (client.kind) {
    case 'outside': return `outside:${client.name}`;
    case 'node': return `node:${client.name}`;
    case 'pod': return `pod:${objectId({ kind: 'Pod', namespace: client.namespace, name: client.name })}`;
    case 'workload': return `workload:${client.id}`;
  }
}

/** The client that an option's value stands for. */
function clientFromKey(key: string): ClientRef {
  const at = key.indexOf(':');
  const kind = key.slice(0, at);
  const rest = key.slice(at + 1);
  if (kind === 'node') return { kind: 'node', name: rest };
  if (kind === 'workload') return { kind: 'workload', id: rest };
  if (kind === 'pod') {
    const { namespace, name } = parseObjectId(rest);
    return { kind: 'pod', namespace, name };
  }
  return { kind: 'outside', name: rest };
}

/** A list of thousands helps nobody: beyond this, choose the workload. */
const MAX_PODS = 200;

/** Who sends: hosts outside, workloads, Pods, Nodes. */
export function ClientSelect({ id, value, onChange }: { readonly id: string; readonly value: ClientRef; readonly onChange: (client: ClientRef) => void }) {
  const { t } = useTranslation();
  const outside = useCluster((state) => state.settings.outsideClients);
  const workloads = useCluster((state) => state.ids.workloads);
  const pods = useCluster((state) => state.ids.pods);
  const nodes = useCluster((state) => state.ids.nodes);
  const name = (objectKey: string): string => {
    const { kind, namespace, name: own } = parseObjectId(objectKey);
    return `${kind === 'Pod' || kind === 'Node' ? '' : `${kind} `}${namespace === '' || namespace === 'default' ? '' : `${namespace}/`}${own}`;
  };
  const options = new Set([...outside.map((client) => `outside:${client.name}`), ...workloads.map((key) => `workload:${key}`), ...pods.slice(0, MAX_PODS).map((key) => `pod:${key}`), ...nodes.map((key) => `node:${parseObjectId(key).name}`)]);
  const current = clientKey(value);
  return (
    <select id={id} className="field max-w-56" value={current} onChange={(event) => { onChange(clientFromKey(event.target.value)); }}>
      {!options.has(current) && <option value={current}>{current.slice(current.indexOf(':') + 1)}</option>}
      <optgroup label={t('panels.clients.outside')}>{outside.map((client) => <option key={client.name} value={`outside:${client.name}`}>{client.name} ({client.address})</option>)}</optgroup>
      <optgroup label={t('panels.clients.workloads')}>{workloads.map((key) => <option key={key} value={`workload:${key}`}>{name(key)}</option>)}</optgroup>
      <optgroup label={t('panels.clients.pods')}>{pods.slice(0, MAX_PODS).map((key) => <option key={key} value={`pod:${key}`}>{name(key)}</option>)}</optgroup>
      <optgroup label={t('panels.clients.nodes')}>{nodes.map((key) => <option key={key} value={`node:${parseObjectId(key).name}`}>{name(key)}</option>)}</optgroup>
    </select>
  );
}
