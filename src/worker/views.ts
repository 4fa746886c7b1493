import type { DaemonSet, Deployment, Pod, ReplicaSet, StatefulSet } from '../kube/types.generated.ts';
import type { KubeObject, Runtime, StoreReader, WatchEvent } from '../engine/context.ts';
import { topOwnerId } from '../engine/owners.ts';
import { objectId, parseObjectId, type ObjectId } from '../protocol/ref.ts';
import type { ClusterView, FindingView, ViewChanges, ViewCollection } from '../protocol/view.ts';
import { idOf, nodeView, podView, storedView, workloadView } from './objectViews.ts';
import { serviceView } from './serviceView.ts';

type ObjectCollection = Exclude<ViewCollection, 'findings'>;
type Records = { [C in ViewCollection]: Map<string, { readonly record: ClusterView[C][string]; readonly print: string }> };

/** The flat records that the page draws, kept up with the cluster: only what was touched is made again. */
export interface Views {
  observe(event: WatchEvent<KubeObject>): void;
  /** Machines were switched on or off, which no object says at once. */
  touchNodes(): void;
  setFindings(changes: { readonly upserts: readonly FindingView[]; readonly removes: readonly string[] }): void;
  /** Touched, but not taken yet. */
  hasChanges(): boolean;
  /** What is different since the last call. */
  takeChanges(): ViewChanges;
  /** Everything, as of the last `takeChanges`. */
  snapshot(): ClusterView;
}

const collectionOf: Readonly<Record<string, ObjectCollection>> = { Node: 'nodes', Pod: 'pods', Service: 'services', Deployment: 'workloads', ReplicaSet: 'workloads', StatefulSet: 'workloads', DaemonSet: 'workloads' };

export function createViews(reader: StoreReader, runtime: Pick<Runtime, 'nodePower'>): Views {
  const records: Records = { nodes: new Map(), pods: new Map(), services: new Map(), workloads: new Map(), stored: new Map(), findings: new Map() };
  const dirty = new Set<ObjectId>();
  let findingUpserts = new Map<string, FindingView>();
  let findingRemoves = new Set<string>();
  /** A Pod keeps its group while it ends, though its ReplicaSet may be gone before it. */
  const workloadOf = new Map<ObjectId, { readonly owners: unknown; readonly workload: ObjectId | undefined }>();

  function observe({ object }: WatchEvent<KubeObject>): void {
    if (object.kind === 'EndpointSlice') {
      const name = object.metadata.labels?.['kubernetes.io/service-name'];
      if (name !== undefined) dirty.add(objectId({ kind: 'Service', namespace: object.metadata.namespace, name }));
      return;
    }
    dirty.add(idOf(object));
  }

  function workload(pod: Pod, id: ObjectId): ObjectId | undefined {
    const owners = pod.metadata.ownerReferences;
    const known = workloadOf.get(id);
    if (known !== undefined && known.owners === owners) return known.workload;
    const found = topOwnerId(reader, pod);
    workloadOf.set(id, { owners, workload: found });
    return found;
  }

  function make(id: ObjectId): { readonly collection: ObjectCollection; readonly record: ClusterView[ObjectCollection][string] | undefined } {
    const { kind, namespace, name } = parseObjectId(id);
    const collection = collectionOf[kind] ?? 'stored';
    switch (kind) {
      case 'Node': {
        const node = reader.get('Node', '', name);
        return { collection, record: node && nodeView(node, runtime.nodePower(name)) };
      }
      case 'Pod': {
        const pod = reader.get('Pod', namespace, name);
        if (pod === undefined) workloadOf.delete(id);
        return { collection, record: pod && podView(pod, workload(pod, id)) };
      }
      case 'Service': {
        const service = reader.get('Service', namespace, name);
        return { collection, record: service && serviceView(service, reader.withLabels('EndpointSlice', namespace, { 'kubernetes.io/service-name': name })) };
      }
      case 'Deployment':
      case 'ReplicaSet':
      case 'StatefulSet':
      case 'DaemonSet': {
        const found: Deployment | ReplicaSet | StatefulSet | DaemonSet | undefined = reader.get(kind, namespace, name);
        const isOwned = found?.metadata.ownerReferences?.some((owner) => owner.controller === true) === true;
        return { collection, record: found === undefined || isOwned ? undefined : workloadView(found) };
      }
      default: {
        const object = reader.getAny(kind, namespace, name);
        return { collection, record: object && storedView(object) };
      }
    }
  }

  function takeChanges(): ViewChanges {
    const changes = new Map<ViewCollection, { upserts: ClusterView[ViewCollection][string][]; removes: string[] }>();
    const changesOf = (collection: ViewCollection) => {
      const found = changes.get(collection) ?? { upserts: [], removes: [] };
      changes.set(collection, found);
      return found;
    };
    const apply = <C extends ViewCollection>(collection: C, id: string, record: ClusterView[C][string] | undefined): void => {
      const known = records[collection].get(id);
      if (record === undefined) {
        if (records[collection].delete(id)) changesOf(collection).removes.push(id);
        return;
      }
      const print = JSON.stringify(record);
      if (known?.print === print) return;
      records[collection].set(id, { record, print });
      changesOf(collection).upserts.push(record);
    };
    for (const id of dirty) {
      const { collection, record } = make(id);
      applyAny(apply, collection, id, record);
    }
    dirty.clear();
    for (const id of findingRemoves) apply('findings', id, undefined);
    for (const [id, finding] of findingUpserts) apply('findings', id, finding);
    findingRemoves = new Set();
    findingUpserts = new Map();
    return typed(changes);
  }

  return {
    observe,
    touchNodes() {
      for (const node of reader.list('Node')) dirty.add(idOf(node));
    },
    setFindings({ upserts, removes }) {
      for (const id of removes) {
        findingUpserts.delete(id);
        findingRemoves.add(id);
      }
      for (const finding of upserts) {
        findingRemoves.delete(finding.id);
        findingUpserts.set(finding.id, finding);
      }
    },
    hasChanges: () => dirty.size > 0 || findingUpserts.size > 0 || findingRemoves.size > 0,
    takeChanges,
    snapshot: () => ({
      nodes: plain(records.nodes), pods: plain(records.pods), services: plain(records.services),
      workloads: plain(records.workloads), stored: plain(records.stored), findings: plain(records.findings),
    }),
  };
}

type Apply = <C extends ViewCollection>(collection: C, id: string, record: ClusterView[C][string] | undefined) => void;

/** `make` gives a record of the collection that it names. */
function applyAny(apply: Apply, collection: ObjectCollection, id: string, record: ClusterView[ObjectCollection][string] | undefined): void {
  apply<ObjectCollection>(collection, id, record);
}

function typed(changes: ReadonlyMap<ViewCollection, { readonly upserts: readonly ClusterView[ViewCollection][string][]; readonly removes: readonly string[] }>): ViewChanges {
  // Each list was filled from records of its own collection only.
  return Object.fromEntries(changes);
}

function plain<T>(records: ReadonlyMap<string, { readonly record: T }>): Readonly<Record<string, T>> {
  return Object.fromEntries([...records].map(([id, { record }]) => [id, record]));
}

