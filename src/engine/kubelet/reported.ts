import type { Container, ContainerStatus, Pod, PodStatus } from '../../kube/types.generated.ts';
import { formatTime } from '../apiserver/time.ts';
import type { EngineContext } from '../context.ts';
import { createServiceSnapshots } from './envvars.ts';
import type { Machines } from './machines.ts';
import { addressFields, areGatesOpen, mergeConditions } from './podStatus.ts';
import type { SandboxRegistry } from './runtime.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

/** What a test or a recording says of a Pod from now on. */
export interface PodReport { readonly isReady?: boolean; readonly phase?: string; readonly isFinished?: boolean }

/** How Pods come, are and go on their Nodes. */
export interface PodRunner {
  /** False where it cannot be told anything. */
  report(namespace: string, name: string, report: PodReport): boolean;
  /** Ends the processes of a Pod at once, without a word to anyone. */
  kill(sandbox: Sandbox): void;
  /** The power or the connection of a Node has changed. */
  powerChanged(nodeName: string, before: 'up' | 'down' | 'partitioned'): void;
}

const holdAnnotation = 'svc/hold';
const isHeld = (pod: Pod | undefined): boolean => pod?.metadata.annotations?.[holdAnnotation] === 'true';
const keyOf = ({ metadata }: Pod): string => `${metadata.namespace ?? ''}/${metadata.name}`;

function containerStatus({ name, image = '' }: Container, phase: string, ready: boolean, startedAt: string): ContainerStatus {
  const isSucceeded = phase === 'Succeeded';
  const state = phase === 'Succeeded' || phase === 'Failed'
    ? { terminated: { exitCode: isSucceeded ? 0 : 1, reason: isSucceeded ? 'Completed' : 'Error' } }
    : { running: { startedAt } };
  return { name, state, lastState: {}, ready, restartCount: 0, image, imageID: '', started: true };
}

/**
 * Kubelets that only say what they are told: a bound Pod gets an address and runs at once; it is ready at once unless a container
 * has a readiness probe, which then waits for a report. A deleted Pod goes at once, unless it is held by an annotation.
 */
export function startReportedKubelets(context: EngineContext, machines: Machines, registry: SandboxRegistry): PodRunner {
  const { api } = context;
  const reports = new Map<string, PodReport>();
  const servicesOf = createServiceSnapshots(context);

  function start(pod: Pod): void {
    const { nodeName = '' } = pod.spec;
    const machine = machines.find(nodeName);
    if (machine === undefined) return;
    const ips = pod.spec.hostNetwork === true ? machine.settings.addresses : machine.pool.take();
    if (ips === undefined) return context.notice('kubelet.noAddress', { node: nodeName, pod: keyOf(pod) });
    const sandbox = createSandbox(context, { pod, nodeName, ips, isPowered: () => machine.power !== 'down' });
    sandbox.services = servicesOf(sandbox.namespace);
    sandbox.serving = pod.spec.containers;
    registry.add(sandbox);
  }

  function statusOf(pod: Pod, sandbox: Sandbox): PodStatus {
    const { phase = 'Running', isReady } = reports.get(keyOf(pod)) ?? {};
    const isProbed = pod.spec.containers.some(({ readinessProbe }) => readinessProbe !== undefined);
    const ready = (isReady ?? !isProbed) && phase === 'Running';
    const { nowMs } = context.scheduler;
    const text = (value: boolean): string => (value ? 'True' : 'False');
    const { startTime = formatTime(nowMs) } = pod.status ?? {};
    return {
      ...pod.status, phase, startTime,
      ...addressFields(sandbox.ips, (machines.find(sandbox.nodeName)?.settings.addresses ?? []).slice(0, 1)),
      conditions: mergeConditions(pod.status?.conditions ?? [], [
        { type: 'Initialized', status: 'True' }, { type: 'ContainersReady', status: text(ready) },
        { type: 'Ready', status: text(ready && areGatesOpen(pod)) }, { type: 'PodScheduled', status: 'True' },
      ], nowMs),
      containerStatuses: pod.spec.containers.map((container) => containerStatus(container, phase, ready, startTime)),
    };
  }

  function forget(sandbox: Sandbox): void {
    reports.delete(`${sandbox.namespace}/${sandbox.name}`);
    machines.find(sandbox.nodeName)?.pool.release(sandbox.isHostNetwork ? [] : sandbox.ips);
    registry.remove(sandbox);
  }

  function sync(namespace: string, name: string): void {
    const pod = api.get('Pod', namespace, name);
    if (pod === undefined || (pod.spec.nodeName ?? '') === '') return;
    if (machines.find(pod.spec.nodeName ?? '')?.power !== 'up') return;
    const known = registry.find(namespace, name);
    if (known !== undefined && known.uid !== pod.metadata.uid) forget(known);
    const sandbox = registry.find(namespace, name);
    if (pod.metadata.deletionTimestamp !== undefined) {
      const mayGo = !isHeld(pod) || reports.get(`${namespace}/${name}`)?.isFinished === true || sandbox === undefined;
      if (mayGo) return void api.delete('Pod', namespace, name, { gracePeriodSeconds: 0 });
    }
    if (sandbox === undefined) start(pod);
    const running = registry.find(namespace, name);
    if (running === undefined) return;
    running.pod = pod;
    api.updateStatus('Pod', { ...pod, status: statusOf(pod, running) });
  }

  const syncSoon = (namespace: string, name: string, delayMs: number): void => void context.scheduler.after(delayMs, () => sync(namespace, name));

  api.watch('Pod', ({ type, object, old }) => {
    const { namespace = '', name, uid } = object.metadata;
    if (type === 'DELETED') {
      const sandbox = registry.find(namespace, name);
      if (sandbox?.uid === uid && sandbox !== undefined) forget(sandbox);
      return;
    }
    if ((object.spec.nodeName ?? '') === '') return;
    const sandbox = registry.find(namespace, name);
    if (sandbox !== undefined && sandbox.uid === uid) sandbox.pod = object;
    const hasGates = (object.spec.readinessGates ?? []).length > 0;
    const isChanged = hasGates || old?.spec.nodeName !== object.spec.nodeName || old?.metadata.deletionTimestamp !== object.metadata.deletionTimestamp || isHeld(old) !== isHeld(object);
    if (isChanged) syncSoon(namespace, name, sandbox === undefined ? context.settings().delays.containerStartMs : 0);
  });

  return {
    report(namespace, name, report) {
      const key = `${namespace}/${name}`;
      reports.set(key, { ...reports.get(key), ...report });
      syncSoon(namespace, name, 0);
      return true;
    },
    kill(sandbox) {
      forget(sandbox);
    },
    powerChanged(nodeName, before) {
      const sandboxes = registry.onNode(nodeName);
      const power = machines.find(nodeName)?.power;
      if (power === 'down' && before !== 'down') for (const sandbox of sandboxes) registry.stopped(sandbox);
      if (power === 'up') for (const { metadata } of api.podsOnNode(nodeName)) syncSoon(metadata.namespace ?? '', metadata.name, 0);
    },
  };
}
