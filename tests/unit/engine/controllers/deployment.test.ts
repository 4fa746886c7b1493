import { describe, expect, it } from 'vitest';
import { resolveFenceposts } from '../../../../src/engine/controllers/deployment/fenceposts.ts';
import { deployment, isReady, template, testCluster, type TestCluster } from './testCluster.ts';

function state({ engine }: TestCluster): readonly string[] {
  return [...engine.reader.list('ReplicaSet')]
    .map((set) => `r${set.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? '?'} ${set.spec.replicas ?? 1}/${set.status?.readyReplicas ?? 0}`).sort();
}

function condition({ engine }: TestCluster, type: string): string | undefined {
  const found = engine.reader.get('Deployment', 'default', 'web')?.status?.conditions?.find((each) => each.type === type);
  return found === undefined ? undefined : `${found.status} ${found.reason ?? ''}`;
}

const update = (image: string): { spec: { template: ReturnType<typeof template> } } => ({ spec: { template: template({ image, isProbed: true }) } });

describe('resolveFenceposts', () => {
  it.each([
    { name: 'percentages: the surge rounds up, the rest down', surge: '25%', unavailable: '25%', desired: 10, want: { surge: 3, unavailable: 2 } },
    { name: 'a small share comes to a surge of one', surge: '25%', unavailable: '25%', desired: 1, want: { surge: 1, unavailable: 0 } },
    { name: 'both zero: one may be unavailable', surge: 0, unavailable: 0, desired: 3, want: { surge: 0, unavailable: 1 } },
    { name: 'percentages of nothing', surge: '50%', unavailable: '50%', desired: 0, want: { surge: 0, unavailable: 1 } },
    { name: 'numbers as they are', surge: 5, unavailable: 2, desired: 3, want: { surge: 5, unavailable: 2 } },
  ])('$name', ({ surge, unavailable, desired, want }) => {
    expect(resolveFenceposts(surge, unavailable, desired)).toEqual(want);
  });
});

describe('Deployment controller', () => {
  it('rolls step by step, never below what must be available', () => {
    const cluster = testCluster('reported');
    cluster.create(deployment({ replicas: 4 }));
    cluster.makeReady(4);
    cluster.patch('Deployment', 'web', update('srv:2'));
    expect(state(cluster)).toEqual(['r1 3/3', 'r2 2/0']);
    cluster.makeReady(1);
    expect(state(cluster)).toEqual(['r1 2/2', 'r2 3/1']);
    cluster.makeReady(9);
    cluster.makeReady(9);
    expect(state(cluster)).toEqual(['r1 0/0', 'r2 4/4']);
    expect(condition(cluster, 'Progressing')).toBe('True NewReplicaSetAvailable');
  });

  it('with Recreate starts the new Pods only when the old ones are gone', () => {
    const cluster = testCluster('reported');
    cluster.create(deployment({ strategy: { type: 'Recreate' }, template: { ...template({ isProbed: true }), metadata: { labels: { app: 'web' }, annotations: { 'svc/hold': 'true' } } } }));
    cluster.makeReady(2);
    const old = cluster.pods().map(({ metadata }) => metadata.name);
    cluster.patch('Deployment', 'web', { spec: { template: { ...template({ image: 'srv:2', isProbed: true }), metadata: { labels: { app: 'web' }, annotations: null } } } });
    expect(cluster.pods().map(({ metadata }) => metadata.name)).toEqual(old);
    for (const name of old) cluster.engine.dispatch({ type: 'reportPod', pod: { namespace: 'default', name }, isFinished: true });
    expect(cluster.pods()).toHaveLength(2);
    expect(cluster.pods().some(({ metadata }) => old.includes(metadata.name))).toBe(false);
  });

  it('does not roll while it is paused, but scales', () => {
    const cluster = testCluster('reported');
    cluster.create(deployment());
    cluster.makeReady(2);
    cluster.patch('Deployment', 'web', { spec: { paused: true, replicas: 3, template: template({ image: 'srv:2', isProbed: true }) } });
    expect(state(cluster)).toEqual(['r1 3/2']);
    expect(condition(cluster, 'Progressing')).toBe('Unknown DeploymentPaused');
    cluster.patch('Deployment', 'web', { spec: { paused: false } });
    expect(state(cluster)).toEqual(['r1 3/2', 'r2 1/0']);
  });

  it('gives up after progressDeadlineSeconds, and says so', () => {
    const cluster = testCluster('reported');
    cluster.create(deployment({ progressDeadlineSeconds: 30 }));
    cluster.engine.advance(29_000);
    expect(condition(cluster, 'Progressing')).toBe('True ReplicaSetUpdated');
    cluster.engine.advance(5000);
    expect(condition(cluster, 'Progressing')).toBe('False ProgressDeadlineExceeded');
    cluster.makeReady(2);
    expect(condition(cluster, 'Progressing')).toBe('True NewReplicaSetAvailable');
  });

  it('counts a Pod as available minReadySeconds after it is ready', () => {
    const cluster = testCluster('reported');
    cluster.create(deployment({ minReadySeconds: 20 }));
    cluster.makeReady(2);
    expect(condition(cluster, 'Available')).toBe('False MinimumReplicasUnavailable');
    cluster.engine.advance(19_000);
    expect(condition(cluster, 'Available')).toBe('False MinimumReplicasUnavailable');
    cluster.engine.advance(2000);
    expect(condition(cluster, 'Available')).toBe('True MinimumReplicasAvailable');
  });

  it('keeps revisionHistoryLimit old ReplicaSets and renumbers one that comes back', () => {
    const cluster = testCluster('reported');
    cluster.create(deployment({ replicas: 1, revisionHistoryLimit: 2 }));
    for (const image of ['srv:2', 'srv:3', 'srv:4']) {
      cluster.makeReady(9);
      cluster.makeReady(9);
      cluster.patch('Deployment', 'web', update(image));
    }
    cluster.makeReady(9);
    cluster.makeReady(9);
    expect(state(cluster)).toEqual(['r2 0/0', 'r3 0/0', 'r4 1/1']);
    cluster.patch('Deployment', 'web', update('srv:2'));
    cluster.makeReady(9);
    cluster.makeReady(9);
    expect(state(cluster)).toEqual(['r3 0/0', 'r4 0/0', 'r5 1/1']);
  });

  it('deletes its ReplicaSets and Pods with it', () => {
    const cluster = testCluster('reported');
    cluster.create(deployment());
    cluster.remove('Deployment', 'web');
    expect(cluster.engine.reader.count('ReplicaSet')).toBe(0);
    expect(cluster.pods()).toHaveLength(0);
  });

  it('takes a killed Pod\'s place', () => {
    const cluster = testCluster('simulated');
    cluster.create(deployment());
    cluster.engine.advance(1000);
    const before = cluster.pods().map(({ metadata }) => metadata.name);
    cluster.engine.dispatch({ type: 'killPod', namespace: 'default', name: before[0] ?? '' });
    cluster.engine.advance(1000);
    const after = cluster.pods().map(({ metadata }) => metadata.name);
    expect(after).toHaveLength(2);
    expect(after).not.toContain(before[0]);
    expect(cluster.pods().every(isReady)).toBe(true);
  });
});
