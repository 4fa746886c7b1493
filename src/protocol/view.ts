import type { FieldEdit } from './edit.ts';
import type { ObjectId, ObjectRef, FieldRef } from './ref.ts';

/** What the page draws of the cluster: one flat record an object, no YAML. */
export interface NodeView {
  readonly id: ObjectId;
  readonly name: string;
  readonly zone: string;
  readonly addresses: readonly string[];
  readonly podCIDRs: readonly string[];
  readonly ready: 'True' | 'False' | 'Unknown';
  readonly power: 'up' | 'down' | 'partitioned';
  readonly isUnschedulable: boolean;
  readonly taints: readonly string[];
}

export type PodState = 'pending' | 'notReady' | 'ready' | 'terminating' | 'failed' | 'succeeded';

export interface PodView {
  readonly id: ObjectId;
  readonly namespace: string;
  readonly name: string;
  /** Empty while it is not bound. */
  readonly nodeName: string;
  /** Empty while it has none. */
  readonly podIP: string;
  readonly state: PodState;
  /** The STATUS column of kubectl get pods. */
  readonly status: string;
  readonly restarts: number;
  /** The workload at the top of its owners; absent for a bare Pod. */
  readonly workload?: ObjectId;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly name: string; readonly containerPort: number; readonly protocol: string }[];
}

export interface ServicePortView {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** As written: a number or a name. */
  readonly targetPort: string;
  /** The numbers that a named targetPort comes to, sorted; one number where it is one. Empty where no Pod resolves it. */
  readonly resolved: readonly number[];
  /** 0 where there is none. */
  readonly nodePort: number;
}

export interface ServiceView {
  readonly id: ObjectId;
  readonly namespace: string;
  readonly name: string;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly isHeadless: boolean;
  readonly clusterIPs: readonly string[];
  readonly externalIPs: readonly string[];
  readonly externalName: string;
  readonly ports: readonly ServicePortView[];
  /** Null: no selector, endpoints are written by hand. */
  readonly selector: Readonly<Record<string, string>> | null;
  readonly sessionAffinity: string;
  readonly externalTrafficPolicy: string;
  readonly internalTrafficPolicy: string;
  readonly trafficDistribution: string;
  readonly loadBalancerAddresses: readonly string[];
  readonly isLoadBalancerPending: boolean;
  readonly endpoints: { readonly ready: number; readonly notReady: number; readonly terminating: number };
  /** Pods in its slices, sorted. */
  readonly pods: readonly ObjectId[];
  /** Addresses in its slices that belong to no Pod. */
  readonly otherAddresses: readonly string[];
}

export interface WorkloadView {
  readonly id: ObjectId;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Null for a DaemonSet: its Nodes decide. */
  readonly replicas: number | null;
  readonly ready: number;
  readonly updated: number;
  readonly desired: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** Stored, shown, but without an effect yet. */
export interface StoredView { readonly id: ObjectId; readonly ref: ObjectRef }

export interface EventView {
  readonly id: number;
  readonly atMs: number;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly involved: ObjectId;
  readonly count: number;
  /** When it was seen for the first time; absent while it was seen once. */
  readonly firstAtMs?: number;
  /** What of the object it is about: `spec.containers{web}`. Absent where it is about the whole. */
  readonly fieldPath?: string;
}

/** What diagnosis has to say about an object. The text is `diagnosis.<rule>` of the message catalogue. */
export interface FindingView {
  readonly id: string;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly object: ObjectId;
  readonly field: FieldRef;
  readonly params: Readonly<Record<string, string | number>>;
  /** What would mend it, on the same object as `field`. */
  readonly fix?: { readonly edits: readonly FieldEdit[] };
}

/** Everything drawn, by id. */
export interface ClusterView {
  readonly nodes: Readonly<Record<ObjectId, NodeView>>;
  readonly pods: Readonly<Record<ObjectId, PodView>>;
  readonly services: Readonly<Record<ObjectId, ServiceView>>;
  readonly workloads: Readonly<Record<ObjectId, WorkloadView>>;
  readonly stored: Readonly<Record<ObjectId, StoredView>>;
  readonly findings: Readonly<Record<string, FindingView>>;
}

export type ViewCollection = keyof ClusterView;

/** What changed in each collection since the revision before. */
export type ViewChanges = { readonly [C in ViewCollection]?: { readonly upserts: readonly ClusterView[C][string][]; readonly removes: readonly string[] } };
