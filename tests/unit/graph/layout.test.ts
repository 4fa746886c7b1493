import { describe, expect, it } from 'vitest';
import { createLayout, layout } from '../../../src/graph/layout.ts';
import { podRect } from '../../../src/graph/edges.ts';
import type { Rect } from '../../../src/graph/geometry.ts';
import type { PodBox, Scene } from '../../../src/graph/scene.ts';
import type { PodView } from '../../../src/protocol/view.ts';
import { flow, input, node, outside, pod, podClient, service, settings, view, workload } from './builders.ts';

const web = ['a', 'b', 'c', 'd'].map((name, index) => pod(`web-${name}`, `node-${(index % 2) + 1}`));
const rectOf = (scene: Scene, target: PodView): Rect | undefined => podRect(scene.boxes, scene.locate(target.id));
const box = (scene: Scene, key: string): PodBox => {
  const found = scene.boxes.get(key);
  if (found?.type !== 'node' && found?.type !== 'pending') throw new Error(`no box ${key}`);
  return found;
};
const overlaps = (a: Rect, b: Rect): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('layout', () => {
  it('stands lanes from left to right and lets nothing overlap', () => {
    const scene = layout(view({ pods: web, services: [service('web', web, { type: 'LoadBalancer', loadBalancerAddresses: ['203.0.113.1'] }), service('db'), service('api')], workloads: [workload('web', 4)] }), {
      settings, traffic: [flow(outside, 'http://203.0.113.1'), flow(podClient('client'), 'web')],
    });
    expect(scene.lanes.map((lane) => lane.kind)).toEqual(['clients', 'entry', 'services', 'nodes']);
    expect(scene.order.map((drawn) => drawn.type)).toEqual(['client', 'client', 'entry', 'service', 'service', 'service', 'node', 'node']);
    scene.order.forEach((a, index) => scene.order.slice(index + 1).forEach((b) => expect(overlaps(a.rect, b.rect), `${a.key} and ${b.key}`).toBe(false)));
  });

  it('keeps every Pod inside its Node', () => {
    const scene = layout(view({ pods: web }), { settings, traffic: [] });
    for (const one of web) {
      const outer = box(scene, `Node//${one.nodeName}`).rect;
      const inner = rectOf(scene, one);
      if (inner === undefined) throw new Error(one.name);
      expect(inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height).toBe(true);
    }
  });

  it('moves no Pod when another goes, and gives its slot to the next that comes', () => {
    const live = createLayout();
    const before = live.update(input({ pods: web }));
    const places = new Map(web.map((one) => [one.id, rectOf(before, one)]));
    const [gone, ...rest] = web;
    const without = live.update(input({ pods: rest }));
    for (const one of rest) expect(rectOf(without, one)).toEqual(places.get(one.id));
    const next = pod('web-z', 'node-1');
    const after = live.update(input({ pods: [...rest, next] }));
    expect(rectOf(after, next)).toEqual(places.get(gone?.id ?? ''));
    for (const one of rest) expect(rectOf(after, one)).toEqual(places.get(one.id));
  });

  it('keeps the identity of what did not change', () => {
    const live = createLayout();
    const before = live.update(input({ pods: web, services: [service('web', web)] }));
    const changed = web.map((one, index) => (index === 0 ? { ...one, state: 'notReady' as const } : one));
    const same = live.update(input({ pods: changed, services: [service('web', web)] }));
    expect(same).toBe(before);
    const more = live.update(input({ pods: [...changed, pod('web-z', 'node-2')], services: [service('web', web)] }));
    expect(more.boxes.get('Node//node-1')).toBe(before.boxes.get('Node//node-1'));
    expect(more.boxes.get('Node//node-2')).not.toBe(before.boxes.get('Node//node-2'));
  });

  it('draws the same picture from scratch as after many steps, as far as order of arrival allows', () => {
    const live = createLayout();
    for (let count = 1; count <= web.length; count += 1) live.update(input({ pods: web.slice(0, count) }));
    const stepped = live.update(input({ pods: web, services: [service('web', web)] }));
    const fresh = layout(view({ pods: web, services: [service('web', web)] }), { settings, traffic: [] });
    expect([...stepped.boxes]).toEqual([...fresh.boxes]);
    expect(stepped.edges).toEqual(fresh.edges);
  });

  it.each([
    { name: 'on no Node', pods: [pod('web-x', '')] },
    { name: 'on a Node that is gone', pods: [pod('web-x', 'node-9')] },
  ])('puts a Pod $name into the pending box', ({ pods }) => {
    expect(box(layout(view({ pods }), { settings, traffic: [] }), 'pending').podCount).toBe(1);
  });

  it('moves a Pod from the pending box to its Node and takes the box away', () => {
    const live = createLayout();
    live.update(input({ pods: [pod('web-x', '')] }));
    const scene = live.update(input({ pods: [pod('web-x', 'node-2')] }));
    expect(scene.locate('Pod/shop/web-x')?.box).toBe('Node//node-2');
    expect(scene.boxes.has('pending')).toBe(false);
  });

  it('orders Nodes and Pods by number', () => {
    const scene = layout(view({ nodes: [node('node-10'), node('node-2')], pods: [pod('db-10', 'node-2'), pod('db-9', 'node-2')] }), { settings, traffic: [] });
    expect(scene.order.map((drawn) => drawn.key).slice(-2)).toEqual(['Node//node-2', 'Node//node-10']);
    expect(box(scene, 'Node//node-2').groups[0]?.slots).toEqual(['Pod/shop/db-9', 'Pod/shop/db-10']);
  });

  it('gives a workload one slider, at its first group, and leaves it there', () => {
    const live = createLayout();
    const sliders = (scene: Scene): string[] => scene.order.flatMap((drawn) => (drawn.type === 'node' ? drawn.groups.filter((group) => group.hasSlider).map(() => drawn.name) : []));
    expect(sliders(live.update(input({ pods: web, workloads: [workload('web', 4)] })))).toEqual(['node-1']);
    expect(sliders(live.update(input({ pods: web.filter((one) => one.nodeName === 'node-2'), workloads: [workload('web', 2)] })))).toEqual(['node-1']);
    expect(sliders(live.update(input({ pods: [], workloads: [workload('web', 0)] })))).toEqual(['node-1']);
    expect(sliders(live.update(input({ pods: web, workloads: [workload('web', null)] })))).toEqual([]);
  });

  it('becomes cells when crowded, and chips again only when clearly thinner', () => {
    const many = Array.from({ length: 80 }, (_, index) => pod(`web-${index}`, 'node-1'));
    const live = createLayout();
    expect(live.update(input({ pods: many.slice(0, 36) })).density).toBe('chips');
    expect(live.update(input({ pods: many })).density).toBe('cells');
    expect(live.update(input({ pods: many.slice(0, 34) })).density).toBe('cells');
    expect(live.update(input({ pods: many.slice(0, 20) })).density).toBe('chips');
  });

  it('draws one edge a group however many Pods it has', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => pod(`web-${index}`, `node-${(index % 2) + 1}`));
    const scene = layout(view({ pods: many, services: [service('web', many)] }), { settings, traffic: [] });
    expect(scene.edges.map((edge) => [edge.kind, edge.target, edge.podCount])).toEqual([['serves', 'Node//node-1', 2_500], ['serves', 'Node//node-2', 2_500]]);
  });
});

describe('edges', () => {
  const pods = [web[0] ?? pod('web-a', 'node-1')];
  const kinds = (scene: Scene): string[] => scene.edges.map((edge) => `${edge.kind} ${edge.source} ${edge.target}${edge.broken === undefined ? '' : ` ${edge.broken.reason} ${edge.broken.text}`}`);
  const client = 'client:Client//outside';
  const inner = 'client:Pod/shop/c';
  it.each([
    { name: 'load balancer', services: [service('web', pods, { type: 'LoadBalancer', loadBalancerAddresses: ['203.0.113.1'] })], traffic: [flow(outside, 'http://203.0.113.1/')], expected: [`request ${client} entry:loadBalancer:Service/shop/web`, 'entry entry:loadBalancer:Service/shop/web Service/shop/web', 'serves Service/shop/web Node//node-1'] },
    { name: 'node port', services: [service('web', pods, { type: 'NodePort', ports: [{ name: '', port: 80, protocol: 'TCP', targetPort: '8080', resolved: [8080], nodePort: 30080 }] })], traffic: [flow(outside, '172.30.0.11:30080')], expected: [`request ${client} entry:nodePort:Service/shop/web`, 'entry entry:nodePort:Service/shop/web Service/shop/web', 'serves Service/shop/web Node//node-1'] },
    { name: 'a name, twice', services: [service('web', pods)], traffic: [flow(podClient('c'), 'web'), flow(podClient('c'), 'http://web.shop.svc.cluster.local:80/')], expected: [`request ${inner} Service/shop/web`, 'serves Service/shop/web Node//node-1'] },
    { name: 'headless', services: [service('web', pods, { isHeadless: true })], traffic: [], expected: ['names Service/shop/web Node//node-1'] },
    { name: 'alias', services: [service('db', [], { type: 'ExternalName', externalName: 'db.example.com', selector: null, ports: [] })], traffic: [], expected: ['alias Service/shop/db external:db.example.com:Service/shop/db'] },
    { name: 'an address by hand', services: [service('db', [], { selector: null, otherAddresses: ['10.0.0.206'] })], traffic: [], expected: ['serves Service/shop/db external:10.0.0.206:Service/shop/db'] },
    { name: 'selector without Pods', services: [service('web', [], { selector: { app: 'wbe' } })], traffic: [], expected: ['broken Service/shop/web Service/shop/web noPods app=wbe'] },
    { name: 'selector whose Pods have no address yet', services: [service('web', [])], traffic: [], expected: [] },
    { name: 'a port name that no Pod has', services: [service('web', pods, { ports: [{ name: '', port: 80, protocol: 'TCP', targetPort: 'htp', resolved: [], nodePort: 0 }] })], traffic: [], expected: ['serves Service/shop/web Node//node-1', 'broken Service/shop/web Service/shop/web noPort htp'] },
    { name: 'a port number that no Pod declares', services: [service('web', pods, { ports: [{ name: '', port: 80, protocol: 'TCP', targetPort: '81', resolved: [81], nodePort: 0 }] })], traffic: [], expected: ['serves Service/shop/web Node//node-1', 'broken Service/shop/web Service/shop/web noPort 81'] },
    { name: 'a name that is nothing', services: [service('web', pods)], traffic: [flow(podClient('c'), 'wbe')], expected: ['serves Service/shop/web Node//node-1'] },
    { name: "a Pod's own address", services: [], traffic: [flow(podClient('c'), '10.244.0.9:8080')], expected: [`request ${inner} Node//node-1`] },
  ])('$name', ({ services, traffic, expected }) => {
    expect(kinds(layout(view({ pods, services }), { settings, traffic }))).toEqual(expected);
  });

  it('draws what every cluster has only when somebody asks for it', () => {
    const kubernetes = service('kubernetes', [], { id: 'Service/default/kubernetes', namespace: 'default', clusterIPs: ['10.96.0.1'], selector: null, otherAddresses: ['172.30.0.1'] });
    const drawn = (to: string): string[] => layout(view({ services: [kubernetes] }), { settings, traffic: [flow(outside, to)] }).order.map((box) => box.type);
    expect(drawn('203.0.113.9')).toEqual(['client', 'external', 'node', 'node']);
    expect(drawn('10.96.0.1:443')).toEqual(['client', 'service', 'node', 'node', 'external']);
  });

  it('mends a broken relation as soon as a Pod comes', () => {
    const live = createLayout();
    expect(live.update(input({ services: [service('web')] })).edges.map((edge) => edge.kind)).toEqual(['broken']);
    expect(live.update(input({ pods, services: [service('web')] })).edges).toEqual([]);
    expect(live.update(input({ pods, services: [service('web', pods)] })).edges.map((edge) => edge.kind)).toEqual(['serves']);
  });
});
