/** Defaults of networking.k8s.io. Mirrors pkg/apis/networking/v1/defaults.go (v1.36). */
import { maybe } from '../maybe.ts';
import type { IngressClass, NetworkPolicy, NetworkPolicyPort, NetworkPolicySpec } from '../types.generated.ts';

function portDefaults(port: NetworkPolicyPort): NetworkPolicyPort {
  return port.protocol === undefined ? { ...port, protocol: 'TCP' } : port;
}

/** Ports get a protocol; policyTypes is Ingress, with Egress where there are egress rules. */
export function setNetworkPolicyDefaults(policy: NetworkPolicy): NetworkPolicy {
  const spec: NetworkPolicySpec = maybe(policy.spec) ?? { podSelector: {} };
  const { ingress, egress, policyTypes = [] } = spec;
  const implied = (egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
  return {
    ...policy,
    spec: {
      ...spec,
      ...(ingress === undefined ? {} : { ingress: ingress.map((rule) => (rule.ports === undefined ? rule : { ...rule, ports: rule.ports.map(portDefaults) })) }),
      ...(egress === undefined ? {} : { egress: egress.map((rule) => (rule.ports === undefined ? rule : { ...rule, ports: rule.ports.map(portDefaults) })) }),
      policyTypes: policyTypes.length === 0 ? implied : policyTypes,
    },
  };
}

/** Parameters are of scope Cluster. */
export function setIngressClassDefaults(ingressClass: IngressClass): IngressClass {
  const parameters = maybe(ingressClass.spec)?.parameters;
  if (parameters === undefined || parameters.scope !== undefined) return ingressClass;
  return { ...ingressClass, spec: { ...ingressClass.spec, parameters: { ...parameters, scope: 'Cluster' } } };
}
