import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/kube/json.ts';
import { createWorkbench, squeezed, type Workbench } from '../../kubectl/workbench.ts';

const container = (resources: JsonObject = {}): string => JSON.stringify([{ name: 'c', image: 'srv:1', resources }]);
const deployment = (replicas: number): string => `{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: ${replicas}, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: ${container()}}}}}`;
const pod = (name: string, resources: JsonObject = {}, more = ''): string => `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, labels: {app: bare}}, spec: {containers: ${container(resources)}${more}}}`;
const budget = (spec: string): string => `{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: b}, spec: ${spec}}`;
const quota = (hard: string, more = ''): string => `{apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {hard: ${hard}${more}}}`;

function world(...documents: readonly string[]): Workbench {
  const bench = createWorkbench(documents.join('\n---\n'));
  bench.pass(5);
  return bench;
}

const apply = (bench: Workbench, text: string): string => {
  const { stdout, stderr } = bench.run('create -f -', text);
  bench.pass(2);
  return (stdout + stderr).trim();
};

describe('what every Namespace has', () => {
  const bench = createWorkbench();
  const furniture = (namespace: string): string => bench.out(`get cm,sa -n ${namespace} -o name`);
  const all = 'configmap/kube-root-ca.crt\nserviceaccount/default\n';

  it('is there from the beginning', () => {
    expect(createWorkbench().out('get sa -A -o jsonpath={.items[*].metadata.namespace}')).toBe('default kube-node-lease kube-public kube-system');
  });

  it.each([
    ['comes with a new one', 'create ns shop'],
    ['comes back when it is deleted', 'delete cm,sa --all -n shop'],
  ])('%s', (_name, command) => {
    bench.out(command);
    bench.pass(2);
    expect(furniture('shop')).toBe(all);
  });

  it('is put right when it is changed', () => {
    bench.out(`patch cm kube-root-ca.crt -p '{"data":{"x":"y"}}'`);
    bench.pass(2);
    expect(bench.out('get cm kube-root-ca.crt -o jsonpath={.data}')).toBe('{"ca.crt":""}');
  });

  it('goes with its Namespace', () => {
    bench.out('delete ns shop');
    bench.pass(5);
    expect(bench.run('get cm,sa -n shop').stderr).toBe('No resources found in shop namespace.\n');
  });
});

describe('a PodDisruptionBudget', () => {
  const select = 'selector: {matchLabels: {app: web}}';

  it.each([
    ['minAvailable as a number', `{minAvailable: 2, ${select}}`, 3, [1, 3, 2, 3], 'SufficientPods'],
    ['minAvailable as a share, rounded up', `{minAvailable: 50%, ${select}}`, 3, [1, 3, 2, 3], 'SufficientPods'],
    ['maxUnavailable as a number', `{maxUnavailable: 1, ${select}}`, 3, [1, 3, 2, 3], 'SufficientPods'],
    ['maxUnavailable as a share, rounded up', `{maxUnavailable: 30%, ${select}}`, 4, [2, 4, 2, 4], 'SufficientPods'],
    ['nothing to spare', `{minAvailable: 3, ${select}}`, 3, [0, 3, 3, 3], 'InsufficientPods'],
    ['no Pods', '{minAvailable: 1, selector: {matchLabels: {app: none}}}', 1, [0, 0, 1, 0], 'InsufficientPods'],
    ['without a selector', '{minAvailable: 1}', 1, [0, 0, 1, 0], 'InsufficientPods'],
    ['an empty selector takes all', '{minAvailable: 1, selector: {}}', 2, [1, 2, 1, 2], 'SufficientPods'],
  ])('%s', (_name, spec, replicas, [allowed, current, desired, expected], reason) => {
    const status: unknown = JSON.parse(world(deployment(replicas), budget(spec)).out('get pdb b -o jsonpath={.status}'));
    expect(status).toMatchObject({ currentHealthy: current, desiredHealthy: desired, expectedPods: expected, disruptionsAllowed: allowed, observedGeneration: 1, conditions: [{ type: 'DisruptionAllowed', reason }] });
  });

  it('says that it cannot count what has no scale', () => {
    const daemons = '{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: x}]}}}}';
    const bench = world(daemons, budget(`{maxUnavailable: 1, ${select}}`));
    expect(bench.out('get pdb b -o jsonpath={.status.conditions[0].reason}:{.status.conditions[0].message}')).toBe('SyncFailed:daemonsets.apps does not implement the scale subresource');
    expect(bench.run('drain node-1 --force --timeout=6s').exit).toBe(1);
  });

  it('stops a drain until there are enough again', () => {
    const bench = world(deployment(2), budget(`{minAvailable: 2, ${select}}`));
    const { stdout, stderr } = bench.run('drain node-1 --ignore-daemonsets --timeout=7s');
    expect(stdout).toContain('evicting pod default/web-');
    expect(stderr).toContain("Cannot evict pod as it would violate the pod's disruption budget.");
    bench.out(`patch pdb b --type=merge -p '{"spec":{"minAvailable":1}}'`);
    bench.pass(2);
    expect(bench.out('drain node-1 --ignore-daemonsets --timeout=60s')).toContain('node/node-1 drained');
    bench.pass(5);
    expect(bench.out('get pdb b -o jsonpath={.status.currentHealthy}')).toBe('2');
  });

  it('is one of two, and then nothing can be evicted', () => {
    const bench = world(deployment(2), budget(`{minAvailable: 1, ${select}}`), budget(`{minAvailable: 0, ${select}}`).replace('name: b', 'name: c'));
    expect(bench.run('drain node-1 node-2 --timeout=6s').stderr).toContain('This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.');
  });
});

describe('a ResourceQuota', () => {
  const cpu = (amount: string): JsonObject => ({ requests: { cpu: amount } });

  it.each([
    ['too many Pods', quota('{pods: 1}'), [pod('a'), pod('b')], 'pods "b" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1'],
    ['too much of several things', quota('{requests.cpu: 1, pods: 1}'), [pod('a', cpu('600m')), pod('b', cpu('600m'))], 'pods "b" is forbidden: exceeded quota: q, requested: pods=1,requests.cpu=600m, used: pods=1,requests.cpu=600m, limited: pods=1,requests.cpu=1'],
    ['a Pod that does not say how much', quota('{requests.cpu: 1, limits.memory: 1Gi}'), [pod('a', cpu('1m'))], 'pods "a" is forbidden: failed quota: q: must specify limits.memory for: c'],
    ['counted objects', quota('{count/configmaps: 2}'), ['{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}', '{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}'], 'configmaps "b" is forbidden: exceeded quota: q, requested: count/configmaps=1, used: count/configmaps=2, limited: count/configmaps=2'],
    ['node ports', quota('{services.nodeports: 1}'), ['{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: NodePort, ports: [{name: a, port: 80}, {name: b, port: 81}]}}'], 'services "a" is forbidden: exceeded quota: q, requested: services.nodeports=2, used: services.nodeports=0, limited: services.nodeports=1'],
    ['validation comes first', quota('{services: 0}'), ['{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {sessionAffinity: x, ports: [{port: 80}]}}'], 'The Service "a" is invalid: spec.sessionAffinity: Unsupported value: "x": supported values: "ClientIP", "None"'],
    ['and what is there already last', quota('{pods: 1}'), [pod('a'), pod('a')], 'pods "a" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1'],
  ])('refuses %s', (_name, limits, documents, refusal) => {
    const bench = world(limits);
    expect(documents.map((text) => apply(bench, text)).at(-1)).toBe(refusal.startsWith('The ') ? refusal : `Error from server (Forbidden): error when creating "STDIN": ${refusal}`);
  });

  it.each([
    ['BestEffort', ', scopes: [BestEffort]', [pod('a'), pod('b', cpu('1m'))], '1'],
    ['NotBestEffort', ', scopes: [NotBestEffort]', [pod('a'), pod('b', cpu('1m')), pod('c', cpu('1m'))], '2'],
    ['Terminating', ', scopes: [Terminating]', [pod('a', {}, ', activeDeadlineSeconds: 100'), pod('b')], '1'],
    ['a priority class', ', scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [system-node-critical]}]}', [pod('a', {}, ', priorityClassName: system-node-critical'), pod('b')], '1'],
  ])('counts only what is in its scope: %s', (_name, scopes, documents, used) => {
    const bench = world(quota('{pods: 9}', scopes));
    for (const text of documents) apply(bench, text);
    expect(bench.out('get quota q -o jsonpath={.status.used.pods}')).toBe(used);
  });

  it('is free again for what is deleted, and a workload waits for it', () => {
    const bench = world(quota('{pods: 2}'), deployment(3));
    expect(bench.out('get quota')).toContain('pods: 2/2');
    expect(bench.out('get rs -o jsonpath={.items[0].status.conditions[0].reason}')).toBe('FailedCreate');
    bench.out('delete quota q');
    bench.pass(60);
    expect(bench.out('get deploy web -o jsonpath={.status.readyReplicas}')).toBe('3');
  });

  it('shows what is used', () => {
    const bench = world(quota('{pods: 4, services: 5, services.nodeports: 2, requests.cpu: 2}'));
    apply(bench, pod('a', cpu('500m')));
    bench.out('create service nodeport np --tcp=80');
    bench.pass(1);
    const lines = (): readonly string[] => squeezed(bench.out('describe quota q')).split('\n').slice(4);
    expect(lines()).toEqual(['pods 1 4', 'requests.cpu 500m 2', 'services 2 5', 'services.nodeports 1 2', '']);
    bench.out(`patch svc np -p '{"spec":{"type":"ClusterIP"}}'`);
    bench.out('delete pod a --force');
    bench.pass(2);
    expect(lines()).toEqual(['pods 0 4', 'requests.cpu 0 2', 'services 2 5', 'services.nodeports 0 2', '']);
  });
});

describe('a LimitRange', () => {
  const limits = '{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{type: Container, default: {cpu: 500m}, defaultRequest: {cpu: 100m}, max: {cpu: 1}, min: {cpu: 50m}, maxLimitRequestRatio: {cpu: 10}}, {type: Pod, max: {cpu: 1500m}}]}}';

  it('fills in what containers leave out', () => {
    const bench = world(limits);
    apply(bench, pod('a'));
    expect(JSON.parse(bench.out('get pod a -o jsonpath={.spec.containers[0].resources}'))).toEqual({ limits: { cpu: '500m' }, requests: { cpu: '100m' } });
    expect(bench.out('get pod a -o jsonpath={.metadata.annotations}')).toBe('{"kubernetes.io/limit-ranger":"LimitRanger plugin set: cpu request for container c; cpu limit for container c"}');
  });

  it.each([
    ['too much', { limits: { cpu: '1100m' } }, 'maximum cpu usage per Container is 1, but limit is 1100m'],
    ['too little', { limits: { cpu: '400m' }, requests: { cpu: '45m' } }, 'minimum cpu usage per Container is 50m, but request is 45m'],
    ['too far apart', { limits: { cpu: '900m' }, requests: { cpu: '60m' } }, 'cpu max limit to request ratio per Container is 10, but provided ratio is 15.000000'],
    ['several at once', { limits: { cpu: '2' }, requests: { cpu: '40m' } }, '[minimum cpu usage per Container is 50m, but request is 40m, maximum cpu usage per Container is 1, but limit is 2, cpu max limit to request ratio per Container is 10, but provided ratio is 50.000000, maximum cpu usage per Pod is 1500m, but limit is 2]'],
  ])('refuses %s', (_name, resources, refusal) => {
    expect(apply(world(limits), pod('a', resources))).toBe(`Error from server (Forbidden): error when creating "STDIN": pods "a" is forbidden: ${refusal}`);
  });
});
