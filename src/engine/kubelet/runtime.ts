import type { PodSandbox, Runtime } from '../context.ts';
import type { Sandbox } from './sandbox.ts';

/** The sandboxes of all Nodes, found by address, by Pod, and by Node. */
export interface SandboxRegistry extends Runtime {
  add(sandbox: Sandbox): void;
  /** The Pod is gone from its Node; its connections close. */
  remove(sandbox: Sandbox): void;
  /** Its processes are gone, its address stays: connections close. */
  stopped(sandbox: Sandbox): void;
  find(namespace: string, name: string): Sandbox | undefined;
  /** In the order in which they were added. */
  onNode(nodeName: string): readonly Sandbox[];
}

/** What the machines know that no Pod does. */
export interface MachineState {
  power(nodeName: string): 'up' | 'down' | 'partitioned';
  isLinkCut(nodeA: string, nodeB: string): boolean;
}

const keyOf = (namespace: string, name: string): string => `${namespace}/${name}`;

/** Lookups take constant time; `onHost` looks at the hostNetwork Pods of one Node. */
export function createSandboxRegistry(machines: MachineState): SandboxRegistry {
  const byIP = new Map<string, Sandbox>();
  const byPod = new Map<string, Sandbox>();
  const byNode = new Map<string, Set<Sandbox>>();
  const onHost = new Map<string, Set<Sandbox>>();
  const handlers: ((sandbox: PodSandbox) => void)[] = [];

  const put = (index: Map<string, Set<Sandbox>>, nodeName: string, sandbox: Sandbox): void => {
    const set = index.get(nodeName);
    if (set === undefined) index.set(nodeName, new Set([sandbox]));
    else set.add(sandbox);
  };
  const stopped = (sandbox: Sandbox): void => {
    for (const handler of handlers) handler(sandbox);
  };

  return {
    add(sandbox) {
      byPod.set(keyOf(sandbox.namespace, sandbox.name), sandbox);
      put(byNode, sandbox.nodeName, sandbox);
      if (sandbox.isHostNetwork) put(onHost, sandbox.nodeName, sandbox);
      else for (const ip of sandbox.ips) byIP.set(ip, sandbox);
    },
    remove(sandbox) {
      const key = keyOf(sandbox.namespace, sandbox.name);
      if (byPod.get(key) === sandbox) byPod.delete(key);
      byNode.get(sandbox.nodeName)?.delete(sandbox);
      onHost.get(sandbox.nodeName)?.delete(sandbox);
      for (const ip of sandbox.ips) if (byIP.get(ip) === sandbox) byIP.delete(ip);
      stopped(sandbox);
    },
    stopped,
    find: (namespace, name) => byPod.get(keyOf(namespace, name)),
    onNode: (nodeName) => [...(byNode.get(nodeName) ?? [])],
    byIP: (ip) => byIP.get(ip),
    byPod: (namespace, name) => byPod.get(keyOf(namespace, name)),
    onHost(nodeName, port, protocol) {
      for (const sandbox of onHost.get(nodeName) ?? []) if (sandbox.listens(port, protocol)) return sandbox;
      return undefined;
    },
    nodePower: (nodeName) => machines.power(nodeName),
    isLinkCut: (nodeA, nodeB) => machines.isLinkCut(nodeA, nodeB),
    onGone: (handler) => void handlers.push(handler),
  };
}
