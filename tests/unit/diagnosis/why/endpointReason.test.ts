import { describe, expect, it } from 'vitest';
import { endpointReason, podsWithoutEndpoint } from '../../../../src/diagnosis/why/endpointReason.ts';
import { createCluster, webSpec, type TestCluster } from '../../engine/network/cluster.ts';

function codes(cluster: TestCluster): readonly string[] {
  const { api } = cluster.context;
  const service = api.get('Service', 'default', 'web');
  if (service === undefined) throw new Error('no Service web');
  const slices = api.withLabels('EndpointSlice', 'default', { 'kubernetes.io/service-name': 'web' });
  const endpoints = slices.flatMap((slice) => (slice.endpoints ?? []).map((endpoint) => ({ endpoint, slice })));
  const known = new Set(endpoints.map(({ endpoint: { targetRef } }) => `Pod/default/${targetRef?.name ?? ''}`));
  return [
    ...endpoints.map(({ endpoint, slice }) => `${endpoint.targetRef?.name ?? 'none'} ${endpointReason(endpoint, slice, api.get('Pod', 'default', endpoint.targetRef?.name ?? ''), service).code}`),
    ...podsWithoutEndpoint(api, service, known).map(({ pod, reason }) => `${pod.metadata.name} ${reason.code}`),
  ].sort();
}

const cases: readonly { readonly name: string; readonly make: (cluster: TestCluster) => void; readonly expected: readonly string[] }[] = [
  { name: 'ready, and waiting for its probe', expected: ['a endpoint.ready', 'b endpoint.probe'],
    make: (cluster) => { cluster.pod('a', 'node-1'); cluster.pod('b', 'node-2', { isReady: false }); cluster.service('web', webSpec); } },
  { name: 'published although not ready', expected: ['a endpoint.published'],
    make: (cluster) => { cluster.pod('a', 'node-1', { isReady: false }); cluster.service('web', { ...webSpec, publishNotReadyAddresses: true }); } },
  { name: 'terminating and serving', expected: ['a endpoint.terminatingServing'],
    make: (cluster) => { cluster.pod('a', 'node-1', { isHeld: true }); cluster.service('web', webSpec); cluster.remove('Pod', 'a'); } },
  { name: 'a named port that one of the Pods has', expected: ['a endpoint.ready', 'b notChosen.targetPort'],
    make: (cluster) => { cluster.pod('a', 'node-1', { ports: [{ containerPort: 8080, name: 'http' }] }); cluster.pod('b', 'node-1'); cluster.service('web', { ...webSpec, ports: [{ port: 80, targetPort: 'http' }] }); } },
  { name: 'written by hand', expected: ['none endpoint.manual'],
    make: (cluster) => { cluster.service('web', { clusterIP: '10.96.1.10', ports: [{ port: 80 }] }); cluster.slice('web-1', 'web', { endpoints: [{ addresses: ['172.30.0.200'] }] }); } },
];

describe('why an endpoint is as it is', () => {
  it.each(cases)('$name', ({ make, expected }) => {
    const cluster = createCluster();
    make(cluster);
    expect(codes(cluster)).toEqual(expected);
  });
});
