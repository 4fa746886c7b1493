import { describe, expect, it } from 'vitest';
import { endpointsByServicePort } from '../../../../src/engine/proxy/endpointSliceCache.ts';
import type { EndpointSlice } from '../../../../src/kube/types.generated.ts';

function slice(fields: Partial<EndpointSlice>, name = 's1'): EndpointSlice {
  return { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name, namespace: 'default' }, addressType: 'IPv4', endpoints: [], ports: [{ name: '', port: 80, protocol: 'TCP' }], ...fields };
}

const on = (address: string, conditions = {}): NonNullable<EndpointSlice['endpoints']>[number] => ({ addresses: [address], conditions });

describe('endpointsByServicePort', () => {
  it.each<{ name: string; slices: EndpointSlice[]; expected: Readonly<Record<string, readonly string[]>> }>([
    { name: 'sorts as text', slices: [slice({ endpoints: [on('10.0.0.9'), on('10.0.0.10')] })], expected: { '/TCP/IPv4': ['10.0.0.10:80', '10.0.0.9:80'] } },
    { name: 'leaves out ports without name or number', slices: [slice({ ports: [{ port: 80 }, { name: 'a' }, { name: 'b', port: 0 }], endpoints: [on('10.0.0.1')] })], expected: {} },
    { name: 'keeps port names and protocols apart', slices: [slice({ ports: [{ name: 'a', port: 1, protocol: 'TCP' }, { name: 'a', port: 1, protocol: 'UDP' }], endpoints: [on('10.0.0.1')] })], expected: { 'a/TCP/IPv4': ['10.0.0.1:1'], 'a/UDP/IPv4': ['10.0.0.1:1'] } },
    { name: 'joins slices with other numbers', slices: [slice({ endpoints: [on('10.0.0.1')] }), slice({ ports: [{ name: '', port: 90, protocol: 'TCP' }], endpoints: [on('10.0.0.2')] }, 's2')], expected: { '/TCP/IPv4': ['10.0.0.1:80', '10.0.0.2:90'] } },
    { name: 'brackets IPv6 in canonical form', slices: [slice({ addressType: 'IPv6', endpoints: [on('fd00:0:0::0001')] })], expected: { '/TCP/IPv6': ['[fd00::1]:80'] } },
    { name: 'leaves out names', slices: [slice({ addressType: 'FQDN', endpoints: [on('db.example.com')] })], expected: {} },
  ])('$name', ({ slices, expected }) => {
    const found = endpointsByServicePort(slices);
    expect(Object.fromEntries([...found].map(([key, list]) => [key, list.map((item) => item.key)]))).toEqual(expected);
  });

  it.each([
    ['first', [on('10.0.0.1', { terminating: true }), on('10.0.0.1', { ready: true })]],
    ['last', [on('10.0.0.1', { ready: true }), on('10.0.0.1', { terminating: true, ready: false })]],
  ])('prefers an endpoint that does not terminate over one that does and comes %s', (_order, endpoints) => {
    const [only, ...others] = endpointsByServicePort([slice({ endpoints })]).get('/TCP/IPv4') ?? [];
    expect(others).toEqual([]);
    expect(only).toMatchObject({ isReady: true, isTerminating: false });
  });

  it('takes what a slice does not say as ready, serving and staying', () => {
    expect(endpointsByServicePort([slice({ endpoints: [{ addresses: ['10.0.0.1'] }] })]).get('/TCP/IPv4')).toMatchObject([{ isReady: true, isServing: true, isTerminating: false, nodeName: undefined }]);
  });
});
