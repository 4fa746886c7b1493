import type { Pod } from '../../kube/types.generated.ts';
import { objectId } from '../../protocol/ref.ts';
import type { EngineContext } from '../context.ts';
import { topOwnerId } from '../owners.ts';
import { createServiceSnapshots } from './envvars.ts';
import type { Machines } from './machines.ts';
import { startPodWorker, type PodWorker } from './podWorker.ts';
import type { PodRunner } from './reported.ts';
import type { SandboxRegistry } from './runtime.ts';
import { isPodTerminal } from '../controllers/podConditions.ts';

/** Kubelets that run containers: they start, are probed, crash, back off and end, each in its time. */
export function startSimulatedKubelets(context: EngineContext, machines: Machines, registry: SandboxRegistry): PodRunner {
  const { api } = context;
  const workers = new Map<string, PodWorker>();
  const servicesOf = createServiceSnapshots(context);

  function begin(pod: Pod): void {
    const { uid = '', namespace = '', name } = pod.metadata;
    const machine = machines.find(pod.spec.nodeName ?? '');
    if (machine === undefined || machine.power !== 'up' || workers.has(uid) || isPodTerminal(pod)) return;
    const onEnded = (): void => {
      workers.delete(uid);
      api.delete('Pod', namespace, name, { gracePeriodSeconds: 0, uid });
    };
    workers.set(uid, startPodWorker(context, pod, { machine, registry, servicesOf, onEnded }));
  }

  function forget(uid: string): void {
    workers.get(uid)?.dispose();
    workers.delete(uid);
  }

  function onNode(nodeName: string): readonly PodWorker[] {
    return [...workers.values()].filter((worker) => worker.nodeName === nodeName);
  }

  /** A Node hears of its Pods again: what is gone ends, what is new begins, what is there says how it is. */
  function reconnect(nodeName: string, hasLostPower: boolean): void {
    for (const worker of onNode(nodeName)) {
      const { namespace = '', name } = worker.pod.metadata;
      const stored = api.get('Pod', namespace, name);
      if (stored?.metadata.uid !== worker.uid) forget(worker.uid);
      else {
        worker.update(stored);
        if (hasLostPower) worker.restart();
        else worker.report();
      }
    }
    for (const pod of api.podsOnNode(nodeName)) begin(pod);
  }

  api.watch('Pod', ({ type, object, old }) => {
    const { nodeName = '' } = object.spec;
    const { uid = '' } = object.metadata;
    const machine = nodeName === '' ? undefined : machines.find(nodeName);
    if (machine === undefined || machine.power !== 'up') return;
    if (type === 'DELETED') return forget(uid);
    const worker = workers.get(uid);
    if (worker === undefined) {
      if (old?.spec.nodeName !== nodeName) context.scheduler.after(0, () => beginStored(object));
      return;
    }
    if (old === undefined || old.metadata.deletionTimestamp !== object.metadata.deletionTimestamp || old.metadata.labels !== object.metadata.labels || old.status !== object.status || old.spec !== object.spec) worker.update(object);
  });

  /** Begins with what is stored by now. */
  function beginStored({ metadata: { namespace = '', name, uid } }: Pod): void {
    const stored = api.get('Pod', namespace, name);
    if (stored !== undefined && stored.metadata.uid === uid) begin(stored);
  }

  context.behaviours.onChange((target) => {
    for (const worker of workers.values()) {
      const { namespace = '', name } = worker.pod.metadata;
      if (objectId({ kind: 'Pod', namespace, name }) === target || topOwnerId(api, worker.pod) === target) worker.behaviourChanged();
    }
  });

  return {
    report: () => false,
    kill(sandbox) {
      forget(sandbox.uid);
    },
    powerChanged(nodeName, before) {
      const power = machines.find(nodeName)?.power;
      if (power === 'down') for (const worker of onNode(nodeName)) worker.halt();
      if (power === 'partitioned' && before === 'down') for (const worker of onNode(nodeName)) worker.restart();
      if (power === 'up') reconnect(nodeName, before === 'down');
    },
  };
}
