import { describe, expect, it } from 'vitest';
import { deployment, isReady, pod, service, template, testCluster, type TestCluster } from './testCluster.ts';

const nodeReady = ({ engine }: TestCluster, name: string): string => engine.reader.get('Node', '', name)?.status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? '';
const taints = ({ engine }: TestCluster, name: string): readonly string[] => (engine.reader.get('Node', '', name)?.spec.taints ?? []).map(({ key, effect }) => `${key.replace('node.kubernetes.io/', '')}:${effect}`);
const states = (cluster: TestCluster): readonly string[] => cluster.pods().map((each) => `${each.spec.nodeName ?? '-'} ${isReady(each) ? 'ready' : 'not'}${each.metadata.deletionTimestamp === undefined ? '' : ' terminating'}`).sort();

describe('a Node that dies', () => {
  function dying(): TestCluster {
    const cluster = testCluster('simulated');
    cluster.create(deployment({ replicas: 2, template: template() }));
    cluster.engine.advance(1000);
    cluster.engine.dispatch({ type: 'setNodePower', name: 'node-2', power: 'down' });
    return cluster;
  }

  it('is Unknown after 50 s, and its Pods are not ready', () => {
    const cluster = dying();
    cluster.engine.advance(49_000);
    expect(nodeReady(cluster, 'node-2')).toBe('True');
    expect(states(cluster)).toEqual(['node-1 ready', 'node-2 ready']);
    cluster.engine.advance(1000);
    expect(nodeReady(cluster, 'node-2')).toBe('Unknown');
    expect(states(cluster)).toEqual(['node-1 ready', 'node-2 not']);
    expect(taints(cluster, 'node-2')).toEqual(['unreachable:NoSchedule', 'unreachable:NoExecute']);
  });

  it('loses its Pods after 300 s more; they stay Terminating until it is back', () => {
    const cluster = dying();
    cluster.engine.advance(349_000);
    expect(states(cluster)).toEqual(['node-1 ready', 'node-2 not']);
    cluster.engine.advance(2000);
    expect(states(cluster)).toEqual(['node-1 ready', 'node-1 ready', 'node-2 not terminating']);
    cluster.engine.advance(600_000);
    expect(states(cluster)).toHaveLength(3);
    cluster.engine.dispatch({ type: 'setNodePower', name: 'node-2', power: 'up' });
    cluster.engine.advance(1000);
    expect(nodeReady(cluster, 'node-2')).toBe('True');
    expect(taints(cluster, 'node-2')).toEqual([]);
    expect(states(cluster)).toEqual(['node-1 ready', 'node-1 ready']);
  });

  it('that comes back in time keeps its Pods, with new addresses and a restart', () => {
    const cluster = dying();
    const before = cluster.pods().find(({ spec }) => spec.nodeName === 'node-2');
    cluster.engine.advance(100_000);
    cluster.engine.dispatch({ type: 'setNodePower', name: 'node-2', power: 'up' });
    cluster.engine.advance(2000);
    const after = cluster.pods().find(({ spec }) => spec.nodeName === 'node-2');
    expect(after?.metadata.uid).toBe(before?.metadata.uid);
    expect(after?.status?.podIP).not.toBe(before?.status?.podIP);
    expect(after?.status?.containerStatuses?.[0]?.restartCount).toBe(1);
    expect(states(cluster)).toEqual(['node-1 ready', 'node-2 ready']);
    cluster.engine.advance(600_000);
    expect(states(cluster)).toEqual(['node-1 ready', 'node-2 ready']);
  });

  it('partitioned: its processes go on, and it reports again afterwards', () => {
    const cluster = testCluster('simulated');
    cluster.create(pod('a', { nodeName: 'node-2' }));
    cluster.engine.advance(1000);
    cluster.engine.dispatch({ type: 'setNodePower', name: 'node-2', power: 'partitioned' });
    cluster.engine.advance(60_000);
    expect(states(cluster)).toEqual(['node-2 not']);
    expect(cluster.engine.runtime.byPod('default', 'a')?.listens(8080, 'TCP')).toBe(true);
    cluster.engine.dispatch({ type: 'setNodePower', name: 'node-2', power: 'up' });
    cluster.engine.advance(1000);
    expect(states(cluster)).toEqual(['node-2 ready']);
  });
});

describe('a Node that says NotReady', () => {
  it('is tainted and gets no new Pods, but keeps the readiness of its own', () => {
    const cluster = testCluster('reported');
    cluster.create(pod('a', { nodeName: 'node-2' }));
    cluster.engine.dispatch({ type: 'reportNode', name: 'node-2', isReady: false });
    expect(taints(cluster, 'node-2')).toEqual(['not-ready:NoSchedule', 'not-ready:NoExecute']);
    for (const name of ['b', 'c']) cluster.create(pod(name));
    expect(states(cluster)).toEqual(['node-1 ready', 'node-1 ready', 'node-2 ready']);
    cluster.engine.dispatch({ type: 'reportNode', name: 'node-2', isReady: true });
    expect(taints(cluster, 'node-2')).toEqual([]);
  });
});

describe('a Node that is taken away', () => {
  it('takes its Pods with it after 40 s', () => {
    const cluster = testCluster('simulated');
    cluster.create(deployment({ template: template() }));
    cluster.engine.advance(1000);
    cluster.engine.dispatch({ type: 'removeNode', name: 'node-2' });
    expect(states(cluster)).toEqual(['node-1 ready', 'node-2 ready']);
    cluster.engine.advance(41_000);
    expect(states(cluster)).toEqual(['node-1 ready', 'node-1 ready']);
  });

  it('drained first, is cordoned and empty but for DaemonSets', () => {
    const cluster = testCluster('simulated');
    cluster.create(deployment({ template: template() }));
    cluster.create({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' }, spec: { selector: { matchLabels: { app: 'agent' } }, template: template({ app: 'agent' }) } });
    cluster.engine.advance(1000);
    cluster.engine.dispatch({ type: 'drainNode', name: 'node-2' });
    cluster.engine.advance(3000);
    expect(states(cluster)).toEqual(['node-1 ready', 'node-1 ready', 'node-1 ready', 'node-2 ready']);
    expect(taints(cluster, 'node-2')).toEqual(['unschedulable:NoSchedule']);
  });
});

describe('garbage collector', () => {
  function remove(cluster: TestCluster, propagationPolicy: string): void {
    // The option travels in the body, as kubectl sends it.
    cluster.engine.dispatch({ type: 'api', request: { verb: 'delete', apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web', body: { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy } } });
  }
  it.each([
    { policy: 'Background', left: [0, 0, 0] },
    { policy: 'Foreground', left: [0, 0, 0] },
    { policy: 'Orphan', left: [0, 1, 2] },
  ])('$policy', ({ policy, left }) => {
    const cluster = testCluster('reported');
    cluster.create(deployment());
    remove(cluster, policy);
    const { reader } = cluster.engine;
    expect([reader.count('Deployment'), reader.count('ReplicaSet'), reader.count('Pod')]).toEqual(left);
    expect(reader.list('ReplicaSet')[0]?.metadata.ownerReferences ?? []).toEqual([]);
  });

  it('Foreground keeps the owner until what it owns is gone', () => {
    const cluster = testCluster('reported');
    cluster.create(deployment({ template: { ...template(), metadata: { labels: { app: 'web' }, annotations: { 'svc/hold': 'true' } } } }));
    remove(cluster, 'Foreground');
    expect(cluster.engine.reader.get('Deployment', 'default', 'web')?.metadata.finalizers).toEqual(['foregroundDeletion']);
    for (const { metadata } of cluster.pods()) cluster.engine.dispatch({ type: 'reportPod', pod: { namespace: 'default', name: metadata.name }, isFinished: true });
    expect(cluster.engine.reader.count('Deployment')).toBe(0);
  });
});

describe('namespace controller', () => {
  it('empties a Namespace and lets it go', () => {
    const cluster = testCluster('reported');
    cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    cluster.create({ ...service(), metadata: { name: 'web', namespace: 'shop' } });
    cluster.create({ ...deployment(), metadata: { name: 'web', namespace: 'shop' } });
    cluster.remove('Namespace', 'shop');
    const { reader } = cluster.engine;
    expect(reader.get('Namespace', '', 'shop')).toBeUndefined();
    expect([reader.list('Pod', 'shop'), reader.list('EndpointSlice', 'shop'), reader.list('Endpoints', 'shop'), reader.list('ReplicaSet', 'shop')]).toEqual([[], [], [], []]);
  });
});

describe('cloud', () => {
  const ingress = ({ engine }: TestCluster, name: string): unknown => engine.reader.get('Service', 'default', name)?.status?.loadBalancer?.ingress;
  it('gives addresses in order, none to a class of another, and takes them at a change of type', () => {
    const cluster = testCluster('reported');
    cluster.create(service({ type: 'LoadBalancer' }, { name: 'one' }));
    cluster.create(service({ type: 'LoadBalancer', loadBalancerClass: 'example.com/other' }, { name: 'other' }));
    cluster.create(service({ type: 'LoadBalancer' }, { name: 'two' }));
    expect([ingress(cluster, 'one'), ingress(cluster, 'other'), ingress(cluster, 'two')]).toEqual([[{ ip: '203.0.113.1', ipMode: 'VIP' }], undefined, [{ ip: '203.0.113.2', ipMode: 'VIP' }]]);
    cluster.patch('Service', 'one', { spec: { type: 'ClusterIP' } });
    expect(ingress(cluster, 'one')).toBeUndefined();
  });

  it('takes its time, and there may be none', () => {
    const cluster = testCluster('reported', { delays: { controllerMs: 0, proxyMs: 0, containerStartMs: 0, loadBalancerMs: 2500, linkMs: 0, requestTimeoutMs: 3000 } });
    cluster.create(service({ type: 'LoadBalancer' }));
    cluster.engine.advance(2000);
    expect(ingress(cluster, 'web')).toBeUndefined();
    cluster.engine.advance(500);
    expect(ingress(cluster, 'web')).toBeDefined();
    const without = testCluster('reported', { cloud: { kind: 'none' } });
    without.create(service({ type: 'LoadBalancer' }));
    expect(ingress(without, 'web')).toBeUndefined();
  });
});
