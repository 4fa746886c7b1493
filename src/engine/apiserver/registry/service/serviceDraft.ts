import type { ObjectMeta, Service, ServicePort, ServiceSpec, ServiceStatus } from '../../../../kube/types.generated.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

export type ServicePortDraft = Writable<ServicePort>;

/** A Service's spec on its way through allocation: a copy of its own, which each step completes in place. */
export interface ServiceSpecDraft extends Omit<Writable<ServiceSpec>, 'ports' | 'clusterIPs' | 'ipFamilies'> {
  /** Empty where the manifest has none. */
  ports: ServicePortDraft[];
  clusterIPs: string[];
  ipFamilies: string[];
}

export interface ServiceDraft {
  readonly metadata: ObjectMeta;
  readonly spec: ServiceSpecDraft;
  status: ServiceStatus;
}

/** A draft of a Service that was decoded or stored. */
export function serviceDraft(service: Service): ServiceDraft {
  const { ports = [], clusterIPs = [], ipFamilies = [], ...rest } = service.spec;
  return {
    metadata: service.metadata,
    spec: { ...rest, ports: ports.map((port) => ({ ...port })), clusterIPs: [...clusterIPs], ipFamilies: [...ipFamilies] },
    status: service.status ?? { loadBalancer: {} },
  };
}

/** The Service of a draft; empty lists and texts and port number 0 are left out, as in the API. */
export function serviceOf(draft: ServiceDraft): Service {
  const { ports, clusterIPs, ipFamilies, clusterIP = '', healthCheckNodePort = 0, externalTrafficPolicy = '', ...rest } = draft.spec;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: draft.metadata,
    spec: {
      ...rest,
      ...(ports.length === 0 ? {} : { ports: ports.map(portOf) }),
      ...(clusterIP === '' ? {} : { clusterIP }),
      ...(clusterIPs.length === 0 ? {} : { clusterIPs }),
      ...(ipFamilies.length === 0 ? {} : { ipFamilies }),
      ...(healthCheckNodePort === 0 ? {} : { healthCheckNodePort }),
      ...(externalTrafficPolicy === '' ? {} : { externalTrafficPolicy }),
    },
    status: draft.status,
  };
}

function portOf(port: ServicePortDraft): ServicePort {
  const { nodePort = 0, ...rest } = port;
  return nodePort === 0 ? rest : { ...rest, nodePort };
}

/** Whether Services of the type have cluster IPs (None included). */
export function needsClusterIP(spec: Pick<ServiceSpecDraft, 'type'>): boolean {
  return spec.type !== 'ExternalName';
}

/** Whether the cluster IP is given as None. */
export function isHeadless(spec: Pick<ServiceSpecDraft, 'clusterIP'>): boolean {
  return spec.clusterIP === 'None';
}

/** Whether there is a selector; an empty one counts as none. */
export function hasSelector(spec: Pick<ServiceSpecDraft, 'selector'>): boolean {
  return Object.keys(spec.selector ?? {}).length > 0;
}

/** The node ports that are set, in order of the ports. */
export function nodePortsOf(spec: Pick<ServiceSpecDraft, 'ports'>): number[] {
  return spec.ports.map(({ nodePort = 0 }) => nodePort).filter((nodePort) => nodePort !== 0);
}

/** Whether two lists have equal items in the same order. */
export function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

