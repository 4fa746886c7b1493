import type { JsonValue } from '../kube/json.ts';
import type { ObjectId, ObjectRef } from './ref.ts';
import type { RequestSpec, TrafficFlow } from './request.ts';
import type { ClusterSettings, NodeSettings, ProxySettings } from './settings.ts';

/** How the containers of a workload (or of one Pod) behave; what is absent is as it would be by itself. */
export interface Behaviour {
  /** Ports that are really listened on; absent: those that the containers declare. */
  readonly listensOn?: readonly number[];
  readonly latencyMs?: number;
  /** 0 to 1: the share of requests that are answered with an error. */
  readonly errorRate?: number;
  readonly failsReadiness?: boolean;
  readonly failsLiveness?: boolean;
  /** The container exits as soon as it runs. */
  readonly crashes?: boolean;
}

/** One request to the API server. `body` is a decoded document; `text` (YAML or JSON) is decoded strictly by the API server's own rules. */
export interface ApiRequest {
  readonly verb: 'create' | 'update' | 'patch' | 'delete' | 'get' | 'list';
  /** The collection. For `create` from a document: its own kind. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly body?: JsonValue;
  readonly patchType?: 'json' | 'merge' | 'strategic';
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  readonly isDryRun?: boolean;
  /** What of the object is meant instead of all of it. `eviction` goes with `create`. */
  readonly subresource?: 'status' | 'scale' | 'eviction';
  /** For `list`: the text form of a label selector; the empty one matches all. */
  readonly labelSelector?: string;
  /** For `list`: the text form of a field selector (`metadata.name=web,spec.type!=NodePort`). */
  readonly fieldSelector?: string;
  /** Errors that reading the text found beyond what `body` can carry, such as keys given twice; they join the strict decoding errors. */
  readonly decodingErrors?: readonly string[];
  /** The text that was sent, for the few messages that quote it. */
  readonly text?: string;
  /** YAML was sent, not JSON: what strict decoding says differs. */
  readonly isYAML?: boolean;
  /** The text could not be read at all: the parser's message. `body` then does not count. */
  readonly readError?: string;
  /** Integers in `body` that a number rounds, by what became of them, as they were sent. */
  readonly exactNumbers?: Readonly<Record<string, string>>;
}

/** The objects that the manifests ask for. Objects of the last set that are missing now are deleted. */
export interface ManifestDocument {
  readonly body: JsonValue;
  readonly decodingErrors?: readonly string[];
}

/** Everything that can change a cluster. A log of these, with times, replays it. */
export type Command =
  | { readonly type: 'api'; readonly request: ApiRequest }
  /** `isReplacement`: other manifests took the place of the old ones; an object that both name is made anew. */
  | { readonly type: 'applyManifests'; readonly documents: readonly ManifestDocument[]; readonly mayPrune: boolean; readonly isReplacement?: boolean }
  | { readonly type: 'request'; readonly spec: RequestSpec; readonly times: number }
  | { readonly type: 'setTraffic'; readonly flows: readonly TrafficFlow[] }
  | { readonly type: 'setBehaviour'; readonly target: ObjectId; readonly behaviour: Behaviour | null }
  | { readonly type: 'killPod'; readonly namespace: string; readonly name: string }
  | { readonly type: 'setNodePower'; readonly name: string; readonly power: 'up' | 'down' | 'partitioned' }
  | { readonly type: 'cordonNode'; readonly name: string; readonly isUnschedulable: boolean }
  | { readonly type: 'drainNode'; readonly name: string }
  | { readonly type: 'setNodeZone'; readonly name: string; readonly zone: string }
  | { readonly type: 'addNode'; readonly node: NodeSettings }
  | { readonly type: 'removeNode'; readonly name: string }
  | { readonly type: 'setLink'; readonly a: string; readonly b: string; readonly isCut: boolean }
  | { readonly type: 'setProxy'; readonly proxy: ProxySettings }
  | { readonly type: 'setCloud'; readonly cloud: ClusterSettings['cloud'] }
  | { readonly type: 'setDelays'; readonly delays: ClusterSettings['delays'] }
  | { readonly type: 'openConnection'; readonly name: string; readonly spec: RequestSpec }
  | { readonly type: 'sendOnConnection'; readonly name: string }
  /** What a kubelet reports, where `settings.kubelet` is `reported`. */
  | { readonly type: 'reportPod'; readonly pod: { readonly namespace: string; readonly name: string }; readonly isReady?: boolean; readonly phase?: string; readonly isFinished?: boolean }
  | { readonly type: 'reportNode'; readonly name: string; readonly isReady: boolean };

/** What became of one document of `applyManifests`. */
export interface ManifestResult {
  readonly index: number;
  /** Absent where the document has no readable kind and name. */
  readonly ref?: ObjectRef;
  readonly outcome: 'created' | 'configured' | 'unchanged' | 'failed';
  readonly status?: Status;
  readonly warnings: readonly string[];
}

/** The API's Status object, the parts that a client reads. */
export interface Status {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly causes: readonly StatusCause[];
}
export interface StatusCause { readonly reason: string; readonly message: string; readonly field: string }

/** What an API request came to: an object (or items), or a Status. */
export type ApiResponse =
  | { readonly code: number; readonly object: JsonValue; readonly warnings: readonly string[] }
  | { readonly code: number; readonly status: Status; readonly warnings: readonly string[] };
