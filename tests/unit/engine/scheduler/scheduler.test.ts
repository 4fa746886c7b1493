import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/kube/json.ts';
import { toleratesTaint } from '../../../../src/engine/scheduler/taints.ts';
import { matchesNodeSelector } from '../../../../src/engine/scheduler/nodeAffinity.ts';
import { deployment, pod, template, testCluster, type TestCluster } from '../controllers/testCluster.ts';

const nodeOf = ({ engine }: TestCluster, name: string): string => engine.reader.get('Pod', 'default', name)?.spec.nodeName ?? '';
const reason = ({ engine }: TestCluster, name: string): string => engine.reader.get('Pod', 'default', name)?.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message ?? '';

describe('toleratesTaint', () => {
  const taint = { key: 'gpu', value: 'yes', effect: 'NoSchedule' };
  it.each([
    { name: 'equal', toleration: { key: 'gpu', operator: 'Equal', value: 'yes', effect: 'NoSchedule' }, want: true },
    { name: 'another value', toleration: { key: 'gpu', value: 'no' }, want: false },
    { name: 'exists, any effect', toleration: { key: 'gpu', operator: 'Exists' }, want: true },
    { name: 'everything', toleration: { operator: 'Exists' }, want: true },
    { name: 'another effect', toleration: { key: 'gpu', operator: 'Exists', effect: 'NoExecute' }, want: false },
  ])('$name', ({ toleration, want }) => expect(toleratesTaint(toleration, taint)).toBe(want));
});

describe('matchesNodeSelector', () => {
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n', labels: { disk: 'ssd', cores: '8' } }, spec: {} };
  it.each([
    { name: 'In', term: { matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }, want: true },
    { name: 'NotIn of a missing label', term: { matchExpressions: [{ key: 'x', operator: 'NotIn', values: ['y'] }] }, want: true },
    { name: 'Gt', term: { matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['4'] }] }, want: true },
    { name: 'all of a term', term: { matchExpressions: [{ key: 'disk', operator: 'Exists' }, { key: 'x', operator: 'Exists' }] }, want: false },
    { name: 'an empty term', term: {}, want: false },
    { name: 'the name', term: { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n'] }] }, want: true },
  ])('$name', ({ term, want }) => expect(matchesNodeSelector({ nodeSelectorTerms: [term] }, node)).toBe(want));
});

describe('scheduler', () => {
  it('spreads the Pods of one owner', () => {
    const cluster = testCluster('reported', { nodeCount: 3 });
    cluster.create(deployment({ replicas: 6, template: template() }));
    const counts: Record<string, number> = {};
    for (const { spec } of cluster.pods()) counts[spec.nodeName ?? ''] = (counts[spec.nodeName ?? ''] ?? 0) + 1;
    expect(counts).toEqual({ 'node-1': 2, 'node-2': 2, 'node-3': 2 });
  });

  it.each<{ name: string; before?: (cluster: TestCluster) => void; spec: JsonObject; want: string; message?: string }>([
    { name: 'a cordoned Node is left out', before: (cluster) => void cluster.engine.dispatch({ type: 'cordonNode', name: 'node-1', isUnschedulable: true }), spec: {}, want: 'node-2' },
    { name: 'nodeSelector', spec: { nodeSelector: { 'kubernetes.io/hostname': 'node-2' } }, want: 'node-2' },
    { name: 'no Node has the label', spec: { nodeSelector: { disk: 'ssd' } }, want: '', message: "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling." },
    { name: 'a host port that is taken', before: (cluster) => cluster.create(pod('first', { nodeName: 'node-1', containers: [{ name: 'c', image: 'c', ports: [{ containerPort: 80, hostPort: 80 }] }] })), spec: { containers: [{ name: 'c', image: 'c', ports: [{ containerPort: 80, hostPort: 80 }] }] }, want: 'node-2' },
    { name: 'more CPU than there is', spec: { containers: [{ name: 'c', image: 'c', resources: { requests: { cpu: '65' } } }] }, want: '', message: '0/2 nodes are available: 2 Insufficient cpu. no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.' },
    { name: 'preferred Nodes come first', spec: { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['node-2'] }] } }] } } }, want: 'node-2' },
    {
      name: 'not beside its like', before: (cluster) => cluster.create(pod('first', { nodeName: 'node-1' })),
      spec: { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } }] } } }, want: 'node-2',
    },
    {
      name: 'beside another', before: (cluster) => cluster.create(pod('first', { nodeName: 'node-2' }, { labels: { app: 'db' } })),
      spec: { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'db' } } }] } } }, want: 'node-2',
    },
    {
      name: 'topology spread', before: (cluster) => cluster.create(pod('first', { nodeName: 'node-1' })),
      spec: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } } }] }, want: 'node-2',
    },
  ])('$name', ({ before, spec, want, message = '' }) => {
    const cluster = testCluster('reported');
    before?.(cluster);
    cluster.create(pod('p', spec));
    expect(nodeOf(cluster, 'p')).toBe(want);
    expect(reason(cluster, 'p')).toBe(message);
  });

  it('binds a waiting Pod when a Node changes or joins', () => {
    const cluster = testCluster('reported');
    cluster.create(pod('p', { nodeSelector: { disk: 'ssd' } }));
    cluster.create(pod('q', { nodeSelector: { 'kubernetes.io/hostname': 'late' } }));
    cluster.patch('Node', 'node-2', { metadata: { labels: { disk: 'ssd' } } });
    expect(nodeOf(cluster, 'p')).toBe('node-2');
    cluster.engine.dispatch({ type: 'addNode', node: { name: 'late', zone: 'zone-c', addresses: ['172.30.0.99'], podCIDRs: ['10.244.9.0/24'], labels: {} } });
    expect(nodeOf(cluster, 'q')).toBe('late');
    expect(cluster.engine.reader.get('Pod', 'default', 'q')?.metadata.labels).toMatchObject({ 'topology.kubernetes.io/zone': 'zone-c' });
  });

  it('leaves Pods to other schedulers and behind gates alone', () => {
    const cluster = testCluster('reported');
    cluster.create(pod('p', { schedulerName: 'mine' }));
    cluster.create(pod('q', { schedulingGates: [{ name: 'wait' }] }));
    expect([nodeOf(cluster, 'p'), nodeOf(cluster, 'q')]).toEqual(['', '']);
    cluster.patch('Pod', 'q', { spec: { schedulingGates: null } });
    expect(nodeOf(cluster, 'q')).toBe('node-1');
  });
});
