import type { Behaviour } from '../protocol/command.ts';
import type { ClientRef, TrafficFlow } from '../protocol/request.ts';
import type { ScenarioView } from '../protocol/scenario.ts';
import type { Read } from './read.ts';
import { DamagedError, readBoolean, readInteger, readList, readMap, readNumber, readOneOf, readOr, readRecord, readString } from './read.ts';
import { readSettings } from './readSettings.ts';
import type { SharedState } from './sharedState.ts';
import { defaultView } from './sharedState.ts';

const maxFlows = 200;
const maxBehaviours = 2000;
const maxRatePerSecond = 10_000;

const readClient: Read<ClientRef> = (value) => {
  const record = readRecord(value);
  const kind = readOneOf(['outside', 'pod', 'node', 'workload'])(record.kind);
  switch (kind) {
    case 'outside':
    case 'node':
      return { kind, name: readString(record.name) };
    case 'pod':
      return { kind, namespace: readString(record.namespace), name: readString(record.name) };
    case 'workload':
      return { kind, id: readString(record.id) };
  }
};

const readFlow: Read<TrafficFlow> = (value) => {
  const record = readRecord(value);
  return {
    id: readString(record.id),
    from: readClient(record.from),
    to: readString(record.to),
    ratePerSecond: readNumber(0, maxRatePerSecond)(record.rate),
    protocol: readOr(record.protocol, 'TCP', readOneOf(['TCP', 'UDP', 'SCTP'])),
    connection: readOr(record.connection, 'new', readOneOf(['new', 'keepAlive'])),
    isEnabled: !readOr(record.off, false, readBoolean),
  };
};

const readBehaviour: Read<Behaviour> = (value) => {
  const record = readRecord(value);
  return {
    ...(record.listensOn === undefined ? {} : { listensOn: readList(readInteger(1, 65535), 100)(record.listensOn) }),
    ...(record.latencyMs === undefined ? {} : { latencyMs: readInteger(0, 3_600_000)(record.latencyMs) }),
    ...(record.errorRate === undefined ? {} : { errorRate: readNumber(0, 1)(record.errorRate) }),
    ...(record.failsReadiness === undefined ? {} : { failsReadiness: readBoolean(record.failsReadiness) }),
    ...(record.failsLiveness === undefined ? {} : { failsLiveness: readBoolean(record.failsLiveness) }),
    ...(record.crashes === undefined ? {} : { crashes: readBoolean(record.crashes) }),
  };
};

const readViewport: Read<NonNullable<ScenarioView['viewport']>> = (value) => {
  const [x, y, zoom] = readList(readNumber(-1e6, 1e6), 3)(value);
  if (x === undefined || y === undefined || zoom === undefined) throw new DamagedError();
  return { x, y, zoom: readNumber(0.01, 100)(zoom) };
};

/** A state from a link's or a file's JSON, or DamagedError. Nothing in it is believed that was not looked at. */
export function readWire(value: unknown, manifests: string): SharedState {
  const record = readRecord(value);
  const traffic = readOr(record.traffic, [], readList(readFlow, maxFlows));
  if (new Set(traffic.map((flow) => flow.id)).size !== traffic.length) throw new DamagedError();
  return {
    document: {
      title: readOr(record.title, '', readString),
      scenarioId: record.scenario === undefined ? null : readString(record.scenario),
      manifests,
      traffic,
      behaviours: readOr(record.behaviours, {}, readMap(readBehaviour, maxBehaviours)),
      settings: readSettings(record.settings ?? {}),
      seed: readOr(record.seed, 1, readInteger(0, Number.MAX_SAFE_INTEGER)),
    },
    view: {
      selection: record.selection === undefined ? null : readString(record.selection),
      viewport: record.viewport === undefined ? null : readViewport(record.viewport),
      speed: readOr(record.speed, defaultView.speed, readNumber(0.01, 1000)),
    },
  };
}
