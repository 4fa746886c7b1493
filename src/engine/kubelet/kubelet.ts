import type { EngineContext, Runtime } from '../context.ts';
import { serviceEnvironment } from './envvars.ts';
import { createMachines } from './machines.ts';
import { createNodeCommands, type NodeCommands } from './nodes.ts';
import { startReportedKubelets, type PodReport } from './reported.ts';
import { createSandboxRegistry } from './runtime.ts';
import { startSimulatedKubelets } from './simulated.ts';

/** The kubelets of all Nodes, and the machines under them. */
export interface Kubelet {
  readonly runtime: Runtime;
  readonly nodes: NodeCommands;
  /** Ends a Pod's processes now and deletes it without grace; endpoints learn of it later. False where it does not run. */
  killPod(namespace: string, name: string): boolean;
  /** What a kubelet reports of a Pod from now on, also of one that is yet to come. False where kubelets are simulated. */
  reportPod(pod: { readonly namespace: string; readonly name: string }, report: PodReport): boolean;
  /** Service variables that a Pod's containers started with; undefined where they have not started. */
  envForPod(namespace: string, name: string): Readonly<Record<string, string>> | undefined;
}

/** Starts kubelets for the Nodes of the settings; `settings.kubelet` decides of which sort. They act on Pods that are bound from now on. */
export function startKubelet(context: EngineContext): Kubelet {
  const machines = createMachines(context);
  const registry = createSandboxRegistry(machines);
  const start = context.settings().kubelet === 'reported' ? startReportedKubelets : startSimulatedKubelets;
  const runner = start(context, machines, registry);
  return {
    runtime: registry,
    nodes: createNodeCommands(context, machines, registry, runner),
    killPod(namespace, name) {
      const sandbox = registry.find(namespace, name);
      if (sandbox !== undefined) runner.kill(sandbox);
      return context.api.delete('Pod', namespace, name, { gracePeriodSeconds: 0 }).ok || sandbox !== undefined;
    },
    reportPod: ({ namespace, name }, { isReady, phase, isFinished }) => runner.report(namespace, name, {
      ...(isReady === undefined ? {} : { isReady }), ...(phase === undefined ? {} : { phase }), ...(isFinished === undefined ? {} : { isFinished }),
    }),
    envForPod(namespace, name) {
      const { services, pod } = registry.find(namespace, name) ?? {};
      return services === undefined || pod === undefined ? undefined : serviceEnvironment(services, pod.spec.enableServiceLinks !== false);
    },
  };
}
