import { describe, expect, it } from 'vitest';
import { layout } from '../../../src/graph/layout.ts';
import { arrivals, path, positionAt, stageAt } from '../../../src/graph/path.ts';
import { route } from '../../../src/graph/route.ts';
import { svgPath } from '../../../src/graph/geometry.ts';
import { doorIn, doorOut } from '../../../src/graph/doors.ts';
import type { Place } from '../../../src/protocol/request.ts';
import { flow, outside, pod, podClient, service, settings, view } from './builders.ts';

const pods = [pod('web-a', 'node-1'), pod('web-b', 'node-2'), pod('client', 'node-1', null)];
const port = { name: 'http', port: 80, protocol: 'TCP', targetPort: 'http', resolved: [8080], nodePort: 30080 };
const cluster = view({ pods, services: [service('web', pods.slice(0, 2), { type: 'LoadBalancer', loadBalancerAddresses: ['203.0.113.1'] }), service('np', pods.slice(0, 2), { type: 'NodePort', ports: [port] }), service('db', [], { type: 'ExternalName', externalName: 'db.example.com' })] });
const scene = layout(cluster, { settings, traffic: [flow(podClient('client'), 'web')] });
const at = (...places: Place[]) => places.map((place, index) => ({ place, atMs: 100 + index * 10 }));
const out: Place = { kind: 'client', client: outside };
const inn: Place = { kind: 'client', client: podClient('client') };
const web: Place = { kind: 'service', id: 'Service/shop/web', portName: 'http' };
const np: Place = { kind: 'service', id: 'Service/shop/np', portName: 'http' };
const lb: Place = { kind: 'loadBalancer', address: '203.0.113.1', service: 'Service/shop/web' };
const node1: Place = { kind: 'node', name: 'node-1' };
const node2: Place = { kind: 'node', name: 'node-2' };
const podA: Place = { kind: 'pod', id: 'Pod/shop/web-a' };
const podB: Place = { kind: 'pod', id: 'Pod/shop/web-b' };
const dns: Place = { kind: 'dns' };
const stops = (...places: Place[]): string[] => (route(scene, at(...places))?.stops ?? []).map((stop) => (stop.place.kind === 'dns' ? 'dns' : stop.anchor.box));

describe('route', () => {
  const client = 'client:Client//outside';
  const inner = 'client:Pod/shop/client';
  it.each([
    { name: 'balancer, Node, Service, other Node, Pod', way: [out, lb, node2, web, node1, podA], expected: [client, 'entry:loadBalancer:Service/shop/web', 'Service/shop/web', 'Node//node-2', 'Node//node-1'] },
    { name: 'node port', way: [out, node1, np, podA], expected: [client, 'entry:nodePort:Service/shop/np', 'Service/shop/np', 'Node//node-1', 'Node//node-1'] },
    { name: 'name, then from the client again', way: [inn, dns, inn, node1, web, podA], expected: [inner, 'dns', 'Service/shop/web', 'Node//node-1', 'Node//node-1'] },
    { name: 'refused by the rules of its own Node', way: [inn, node1, web], expected: [inner, 'Service/shop/web'] },
    { name: 'refused by the rules of another', way: [out, lb, node1, web], expected: [client, 'entry:loadBalancer:Service/shop/web', 'Service/shop/web', 'Node//node-1'] },
    { name: 'a headless name, straight to the Pod', way: [inn, dns, inn, node1, node2, podB], expected: [inner, 'dns', 'Node//node-2'] },
    { name: 'lost between two Nodes', way: [inn, node1, web, node2], expected: [inner, 'Service/shop/web', 'Node//node-1', 'Node//node-2'] },
    { name: 'not resolved', way: [inn, dns], expected: [inner, 'dns'] },
    { name: 'an outside name', way: [inn, dns, inn, { kind: 'outside', name: 'db.example.com' } as const], expected: [inner, 'dns', 'external:db.example.com:Service/shop/db'] },
    { name: 'nowhere to go', way: [out], expected: [client, client] },
    { name: 'a Pod that is gone', way: [inn, web, { kind: 'pod', id: 'Pod/shop/gone' } as const], expected: [inner, 'Service/shop/web'] },
    { name: 'a Pod without a card sends from its chip', way: [{ kind: 'client', client: podClient('web-b') } as const, web, podA], expected: ['Node//node-2', 'Service/shop/web', 'Node//node-1'] },
  ])('$name', ({ way, expected }) => {
    expect(stops(...way)).toEqual(expected);
  });

  it('starts from the card of the workload that a Pod sends for', () => {
    const sending = layout(cluster, { settings, traffic: [flow({ kind: 'workload', id: 'Deployment/shop/web' }, 'np')] });
    expect(route(sending, at({ kind: 'client', client: podClient('web-a') }, node1, np, podB))?.stops[0]?.anchor.box).toBe('client:Deployment/shop/web');
  });

  it('has no gaps: each curve begins where the one before ended', () => {
    const { curves = [] } = route(scene, at(out, lb, node2, web, node1, podA)) ?? {};
    expect(curves.length).toBeGreaterThan(4);
    curves.slice(1).forEach((curve, index) => expect([curve.x0, curve.y0]).toEqual([curves[index]?.x3, curves[index]?.y3]));
  });

  it('runs along the drawn edges', () => {
    const drawn = new Map(scene.edges.map((edge) => [edge.key, svgPath(edge.curve)]));
    const curves = (route(scene, at(out, lb, web, podB))?.curves ?? []).map(svgPath);
    expect(curves).toContain(drawn.get('entry:loadBalancer:Service/shop/web'));
    expect(curves).toContain(drawn.get('serves:Service/shop/web>Node//node-2>Deployment/shop/web'));
  });

  it('is null where the client is not drawn', () => {
    expect(route(scene, at({ kind: 'client', client: { kind: 'outside', name: 'nobody' } }))).toBeNull();
  });
});

describe('path', () => {
  it('is at its client at the start, at its Pod at the end, in between where the times say', () => {
    const found = path(scene, at(out, lb, web, podA));
    const card = scene.boxes.get('client:Client//outside');
    const entry = scene.boxes.get('entry:loadBalancer:Service/shop/web');
    if (found === null || card === undefined || entry === undefined) throw new Error('not drawn');
    expect(positionAt(found, 0)).toEqual(doorOut(card));
    expect(positionAt(found, 110)).toEqual(doorIn(entry));
    const last = found.route.curves.at(-1);
    expect(positionAt(found, 9_999)).toEqual({ x: last?.x3, y: last?.y3 });
    const scratch = { x: 0, y: 0 };
    expect(positionAt(found, 115, scratch)).toBe(scratch);
  });

  it('gives a stop that the picture adds a time between its neighbours, and never goes back in time', () => {
    const way = at(out, node1, np, podA);
    const found = route(scene, way);
    if (found === null) throw new Error('not drawn');
    expect(arrivals(found, way)).toEqual([100, 105, 110, 120, 130]);
  });

  it.each([
    { t: 0, stage: 0 }, { t: 100, stage: 0 }, { t: 105, stage: 0.5 }, { t: 110, stage: 1 }, { t: 120, stage: 2 }, { t: 125, stage: 2.5 }, { t: 900, stage: 3 },
  ])('is at stage $stage at $t', ({ t, stage }) => {
    expect(stageAt([100, 110, 110, 130].map((time, index) => (index === 2 ? 120 : time)), t)).toBe(stage);
  });
});
