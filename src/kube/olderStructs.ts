/**
 * Structs of older versions of the API that the API server still reads (k8s.io/api extensions/v1beta1, networking/v1beta1,
 * apps/v1beta1, apps/v1beta2 and discovery/v1beta1, v0.36), as differences from today's.
 */
interface OlderStruct {
  /** The struct of today. */
  readonly base: string;
  readonly without?: readonly string[];
  /** In the notation of schema.generated.ts. */
  readonly with: Readonly<Record<string, string>>;
}

export const olderStructs: Readonly<Record<string, OlderStruct>> = {
  OlderIngress: { base: 'Ingress', with: { spec: 'OlderIngressSpec' } },
  OlderIngressSpec: { base: 'IngressSpec', without: ['defaultBackend'], with: { backend: 'OlderIngressBackend', rules: '[]OlderIngressRule' } },
  OlderIngressRule: { base: 'IngressRule', with: { http: 'OlderHTTPIngressRuleValue' } },
  OlderHTTPIngressRuleValue: { base: 'HTTPIngressRuleValue', with: { paths: '[]OlderHTTPIngressPath' } },
  OlderHTTPIngressPath: { base: 'HTTPIngressPath', with: { backend: 'OlderIngressBackend' } },
  OlderIngressBackend: { base: 'IngressBackend', without: ['service'], with: { serviceName: 'string', servicePort: 'intOrString' } },
  OlderDeployment: { base: 'Deployment', with: { spec: 'OlderDeploymentSpec' } },
  OlderDeploymentSpec: { base: 'DeploymentSpec', with: { rollbackTo: 'OlderRollbackConfig' } },
  OlderRollbackConfig: { base: '', with: { revision: 'int64' } },
  OlderDaemonSet: { base: 'DaemonSet', with: { spec: 'OlderDaemonSetSpec' } },
  OlderDaemonSetSpec: { base: 'DaemonSetSpec', with: { templateGeneration: 'int64' } },
  OlderEndpointSlice: { base: 'EndpointSlice', with: { endpoints: '[]OlderEndpoint' } },
  OlderEndpoint: { base: 'Endpoint', without: ['deprecatedTopology', 'zone'], with: { topology: '{}string' } },
};

const olderRoots: Readonly<Record<string, string>> = {
  'extensions/v1beta1 Ingress': 'OlderIngress', 'networking.k8s.io/v1beta1 Ingress': 'OlderIngress',
  'extensions/v1beta1 Deployment': 'OlderDeployment', 'apps/v1beta1 Deployment': 'OlderDeployment',
  'extensions/v1beta1 DaemonSet': 'OlderDaemonSet', 'discovery.k8s.io/v1beta1 EndpointSlice': 'OlderEndpointSlice',
};

/** The struct that an older version of a kind is read into; undefined where it is today's, or not known here. */
export function olderStruct(apiVersion: string, kind: string): string | undefined {
  return olderRoots[`${apiVersion} ${kind}`];
}
