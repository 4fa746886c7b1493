import type { ObjectId } from '../protocol/ref.ts';
import type { ClientRef } from '../protocol/request.ts';
import type { Curve, Rect } from './geometry.ts';

type LaneKind = 'clients' | 'entry' | 'services' | 'nodes';
export interface Lane { readonly kind: LaneKind; readonly x: number; readonly width: number }

/** Whether Pods have room for their names, or stand as cells of a grid. */
export type Density = 'chips' | 'cells';

/** Who sends requests. `id` is what a click selects. */
export interface ClientBox {
  readonly type: 'client';
  readonly key: string;
  readonly id: ObjectId;
  readonly client: ClientRef;
  readonly rect: Rect;
}

/** How requests from outside come to a Service. */
export interface EntryBox {
  readonly type: 'entry';
  readonly key: string;
  readonly kind: 'loadBalancer' | 'nodePort' | 'externalIP';
  readonly service: ObjectId;
  readonly rect: Rect;
}

export interface ServiceBox {
  readonly type: 'service';
  readonly key: string;
  readonly id: ObjectId;
  readonly rect: Rect;
}

/** Something outside the cluster that a Service leads to: the name of an ExternalName, or an address written by hand. */
export interface ExternalBox {
  readonly type: 'external';
  readonly key: string;
  readonly kind: 'name' | 'address';
  readonly name: string;
  /** Empty where none is known. */
  readonly address: string;
  /** Empty where no Service leads to it and a client asks for it by itself. */
  readonly service: ObjectId;
  readonly rect: Rect;
}

/** The Pods of one workload on one Node. Positions of slots are relative to the box. */
export interface PodGroup {
  readonly key: string;
  /** Null: Pods without a workload. */
  readonly workload: ObjectId | null;
  readonly namespace: string;
  /** Relative to the box. */
  readonly rect: Rect;
  readonly hasSlider: boolean;
  readonly columns: number;
  /** Null: a slot that a Pod has left. */
  readonly slots: readonly (ObjectId | null)[];
  readonly podCount: number;
}

/** A Node with its Pods, or the box of Pods that are on none. */
export interface PodBox {
  readonly type: 'node' | 'pending';
  readonly key: string;
  /** The id of the Node; empty for the pending box. */
  readonly id: ObjectId;
  readonly name: string;
  readonly rect: Rect;
  readonly density: Density;
  readonly groups: readonly PodGroup[];
  readonly podCount: number;
}

export type SceneBox = ClientBox | EntryBox | ServiceBox | ExternalBox | PodBox;

export type BrokenReason = 'noPods' | 'noPort';

/** One relation, drawn once. */
export interface SceneEdge {
  readonly key: string;
  readonly kind: 'request' | 'entry' | 'serves' | 'names' | 'alias' | 'broken';
  /** Keys of boxes. A broken relation ends in the air: its target is its source. */
  readonly source: string;
  readonly target: string;
  /** The group of the target that is meant. */
  readonly group?: string;
  readonly curve: Curve;
  /** How many Pods stand behind it. */
  readonly podCount?: number;
  readonly broken?: { readonly reason: BrokenReason; readonly text: string };
}

/** Everything that is drawn, with its place. What did not change keeps its identity. */
export interface Scene {
  readonly revision: number;
  readonly density: Density;
  readonly bounds: Rect;
  readonly lanes: readonly Lane[];
  readonly boxes: ReadonlyMap<string, SceneBox>;
  /** In reading order: lane by lane, top to bottom. */
  readonly order: readonly SceneBox[];
  readonly edges: readonly SceneEdge[];
  readonly podCount: number;
  /** Where a Pod stands; undefined where it is not drawn. */
  locate(pod: ObjectId): PodLocation | undefined;
}

export interface PodLocation { readonly box: string; readonly group: string; readonly slot: number }
