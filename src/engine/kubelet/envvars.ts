import type { Service } from '../../kube/types.generated.ts';
import type { EngineContext } from '../context.ts';

const isServiceIPSet = ({ spec }: Service): boolean => spec.clusterIP !== 'None' && (spec.clusterIP ?? '') !== '';
const variableName = (text: string): string => text.replaceAll('-', '_').toUpperCase();

/** The variables of one Service: Docker's link variables and those of Kubernetes. */
function variablesOf(service: Service): [string, string][] {
  const { clusterIP = '', ports = [] } = service.spec;
  const [first] = ports;
  if (first === undefined) return [];
  const prefix = variableName(service.metadata.name);
  const host = clusterIP.includes(':') ? `[${clusterIP}]` : clusterIP;
  const url = (protocol: string, port: number): string => `${protocol.toLowerCase()}://${host}:${port}`;
  const variables: [string, string][] = [[`${prefix}_SERVICE_HOST`, clusterIP], [`${prefix}_SERVICE_PORT`, String(first.port)]];
  for (const { name = '', port } of ports) if (name !== '') variables.push([`${prefix}_SERVICE_PORT_${variableName(name)}`, String(port)]);
  variables.push([`${prefix}_PORT`, url(first.protocol ?? 'TCP', first.port)]);
  for (const { port, protocol = 'TCP' } of ports) {
    const portPrefix = `${prefix}_PORT_${port}_${protocol.toUpperCase()}`;
    variables.push([portPrefix, url(protocol, port)], [`${portPrefix}_PROTO`, protocol.toLowerCase()], [`${portPrefix}_PORT`, String(port)], [`${portPrefix}_ADDR`, clusterIP]);
  }
  return variables;
}

/** The environment variables that Services with a virtual IP make, sorted by name. Mirrors pkg/kubelet/envvars/envvars.go (v1.36). */
export function fromServices(services: readonly Service[]): Record<string, string> {
  const variables = services.filter(isServiceIPSet).flatMap(variablesOf);
  return Object.fromEntries(variables.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** The Services that a container sees when it starts; the variables are worked out when someone asks for them. */
export interface ServiceSnapshot { readonly own: readonly Service[]; readonly master: Service | undefined }

/** Takes snapshots of a Namespace's Services; Pods that start between two changes share one. */
export function createServiceSnapshots(context: EngineContext): (namespace: string) => ServiceSnapshot {
  const byNamespace = new Map<string, ServiceSnapshot>();
  context.api.watch('Service', ({ object: { metadata: { namespace = '', name } } }) => {
    if (namespace === 'default' && name === 'kubernetes') byNamespace.clear();
    else byNamespace.delete(namespace);
  });
  return (namespace) => {
    let snapshot = byNamespace.get(namespace);
    if (snapshot === undefined) byNamespace.set(namespace, (snapshot = { own: context.api.list('Service', namespace), master: context.api.get('Service', 'default', 'kubernetes') }));
    return snapshot;
  };
}

/**
 * The Service variables of a container: those of its own Namespace where service links are on, and always the API server's,
 * unless its own Namespace has a Service of that name. Mirrors getServiceEnvVarMap of pkg/kubelet/kubelet_pods.go (v1.36).
 */
export function serviceEnvironment({ own, master }: ServiceSnapshot, hasServiceLinks: boolean): Record<string, string> {
  const services = new Map<string, Service>();
  if (master !== undefined) services.set('kubernetes', master);
  if (hasServiceLinks) for (const service of own) if (isServiceIPSet(service)) services.set(service.metadata.name, service);
  return fromServices([...services.values()]);
}
