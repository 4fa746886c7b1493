import { describe, expect, it } from 'vitest';
import { compareVictims } from '../../../../src/engine/controllers/victims.ts';
import type { Pod } from '../../../../src/kube/types.generated.ts';
import { formatTime } from '../../../../src/engine/apiserver/time.ts';
import { isReady, template, testCluster, type TestCluster } from './testCluster.ts';

const nowMs = 1_000_000;

function victim(name: string, options: { node?: string; phase?: string; readyForS?: number; cost?: string; restarts?: number; ageS?: number } = {}): Pod {
  const { node = 'node-1', phase = 'Running', readyForS, cost, restarts = 0, ageS = 100 } = options;
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: { name, uid: name, creationTimestamp: formatTime(nowMs - ageS * 1000), ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }) },
    spec: { containers: [], ...(node === '' ? {} : { nodeName: node }) },
    status: {
      phase, containerStatuses: [{ name: 'srv', image: '', imageID: '', ready: true, restartCount: restarts }],
      ...(readyForS === undefined ? {} : { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: formatTime(nowMs - readyForS * 1000) }] }),
    },
  };
}

describe('compareVictims', () => {
  const order = { compare: (a: { metadata: { name: string } }, b: { metadata: { name: string } }) => (a.metadata.name < b.metadata.name ? -1 : 1) };
  it.each([
    { name: 'an unbound Pod goes before a bound one', first: victim('a', { node: '' }), second: victim('b') },
    { name: 'a pending Pod before a running one', first: victim('a', { phase: 'Pending' }), second: victim('b') },
    { name: 'one that is not ready before a ready one', first: victim('a'), second: victim('b', { readyForS: 5 }) },
    { name: 'the lower deletion cost first', first: victim('a', { readyForS: 500, cost: '-5' }), second: victim('b', { readyForS: 1 }) },
    { name: 'from the Node with more siblings', first: victim('a', { node: 'node-2', readyForS: 50 }), second: victim('b', { readyForS: 50 }) },
    { name: 'the one that is ready for much less long', first: victim('a', { readyForS: 1 }), second: victim('b', { readyForS: 90 }) },
    { name: 'the one with more restarts', first: victim('a', { readyForS: 50, restarts: 3 }), second: victim('b', { readyForS: 50 }) },
    { name: 'the much younger one', first: victim('b', { readyForS: 1, ageS: 2 }), second: victim('a', { readyForS: 1, ageS: 90 }) },
    { name: 'of equals the one that came later', first: victim('b', { readyForS: 50 }), second: victim('a', { readyForS: 50 }) },
  ])('$name', ({ first, second }) => {
    const options = { nowMs, podsOnNode: new Map([['node-1', 1], ['node-2', 4]]), order };
    expect(compareVictims(first, second, options)).toBeLessThan(0);
    expect(compareVictims(second, first, options)).toBeGreaterThan(0);
  });
});

const names = (cluster: TestCluster): readonly string[] => cluster.pods().map((each) => `${each.metadata.name}${isReady(each) ? '' : '?'}`);
const images = (cluster: TestCluster): readonly string[] => cluster.pods().map((each) => each.spec.containers[0]?.image ?? '');

function statefulSet(spec: Record<string, unknown> = {}): Parameters<TestCluster['create']>[0] {
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' }, spec: { serviceName: 'db', replicas: 3, selector: { matchLabels: { app: 'db' } }, template: template({ app: 'db', isProbed: true }), ...spec } };
}

describe('StatefulSet controller', () => {
  it('starts Pods in order, each when the one before is ready', () => {
    const cluster = testCluster('reported');
    cluster.create(statefulSet());
    expect(names(cluster)).toEqual(['db-0?']);
    cluster.makeReady(1);
    expect(names(cluster)).toEqual(['db-0', 'db-1?']);
    cluster.makeReady(1);
    cluster.makeReady(1);
    expect(names(cluster)).toEqual(['db-0', 'db-1', 'db-2']);
    expect(cluster.pods()[1]?.spec).toMatchObject({ hostname: 'db-1', subdomain: 'db' });
  });

  it('with Parallel starts all at once and ends the highest first', () => {
    const cluster = testCluster('reported');
    cluster.create(statefulSet({ podManagementPolicy: 'Parallel', replicas: 4 }));
    expect(names(cluster)).toEqual(['db-0?', 'db-1?', 'db-2?', 'db-3?']);
    cluster.patch('StatefulSet', 'db', { spec: { replicas: 2 } });
    expect(names(cluster)).toEqual(['db-0?', 'db-1?']);
  });

  it('does not scale down past a Pod that is not ready', () => {
    const cluster = testCluster('reported');
    cluster.create(statefulSet());
    for (let i = 0; i < 3; i++) cluster.makeReady(1);
    cluster.engine.dispatch({ type: 'reportPod', pod: { namespace: 'default', name: 'db-0' }, isReady: false });
    cluster.patch('StatefulSet', 'db', { spec: { replicas: 1 } });
    expect(names(cluster)).toEqual(['db-0?', 'db-1', 'db-2']);
    cluster.makeReady(1);
    expect(names(cluster)).toEqual(['db-0']);
  });

  it('updates from the highest ordinal, one at a time, and stops at one that does not become ready', () => {
    const cluster = testCluster('reported');
    cluster.create(statefulSet());
    for (let i = 0; i < 3; i++) cluster.makeReady(1);
    cluster.patch('StatefulSet', 'db', { spec: { template: template({ app: 'db', image: 'srv:2', isProbed: true }) } });
    expect(images(cluster)).toEqual(['srv:1', 'srv:1', 'srv:2']);
    cluster.makeReady(1);
    expect(images(cluster)).toEqual(['srv:1', 'srv:2', 'srv:2']);
    cluster.makeReady(1);
    cluster.makeReady(1);
    expect(images(cluster)).toEqual(['srv:2', 'srv:2', 'srv:2']);
    const status = cluster.engine.reader.get('StatefulSet', 'default', 'db')?.status;
    expect(status?.currentRevision).toBe(status?.updateRevision);
  });

  it('with OnDelete replaces a Pod only when someone deletes it', () => {
    const cluster = testCluster('reported');
    cluster.create(statefulSet({ updateStrategy: { type: 'OnDelete' }, replicas: 2 }));
    for (let i = 0; i < 2; i++) cluster.makeReady(1);
    cluster.patch('StatefulSet', 'db', { spec: { template: template({ app: 'db', image: 'srv:2', isProbed: true }) } });
    expect(images(cluster)).toEqual(['srv:1', 'srv:1']);
    cluster.remove('Pod', 'db-0');
    expect(images(cluster)).toEqual(['srv:2', 'srv:1']);
  });
});

function daemonSet(spec: Record<string, unknown> = {}): Parameters<TestCluster['create']>[0] {
  return { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' }, spec: { selector: { matchLabels: { app: 'agent' } }, template: template({ app: 'agent' }), ...spec } };
}

const nodesOf = (cluster: TestCluster): readonly string[] => cluster.pods().map((each) => each.spec.nodeName ?? '').sort();

describe('DaemonSet controller', () => {
  it('puts a Pod on each Node, cordoned ones too, and on one that joins', () => {
    const cluster = testCluster('reported');
    cluster.engine.dispatch({ type: 'cordonNode', name: 'node-2', isUnschedulable: true });
    cluster.create(daemonSet());
    expect(nodesOf(cluster)).toEqual(['node-1', 'node-2']);
    cluster.engine.dispatch({ type: 'addNode', node: { name: 'node-9', zone: 'zone-c', addresses: ['172.30.0.99'], podCIDRs: ['10.244.9.0/24'], labels: {} } });
    expect(nodesOf(cluster)).toEqual(['node-1', 'node-2', 'node-9']);
  });

  it('leaves out Nodes with a taint that it does not tolerate, and goes from them at NoExecute', () => {
    const cluster = testCluster('reported');
    cluster.patch('Node', 'node-1', { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } });
    cluster.create(daemonSet());
    expect(nodesOf(cluster)).toEqual(['node-2']);
    cluster.patch('Node', 'node-2', { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } });
    expect(nodesOf(cluster)).toEqual(['node-2']);
    cluster.patch('Node', 'node-2', { spec: { taints: [{ key: 'gpu', effect: 'NoExecute' }] } });
    expect(nodesOf(cluster)).toEqual([]);
  });

  it('with a surge has the new Pod ready before the old one goes', () => {
    const cluster = testCluster('reported');
    cluster.create(daemonSet({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } }));
    cluster.patch('DaemonSet', 'agent', { spec: { template: template({ app: 'agent', image: 'srv:2', isProbed: true }) } });
    expect([...images(cluster)].sort()).toEqual(['srv:1', 'srv:1', 'srv:2']);
    cluster.makeReady(1);
    expect([...images(cluster)].sort()).toEqual(['srv:1', 'srv:2', 'srv:2']);
    cluster.makeReady(1);
    expect(images(cluster)).toEqual(['srv:2', 'srv:2']);
  });
});

describe('ReplicaSet controller', () => {
  const replicaSet = { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web' }, spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: template() } };

  it('adopts what it selects, and lets go what loses the label', () => {
    const cluster = testCluster('reported');
    cluster.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'lone', labels: { app: 'web' } }, spec: { containers: [{ name: 'srv', image: 'srv' }] } });
    cluster.create(replicaSet);
    expect(cluster.pods()).toHaveLength(2);
    cluster.patch('Pod', 'lone', { metadata: { labels: { app: 'other' } } });
    expect(cluster.pods()).toHaveLength(3);
    expect(cluster.engine.reader.get('Pod', 'default', 'lone')?.metadata.ownerReferences).toBeUndefined();
  });

  it('replaces a Pod that failed and keeps it', () => {
    const cluster = testCluster('reported');
    cluster.create(replicaSet);
    cluster.engine.dispatch({ type: 'reportPod', pod: { namespace: 'default', name: cluster.pods()[0]?.metadata.name ?? '' }, phase: 'Failed' });
    expect(cluster.pods().map(({ status }) => status?.phase).sort()).toEqual(['Failed', 'Running', 'Running']);
    expect(cluster.engine.reader.get('ReplicaSet', 'default', 'web')?.status).toMatchObject({ replicas: 2, readyReplicas: 2 });
  });
});

describe('replication controller', () => {
  it('keeps Pods as a ReplicaSet does, and leaves them behind when it is deleted', () => {
    const cluster = testCluster('reported');
    cluster.create({ apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'old' }, spec: { replicas: 2, selector: { app: 'web' }, template: template() } });
    expect(cluster.pods()).toHaveLength(2);
    expect(cluster.engine.reader.getAny('ReplicationController', 'default', 'old')).toMatchObject({ status: { replicas: 2, readyReplicas: 2 } });
    cluster.patch('ReplicationController', 'old', { spec: { replicas: 1 } });
    expect(cluster.pods()).toHaveLength(1);
    cluster.remove('ReplicationController', 'old');
    expect(cluster.pods()).toHaveLength(1);
  });
});
