import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/kube/json.ts';
import { reconcileByPortMapping, type PortMapping } from '../../../../src/engine/controllers/endpointslice/portMapping.ts';
import { fnv128a, sortSlicePorts, sortSubsetPorts } from '../../../../src/engine/controllers/endpointslice/portOrder.ts';
import { createTopologyCache } from '../../../../src/engine/controllers/endpointslice/topologycache.ts';
import type { SliceDraft } from '../../../../src/engine/controllers/endpointslice/sliceDraft.ts';
import { endpointKey } from '../../../../src/engine/controllers/endpointslice/endpoint.ts';
import type { Endpoint, EndpointSlice, Node } from '../../../../src/kube/types.generated.ts';
import { pod, service, template, testCluster, type TestCluster } from './testCluster.ts';

const owner = { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u' };
const endpoint = (name: string, zone = 'a', ready = true): Endpoint => ({ addresses: [`10.0.${name.length}.${name}`], conditions: { ready }, targetRef: { kind: 'Pod', name }, zone });
const range = (from: number, to: number): readonly string[] => Array.from({ length: to - from }, (_, index) => String(from + index));
const slice = (name: string, endpoints: readonly string[]): EndpointSlice => ({ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name }, addressType: 'IPv4', endpoints: endpoints.map((each) => endpoint(each)), ports: [] });
const newDraft = (): SliceDraft => ({ name: '', namespace: 'default', generateName: 'web-', addressType: 'IPv4', ports: [], owner, labels: {}, annotations: {}, endpoints: [] });
const mapping: PortMapping = { owner, labels: {}, areLabelsChanged: () => false, newDraft };

describe('reconcileByPortMapping', () => {
  it.each([
    { name: 'nothing there: new slices of a hundred', existing: [], desired: range(0, 250), create: [100, 100, 50], update: {}, remove: [] },
    { name: 'no change', existing: [slice('a', range(0, 5))], desired: range(0, 5), create: [], update: {}, remove: [] },
    { name: 'one gone: its slice alone changes', existing: [slice('a', range(0, 5)), slice('b', range(5, 9))], desired: [...range(0, 3), '4', ...range(5, 9)], create: [], update: { a: 4 }, remove: [] },
    { name: 'one more goes to the unchanged slice that it fills best', existing: [slice('a', range(0, 50)), slice('b', range(50, 140))], desired: range(0, 141), create: [], update: { b: 91 }, remove: [] },
    { name: 'more than fit one of the slices make a new one', existing: [slice('a', range(0, 50)), slice('b', range(50, 140))], desired: range(0, 200), create: [60], update: {}, remove: [] },
    { name: 'slices that change anyway are filled first, the fullest before', existing: [slice('a', range(0, 50)), slice('b', range(50, 140))], desired: [...range(1, 50), ...range(51, 140), ...range(140, 160)], create: [], update: { a: 58, b: 100 }, remove: [] },
    { name: 'an emptied slice goes', existing: [slice('a', range(0, 3)), slice('b', range(3, 6))], desired: range(3, 6), create: [], update: {}, remove: ['a'] },
  ])('$name', ({ existing, desired, create, update, remove }) => {
    const result = reconcileByPortMapping(existing, new Map(desired.map((name) => [endpointKey(endpoint(name)), endpoint(name)])), mapping);
    expect(result.toCreate.map(({ endpoints }) => endpoints.length)).toEqual(create);
    expect(Object.fromEntries(result.toUpdate.map((draft) => [draft.name, draft.endpoints.length]))).toEqual(update);
    expect(result.toDelete.map(({ metadata }) => metadata.name)).toEqual(remove);
  });
});

describe('order of ports', () => {
  it('hashes as FNV-1a of 128 bits', () => {
    expect(fnv128a('(v1.EndpointPort){Name:(string)http Port:(int32)8080 Protocol:(v1.Protocol)TCP AppProtocol:(*string)<nil>}')).toBe('25304a33da9e6ece350a4142a45f5b75');
    expect(fnv128a('(v1.DPort){Name:(*string)http Protocol:(*v1.Protocol)TCP Port:(*int32)8080 AppProtocol:(*string)<nil>}')).toBe('b8d916e699f4f87d699c362a28005c90');
  });
  it('does not hang on the order given', () => {
    const ports = [{ name: 'http', port: 80, protocol: 'TCP' }, { name: 'dns', port: 53, protocol: 'UDP' }, { name: 'metrics', port: 9100, protocol: 'TCP' }];
    expect(sortSlicePorts([...ports].reverse())).toEqual(sortSlicePorts(ports));
    expect(sortSubsetPorts([...ports].reverse())).toEqual(sortSubsetPorts(ports));
  });
});

function node(name: string, zone: string, cpu = '1', isReady = true): Node {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, ...(zone === '' ? {} : { labels: { 'topology.kubernetes.io/zone': zone } }) }, spec: {}, status: { allocatable: { cpu }, conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }] } };
}

describe('topology-mode Auto', () => {
  const threeZones = [node('1', 'a'), node('2', 'b'), node('3', 'c')];
  it.each([
    { name: 'one each', nodes: threeZones, zones: ['a', 'b', 'c'], want: { a: 1, b: 1, c: 1 } },
    { name: 'lends from the fullest zone to the emptiest', nodes: threeZones, zones: ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'c', 'c'], want: { a: 3, b: 3, c: 3 } },
    { name: 'by the share of CPUs', nodes: [node('1', 'a', '3'), node('2', 'b', '1')], zones: ['a', 'a', 'b', 'b'], want: { a: 3, b: 1 } },
    { name: 'fewer endpoints than zones', nodes: threeZones, zones: ['a', 'b'], want: 'Insufficient number of endpoints (2 endpoints, 3 zones), addressType: IPv4' },
    { name: 'a Node without zone', nodes: [...threeZones, node('4', '')], zones: ['a', 'b', 'c'], want: 'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes, addressType: IPv4' },
    { name: 'a Node that is not ready does not count', nodes: [...threeZones.slice(0, 2), node('3', 'c', '1', false)], zones: ['a', 'b'], want: { a: 1, b: 1 } },
    { name: 'an endpoint without zone', nodes: threeZones, zones: ['a', 'b', ''], want: 'One or more endpoints do not have a zone specified, addressType: IPv4' },
    { name: 'more than one zone may bear', nodes: [node('1', 'a', '5'), node('2', 'b', '4')], zones: ['a', 'a', 'b'], want: 'Unable to allocate minimum required endpoints to each zone without exceeding overload threshold (3 endpoints, 2 zones), addressType: IPv4' },
  ])('$name', ({ nodes, zones, want }) => {
    const cache = createTopologyCache();
    cache.setNodes(nodes);
    const draft: SliceDraft = { ...newDraft(), endpoints: zones.map((zone, index) => endpoint(String(index), zone)) };
    const { events } = cache.addHints({ serviceKey: 'default/web', addressType: 'IPv4', drafts: [draft], unchanged: [], owner });
    if (typeof want === 'string') {
      expect(events).toEqual([{ type: 'Warning', reason: 'TopologyAwareHintsDisabled', message: want }]);
      expect(draft.endpoints.every(({ hints }) => hints === undefined)).toBe(true);
      return;
    }
    const counts: Record<string, number> = {};
    for (const { hints } of draft.endpoints) for (const zone of hints?.forZones ?? []) counts[zone.name] = (counts[zone.name] ?? 0) + 1;
    expect(counts).toEqual(want);
  });
});

const slices = ({ engine }: TestCluster): readonly EndpointSlice[] => engine.reader.list('EndpointSlice').filter(({ metadata }) => metadata.name !== 'kubernetes');
const addresses = (cluster: TestCluster): readonly string[] => slices(cluster).flatMap(({ endpoints = [] }) => endpoints.flatMap((each) => each.addresses)).sort();

describe('endpoints controllers', () => {
  it('splits Pods that resolve a named port differently', () => {
    const cluster = testCluster('reported');
    cluster.create(service({ ports: [{ port: 80, targetPort: 'web' }] }));
    for (const [name, port] of [['a', 8080], ['b', 9090], ['c', 8080]] as const) cluster.create(pod(name, { containers: [{ name: 'srv', image: 'srv', ports: [{ name: 'web', containerPort: port }] }] }));
    expect(slices(cluster).map(({ ports = [], endpoints = [] }) => `${ports[0]?.port ?? 0}:${endpoints.length}`).sort()).toEqual(['8080:2', '9090:1']);
    expect(cluster.engine.reader.get('Endpoints', 'default', 'web')?.subsets).toHaveLength(2);
  });

  it('keeps one empty slice for a Service that selects nothing, and reuses it', () => {
    const cluster = testCluster('reported');
    cluster.create(service());
    const [placeholder] = slices(cluster);
    expect(placeholder).toMatchObject({ endpoints: [], ports: [] });
    cluster.create(pod('a'));
    expect(slices(cluster).map(({ metadata }) => metadata.name)).toEqual([placeholder?.metadata.name]);
    expect(addresses(cluster)).toEqual(['10.244.0.2']);
  });

  it('follows a Pod whose label comes and goes', () => {
    const cluster = testCluster('reported');
    cluster.create(service());
    cluster.create(pod('a', {}, { labels: { app: 'other' } }));
    expect(addresses(cluster)).toEqual([]);
    cluster.patch('Pod', 'a', { metadata: { labels: { app: 'web' } } });
    expect(addresses(cluster)).toEqual(['10.244.0.2']);
    cluster.patch('Pod', 'a', { metadata: { labels: { app: null } } });
    expect(addresses(cluster)).toEqual([]);
  });

  it('writes a slice again that someone deleted or changed', () => {
    const cluster = testCluster('reported');
    cluster.create(service());
    cluster.create(pod('a'));
    const name = slices(cluster)[0]?.metadata.name ?? '';
    cluster.patch('EndpointSlice', name, { endpoints: [] });
    expect(addresses(cluster)).toEqual(['10.244.0.2']);
    cluster.remove('EndpointSlice', name);
    expect(addresses(cluster)).toEqual(['10.244.0.2']);
  });

  it('stands still for a Service whose slice lost the label that says who manages it', () => {
    const cluster = testCluster('reported');
    cluster.create(service());
    cluster.create(pod('a'));
    cluster.patch('EndpointSlice', slices(cluster)[0]?.metadata.name ?? '', { metadata: { labels: { 'endpointslice.kubernetes.io/managed-by': null } } });
    cluster.create(pod('b'));
    expect(slices(cluster)).toHaveLength(1);
    expect(addresses(cluster)).toEqual(['10.244.0.2']);
  });

  it('leaves out Pods on Nodes that are not there until they come', () => {
    const cluster = testCluster('reported', { nodeCount: 1 });
    cluster.create(service());
    cluster.engine.dispatch({ type: 'addNode', node: { name: 'late', zone: '', addresses: ['172.30.0.50'], podCIDRs: ['10.244.7.0/24'], labels: {} } });
    cluster.create(pod('a', { nodeName: 'late' }));
    cluster.remove('Node', 'late');
    cluster.create(pod('b', { nodeName: 'node-1' }));
    expect(addresses(cluster)).toEqual(['10.244.0.2']);
    cluster.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'late' } });
    expect(addresses(cluster)).toEqual(['10.244.0.2', '10.244.7.2']);
  });

  it('truncates the Endpoints object at a thousand, not the slices', () => {
    const cluster = testCluster('reported', { podCIDRs: ['10.244.0.0/16'], nodes: [{ name: 'big', zone: '', addresses: ['172.30.0.50'], podCIDRs: ['10.244.0.0/17'], labels: {} }, { name: 'other', zone: '', addresses: ['172.30.0.51'], podCIDRs: ['10.244.128.0/17'], labels: {} }] });
    cluster.create(service());
    cluster.create({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web' }, spec: { replicas: 1050, selector: { matchLabels: { app: 'web' } }, template: template() } });
    const endpoints = cluster.engine.reader.get('Endpoints', 'default', 'web');
    expect(endpoints?.subsets?.[0]?.addresses).toHaveLength(1000);
    expect(endpoints?.metadata.annotations?.['endpoints.kubernetes.io/over-capacity']).toBe('truncated');
    expect(slices(cluster).map((each) => each.endpoints?.length ?? 0).sort((a, b) => b - a)).toEqual([...Array<number>(10).fill(100), 50]);
  });

  it('mirrors Endpoints by hand for a Service without selector, and stops when there is one', () => {
    const cluster = testCluster('reported');
    cluster.create({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } });
    cluster.create({ apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'web', labels: { tier: 'x' } }, subsets: [{ addresses: [{ ip: '192.0.2.10' }], notReadyAddresses: [{ ip: '192.0.2.11' }], ports: [{ port: 8080 }] }] });
    expect(slices(cluster)[0]).toMatchObject({ metadata: { labels: { tier: 'x' } }, endpoints: [{ addresses: ['192.0.2.10'], conditions: { ready: true } }, { addresses: ['192.0.2.11'], conditions: { ready: false } }] });
    cluster.patch('Endpoints', 'web', { metadata: { labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } } });
    expect(slices(cluster)).toEqual([]);
    cluster.patch('Endpoints', 'web', { metadata: { labels: { 'endpointslice.kubernetes.io/skip-mirror': null } } });
    expect(addresses(cluster)).toEqual(['192.0.2.10', '192.0.2.11']);
    cluster.patch('Service', 'web', { spec: { selector: { app: 'web' } } });
    expect(addresses(cluster)).toEqual([]);
  });

  it('writes a mirrored slice as a whole: it keeps its name, and its generateName only where its ports are others', () => {
    const cluster = testCluster('reported');
    const subsets = (ip: string, port: number): JsonObject => ({ subsets: [{ addresses: [{ ip }], ports: [{ port }] }] });
    const names = (): readonly (string | undefined)[] => slices(cluster).flatMap(({ metadata }) => [metadata.name, metadata.generateName]);
    cluster.create({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } });
    cluster.create({ apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'web' }, ...subsets('192.0.2.10', 8080) });
    const [name] = names();
    expect(names()).toEqual([name, 'web-']);
    cluster.patch('Endpoints', 'web', subsets('192.0.2.11', 8080));
    expect(names()).toEqual([name, undefined]);
    cluster.patch('Endpoints', 'web', subsets('192.0.2.11', 9090));
    expect(names()).toEqual([name, 'web-']);
  });
});
