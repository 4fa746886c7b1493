/**
 * What the parts of the engine may ask of each other. engine.ts puts them together; nothing here has a behaviour.
 */
import type { ConfigMap, ControllerRevision, DaemonSet, Deployment, EndpointSlice, Endpoints, LimitRange, Namespace, Node, ObjectMeta, Pod, PodDisruptionBudget, ReplicaSet, ReplicationController, ResourceQuota, Service, ServiceAccount, StatefulSet } from '../kube/types.generated.ts';
import type { ApiRequest, ApiResponse, Status } from '../protocol/command.ts';
import type { Behaviour } from '../protocol/command.ts';
import type { ObjectId, ObjectRef } from '../protocol/ref.ts';
import type { RequestSpec, RequestTrace, Outcome } from '../protocol/request.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import type { Random, RandomStream } from './random.ts';

/** Any object as it is stored: metadata is complete (name, uid, resourceVersion, creationTimestamp). */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** The kinds that parts of the engine act on; others are stored only. */
export interface KindMap {
  Namespace: Namespace;
  Node: Node;
  Pod: Pod;
  Service: Service;
  Endpoints: Endpoints;
  EndpointSlice: EndpointSlice;
  ConfigMap: ConfigMap;
  Deployment: Deployment;
  ReplicaSet: ReplicaSet;
  ReplicationController: ReplicationController;
  StatefulSet: StatefulSet;
  DaemonSet: DaemonSet;
  ControllerRevision: ControllerRevision;
  ServiceAccount: ServiceAccount;
  PodDisruptionBudget: PodDisruptionBudget;
  ResourceQuota: ResourceQuota;
  LimitRange: LimitRange;
}
export type KindName = keyof KindMap;

export interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** For DELETED, the last state. */
  readonly object: T;
  /** The state before; absent for ADDED. */
  readonly old?: T;
}

export type Result<T> = { readonly ok: true; readonly object: T } | { readonly ok: false; readonly status: Status };

/** Reads of the storage. Lists are ordered by namespace, then name. Objects are frozen in meaning: never mutate them. */
export interface StoreReader {
  get<K extends KindName>(kind: K, namespace: string, name: string): KindMap[K] | undefined;
  /** Any kind, simulated or stored only. */
  getAny(kind: string, namespace: string, name: string): KubeObject | undefined;
  list<K extends KindName>(kind: K, namespace?: string): readonly KindMap[K][];
  listAny(kind: string, namespace?: string): readonly KubeObject[];
  count(kind: string): number;
  /** Objects of a namespace that carry every label of `labels`, through the label index: costs what matches. An empty map matches all. */
  withLabels<K extends KindName>(kind: K, namespace: string, labels: Readonly<Record<string, string>>): readonly KindMap[K][];
  /** Objects of any kind whose ownerReferences name this uid. */
  ownedBy(uid: string): readonly KubeObject[];
  /** Pods bound to a Node, through an index. */
  podsOnNode(nodeName: string): readonly Pod[];
}

/** The API server as parts of the engine use it: trusted callers, no decoding, defaulting included; validation only through `handle`. */
export interface ApiServer extends StoreReader {
  /** The public way: decoding, defaulting, admission, allocation, validation, storage. */
  handle(request: ApiRequest): ApiResponse;
  /** Called synchronously after each write, in the order of registration. */
  watch<K extends KindName>(kind: K, handler: (event: WatchEvent<KindMap[K]>) => void): void;
  watchAll(handler: (event: WatchEvent<KubeObject>) => void): void;
  create<K extends KindName>(kind: K, object: KindMap[K]): Result<KindMap[K]>;
  /** Replaces spec and metadata; generation rises when spec changed. Conflict when `object.metadata.resourceVersion` is stale and given. */
  update<K extends KindName>(kind: K, object: KindMap[K]): Result<KindMap[K]>;
  /** Replaces status (and nothing else). No write and no event where nothing changed. */
  updateStatus<K extends KindName>(kind: K, object: KindMap[K]): Result<KindMap[K]>;
  /** Deletion as DELETE with these options: finalizers and the Pod's grace period hold it back (deletionTimestamp). `gracePeriodSeconds: 0` removes a Pod at once. */
  delete(kind: string, namespace: string, name: string, options?: DeleteOptions): Result<KubeObject>;
}

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  /** Refuse unless the object still has this uid. */
  readonly uid?: string;
}

/** What happened, for `kubectl get events` and the timeline. Equal ones are counted, not repeated. */
export interface EventRecorder {
  /** `fieldPath`: what of the object it is about, such as `spec.containers{web}`. */
  event(involved: ObjectRef, type: 'Normal' | 'Warning', reason: string, message: string, fieldPath?: string): void;
}

/** Work to do at a time; ties are run in the order in which they were scheduled. */
export interface Scheduler {
  readonly nowMs: number;
  /** `delayMs` ≥ 0. The function runs once, unless the returned cancel is called before. */
  after(delayMs: number, run: () => void): () => void;
}

/** A machine's and its Pods' real condition, which the API objects only report. The kubelet's side keeps it; the network asks. */
export interface PodSandbox {
  readonly id: ObjectId;
  readonly namespace: string;
  readonly name: string;
  readonly nodeName: string;
  readonly ips: readonly string[];
  readonly isHostNetwork: boolean;
  readonly latencyMs: number;
  readonly errorRate: number;
  /** Whether a process listens there now (its containers run, and declare or were told to use that port). */
  listens(port: number, protocol: string): boolean;
}

export interface Runtime {
  /** The sandbox that answers to a Pod address; hostNetwork Pods are found through `onHost`. */
  byIP(ip: string): PodSandbox | undefined;
  byPod(namespace: string, name: string): PodSandbox | undefined;
  /** The hostNetwork Pod of a Node that listens on a port. */
  onHost(nodeName: string, port: number, protocol: string): PodSandbox | undefined;
  nodePower(nodeName: string): 'up' | 'down' | 'partitioned';
  isLinkCut(nodeA: string, nodeB: string): boolean;
  /** Called when a sandbox is gone: its connections close. */
  onGone(handler: (sandbox: PodSandbox) => void): void;
}

/** Packets. */
export interface Network {
  /** One request, at the current time, with everything that was decided. */
  request(spec: RequestSpec, flowId?: string): RequestTrace;
  /** The same verdict without keeping a trace. */
  verdict(spec: RequestSpec): Outcome;
  open(name: string, spec: RequestSpec): RequestTrace;
  send(name: string): RequestTrace;
  /** What GET on a Node's healthCheckNodePort answers: 200 or 503; undefined where nothing listens. */
  healthCheck(nodeName: string, port: number): number | undefined;
}

export interface Behaviours {
  /** What was set for the Pod itself, or else for the workload at the top of its owners. */
  forPod(pod: Pod): Behaviour;
  onChange(handler: (target: ObjectId) => void): void;
}

/** What every part gets. `settings()` is read each time: it can change. */
export interface EngineContext {
  readonly scheduler: Scheduler;
  readonly api: ApiServer;
  readonly events: EventRecorder;
  readonly behaviours: Behaviours;
  settings(): ClusterSettings;
  random(stream: RandomStream): Random;
  /** Something hit a bound; reported to the user, never thrown. */
  notice(code: string, params: Readonly<Record<string, string | number>>): void;
}
