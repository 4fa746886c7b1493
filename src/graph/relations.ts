import { objectId, parseObjectId } from '../protocol/ref.ts';
import type { ObjectId } from '../protocol/ref.ts';
import type { ClusterView, PodView, ServiceView } from '../protocol/view.ts';
import { replicaSetName } from './names.ts';
import type { Scene, SceneEdge } from './scene.ts';

/** What belongs together with a selection: ids of objects, keys of boxes (a Service's and a Node's key is its id), keys of edges. */
export interface Relations {
  readonly ids: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

/**
 * The whole chain of what is selected: a Service with its slices, Pods, their workloads and Nodes, and the ways that lead to it; a Pod
 * with its Services, workload and Node; and so on. Null where the selection is not part of the picture.
 */
export function relations(selection: ObjectId, view: ClusterView, scene: Scene): Relations | null {
  const ids = new Set<string>([selection]);
  const services = new Set<ObjectId>();
  const { kind, namespace, name } = parseObjectId(selection);
  const pods = selectedPods(selection, kind, namespace, name, view, scene, services);
  if (pods === null) return null;
  const isNode = kind === 'Node';
  for (const pod of pods) addOwners(ids, pod);
  for (const service of services) ids.add(service);
  if (!isNode) for (const edge of scene.edges) if (edge.kind === 'alias' && services.has(edge.source)) ids.add(edge.target);
  addSlices(ids, services, view);
  const groups = new Set<string>();
  for (const pod of pods) {
    const location = scene.locate(pod.id);
    if (location !== undefined) groups.add(`${location.box}>${location.group}`);
    if (location?.box === 'pending') ids.add(location.box);
  }
  const edges = new Set<string>();
  for (const edge of scene.edges) if (isServing(edge) && services.has(edge.source) && (edge.group === undefined ? !isNode : groups.has(`${edge.target}>${edge.group}`))) lightUp(edge, ids, edges);
  if (scene.boxes.has(`client:${selection}`)) addDownstream(selection, scene, ids, edges);
  if (!isNode && kind !== 'Client') addUpstream(services, scene, ids, edges);
  return { ids, edges };
}

const isServing = (edge: SceneEdge): boolean => edge.kind === 'serves' || edge.kind === 'names' || edge.kind === 'alias' || edge.kind === 'broken';

function lightUp(edge: SceneEdge, ids: Set<string>, edges: Set<string>): void {
  edges.add(edge.key);
  ids.add(edge.source);
  ids.add(edge.target);
}

/** The Pods that the selection stands for; their Services, or those selected themselves, are added to `services`. */
function selectedPods(selection: ObjectId, kind: string, namespace: string, name: string, view: ClusterView, scene: Scene, services: Set<ObjectId>): PodView[] | null {
  if (kind === 'Service' || kind === 'EndpointSlice' || kind === 'Endpoints') {
    const service = kind === 'Service' ? view.services[selection] : serviceOfSlice(namespace, name, view);
    if (service === undefined) return null;
    services.add(service.id);
    return service.pods.flatMap((id) => view.pods[id] ?? []);
  }
  if (kind === 'Client') return clientPods(selection, view, scene, services);
  const pods = Object.values(view.pods).filter((pod) => isPartOf(pod, selection, kind, namespace, name));
  if (pods.length === 0 && view.workloads[selection] === undefined && view.nodes[selection] === undefined) return null;
  const wanted = new Set(pods.map((pod) => pod.id));
  for (const service of Object.values(view.services)) if (service.pods.some((pod) => wanted.has(pod))) services.add(service.id);
  return pods;
}

function isPartOf(pod: PodView, selection: ObjectId, kind: string, namespace: string, name: string): boolean {
  switch (kind) {
    case 'Pod':
      return pod.id === selection;
    case 'Node':
      return pod.nodeName === name;
    case 'ReplicaSet':
      return pod.workload === selection || (pod.namespace === namespace && pod.workload !== undefined && parseObjectId(pod.workload).kind === 'Deployment' && replicaSetName(pod.name) === name);
    default:
      return pod.workload === selection;
  }
}

/** A client outside has no Pods: what it asks for is what belongs to it. */
function clientPods(selection: ObjectId, view: ClusterView, scene: Scene, services: Set<ObjectId>): PodView[] | null {
  const key = `client:${selection}`;
  if (!scene.boxes.has(key)) return null;
  for (const edge of scene.edges) {
    if (edge.source !== key) continue;
    const target = scene.boxes.get(edge.target);
    if (target?.type === 'service') services.add(target.id);
    if (target?.type === 'entry') services.add(target.service);
  }
  return [...services].flatMap((id) => view.services[id]?.pods ?? []).flatMap((id) => view.pods[id] ?? []);
}

function addOwners(ids: Set<string>, pod: PodView): void {
  ids.add(pod.id);
  if (pod.nodeName !== '') ids.add(objectId({ kind: 'Node', name: pod.nodeName }));
  if (pod.workload === undefined) return;
  ids.add(pod.workload);
  const replicaSet = parseObjectId(pod.workload).kind === 'Deployment' ? replicaSetName(pod.name) : null;
  if (replicaSet !== null) ids.add(objectId({ kind: 'ReplicaSet', namespace: pod.namespace, name: replicaSet }));
}

function serviceOfSlice(namespace: string, name: string, view: ClusterView): ServiceView | undefined {
  const exact = view.services[objectId({ kind: 'Service', namespace, name })];
  // A slice is called after its Service, with a suffix.
  return exact ?? Object.values(view.services).filter((service) => service.namespace === namespace && name.startsWith(`${service.name}-`)).sort((a, b) => b.name.length - a.name.length)[0];
}

function addSlices(ids: Set<string>, services: ReadonlySet<ObjectId>, view: ClusterView): void {
  for (const { id, ref } of Object.values(view.stored)) {
    if (ref.kind !== 'EndpointSlice' && ref.kind !== 'Endpoints') continue;
    const service = serviceOfSlice(ref.namespace ?? '', ref.name, view);
    if (service !== undefined && services.has(service.id)) ids.add(id);
  }
}

function addUpstream(services: ReadonlySet<ObjectId>, scene: Scene, ids: Set<string>, edges: Set<string>): void {
  const entries = new Set<string>();
  for (const edge of scene.edges) {
    if (edge.kind !== 'entry' || !services.has(edge.target)) continue;
    lightUp(edge, ids, edges);
    entries.add(edge.source);
  }
  for (const edge of scene.edges) if (edge.kind === 'request' && (services.has(edge.target) || entries.has(edge.target))) lightUp(edge, ids, edges);
}

function addDownstream(selection: ObjectId, scene: Scene, ids: Set<string>, edges: Set<string>): void {
  const key = `client:${selection}`;
  ids.add(key);
  for (const edge of scene.edges) if (edge.source === key) lightUp(edge, ids, edges);
  for (const edge of scene.edges) if (edge.kind === 'entry' && ids.has(edge.source)) lightUp(edge, ids, edges);
}
