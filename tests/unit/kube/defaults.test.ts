import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/kube/json.ts';
import { decode } from '../../../src/kube/decode.ts';
import { setDefaults } from '../../../src/kube/defaults.ts';
import type { KubeObjectLike } from '../../../src/kube/kubeObject.ts';
import { kindInfoByKind } from '../../../src/kube/scheme.ts';

function defaulted(kind: string, body: JsonValue): unknown {
  const info = kindInfoByKind(kind);
  if (info === undefined) throw new Error(kind);
  const decoded = decode(info, body, { fieldValidation: 'Strict', decodingErrors: [], isYAML: false });
  if (!decoded.ok) throw new Error(decoded.status.message);
  return setDefaults(decoded.object as unknown as KubeObjectLike);
}

describe('Services', () => {
  it.each([
    { name: 'nothing but a port', spec: { ports: [{ port: 80 }] }, expected: { sessionAffinity: 'None', type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }], internalTrafficPolicy: 'Cluster' } },
    { name: 'a targetPort that is the empty text', spec: { ports: [{ port: 80, targetPort: '' }] }, expected: { sessionAffinity: 'None', type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }], internalTrafficPolicy: 'Cluster' } },
    { name: 'externalIPs need a policy', spec: { externalIPs: ['1.2.3.4'] }, expected: { sessionAffinity: 'None', type: 'ClusterIP', externalIPs: ['1.2.3.4'], internalTrafficPolicy: 'Cluster', externalTrafficPolicy: 'Cluster' } },
    { name: 'ExternalName has no policies', spec: { type: 'ExternalName', externalName: 'a.b' }, expected: { sessionAffinity: 'None', type: 'ExternalName', externalName: 'a.b' } },
    { name: 'LoadBalancer', spec: { type: 'LoadBalancer' }, expected: { sessionAffinity: 'None', type: 'LoadBalancer', externalTrafficPolicy: 'Cluster', internalTrafficPolicy: 'Cluster', allocateLoadBalancerNodePorts: true } },
    { name: 'what is set stays', spec: { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Local' }, expected: { sessionAffinity: 'None', type: 'LoadBalancer', externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Local', allocateLoadBalancerNodePorts: false } },
    { name: 'affinity without a time', spec: { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: {} } }, expected: { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } }, type: 'ClusterIP', internalTrafficPolicy: 'Cluster' } },
    { name: 'the configuration of no affinity goes', spec: { sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } } }, expected: { sessionAffinity: 'None', type: 'ClusterIP', internalTrafficPolicy: 'Cluster' } },
    { name: 'a type that there is not', spec: { type: 'Bogus' }, expected: { sessionAffinity: 'None', type: 'Bogus' } },
  ])('$name', ({ spec, expected }) => {
    expect(defaulted('Service', { spec })).toMatchObject({ spec: expected });
    expect(Object.keys((defaulted('Service', { spec }) as { spec: object }).spec).sort()).toEqual(Object.keys(expected).sort());
  });

  it('gives addresses of a balancer a mode', () => {
    expect(defaulted('Service', { spec: { type: 'LoadBalancer' }, status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }, { hostname: 'a.b' }] } } }))
      .toMatchObject({ status: { loadBalancer: { ingress: [{ ip: '1.2.3.4', ipMode: 'VIP' }, { hostname: 'a.b' }] } } });
  });
});

describe('other kinds', () => {
  it.each([
    { kind: 'Endpoints', body: { subsets: [{ ports: [{ port: 80 }] }] }, expected: { subsets: [{ ports: [{ port: 80, protocol: 'TCP' }] }] } },
    { kind: 'EndpointSlice', body: { ports: [{ port: 80 }], endpoints: [{ addresses: ['10.0.0.1'], deprecatedTopology: { a: 'b' } }] }, expected: { ports: [{ name: '', port: 80, protocol: 'TCP' }], endpoints: [{ addresses: ['10.0.0.1'], conditions: {} }] } },
    { kind: 'Namespace', body: { metadata: { name: 'shop', labels: { team: 'a' } } }, expected: { metadata: { name: 'shop', labels: { team: 'a', 'kubernetes.io/metadata.name': 'shop' } }, status: { phase: 'Active' } } },
    { kind: 'Namespace', body: { metadata: { generateName: 'shop-' } }, expected: { metadata: { generateName: 'shop-' } } },
    { kind: 'Node', body: { status: { capacity: { cpu: '4' } } }, expected: { status: { capacity: { cpu: '4' }, allocatable: { cpu: '4' } } } },
    { kind: 'Secret', body: { data: { a: 'eA==' }, stringData: { b: 'é' } }, expected: { type: 'Opaque', data: { a: 'eA==', b: 'w6k=' } } },
    { kind: 'NetworkPolicy', body: { spec: { egress: [{ ports: [{ port: 53 }] }] } }, expected: { spec: { policyTypes: ['Ingress', 'Egress'], egress: [{ ports: [{ port: 53, protocol: 'TCP' }] }] } } },
    { kind: 'NetworkPolicy', body: { spec: { policyTypes: ['Egress'] } }, expected: { spec: { policyTypes: ['Egress'], podSelector: {} } } },
    { kind: 'IngressClass', body: { spec: { controller: 'a.b/c', parameters: { kind: 'K', name: 'n' } } }, expected: { spec: { parameters: { scope: 'Cluster' } } } },
    { kind: 'RoleBinding', body: { roleRef: { kind: 'Role', name: 'r' }, subjects: [{ kind: 'User', name: 'u' }, { kind: 'ServiceAccount', name: 's' }] }, expected: { roleRef: { apiGroup: 'rbac.authorization.k8s.io' }, subjects: [{ apiGroup: 'rbac.authorization.k8s.io' }, { kind: 'ServiceAccount', name: 's' }] } },
    { kind: 'LimitRange', body: { spec: { limits: [{ type: 'Container', max: { cpu: '2' }, min: { memory: '1Mi' } }] } }, expected: { spec: { limits: [{ default: { cpu: '2' }, defaultRequest: { cpu: '2', memory: '1Mi' } }] } } },
    { kind: 'ConfigMap', body: { data: { a: 'b' } }, expected: { data: { a: 'b' } } },
  ])('$kind $body', ({ kind, body, expected }) => {
    expect(defaulted(kind, body)).toMatchObject(expected);
  });

  it('removes stringData from Secrets', () => {
    expect(defaulted('Secret', { stringData: { a: 'b' } })).not.toHaveProperty('stringData');
  });
});
