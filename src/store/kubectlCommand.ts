import type { PageCommand } from '../protocol/message.ts';
import { parseObjectId, type ObjectId } from '../protocol/ref.ts';
import type { RequestSpec } from '../protocol/request.ts';

const inNamespace = (namespace: string): string => (namespace === '' || namespace === 'default' ? '' : ` -n ${namespace}`);

/** What one would type for a command of the page; null where no command of Kubernetes does it, as for a machine that loses power. */
export function kubectlCommand(command: PageCommand): string | null {
  switch (command.type) {
    case 'killPod': return `kubectl delete pod ${command.name}${inNamespace(command.namespace)}`;
    case 'cordonNode': return `kubectl ${command.isUnschedulable ? 'cordon' : 'uncordon'} ${command.name}`;
    case 'drainNode': return `kubectl drain ${command.name} --ignore-daemonsets --delete-emptydir-data --force`;
    case 'setNodeZone': return `kubectl label node ${command.name} topology.kubernetes.io/zone=${command.zone} --overwrite`;
    case 'removeNode': return `kubectl delete node ${command.name}`;
    case 'request': return requestCommand(command.spec);
    default: return null;
  }
}

/** What one would type to give a workload another number of replicas. */
export function scaleCommand(workload: ObjectId, replicas: number): string {
  const { kind, namespace, name } = parseObjectId(workload);
  return `kubectl scale ${kind.toLowerCase()}/${name} --replicas=${replicas}${inNamespace(namespace)}`;
}

/** What one would type to get a prompt in a Pod. */
export function shellCommand({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `kubectl exec -it ${name}${inNamespace(namespace)} -- sh`;
}

/** What one would type to send a request from where it is sent. */
export function requestCommand({ from, to, protocol }: RequestSpec): string {
  const host = to.replace(/:\d+$/, '');
  const port = /:(\d+)$/.exec(to)?.[1] ?? '';
  const program = protocol === 'TCP' || /^\w+:\/\//.test(to) ? `curl -s ${to}` : `nc -zvu ${host} ${port}`;
  switch (from.kind) {
    case 'outside': return program;
    case 'node': return `ssh ${from.name} ${program}`;
    case 'pod': return `kubectl exec ${from.name}${inNamespace(from.namespace)} -- ${program}`;
    case 'workload': {
      const { kind, namespace, name } = parseObjectId(from.id);
      return `kubectl exec ${kind.toLowerCase()}/${name}${inNamespace(namespace)} -- ${program}`;
    }
  }
}
