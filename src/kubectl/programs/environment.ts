import type { Container } from '../../kube/types.generated.ts';
import type { ClusterAccess, Program, Running } from '../program.ts';
import { hostNameOf, podAt } from './machine.ts';
import type { Place } from './place.ts';

/** A value that a container's environment takes from the Pod itself, a ConfigMap or a Secret; undefined where it has none. */
function valueOf(cluster: ClusterAccess, place: Place, { valueFrom, value }: NonNullable<Container['env']>[number]): string | undefined {
  const pod = podAt(cluster, place);
  if (valueFrom === undefined || pod === undefined) return value ?? '';
  const namespace = pod.metadata.namespace ?? '';
  const path = valueFrom.fieldRef?.fieldPath;
  switch (path) {
    case 'metadata.name': return pod.metadata.name;
    case 'metadata.namespace': return namespace;
    case 'metadata.uid': return pod.metadata.uid ?? '';
    case 'spec.nodeName': return pod.spec.nodeName ?? '';
    case 'spec.serviceAccountName': return pod.spec.serviceAccountName ?? '';
    case 'status.podIP': return pod.status?.podIP ?? '';
    case 'status.podIPs': return (pod.status?.podIPs ?? []).map(({ ip }) => ip).join(',');
    case 'status.hostIP': return pod.status?.hostIP ?? '';
    default: break;
  }
  const key = /^metadata\.(?<map>labels|annotations)\['(?<key>.+)'\]$/.exec(path ?? '')?.groups;
  if (key !== undefined) return (key['map'] === 'labels' ? pod.metadata.labels : pod.metadata.annotations)?.[key['key'] ?? ''] ?? '';
  const config = valueFrom.configMapKeyRef;
  return config === undefined ? undefined : cluster.engine.reader.get('ConfigMap', namespace, config.name ?? '')?.data?.[config.key];
}

/** `$(NAME)` in values stands for what was defined before. Mirrors third_party/forked/golang/expansion/expand.go (v1.36). */
function expand(text: string, known: ReadonlyMap<string, string>): string {
  return text.replace(/\$\$|\$\((?<name>[^)]*)\)/g, (found, name: string | undefined) => (name === undefined ? '$' : (known.get(name) ?? found)));
}

/** The environment of a process that is started in a container: the image's, the runtime's, the Services', the container's own. */
function environmentAt(cluster: ClusterAccess, place: Place): ReadonlyMap<string, string> {
  const all = new Map<string, string>([['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], ['HOSTNAME', hostNameOf(cluster, place)]]);
  const pod = podAt(cluster, place);
  if (pod !== undefined && place.kind === 'pod') {
    const services = cluster.engine.envForPod(place.namespace, place.name) ?? {};
    const container = [...pod.spec.containers, ...pod.spec.initContainers ?? []].find(({ name }) => name === place.container) ?? pod.spec.containers[0];
    const known = new Map(Object.entries(services));
    for (const entry of container?.env ?? []) {
      const value = valueOf(cluster, place, entry);
      if (value === undefined) continue;
      const expanded = expand(value, known);
      known.set(entry.name, expanded);
      all.set(entry.name, expanded);
    }
    for (const [name, value] of Object.entries(services)) if (!all.has(name)) all.set(name, value);
  }
  all.set('HOME', '/root');
  return all;
}

export function env(place: Place): Program {
  return function* (_args, streams, cluster): Running {
    for (const [name, value] of environmentAt(cluster, place)) streams.out(`${name}=${value}\n`);
    yield* [];
    return 0;
  };
}

export function printenv(place: Place): Program {
  return function* (args, streams, cluster): Running {
    const all = environmentAt(cluster, place);
    if (args.length === 0) return yield* env(place)(args, streams, cluster);
    let exit = 0;
    for (const name of args) {
      const value = all.get(name);
      if (value === undefined) exit = 1;
      else streams.out(`${value}\n`);
    }
    return exit;
  };
}
