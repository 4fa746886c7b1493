import { describe, expect, it } from 'vitest';
import type { WatchEvent, KubeObject } from '../../../../src/engine/context.ts';
import type { JsonObject } from '../../../../src/kube/json.ts';
import type { ApiRequest } from '../../../../src/protocol/command.ts';
import { apiCluster, at, messageOf, pod, podBody, serviceBody, webTemplate } from './apiCluster.ts';

const web = 'Service/default/web';

const config = (metadata: JsonObject = {}, data: JsonObject = {}): JsonObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', ...metadata }, data });

describe('requests that go nowhere', () => {
  it.each<{ name: string; request: ApiRequest; code: number; message: string }>([
    { name: 'GET of a kind that is not there', request: { verb: 'get', apiVersion: 'x/v1', kind: 'Foo', name: 'a' }, code: 404, message: 'the server could not find the requested resource' },
    { name: 'GET of a kind in another group', request: { verb: 'get', apiVersion: 'apps/v1', kind: 'Service', name: 'a' }, code: 404, message: 'the server could not find the requested resource' },
    { name: 'POST of a kind that is not there', request: { verb: 'create', apiVersion: 'x/v1', kind: 'Foo', body: { apiVersion: 'x/v1', kind: 'Foo' } }, code: 400, message: 'Foo in version "v1" cannot be handled as a Service: no kind "Foo" is registered for version "x/v1" in scheme "pkg/runtime/scheme.go:111"' },
    { name: 'POST of an old version', request: { verb: 'create', apiVersion: 'extensions/v1beta1', kind: 'Ingress', body: { apiVersion: 'extensions/v1beta1', kind: 'Ingress' } }, code: 400, message: 'the API version in the data (extensions/v1beta1) does not match the expected API version (networking.k8s.io/v1)' },
    { name: 'GET of a missing object', request: { verb: 'get', apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' }, code: 404, message: 'deployments.apps "a" not found' },
    { name: 'PUT of a missing object', request: { verb: 'update', apiVersion: 'v1', kind: 'ConfigMap', name: 'c', body: config() }, code: 404, message: 'configmaps "c" not found' },
    { name: 'POST to a missing Namespace', request: { verb: 'create', apiVersion: 'v1', kind: 'Service', namespace: 'nosuch', body: serviceBody('web') }, code: 404, message: 'namespaces "nosuch" not found' },
    { name: 'POST to another Namespace than the body says', request: { verb: 'create', apiVersion: 'v1', kind: 'Service', namespace: 'kube-system', body: serviceBody('web', {}, { namespace: 'default' }) }, code: 400, message: 'the namespace of the provided object does not match the namespace sent on the request' },
    { name: 'PUT with another name than the URL', request: { verb: 'update', apiVersion: 'v1', kind: 'Service', name: 'a', body: serviceBody('b') }, code: 400, message: 'the name of the object (b) does not match the name on the URL (a)' },
    { name: 'POST with a resource version', request: { verb: 'create', apiVersion: 'v1', kind: 'ConfigMap', body: config({ resourceVersion: '5' }) }, code: 500, message: 'resourceVersion should not be set on objects to be created' },
    { name: 'DELETE of a Namespace that stays', request: { verb: 'delete', apiVersion: 'v1', kind: 'Namespace', name: 'default' }, code: 403, message: 'namespaces "default" is forbidden: this namespace may not be deleted' },
  ])('$name', ({ request, code, message }) => {
    const answer = apiCluster().api.handle(request);
    expect([answer.code, messageOf(answer)]).toEqual([code, message]);
  });
});

describe('objects', () => {
  it('get what clients may not choose', () => {
    const { create, wait } = apiCluster();
    wait(5000);
    const answer = create(config({ uid: 'mine', creationTimestamp: '2001-01-01T00:00:00Z', deletionTimestamp: '2001-01-01T00:00:00Z', managedFields: [{ manager: 'x', operation: 'Update' }] }));
    expect(at(answer, 'metadata')).toMatchObject({ name: 'c', namespace: 'default', creationTimestamp: '2026-01-01T00:00:05Z' });
    expect(at(answer, 'metadata', 'uid')).not.toBe('mine');
    for (const field of ['deletionTimestamp', 'managedFields']) expect(at(answer, 'metadata', field)).toBeUndefined();
  });

  it('get names of their own from a prefix', () => {
    const { create } = apiCluster();
    const name = (): unknown => at(create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'c-' } }), 'metadata', 'name');
    expect(name()).toMatch(/^c-[a-z0-9]{5}$/);
    expect(name()).not.toBe(name());
  });

  it('are the same in every run of the same seed', () => {
    const run = (): unknown => {
      const { api, create } = apiCluster({ seed: 42 });
      create(serviceBody('web', { type: 'LoadBalancer', externalTrafficPolicy: 'Local' }));
      create({ apiVersion: 'v1', kind: 'Pod', metadata: { generateName: 'p-' }, spec: { containers: [{ name: 'a', image: 'b' }] } });
      return [...api.listAny('Service'), ...api.listAny('Pod'), ...api.listAny('IPAddress')];
    };
    expect(JSON.stringify(run())).toBe(JSON.stringify(run()));
  });

  it('are listed with their collection\'s version', () => {
    const { ask, create } = apiCluster();
    create(config());
    const list = ask('list', 'ConfigMap/default/');
    expect(at(list, 'kind')).toBe('ConfigMapList');
    expect(at(list, 'items', 0, 'metadata', 'name')).toBe('c');
  });

  it('are not touched by a dry run', () => {
    const { api, create, ask } = apiCluster();
    const before = api.count('IPAddress');
    expect(create(serviceBody('web', { type: 'NodePort' }), { isDryRun: true }).code).toBe(201);
    expect([api.count('IPAddress'), api.getAny('Service', 'default', 'web')]).toEqual([before, undefined]);
    create(serviceBody('web'));
    expect(at(ask('patch', web, { metadata: { labels: { a: 'b' } } }, { isDryRun: true }), 'metadata', 'labels')).toEqual({ a: 'b' });
    expect(ask('delete', web, undefined, { isDryRun: true }).code).toBe(200);
    expect(api.get('Service', 'default', 'web')?.metadata.labels).toBeUndefined();
  });
});

describe('changes', () => {
  it('without difference are no writes', () => {
    const { api, create, ask } = apiCluster();
    create(serviceBody('web'));
    const events: WatchEvent<KubeObject>[] = [];
    api.watchAll((event) => events.push(event));
    ask('update', web, serviceBody('web'));
    ask('patch', web, { spec: { type: 'ClusterIP' } });
    const stored = api.get('Service', 'default', 'web');
    if (stored !== undefined) {
      api.update('Service', stored);
      api.updateStatus('Service', { ...stored, status: { loadBalancer: {} } });
    }
    expect(events).toEqual([]);
  });

  it('of an object that has moved on are refused', () => {
    const { create, ask } = apiCluster();
    const version = at(create(serviceBody('web')), 'metadata', 'resourceVersion') ?? '';
    ask('patch', web, { metadata: { labels: { a: 'b' } } });
    expect(messageOf(ask('update', web, serviceBody('web', {}, { resourceVersion: version })))).toBe('Operation cannot be fulfilled on services "web": the object has been modified; please apply your changes to the latest version and try again');
    expect(ask('update', web, serviceBody('web', {}, { uid: 'other' })).code).toBe(409);
    expect(messageOf(ask('update', web, serviceBody('web', {}, { resourceVersion: 'abc' })))).toBe('strconv.ParseUint: parsing "abc": invalid syntax');
  });

  it('by PUT create what their kind lets them create', () => {
    const { ask } = apiCluster();
    expect(ask('update', web, serviceBody('web')).code).toBe(201);
    expect(ask('update', web, serviceBody('web')).code).toBe(200);
  });

  it.each<{ name: string; patch: JsonObject; generation: number }>([
    { name: 'spec', patch: { spec: { replicas: 2 } }, generation: 2 },
    { name: 'annotations of a Deployment', patch: { metadata: { annotations: { a: 'b' } } }, generation: 2 },
    { name: 'labels', patch: { metadata: { labels: { a: 'b' } } }, generation: 1 },
    { name: 'generation itself', patch: { metadata: { generation: 9 } }, generation: 1 },
    { name: 'status', patch: { status: { replicas: 9 } }, generation: 1 },
  ])('of $name leave generation $generation', ({ patch, generation }) => {
    const { create, ask } = apiCluster();
    create({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'w' }, spec: { selector: { matchLabels: { app: 'w' } }, template: { metadata: { labels: { app: 'w' } }, spec: { containers: [{ name: 'a', image: 'b' }] } } } });
    expect(at(ask('patch', 'Deployment/default/w', patch), 'metadata', 'generation')).toBe(generation);
  });

  it('of a DaemonSet\'s template are counted in its annotation', () => {
    const { create, ask } = apiCluster();
    const key = 'deprecated.daemonset.template.generation';
    create({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'd' }, spec: { selector: { matchLabels: { app: 'w' } }, template: { metadata: { labels: { app: 'w' } }, spec: { containers: [{ name: 'a', image: 'b' }] } } } });
    const ref = 'DaemonSet/default/d';
    expect(at(ask('get', ref), 'metadata', 'annotations', key)).toBe('1');
    ask('patch', ref, { spec: { minReadySeconds: 5 } });
    expect(at(ask('patch', ref, { metadata: { annotations: { [key]: '77' } } }), 'metadata', 'annotations', key)).toBe('1');
    expect(at(ask('patch', ref, { spec: { template: { spec: { nodeSelector: { a: 'b' } } } } }), 'metadata', 'annotations', key)).toBe('2');
  });

  it('of a Job without labels come with its selector', () => {
    const { create } = apiCluster();
    const job = create({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'b' }] } } } });
    const uid = at(job, 'metadata', 'uid');
    expect(at(job, 'spec', 'selector', 'matchLabels')).toEqual({ 'batch.kubernetes.io/controller-uid': uid });
    expect(at(job, 'metadata', 'labels', 'job-name')).toBe('j');
  });

  it.each<{ patchType: 'merge' | 'strategic'; body: JsonObject; message: string }>([
    { patchType: 'strategic', body: { spec: { bogus: 1 } }, message: ' "" is invalid: patch: Invalid value: "map[spec:map[bogus:1]]": strict decoding error: unknown field "spec.bogus"' },
    { patchType: 'merge', body: { metadata: { name: 'other' } }, message: 'the name of the object (other) does not match the name on the URL (web)' },
  ])('by $patchType patch can be refused: $message', ({ patchType, body, message }) => {
    const { create, ask } = apiCluster();
    create(serviceBody('web'));
    expect(messageOf(ask('patch', web, body, { patchType }))).toBe(message);
  });

  it('warn of unknown fields where that is asked for, and leave them out', () => {
    const { create, ask } = apiCluster();
    create(serviceBody('web'));
    const answer = ask('patch', web, { spec: { bogus: 1 } }, { patchType: 'strategic', fieldValidation: 'Warn' });
    expect([answer.code, answer.warnings]).toEqual([200, ['unknown field "spec.bogus"']]);
  });
});

describe('Pods', () => {
  it('get priority, tolerations, a class of service, and their Node\'s zone', () => {
    const answer = apiCluster().create(podBody('a', { nodeName: 'node-2' }));
    expect(at(answer, 'spec')).toMatchObject({ priority: 0, preemptionPolicy: 'PreemptLowerPriority', tolerations: [{ key: 'node.kubernetes.io/not-ready', tolerationSeconds: 300 }, { key: 'node.kubernetes.io/unreachable' }] });
    expect(at(answer, 'metadata', 'labels')).toEqual({ 'topology.kubernetes.io/zone': 'zone-b' });
    expect(at(answer, 'status')).toEqual({ phase: 'Pending', qosClass: 'BestEffort' });
  });

  it.each<{ name: string; spec: JsonObject; message: string }>([
    { name: 'unknown class', spec: { priorityClassName: 'nosuch' }, message: 'pods "a" is forbidden: no PriorityClass with name nosuch was found' },
    { name: 'own priority', spec: { priority: 5 }, message: 'pods "a" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name' },
    { name: 'runtime class', spec: { runtimeClassName: 'x' }, message: 'pods "a" is forbidden: pod rejected: RuntimeClass "x" not found' },
  ])('are refused: $name', ({ spec, message }) => {
    expect(messageOf(apiCluster().create(podBody('a', spec)))).toBe(message);
  });

  it.each<{ name: string; resources: JsonObject; qosClass: string }>([
    { name: 'nothing', resources: {}, qosClass: 'BestEffort' },
    { name: 'some requests', resources: { requests: { cpu: '1' } }, qosClass: 'Burstable' },
    { name: 'equal requests and limits', resources: { limits: { cpu: '1', memory: '1Gi' } }, qosClass: 'Guaranteed' },
    { name: 'limits above requests', resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '1Gi' } }, qosClass: 'Burstable' },
  ])('with $name are $qosClass', ({ resources, qosClass }) => {
    expect(at(apiCluster().create(podBody('a', { containers: [{ name: 'a', image: 'b', resources }] })), 'status', 'qosClass')).toBe(qosClass);
  });

  it('go at once where no Node has them, and after their grace period elsewhere', () => {
    const { api, create, ask, wait } = apiCluster();
    create(podBody('unbound'));
    ask('delete', 'Pod/default/unbound');
    expect(api.get('Pod', 'default', 'unbound')).toBeUndefined();
    create(podBody('bound', { nodeName: 'node-1', terminationGracePeriodSeconds: 20 }));
    wait(1000);
    expect(at(ask('delete', 'Pod/default/bound'), 'metadata')).toMatchObject({ deletionTimestamp: '2026-01-01T00:00:21Z', deletionGracePeriodSeconds: 20, generation: 2 });
    wait(5000);
    expect(at(ask('delete', 'Pod/default/bound'), 'metadata', 'deletionGracePeriodSeconds')).toBe(20);
    expect(at(ask('delete', 'Pod/default/bound', { gracePeriodSeconds: 10 }), 'metadata')).toMatchObject({ deletionTimestamp: '2026-01-01T00:00:11Z', deletionGracePeriodSeconds: 10 });
    api.delete('Pod', 'default', 'bound', { gracePeriodSeconds: 0 });
    expect(api.get('Pod', 'default', 'bound')).toBeUndefined();
  });

  it('are bound without a new generation', () => {
    const { api } = apiCluster();
    const created = api.create('Pod', pod('a'));
    if (!created.ok) throw new Error(created.status.message);
    const bound = api.update('Pod', { ...created.object, spec: { ...created.object.spec, nodeName: 'node-1' } });
    expect(bound).toMatchObject({ ok: true, object: { metadata: { generation: 1, labels: { 'topology.kubernetes.io/zone': 'zone-a' } } } });
    expect(api.podsOnNode('node-1').map(({ metadata }) => metadata.name)).toEqual(['a']);
  });
});

describe('deletion', () => {
  it('waits for finalizers', () => {
    const { api, create, ask } = apiCluster();
    create(config({ finalizers: ['a.io/b'] }));
    const ref = 'ConfigMap/default/c';
    expect(at(ask('delete', ref), 'metadata')).toMatchObject({ deletionTimestamp: '2026-01-01T00:00:00Z', deletionGracePeriodSeconds: 0 });
    expect(messageOf(create(config()))).toBe('object is being deleted: configmaps "c" already exists');
    expect(messageOf(ask('patch', ref, { metadata: { finalizers: ['a.io/b', 'c.io/d'] } }))).toContain('no new finalizers can be added if the object is being deleted');
    expect(ask('patch', ref, { metadata: { finalizers: null } }).code).toBe(200);
    expect(api.getAny('ConfigMap', 'default', 'c')).toBeUndefined();
  });

  it.each([
    { policy: 'Foreground', finalizers: ['foregroundDeletion'] },
    { policy: 'Orphan', finalizers: ['orphan'] },
  ] as const)('by $policy leaves a finalizer for the garbage collector', ({ policy, finalizers }) => {
    const { api, create } = apiCluster();
    create({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'r' }, spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'a', image: 'b' }] } } } });
    expect(api.delete('ReplicaSet', 'default', 'r', { propagationPolicy: policy })).toMatchObject({ ok: true, object: { metadata: { finalizers, generation: 2 } } });
    const stored = api.get('ReplicaSet', 'default', 'r');
    if (stored === undefined) throw new Error('gone');
    api.update('ReplicaSet', { ...stored, metadata: { ...stored.metadata, finalizers: [] } });
    expect(api.get('ReplicaSet', 'default', 'r')).toBeUndefined();
  });

  it('of an object by another\'s uid is refused', () => {
    const { api, create } = apiCluster();
    create(config());
    expect(api.delete('ConfigMap', 'default', 'c', { uid: 'other' })).toMatchObject({ ok: false, status: { code: 409 } });
  });

  it('of a Service takes its Endpoints along', () => {
    const { api, create, ask } = apiCluster();
    create(serviceBody('web'));
    create({ apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'web' } });
    ask('delete', web);
    expect(api.get('Endpoints', 'default', 'web')).toBeUndefined();
  });

  it('of a Namespace ends creation in it, and is over when it is finalized', () => {
    const { api, create, ask } = apiCluster();
    create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    expect(at(ask('delete', 'Namespace//shop'), 'status', 'phase')).toBe('Terminating');
    const refused = create(serviceBody('web', {}, { namespace: 'shop' }));
    expect(refused).toMatchObject({ code: 403, status: { message: 'services "web" is forbidden: unable to create new content in namespace shop because it is being terminated', causes: [{ reason: 'NamespaceTerminating' }] } });
    expect(at(ask('patch', 'Namespace//shop', { spec: { finalizers: [] } }), 'spec', 'finalizers')).toEqual(['kubernetes']);
    const stored = api.get('Namespace', '', 'shop');
    if (stored === undefined) throw new Error('gone');
    api.update('Namespace', { ...stored, spec: {} });
    expect(api.get('Namespace', '', 'shop')).toBeUndefined();
  });

  it('answers with a Status for most kinds', () => {
    const { create, ask } = apiCluster();
    create(config());
    expect(ask('delete', 'ConfigMap/default/c')).toMatchObject({ code: 200, object: { kind: 'Status', status: 'Success', details: { name: 'c', kind: 'configmaps' } } });
  });
});

describe('set up', () => {
  it('has the system\'s objects and the Nodes of the settings', () => {
    const { api, ask } = apiCluster();
    expect(api.list('Namespace').map(({ metadata }) => metadata.name)).toEqual(['default', 'kube-node-lease', 'kube-public', 'kube-system']);
    expect(at(ask('get', 'Service/default/kubernetes'), 'spec')).toMatchObject({ clusterIP: '10.96.0.1', ports: [{ name: 'https', port: 443, targetPort: 6443 }] });
    expect(api.get('EndpointSlice', 'default', 'kubernetes')?.endpoints?.[0]?.addresses).toEqual(['172.30.0.1']);
    expect(api.list('Node').map(({ metadata, spec }) => [metadata.name, metadata.labels?.['topology.kubernetes.io/zone'], spec.podCIDR])).toEqual([['node-1', 'zone-a', '10.244.0.0/24'], ['node-2', 'zone-b', '10.244.1.0/24']]);
  });

  it('warns of every request about Endpoints', () => {
    const { ask } = apiCluster();
    const warning = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';
    expect(ask('get', 'Endpoints/default/kubernetes').warnings).toEqual([warning]);
    expect(ask('list', 'Endpoints/default/').warnings).toEqual([warning]);
    expect(ask('delete', 'Endpoints/default/nosuch').warnings).toEqual([warning]);
  });
});

it('the control plane\'s Pods are completed and owned', () => {
  const { api } = apiCluster();
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: 'u1', controller: true };
  for (let i = 0; i < 3; i++) {
    const created = api.create('Pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: '', generateName: 'r-', namespace: 'default', labels: { app: 'web' }, ownerReferences: [owner] }, spec: webTemplate.spec });
    expect(created).toMatchObject({ ok: true, object: { spec: { restartPolicy: 'Always', priority: 0 }, status: { phase: 'Pending' } } });
  }
  expect(api.ownedBy('u1')).toHaveLength(3);
  expect(api.withLabels('Pod', 'default', { app: 'web' })).toHaveLength(3);
});
