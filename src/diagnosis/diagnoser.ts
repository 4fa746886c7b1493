import type { DaemonSet, Deployment, EndpointSlice, Pod, ReplicaSet, Service, StatefulSet } from '../kube/types.generated.ts';
import type { KubeObject, StoreReader, WatchEvent } from '../engine/context.ts';
import { matchesLabels } from '../kube/selectors.ts';
import { objectId, type ObjectId } from '../protocol/ref.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import { diagnoseObject } from './diagnose.ts';
import type { Finding } from './rule.ts';
import { matchedPods, namespaceOf, selectorOf } from './servicePods.ts';

interface FindingChanges { readonly upserts: readonly Finding[]; readonly removes: readonly string[] }

/** Findings that follow the cluster: what changed is told by `observe`, and only what it touches is looked at again. */
export interface Diagnoser {
  observe(event: WatchEvent<KubeObject>): void;
  /** Settings changed, so that anything may read differently. */
  observeSettings(): void;
  /** Looks again at up to `maxObjects` of what was touched, and says what came and went. */
  update(maxObjects: number): FindingChanges;
  hasWork(): boolean;
  /** All findings as of the last update, in a fixed order. */
  findings(): readonly Finding[];
}

type Labels = Readonly<Record<string, string>>;

export function createDiagnoser(reader: StoreReader, settings: () => ClusterSettings): Diagnoser {
  const dirty = new Set<ObjectId>();
  const findings = new Map<ObjectId, readonly Finding[]>();
  /** Services by one pair of their selector: `namespace/key=value`. */
  const bySelector = new Map<string, Map<ObjectId, Labels>>();
  /** Services that pick no Pod now: any Pod or workload can change what there is to say. */
  const podless = new Map<ObjectId, string>();
  /** Services without selector. */
  const byHand = new Map<ObjectId, string>();
  const localPolicy = new Set<ObjectId>();
  const statefulSets = new Map<ObjectId, string>();

  function index(service: Service, isThere: boolean): void {
    const id = idOf(service);
    const selector = selectorOf(service);
    const [pair] = Object.entries(selector ?? {});
    if (selector !== undefined && pair !== undefined) {
      const key = `${namespaceOf(service)}/${pair.join('=')}`;
      const services = bySelector.get(key) ?? new Map<ObjectId, Labels>();
      if (isThere) services.set(id, selector);
      else services.delete(id);
      if (services.size === 0) bySelector.delete(key);
      else bySelector.set(key, services);
    }
    if (isThere && selector === undefined) byHand.set(id, namespaceOf(service));
    else byHand.delete(id);
    if (isThere && service.spec.externalTrafficPolicy === 'Local') localPolicy.add(id);
    else localPolicy.delete(id);
    if (!isThere) podless.delete(id);
  }

  function markServicesOf(namespace: string, labels: Labels | undefined): void {
    for (const [key, value] of Object.entries(labels ?? {})) {
      for (const [id, selector] of bySelector.get(`${namespace}/${key}=${value}`) ?? []) if (matchesLabels(selector, labels)) dirty.add(id);
    }
  }

  function markAll(ids: ReadonlyMap<ObjectId, string>, namespace?: string): void {
    for (const [id, home] of ids) if (namespace === undefined || home === namespace) dirty.add(id);
  }

  function observePod(event: WatchEvent<Pod>): void {
    const namespace = namespaceOf(event.object);
    markServicesOf(namespace, event.object.metadata.labels);
    const isRelabelled = event.type !== 'MODIFIED' || printed(event.old?.metadata.labels) !== printed(event.object.metadata.labels) || event.old?.status?.phase !== event.object.status?.phase;
    if (!isRelabelled) return;
    if (event.old !== undefined) markServicesOf(namespace, event.old.metadata.labels);
    // A Pod here can also be what a Service of another Namespace means.
    markAll(podless);
  }

  function observeWorkload(event: WatchEvent<Deployment | ReplicaSet | DaemonSet | StatefulSet>): void {
    const { spec } = event.object;
    const old = event.old?.spec;
    const isSame = event.type === 'MODIFIED' && old?.template === spec.template && ('replicas' in spec ? spec.replicas : undefined) === (old !== undefined && 'replicas' in old ? old.replicas : undefined);
    if (!isSame) markAll(podless, namespaceOf(event.object));
  }

  function observeService(event: WatchEvent<Service>): void {
    if (event.old !== undefined) index(event.old, false);
    index(event.object, event.type !== 'DELETED');
    dirty.add(idOf(event.object));
    if (event.type === 'MODIFIED' && event.old?.spec === event.object.spec) return;
    markAll(statefulSets, namespaceOf(event.object));
    markAll(byHand, namespaceOf(event.object));
  }

  function observe(event: WatchEvent<KubeObject>): void {
    if (isKind(event, 'Pod')) observePod(event);
    else if (isKind(event, 'Service')) observeService(event);
    else if (isKind(event, 'EndpointSlice')) markSlice(event);
    else if (event.object.kind === 'Endpoints') markAll(byHand, namespaceOf(event.object));
    else if (isKind(event, 'Deployment') || isKind(event, 'ReplicaSet') || isKind(event, 'DaemonSet')) observeWorkload(event);
    else if (isKind(event, 'StatefulSet')) {
      const id = idOf(event.object);
      if (event.type === 'DELETED') statefulSets.delete(id);
      else statefulSets.set(id, namespaceOf(event.object));
      dirty.add(id);
      observeWorkload(event);
    } else if (event.object.kind === 'Node' && event.type !== 'MODIFIED') for (const id of localPolicy) dirty.add(id);
  }

  function markSlice({ object }: WatchEvent<EndpointSlice>): void {
    const name = object.metadata.labels?.['kubernetes.io/service-name'];
    const namespace = namespaceOf(object);
    if (name !== undefined) {
      const id = objectId({ kind: 'Service', namespace, name });
      if (localPolicy.has(id) || byHand.has(id)) dirty.add(id);
    }
    if (name === undefined || reader.get('Service', namespace, name) === undefined) markAll(byHand, namespace);
  }

  function look(id: ObjectId): FindingChanges {
    const before = findings.get(id) ?? [];
    const now = diagnoseObject(reader, settings(), id);
    if (now.length === 0) findings.delete(id);
    else findings.set(id, now);
    notePodless(id);
    const old = new Map(before.map((finding) => [finding.id, JSON.stringify(finding)]));
    return {
      upserts: now.filter((finding) => old.get(finding.id) !== JSON.stringify(finding)),
      removes: before.filter((finding) => !now.some((other) => other.id === finding.id)).map((finding) => finding.id),
    };
  }

  function notePodless(id: ObjectId): void {
    const [kind, namespace = '', name = ''] = id.split('/');
    const service = kind === 'Service' ? reader.get('Service', namespace, name) : undefined;
    const isPodless = service !== undefined && selectorOf(service) !== undefined && matchedPods(service, { reader, settings: settings() }).length === 0;
    if (isPodless) podless.set(id, namespace);
    else podless.delete(id);
  }

  return {
    observe,
    observeSettings() {
      for (const service of reader.list('Service')) dirty.add(idOf(service));
    },
    update(maxObjects) {
      const upserts: Finding[] = [];
      const removes: string[] = [];
      let left = maxObjects;
      for (const id of dirty) {
        if (left-- <= 0) break;
        dirty.delete(id);
        const changes = look(id);
        upserts.push(...changes.upserts);
        removes.push(...changes.removes);
      }
      return { upserts, removes };
    },
    hasWork: () => dirty.size > 0,
    findings: () => [...findings].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, all]) => all),
  };
}

interface ObservedKinds { Pod: Pod; Service: Service; EndpointSlice: EndpointSlice; Deployment: Deployment; ReplicaSet: ReplicaSet; DaemonSet: DaemonSet; StatefulSet: StatefulSet }

/** The storage holds what its kind says. */
function isKind<K extends keyof ObservedKinds>(event: WatchEvent<KubeObject>, kind: K): event is WatchEvent<ObservedKinds[K]> {
  return event.object.kind === kind;
}

function idOf(object: KubeObject): ObjectId {
  return objectId({ kind: object.kind, namespace: object.metadata.namespace, name: object.metadata.name });
}

function printed(labels: Labels | undefined): string {
  return JSON.stringify(labels ?? {});
}
