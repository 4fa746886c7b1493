import { matchesLabelSelector } from '../kube/selectors.ts';
import type { NetworkPolicy, NetworkPolicyPort, Service, ServicePort } from '../kube/types.generated.ts';
import { templatesIn, type PodTemplate } from './podTemplate.ts';
import type { RuleContext } from './rule.ts';
import { declaredPorts } from './servicePods.ts';
import { namespaceOf } from './serviceSelector.ts';

export function isForIngress({ spec }: NetworkPolicy): boolean {
  return (spec.policyTypes ?? ['Ingress']).includes('Ingress');
}

/** A port of a Service as it arrives at Pods that a policy picks. */
export interface GuardedPort { readonly service: Service; readonly port: ServicePort; readonly protocol: string; readonly target: number; readonly template: PodTemplate }

/** The ports of Services behind which Pods stand that the policy picks. Names that a Pod does not have are left out. */
export function guardedPorts(policy: NetworkPolicy, context: RuleContext): readonly GuardedPort[] {
  const namespace = namespaceOf(policy);
  const templates = templatesIn(context, namespace).filter(({ labels }) => matchesLabelSelector(policy.spec.podSelector ?? {}, labels));
  return templates.flatMap((template) => context.servicesSelecting(namespace, template.labels).flatMap((service) => (service.spec.ports ?? []).flatMap((port): readonly GuardedPort[] => {
    const protocol = port.protocol ?? 'TCP';
    const wanted = port.targetPort ?? port.port;
    const target = typeof wanted === 'number' ? wanted : declaredPorts(template.spec).find((declared) => declared.name === wanted && declared.protocol === protocol)?.containerPort;
    return target === undefined ? [] : [{ service, port, protocol, target, template }];
  })));
}

/** Whether an entry of a policy lets packets for a port through. */
export function allowsPort(entry: NetworkPolicyPort, { protocol, target, template }: GuardedPort): boolean {
  if ((entry.protocol ?? 'TCP') !== protocol) return false;
  if (entry.port === undefined) return true;
  if (typeof entry.port === 'string') return declaredPorts(template.spec).some((declared) => declared.name === entry.port && declared.protocol === protocol && declared.containerPort === target);
  return target >= entry.port && target <= (entry.endPort ?? entry.port);
}

/** Whether anybody at all may reach the port, as far as this policy goes. */
export function letsIn(policy: NetworkPolicy, guarded: GuardedPort): boolean {
  return (policy.spec.ingress ?? []).some(({ ports = [] }) => ports.length === 0 || ports.some((entry) => allowsPort(entry, guarded)));
}
