import { describe, expect, it } from 'vitest';
import { createAddressPool } from '../../../../src/engine/kubelet/addresses.ts';
import { fromServices } from '../../../../src/engine/kubelet/envvars.ts';
import type { Service } from '../../../../src/kube/types.generated.ts';
import { isReady, pod, service, testCluster, type TestCluster } from '../controllers/testCluster.ts';

const started = { controllerMs: 0, proxyMs: 0, containerStartMs: 1000, loadBalancerMs: 0, linkMs: 0, requestTimeoutMs: 3000 };
const thePod = ({ engine }: TestCluster) => engine.reader.get('Pod', 'default', 'p');
const endpoints = ({ engine }: TestCluster): readonly string[] => engine.reader.list('EndpointSlice').filter(({ metadata }) => metadata.name !== 'kubernetes')
  .flatMap(({ endpoints: list = [] }) => list.map(({ conditions = {} }) => `${conditions.ready === true ? 'ready ' : ''}${conditions.serving === true ? 'serving ' : ''}${conditions.terminating === true ? 'terminating' : ''}`.trim()));
const listens = ({ engine }: TestCluster): boolean => engine.runtime.byPod('default', 'p')?.listens(8080, 'TCP') === true;

describe('starting', () => {
  it('takes containerStartMs, and a Pod has no address before', () => {
    const cluster = testCluster('simulated', { delays: started });
    cluster.create(pod('p'));
    expect(thePod(cluster)?.status).toMatchObject({ phase: 'Pending', containerStatuses: [{ state: { waiting: { reason: 'ContainerCreating' } } }] });
    expect(thePod(cluster)?.status?.podIP).toBeUndefined();
    cluster.engine.advance(1000);
    expect(thePod(cluster)?.status).toMatchObject({ phase: 'Running', podIP: '10.244.0.2', hostIP: '172.30.0.11' });
    expect(cluster.pods().every(isReady)).toBe(true);
    expect(listens(cluster)).toBe(true);
  });

  it('runs init containers in turn, a sidecar beside them', () => {
    const cluster = testCluster('simulated', { delays: started });
    cluster.create(pod('p', { initContainers: [{ name: 'one', image: 'i' }, { name: 'side', image: 'i', restartPolicy: 'Always' }, { name: 'two', image: 'i' }] }));
    cluster.engine.advance(1500);
    expect(thePod(cluster)?.status?.initContainerStatuses?.map(({ name, state }) => `${name} ${Object.keys(state ?? {}).join('')}`)).toEqual(['one running', 'side waiting', 'two waiting']);
    cluster.engine.advance(1000);
    expect(thePod(cluster)?.status?.initContainerStatuses?.map(({ name, state }) => `${name} ${Object.keys(state ?? {}).join('')}`)).toEqual(['one terminated', 'side running', 'two running']);
    expect(thePod(cluster)?.status?.phase).toBe('Pending');
    cluster.engine.advance(1000);
    expect(thePod(cluster)?.status?.phase).toBe('Running');
    expect(cluster.pods().every(isReady)).toBe(true);
  });

  it('gives a hostNetwork Pod its Node\'s address', () => {
    const cluster = testCluster('simulated');
    cluster.create(pod('p', { hostNetwork: true, nodeName: 'node-2', containers: [{ name: 'srv', image: 'srv', ports: [{ containerPort: 8080 }] }] }));
    expect(thePod(cluster)?.status?.podIP).toBe('172.30.0.12');
    expect(cluster.engine.runtime.onHost('node-2', 8080, 'TCP')?.name).toBe('p');
    expect(cluster.engine.runtime.byIP('172.30.0.12')).toBeUndefined();
  });

  it('does not start where the addresses are used up', () => {
    const cluster = testCluster('simulated', { nodes: [{ name: 'small', zone: '', addresses: ['172.30.0.50'], podCIDRs: ['10.244.0.0/30'], labels: {} }] });
    cluster.create(pod('a'));
    cluster.create(pod('p'));
    cluster.engine.advance(1000);
    expect(thePod(cluster)?.status?.phase).toBe('Pending');
    cluster.remove('Pod', 'a');
    cluster.engine.advance(15_000);
    expect(thePod(cluster)?.status?.phase).toBe('Running');
  });
});

describe('ending', () => {
  it('stops listening at SIGTERM and is gone a second later', () => {
    const cluster = testCluster('simulated');
    cluster.create(service());
    cluster.create(pod('p'));
    cluster.remove('Pod', 'p');
    expect(endpoints(cluster)).toEqual(['serving terminating']);
    expect(listens(cluster)).toBe(false);
    cluster.engine.advance(1000);
    expect(thePod(cluster)).toBeUndefined();
    expect(endpoints(cluster)).toEqual([]);
  });

  it('goes on serving during a preStop sleep', () => {
    const cluster = testCluster('simulated');
    cluster.create(service());
    cluster.create(pod('p', { containers: [{ name: 'srv', image: 'srv', ports: [{ containerPort: 8080 }], lifecycle: { preStop: { sleep: { seconds: 10 } } } }] }));
    cluster.remove('Pod', 'p');
    cluster.engine.advance(9000);
    expect(listens(cluster)).toBe(true);
    expect(endpoints(cluster)).toEqual(['serving terminating']);
    cluster.engine.advance(2000);
    expect(thePod(cluster)).toBeUndefined();
  });

  it('is cut short by the grace period', () => {
    const cluster = testCluster('simulated');
    cluster.create(pod('p', { containers: [{ name: 'srv', image: 'srv', lifecycle: { preStop: { sleep: { seconds: 25 } } } }] }));
    cluster.remove('Pod', 'p');
    cluster.engine.advance(2000);
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 5 };
    cluster.engine.dispatch({ type: 'api', request: { verb: 'delete', apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'p', body } });
    cluster.engine.advance(2500);
    expect(thePod(cluster)).toBeDefined();
    cluster.engine.advance(3000);
    expect(thePod(cluster)).toBeUndefined();
  });

  it('killed: the process is gone before the endpoints know', () => {
    const cluster = testCluster('simulated', { delays: { ...started, controllerMs: 100, containerStartMs: 0 } });
    cluster.create(service());
    cluster.create(pod('p', { nodeName: 'node-1' }));
    cluster.engine.advance(1000);
    const gone: string[] = [];
    cluster.engine.runtime.onGone(({ name }) => void gone.push(name));
    cluster.engine.dispatch({ type: 'killPod', namespace: 'default', name: 'p' });
    expect(gone).toEqual(['p']);
    expect(cluster.engine.runtime.byIP('10.244.0.2')).toBeUndefined();
    expect(endpoints(cluster)).toEqual(['ready serving']);
    cluster.engine.advance(1000);
    expect(endpoints(cluster)).toEqual([]);
  });
});

describe('behaviours', () => {
  it('change what a Pod listens on, and how slowly and wrongly it answers', () => {
    const cluster = testCluster('simulated');
    cluster.create(pod('p'));
    cluster.engine.dispatch({ type: 'setBehaviour', target: 'Pod/default/p', behaviour: { listensOn: [9090], latencyMs: 20, errorRate: 0.5 } });
    const sandbox = cluster.engine.runtime.byPod('default', 'p');
    expect([sandbox?.listens(8080, 'TCP'), sandbox?.listens(9090, 'TCP'), sandbox?.latencyMs, sandbox?.errorRate]).toEqual([false, true, 20, 0.5]);
  });
});

describe('createAddressPool', () => {
  it('counts up from .2 in both families', () => {
    const pool = createAddressPool(['10.244.3.0/24', 'fd00:10:244:3::/64'], false);
    pool.take();
    expect(pool.take()).toEqual(['10.244.3.3', 'fd00:10:244:3::3']);
  });
  it('uses released addresses again, the oldest last', () => {
    const pool = createAddressPool(['10.0.0.0/29'], true);
    const all = Array.from({ length: 5 }, () => pool.take()?.[0]);
    expect(all).toEqual(['10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6']);
    expect(pool.take()).toBeUndefined();
    pool.release(['10.0.0.4']);
    expect(pool.take()).toEqual(['10.0.0.4']);
  });
});

describe('fromServices', () => {
  const named = (name: string, clusterIP: string, ports: Service['spec']['ports']): Service => ({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { clusterIP, ...(ports === undefined ? {} : { ports }) } });
  it('makes the variables of a Service with two ports', () => {
    expect(fromServices([named('my-svc', '1.2.3.4', [{ name: 'p-x', port: 8080, protocol: 'TCP' }, { name: 'q', port: 53, protocol: 'UDP' }])])).toEqual({
      MY_SVC_SERVICE_HOST: '1.2.3.4', MY_SVC_SERVICE_PORT: '8080', MY_SVC_SERVICE_PORT_P_X: '8080', MY_SVC_SERVICE_PORT_Q: '53',
      MY_SVC_PORT: 'tcp://1.2.3.4:8080',
      MY_SVC_PORT_8080_TCP: 'tcp://1.2.3.4:8080', MY_SVC_PORT_8080_TCP_PROTO: 'tcp', MY_SVC_PORT_8080_TCP_PORT: '8080', MY_SVC_PORT_8080_TCP_ADDR: '1.2.3.4',
      MY_SVC_PORT_53_UDP: 'udp://1.2.3.4:53', MY_SVC_PORT_53_UDP_PROTO: 'udp', MY_SVC_PORT_53_UDP_PORT: '53', MY_SVC_PORT_53_UDP_ADDR: '1.2.3.4',
    });
  });
  it('brackets IPv6 addresses and leaves out headless Services', () => {
    const variables = fromServices([named('six', 'fd00::1', [{ port: 80, protocol: 'TCP' }]), named('none', 'None', [{ port: 80 }]), named('x', '', [{ port: 80 }])]);
    expect(variables['SIX_PORT']).toBe('tcp://[fd00::1]:80');
    expect(Object.keys(variables).every((name) => name.startsWith('SIX_'))).toBe(true);
  });
});
