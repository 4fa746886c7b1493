import { describe, expect, it } from 'vitest';
import { openLive } from './liveWorld.ts';

const readyPods = (live: ReturnType<typeof openLive>, workload: string): number =>
  Object.values(live.app.cluster.getState().view.pods).filter((pod) => pod.workload === workload && pod.state === 'ready').length;

describe('the page with a real cluster', () => {
  it('opens on a running scenario with answered requests', async () => {
    const live = openLive();
    await live.run(8000);
    const { connection, view, nowMs } = live.app.cluster.getState();
    expect(connection).toBe('live');
    expect(nowMs).toBeGreaterThanOrEqual(7900);
    expect(Object.keys(view.services)).toContain('Service/default/web');
    expect(readyPods(live, 'Deployment/default/web')).toBe(4);
    const { recent } = live.app.requests.getState();
    expect(recent.some((request) => request.flowId === 'users' && request.outcome === 'answered')).toBe(true);
    expect(recent.some((request) => request.flowId === 'lookups' && request.outcome === 'refused')).toBe(true);
    expect(live.app.requests.getState().trace).toMatchObject({ flowId: 'users', outcome: 'answered' });
    expect(live.app.manifests.getState()).toMatchObject({ isComplete: true });
    expect(live.app.manifests.getState().diagnostics.some(({ source }) => source === 'diagnosis')).toBe(true);
  });

  it('a slider scales, undo scales back', async () => {
    const live = openLive();
    await live.run(5000);
    live.app.actions.setReplicas('Deployment/default/web', 6);
    await live.run(5000);
    expect(readyPods(live, 'Deployment/default/web')).toBe(6);
    live.app.actions.undo();
    await live.run(40_000);
    expect(readyPods(live, 'Deployment/default/web')).toBe(4);
  });

  it('bad text keeps the cluster and says where it is bad; mended, it goes on', async () => {
    const live = openLive();
    await live.run(5000);
    const good = live.app.document.getState().manifests;
    live.app.actions.setManifests(`${good}---\nkind: [Service`);
    await live.run(1000);
    expect(live.app.manifests.getState().isComplete).toBe(false);
    expect(live.app.manifests.getState().diagnostics.find(({ source }) => source === 'parse')?.range.startLine).toBeGreaterThan(good.split('\n').length - 1);
    expect(live.app.cluster.getState().view.services).toHaveProperty(['Service/default/web']);
    live.app.actions.setManifests(good);
    await live.run(1000);
    expect(live.app.manifests.getState().isComplete).toBe(true);
  });

  it('a fix of diagnosis mends the Service', async () => {
    const live = openLive();
    await live.run(8000);
    const diagnostic = live.app.manifests.getState().diagnostics.find(({ fixes }) => fixes.length > 0);
    if (diagnostic === undefined) throw new Error('nothing to mend');
    live.app.actions.applyFix(diagnostic);
    await live.run(3000);
    expect(live.app.document.getState().manifests).toContain('{app: cache} # nobody');
    expect(live.app.cluster.getState().view.services['Service/default/cache']?.endpoints.ready).toBe(2);
  });

  it('a request that is sent is traced', async () => {
    const live = openLive();
    await live.run(8000);
    const sent = live.app.actions.sendRequest({ from: { kind: 'outside', name: 'outside' }, to: 'http://203.0.113.1/', protocol: 'TCP', connection: 'new' }, 1);
    await live.run(500);
    const { requests } = await sent;
    expect(requests).toHaveLength(1);
    await live.run(500);
    const { trace, selectedId } = live.app.requests.getState();
    expect(selectedId).toBe(requests[0]?.id);
    expect(trace).toMatchObject({ outcome: 'answered', hops: expect.any(Array) as unknown });
  });

  it('pasted manifests have traffic, from outside too as soon as the balancer has its address, and all of it is one step', async () => {
    const live = openLive();
    await live.run(3000);
    const before = live.app.document.getState();
    live.app.actions.importText(`apiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {type: LoadBalancer, selector: {app: front}, ports: [{port: 80}]}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: front}\nspec:\n  selector: {matchLabels: {app: front}}\n  template:\n    metadata: {labels: {app: front}}\n    spec: {containers: [{name: c, image: nginx, ports: [{containerPort: 80}]}]}\n`, 'replace');
    await live.run(6000);
    const { traffic } = live.app.document.getState();
    expect(traffic.map(({ from }) => from.kind)).toEqual(['outside', 'workload']);
    expect(live.app.requests.getState().recent.some(({ flowId, outcome }) => flowId === traffic[0]?.id && outcome === 'answered')).toBe(true);
    live.app.actions.undo();
    expect(live.app.document.getState()).toEqual(before);
  });

  it('a killed Pod is replaced, and its Node can be taken away', async () => {
    const live = openLive();
    await live.run(5000);
    const pod = Object.values(live.app.cluster.getState().view.pods).find(({ workload }) => workload === 'Deployment/default/web');
    await Promise.all([live.app.actions.command({ type: 'killPod', namespace: 'default', name: pod?.name ?? '' }), live.run(6000)]);
    expect(live.app.cluster.getState().view.pods).not.toHaveProperty([pod?.id ?? '']);
    expect(readyPods(live, 'Deployment/default/web')).toBe(4);
    live.app.actions.changeSettings((settings) => ({ ...settings, nodes: settings.nodes.slice(0, 1) }));
    await live.run(1000);
    expect(Object.keys(live.app.cluster.getState().view.nodes)).toEqual(['Node//node-1']);
  });

  it('a link opens as the same state and runs the same', async () => {
    const first = openLive();
    const link = first.app.actions.shareLink();
    const second = openLive({ hash: new URL('url' in link ? link.url : '').hash });
    await first.run(6000);
    await second.run(6000);
    expect(JSON.stringify(second.app.requests.getState().recent)).toBe(JSON.stringify(first.app.requests.getState().recent));
    expect(second.app.cluster.getState().view).toEqual(first.app.cluster.getState().view);
  });
});
