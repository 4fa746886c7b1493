import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../src/kube/types.generated.ts';
import { parseManifests } from '../../../src/manifests/parseManifests.ts';
import type { RequestSummary } from '../../../src/protocol/request.ts';
import { podStatus } from '../../../src/kube/printers/pod.ts';
import { podState } from '../../../src/worker/podState.ts';
import { createStatsWindow } from '../../../src/worker/trafficStats.ts';
import { createViews } from '../../../src/worker/views.ts';
import { pod, service, slice, testCluster, type TestCluster } from '../diagnosis/cluster.ts';
import { withChanges } from './sessionHarness.ts';

const runtime: Parameters<typeof createViews>[1] = { nodePower: () => 'up' };
const kinds = ['Node', 'Pod', 'Service', 'Endpoints', 'EndpointSlice', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ConfigMap', 'Ingress'];
const empty = { nodes: {}, pods: {}, services: {}, workloads: {}, stored: {}, findings: {} };
const owner = (kind: string, name: string): string => `, ownerReferences: [{kind: ${kind}, name: ${name}, uid: ${kind}-${name}, controller: true}]`;

const steps: readonly string[] = [
  service('{selector: {app: web}, ports: [{name: a, port: 80, targetPort: http}]}'),
  service('{type: LoadBalancer, ports: [{port: 80}]}'),
  pod('web-1'), pod('web-1', { ready: false }), pod('web-2', { extra: owner('ReplicaSet', 'web') }),
  slice('web-x', '[{name: a, port: 8080}]', '[{addresses: [10.0.0.1], targetRef: {kind: Pod, name: web-1, namespace: default}, conditions: {ready: true}}, {addresses: [10.0.0.9], conditions: {ready: false}}]'),
  slice('web-x', '[{name: a, port: 8081}]', '[]'),
  'kind: ReplicaSet\nmetadata: {name: web, ownerReferences: [{kind: Deployment, name: web, uid: Deployment-web, controller: true}]}\nspec: {}\n',
  'kind: ReplicaSet\nmetadata: {name: web}\nspec: {replicas: 3}\n',
  'kind: Deployment\nmetadata: {name: web}\nspec: {replicas: 2, template: {metadata: {labels: {app: web}}}}\nstatus: {readyReplicas: 1, updatedReplicas: 2}\n',
  'kind: DaemonSet\nmetadata: {name: d}\nspec: {template: {}}\nstatus: {desiredNumberScheduled: 3, numberReady: 2, currentNumberScheduled: 3, numberMisscheduled: 0, updatedNumberScheduled: 1}\n',
  'kind: Node\nmetadata: {name: node-1, labels: {topology.kubernetes.io/zone: a}}\nspec: {unschedulable: true, taints: [{key: k, value: v, effect: NoSchedule}, {key: k, effect: NoExecute}]}\n',
  'kind: ConfigMap\nmetadata: {name: c}\n', 'kind: ConfigMap\nmetadata: {name: kube-root-ca.crt}\n', 'kind: Ingress\nmetadata: {name: i}\n',
];
const removals = [['Pod', 'web-1'], ['Pod', 'web-2'], ['EndpointSlice', 'web-x'], ['Service', 'web'], ['ReplicaSet', 'web'], ['Deployment', 'web'], ['ConfigMap', 'c']] as const;
type Step = (cluster: TestCluster) => void;
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom(...steps).map((yaml): Step => (cluster) => {
    cluster.put(yaml);
  }),
  fc.constantFrom(...removals).map(([kind, name]): Step => (cluster) => {
    cluster.remove(kind, 'default', name);
  }),
);

describe('views', () => {
  it('by changes are the same as made anew', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 30 }), (taken) => {
      const cluster = testCluster();
      const views = createViews(cluster.reader, runtime);
      cluster.watch((event) => {
        views.observe(event);
      });
      let shown: ReturnType<typeof views.snapshot> = empty;
      for (const each of taken) {
        each(cluster);
        shown = withChanges(shown, views.takeChanges());
        expect(views.hasChanges()).toBe(false);
      }
      expect(shown).toEqual(views.snapshot());
      const anew = createViews(cluster.reader, runtime);
      for (const object of kinds.flatMap((kind) => cluster.reader.listAny(kind))) anew.observe({ type: 'ADDED', object });
      anew.takeChanges();
      // A Pod keeps the group that it had; one that is met later has the group that it has then.
      const withoutGroups = ({ pods, ...rest }: typeof shown) => ({ ...rest, pods: Object.fromEntries(Object.entries(pods).map(([id, view]) => [id, { ...view, workload: undefined }])) });
      expect(withoutGroups(shown)).toEqual(withoutGroups(anew.snapshot()));
    }), { numRuns: 200 });
  });

  it('say what the page draws', () => {
    const cluster = testCluster(steps.filter((yaml) => !yaml.includes('8081') && !yaml.includes('LoadBalancer') && !yaml.includes('replicas: 3') && !yaml.includes('"False"')).join('---\n'));
    const views = createViews(cluster.reader, runtime);
    for (const object of kinds.flatMap((kind) => cluster.reader.listAny(kind))) views.observe({ type: 'ADDED', object });
    views.takeChanges();
    const { services, pods, workloads, nodes, stored } = views.snapshot();
    expect(services['Service/default/web']).toMatchObject({ type: 'ClusterIP', isHeadless: false, selector: { app: 'web' }, endpoints: { ready: 1, notReady: 1, terminating: 0 }, pods: ['Pod/default/web-1'], otherAddresses: ['10.0.0.9'], ports: [{ name: 'a', targetPort: 'http', resolved: [8080], nodePort: 0 }] });
    expect(pods['Pod/default/web-2']).toMatchObject({ workload: 'Deployment/default/web', nodeName: 'node-1', ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }] });
    expect(Object.values(workloads)).toMatchObject([{ kind: 'Deployment', replicas: 2, ready: 1, updated: 2, desired: 2, labels: { app: 'web' } }, { kind: 'DaemonSet', replicas: null, ready: 2, updated: 1, desired: 3 }]);
    expect(nodes['Node//node-1']).toMatchObject({ zone: 'a', ready: 'Unknown', isUnschedulable: true, taints: ['k=v:NoSchedule', 'k:NoExecute'] });
    expect(Object.keys(stored)).toEqual(['ConfigMap/default/c', 'Ingress/default/i']);
  });
});

describe('the STATUS column', () => {
  const container = (state: string, ready = false, restarts = 0) => `{name: c, ready: ${ready}, restartCount: ${restarts}, state: ${state}}`;
  it.each([
    { name: 'running', status: `{phase: Running, conditions: [{type: Ready, status: "True"}], containerStatuses: [${container('{running: {}}', true, 2)}]}`, is: ['Running', 2, 'ready'] },
    { name: 'not ready', status: `{phase: Running, containerStatuses: [${container('{running: {}}')}]}`, is: ['Running', 0, 'notReady'] },
    { name: 'pending', status: '{phase: Pending}', is: ['Pending', 0, 'pending'] },
    { name: 'creating', status: `{phase: Pending, containerStatuses: [${container('{waiting: {reason: ContainerCreating}}')}]}`, is: ['ContainerCreating', 0, 'pending'] },
    { name: 'crashing', status: `{phase: Running, containerStatuses: [${container('{waiting: {reason: CrashLoopBackOff}}', false, 5)}]}`, is: ['CrashLoopBackOff', 5, 'notReady'] },
    { name: 'exited', status: `{phase: Failed, containerStatuses: [${container('{terminated: {exitCode: 3}}')}]}`, is: ['ExitCode:3', 0, 'failed'] },
    { name: 'killed', status: `{phase: Failed, containerStatuses: [${container('{terminated: {exitCode: 137, signal: 9}}')}]}`, is: ['Signal:9', 0, 'failed'] },
    { name: 'completed', status: `{phase: Succeeded, containerStatuses: [${container('{terminated: {exitCode: 0, reason: Completed}}')}]}`, is: ['Completed', 0, 'succeeded'] },
    { name: 'one of two completed', status: `{phase: Running, containerStatuses: [${container('{terminated: {exitCode: 0, reason: Completed}}')}, ${container('{running: {}}', true)}]}`, is: ['NotReady', 0, 'notReady'] },
    { name: 'evicted', status: '{phase: Failed, reason: Evicted}', is: ['Evicted', 0, 'failed'] },
    { name: 'gated', status: '{phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: SchedulingGated}]}', is: ['SchedulingGated', 0, 'pending'] },
    { name: 'initialising', status: `{phase: Pending, initContainerStatuses: [${container('{running: {}}').replace('name: c', 'name: i')}]}`, is: ['Init:0/1', 0, 'pending'] },
    { name: 'init fails', status: `{phase: Pending, initContainerStatuses: [${container('{waiting: {reason: CrashLoopBackOff}}', false, 4).replace('name: c', 'name: i')}]}`, is: ['Init:CrashLoopBackOff', 4, 'pending'] },
    { name: 'terminating', status: '{phase: Running}', deleted: true, is: ['Terminating', 0, 'terminating'] },
    { name: 'lost', status: '{phase: Running, reason: NodeLost}', deleted: true, is: ['Unknown', 0, 'terminating'] },
  ])('$name', ({ status, deleted, is }) => {
    const metadata = deleted === true ? '{name: p, deletionTimestamp: x}' : '{name: p}';
    const [document] = parseManifests(`kind: Pod\nmetadata: ${metadata}\nspec: {containers: [{name: c}], initContainers: [{name: i}]}\nstatus: ${status}\n`).documents;
    const object = document?.body as unknown as Pod;
    expect([podStatus(object).status, podStatus(object).restarts, podState(object)]).toEqual(is);
  });
});

it('numbers of traffic are those of the last ten seconds', () => {
  const summary = (id: number, startMs: number, latencyMs: number, outcome: RequestSummary['outcome'] = 'answered'): RequestSummary => ({
    id, startMs, endMs: startMs + latencyMs, outcome, way: [], ...(outcome === 'answered' ? { pod: `Pod/default/p${id % 2}` } : {}),
    spec: { from: { kind: 'outside', name: 'x' }, to: 'web', protocol: 'TCP', connection: 'new' },
  });
  const stats = createStatsWindow();
  stats.add(Array.from({ length: 100 }, (_, index) => summary(index, 1000 + index * 10, index)));
  stats.add([summary(100, 5000, 3000, 'timedOut')]);
  expect(stats.stats(6000)).toEqual({ windowMs: 10_000, total: 101, outcomes: { answered: 100, timedOut: 1 }, p95Ms: 95, perPod: { 'Pod/default/p0': 50, 'Pod/default/p1': 50 } });
  expect(stats.stats(12_500)).toMatchObject({ total: 1, outcomes: { timedOut: 1 }, perPod: {} });
  expect(stats.stats(60_000)).toMatchObject({ total: 0, p95Ms: 0 });
});
