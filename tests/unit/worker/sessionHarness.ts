import { createEngine } from '../../../src/engine/engine.ts';
import type { PageLogEntry, PageMessage, WorkerMessage } from '../../../src/protocol/message.ts';
import type { ScenarioStart } from '../../../src/protocol/scenario.ts';
import { presetSettings } from '../../../src/protocol/settings.ts';
import type { ClusterView, ViewChanges } from '../../../src/protocol/view.ts';
import { createSession, type Session, type SessionOptions } from '../../../src/worker/session.ts';

export const pods = ['a', 'b'].map((name) => `apiVersion: v1
kind: Pod
metadata: {name: web-${name}, labels: {app: web}}
spec: {containers: [{name: web, image: nginx, ports: [{name: http, containerPort: 80}]}]}
`).join('---\n');

export const service = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
    targetPort: http
`;

export function scenario(manifests: string, change: Partial<ScenarioStart> = {}): ScenarioStart {
  return { settings: presetSettings('recordings'), manifests, traffic: [], behaviours: {}, seed: 7, ...change };
}

export interface Harness {
  readonly session: Session;
  readonly posted: WorkerMessage[];
  readonly send: (...messages: readonly PageMessage[]) => void;
  readonly start: (start: ScenarioStart, options?: { readonly log?: readonly PageLogEntry[]; readonly untilMs?: number; readonly isPlaying?: boolean; readonly speed?: number }) => void;
  /** Ticks of 16 real milliseconds. */
  readonly run: (ticks: number) => void;
  readonly last: <T extends WorkerMessage['type']>(type: T) => Extract<WorkerMessage, { type: T }> | undefined;
  readonly all: <T extends WorkerMessage['type']>(type: T) => readonly Extract<WorkerMessage, { type: T }>[];
  /** What the page has after all that was posted. */
  readonly view: () => ClusterView;
}

export function harness(options: Partial<SessionOptions> = {}): Harness {
  const posted: WorkerMessage[] = [];
  const session = createSession({ createEngine, ...options, post: (message) => void posted.push(structuredClone(message)) });
  const all = <T extends WorkerMessage['type']>(type: T) => posted.filter((message): message is Extract<WorkerMessage, { type: T }> => message.type === type);
  return {
    session, posted, all,
    send: (...messages) => messages.forEach((message) => session.receive(message)),
    start: (start, { log = [], untilMs = 0, isPlaying = true, speed = 1 } = {}) => session.receive({ type: 'start', version: 1, start, log, untilMs, isPlaying, speed }),
    run: (ticks) => {
      for (let tick = 0; tick < ticks; tick++) session.tick(16);
    },
    last: (type) => all(type).at(-1),
    view: () => {
      let view: ClusterView = { nodes: {}, pods: {}, services: {}, workloads: {}, stored: {}, findings: {} };
      for (const message of posted) {
        if (message.type === 'snapshot') view = message.view;
        if (message.type === 'diff') view = withChanges(view, message.changes);
      }
      return view;
    },
  };
}

export function withChanges(view: ClusterView, changes: ViewChanges): ClusterView {
  const next: Record<string, Record<string, { readonly id: string }>> = Object.fromEntries(Object.entries(view).map(([collection, records]) => [collection, { ...records }]));
  for (const [collection, change] of Object.entries(changes)) {
    for (const id of change.removes) delete next[collection]?.[id];
    for (const record of change.upserts) (next[collection] ??= {})[record.id] = record;
  }
  return next as unknown as ClusterView;
}
