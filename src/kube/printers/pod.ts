/** Mirrors printPod of pkg/printers/internalversion/printers.go (v1.36). */
import type { Loose } from '../loose.ts';
import { parseTime } from '../time.ts';
import type { ContainerStatus, Pod } from '../types.generated.ts';
import { age, columns, handler, since } from './table.ts';

type Status = Loose<ContainerStatus>;

/** What has been counted of a Pod's containers. */
interface Tally {
  restarts: number;
  /** The last time one of them ended; empty where none has. */
  lastRestart: string;
}

function count(tally: Tally, { restartCount = 0, lastState }: Status): void {
  tally.restarts += restartCount;
  const finished = lastState?.terminated?.finishedAt ?? '';
  const at = (text: string): number => {
    const parsed = parseTime(text);
    return parsed.ok ? parsed.ms : Number.NEGATIVE_INFINITY;
  };
  if (finished !== '' && at(finished) > at(tally.lastRestart)) tally.lastRestart = finished;
}

function isSidecar(pod: Loose<Pod>, name: string | undefined): boolean {
  return (pod.spec?.initContainers ?? []).some((container) => container.name === name && container.restartPolicy === 'Always');
}

function terminatedReason(prefix: string, { reason = '', signal = 0, exitCode = 0 }: NonNullable<NonNullable<Status['state']>['terminated']>): string {
  if (reason !== '') return prefix + reason;
  return signal !== 0 ? `${prefix}Signal:${signal}` : `${prefix}ExitCode:${exitCode}`;
}

/** How far the init containers are; undefined where they are done, or where this one is. */
function initReason(pod: Loose<Pod>, status: Status, index: number): string | undefined {
  const { state } = status;
  const terminated = state?.terminated;
  if (terminated !== undefined && (terminated.exitCode ?? 0) === 0) return undefined;
  if (isSidecar(pod, status.name) && status.started === true) return undefined;
  if (terminated !== undefined) return terminatedReason('Init:', terminated);
  const waiting = state?.waiting?.reason ?? '';
  if (waiting !== '' && waiting !== 'PodInitializing') return `Init:${waiting}`;
  return `Init:${index}/${pod.spec?.initContainers?.length ?? 0}`;
}

function hasCondition(pod: Loose<Pod>, type: string): boolean {
  return (pod.status?.conditions ?? []).some((condition) => condition.type === type && condition.status === 'True');
}

interface Summary { readonly reason: string; readonly ready: number; readonly tally: Tally }

function summarizeContainers(pod: Loose<Pod>, initial: Summary): Summary {
  const { tally } = initial;
  let { reason, ready } = initial;
  let isRunning = false;
  let errorReason = '';
  for (const status of (pod.status?.containerStatuses ?? []).toReversed()) {
    count(tally, status);
    const { state } = status;
    const waiting = state?.waiting?.reason ?? '';
    if (waiting !== '') reason = waiting;
    else if (state?.terminated !== undefined) {
      reason = terminatedReason('', state.terminated);
      if ((state.terminated.exitCode ?? 0) !== 0) errorReason = reason;
    } else if (status.ready === true && state?.running !== undefined) {
      isRunning = true;
      ready++;
    }
  }
  if (reason !== 'Completed') return { reason, ready, tally };
  if (isRunning && hasCondition(pod, 'Ready')) return { reason: 'Running', ready, tally };
  if (errorReason !== '') return { reason: errorReason, ready, tally };
  return { reason: isRunning ? 'NotReady' : reason, ready, tally };
}

function startReason({ status }: Loose<Pod>): string {
  const isGated = (status?.conditions ?? []).some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated');
  if (isGated) return 'SchedulingGated';
  const reason = status?.reason ?? '';
  return reason === '' ? (status?.phase ?? '') : reason;
}

function summarize(pod: Loose<Pod>): Summary {
  const all: Tally = { restarts: 0, lastRestart: '' };
  const sidecars: Tally = { restarts: 0, lastRestart: '' };
  let ready = 0;
  for (const [index, status] of (pod.status?.initContainerStatuses ?? []).entries()) {
    count(all, status);
    if (isSidecar(pod, status.name)) count(sidecars, status);
    const reason = initReason(pod, status, index);
    if (reason !== undefined) return hasCondition(pod, 'Initialized') ? summarizeContainers(pod, { reason, ready, tally: sidecars }) : { reason, ready, tally: all };
    if (status.state?.terminated === undefined && status.ready === true) ready++;
  }
  return summarizeContainers(pod, { reason: startReason(pod), ready, tally: sidecars });
}

/** What `kubectl get pods` shows as the Pod's STATUS. */
function podStatusText(pod: Loose<Pod>): string {
  const { status, metadata } = pod;
  if (metadata?.deletionTimestamp !== undefined) {
    if (status?.reason === 'NodeLost') return 'Unknown';
    if (status?.phase !== 'Succeeded' && status?.phase !== 'Failed') return 'Terminating';
  }
  return summarize(pod).reason;
}

/** The STATUS and RESTARTS of a Pod as `kubectl get pods` has them. */
export function podStatus(pod: Loose<Pod>): { readonly status: string; readonly restarts: number } {
  return { status: podStatusText(pod), restarts: summarize(pod).tally.restarts };
}

function gatesText({ spec, status }: Loose<Pod>): string {
  const gates = spec?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const met = gates.filter(({ conditionType }) => (status?.conditions ?? []).find(({ type }) => type === conditionType)?.status === 'True').length;
  return `${met}/${gates.length}`;
}

function orNone(text: string | undefined): string {
  return text === undefined || text === '' ? '<none>' : text;
}

export const podTable = handler<Pod>(columns(['Name', 'Ready', 'Status', 'Restarts', 'Age'], ['IP', 'Node', 'Nominated Node', 'Readiness Gates']), (pod, nowMs) => {
  const { ready, tally } = summarize(pod);
  const { spec, status, metadata } = pod;
  const total = (spec?.containers?.length ?? 0) + (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always').length;
  const restarts = tally.restarts !== 0 && tally.lastRestart !== '' ? `${tally.restarts} (${since(tally.lastRestart, nowMs)} ago)` : String(tally.restarts);
  return [
    metadata?.name ?? '', `${ready}/${total}`, podStatusText(pod), restarts, age(pod, nowMs),
    orNone(status?.podIPs?.[0]?.ip), orNone(spec?.nodeName), orNone(status?.nominatedNodeName), gatesText(pod),
  ];
});
