import type { KubeObject, WatchEvent } from '../engine/context.ts';
import type { DispatchOutput, Engine } from '../engine/engine.ts';
import type { ApiRequest, ApiResponse, Command } from '../protocol/command.ts';

/** What a program prints and reads. Bytes are text; lines end in `\n`. */
export interface Streams {
  /** Everything that was piped in; empty where nothing was. */
  readonly stdin: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** The changes of objects since the feed was opened, or since the last `take`, in their order. */
export interface ChangeFeed {
  take(): readonly WatchEvent<KubeObject>[];
  close(): void;
}

/** The cluster as a program sees it: only what a client outside could ask or do. */
export interface ClusterAccess {
  /** Simulated milliseconds since the start. */
  readonly nowMs: number;
  /** One request to the API server. */
  send(request: ApiRequest): ApiResponse;
  /** Anything else that a person at a machine can do, such as a request from a Pod. */
  dispatch(command: Command): DispatchOutput;
  /** Opens a watch of everything that is stored. */
  watch(): ChangeFeed;
  /** Reads of what Pods, Nodes and DNS hold: traces, environment, names. */
  readonly engine: Pick<Engine, 'reader' | 'runtime' | 'dns' | 'settings' | 'trace' | 'requests' | 'envForPod' | 'conntrack' | 'rules' | 'events'>;
}

/** A program waits until the simulated time is `untilMs`, or until something in the cluster changed if `orOnChange`. Then it is resumed. */
export interface Pause {
  readonly untilMs: number;
  readonly orOnChange: boolean;
  /** It waits for a prompt that it has opened, in a Pod or on a Node, to be left: lines that are typed go there. */
  readonly isPrompt?: boolean;
}

/**
 * A program that runs. It yields where it waits for simulated time and returns its exit code. The host resumes it, and ends it (`return`) on Ctrl-C.
 * Programs never loop without bound between two yields.
 */
export type Running = Generator<Pause, number, void>;

export type Program = (args: readonly string[], streams: Streams, cluster: ClusterAccess) => Running;
