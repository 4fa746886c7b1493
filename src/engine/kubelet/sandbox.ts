import type { Container, Pod } from '../../kube/types.generated.ts';
import { objectId } from '../../protocol/ref.ts';
import type { EngineContext, PodSandbox } from '../context.ts';
import { declaresPort, listensOn } from './listeningPorts.ts';
import type { ServiceSnapshot } from './envvars.ts';

/** A Pod as it really is on its Node. */
export interface Sandbox extends PodSandbox {
  readonly uid: string;
  /** The Pod as it was last seen. */
  pod: Pod;
  /** Containers whose processes run and take connections now. */
  serving: readonly Container[];
  /** The Services that there were when the containers started; undefined before. */
  services: ServiceSnapshot | undefined;
}

export interface SandboxOptions {
  readonly pod: Pod;
  readonly nodeName: string;
  readonly ips: readonly string[];
  /** Whether the machine has power: without, nothing listens. */
  readonly isPowered: () => boolean;
}

/** A sandbox in which nothing runs yet. How it behaves is asked each time. */
export function createSandbox(context: EngineContext, { pod, nodeName, ips, isPowered }: SandboxOptions): Sandbox {
  const { namespace = '', name, uid = '' } = pod.metadata;
  const sandbox: Sandbox = {
    id: objectId({ kind: 'Pod', namespace, name }),
    namespace, name, uid, nodeName, ips, pod,
    isHostNetwork: pod.spec.hostNetwork === true,
    serving: [],
    services: undefined,
    get latencyMs() {
      return context.behaviours.forPod(sandbox.pod).latencyMs ?? 0;
    },
    get errorRate() {
      return context.behaviours.forPod(sandbox.pod).errorRate ?? 0;
    },
    listens(port, protocol) {
      if (sandbox.serving.length === 0 || !isPowered()) return false;
      const told = context.behaviours.forPod(sandbox.pod).listensOn;
      if (told !== undefined) return told.includes(port);
      const takes = context.settings().kubelet === 'simulated' ? listensOn : declaresPort;
      return sandbox.serving.some((container) => takes(container, port, protocol));
    },
  };
  return sandbox;
}
