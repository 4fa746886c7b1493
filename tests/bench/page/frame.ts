import { layout } from '../../../src/graph/layout.ts';
import { placeSize, slotRect } from '../../../src/graph/podBox.ts';
import { presetSettings } from '../../../src/protocol/settings.ts';
import type { RequestSummary } from '../../../src/protocol/request.ts';
import type { ClusterView, PodView, ServiceView } from '../../../src/protocol/view.ts';
import { createScratch, drawFrame, type Frame } from '../../../src/ui/canvas/drawFrame.ts';
import { createPacketModel } from '../../../src/ui/canvas/packetModel.ts';
import { readPalette } from '../../../src/ui/canvas/palette.ts';

const PODS = 2000;
const DOTS = 1000;
const SERVICES = 40;
const NODES = 20;
const settings = presetSettings('kubeadm', { nodes: NODES });

const podId = (index: number): string => `Pod/default/app-${index % SERVICES}-${index}`;
const serviceId = (index: number): string => `Service/default/svc-${index % SERVICES}`;

function clusterView(): ClusterView {
  const pods = Array.from({ length: PODS }, (_, index): PodView => ({
    id: podId(index), namespace: 'default', name: `app-${index % SERVICES}-${index}`, nodeName: `node-${(index % NODES) + 1}`, podIP: `10.244.${index % NODES}.${2 + Math.floor(index / NODES)}`,
    state: index % 9 === 0 ? 'notReady' : 'ready', status: 'Running', restarts: 0, workload: `Deployment/default/app-${index % SERVICES}`, labels: {}, ports: [],
  }));
  const services = Array.from({ length: SERVICES }, (_, index): ServiceView => ({
    id: serviceId(index), namespace: 'default', name: `svc-${index}`, type: 'ClusterIP', isHeadless: false, clusterIPs: [`10.96.0.${index + 2}`], externalIPs: [], externalName: '',
    ports: [{ name: '', port: 80, protocol: 'TCP', targetPort: '8080', resolved: [8080], nodePort: 0 }], selector: { app: `app-${index}` }, sessionAffinity: 'None', externalTrafficPolicy: '', internalTrafficPolicy: 'Cluster',
    trafficDistribution: '', loadBalancerAddresses: [], isLoadBalancerPending: false, endpoints: { ready: 50, notReady: 0, terminating: 0 }, pods: pods.filter((_pod, pod) => pod % SERVICES === index).map((pod) => pod.id), otherAddresses: [],
  }));
  const record = <T extends { readonly id: string }>(items: readonly T[]): Record<string, T> => Object.fromEntries(items.map((item) => [item.id, item]));
  return {
    pods: record(pods), services: record(services), stored: {}, findings: {},
    nodes: record(settings.nodes.map((node) => ({ id: `Node//${node.name}`, name: node.name, zone: node.zone, addresses: node.addresses, podCIDRs: node.podCIDRs, ready: 'True' as const, power: 'up' as const, isUnschedulable: false, taints: [] }))),
    workloads: record(Array.from({ length: SERVICES }, (_, index) => ({ id: `Deployment/default/app-${index}`, kind: 'Deployment', namespace: 'default', name: `app-${index}`, replicas: 50, ready: 50, updated: 50, desired: 50, labels: {} }))),
  };
}

function request(index: number): RequestSummary {
  const client = { kind: 'outside', name: 'outside' } as const;
  const startMs = (index / DOTS) * 800;
  return {
    id: index + 1, spec: { from: client, to: `svc-${index % SERVICES}:80`, protocol: 'TCP', connection: 'new' }, startMs, endMs: startMs + 4, outcome: 'answered', service: serviceId(index), pod: podId(index),
    way: [{ place: { kind: 'client', client }, atMs: startMs }, { place: { kind: 'service', id: serviceId(index), portName: '' }, atMs: startMs + 1 }, { place: { kind: 'pod', id: podId(index) }, atMs: startMs + 2 }],
  };
}

function medianMs(frames: number, draw: (nowMs: number) => void): number {
  const times: number[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const startedMs = performance.now();
    // Several times a measurement: the browser's clock is coarse.
    for (let again = 0; again < 10; again++) draw(400 + ((frame * 10 + again) % 400));
    times.push((performance.now() - startedMs) / 10);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? 0;
}

function measure(): { readonly frameMs: number; readonly bareMs: number; readonly dots: number; readonly pods: number } {
  const view = clusterView();
  const scene = layout(view, { settings, traffic: [{ id: 'f', from: { kind: 'outside', name: 'outside' }, to: 'svc-0:80', protocol: 'TCP', connection: 'new', ratePerSecond: 100, isEnabled: true }] });
  const model = createPacketModel(scene);
  model.add(Array.from({ length: DOTS }, (_, index) => request(index)), { speed: 1, nowMs: 0, delayMs: 0 });
  const rects = [...scene.boxes.values()].flatMap((box) => ('groups' in box ? box.groups.flatMap((group) => group.slots.flatMap((pod, slot) => (pod === null ? [] : [{ ...slotRect(group, box.density, slot), density: box.density }]))) : []));
  const size = placeSize(rects[0]?.density ?? 'cells');
  const context = document.querySelector('canvas')?.getContext('2d');
  if (context === null || context === undefined) throw new Error('no canvas');
  const frame: Frame = {
    width: 1440, height: 900, pixelRatio: 1, x: 20, y: 20, zoom: 0.25, nowMs: 0, isStepped: false, hasLookups: true, palette: readPalette(), flights: model.flights, selectedId: null, streams: model.streams, scratch: createScratch(),
    cells: { count: rects.length, x: Float32Array.from(rects, ({ x }) => x), y: Float32Array.from(rects, ({ y }) => y), state: Uint8Array.from(rects, (_, index) => (index % 9 === 0 ? 1 : 0)), width: size.width, height: size.height },
  };
  const bare = (nowMs: number): void => {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, 1440, 900);
    context.setTransform(0.25, 0, 0, 0.25, 20, 20);
    context.fillStyle = '#0b7d69';
    context.beginPath();
    for (const rect of rects) context.rect(rect.x, rect.y, size.width, size.height);
    context.fill();
    context.fillStyle = '#4651d8';
    context.beginPath();
    for (let dot = 0; dot < DOTS; dot++) {
      const x = (dot * 37 + nowMs) % 4000;
      const y = (dot * 91) % 3000;
      context.moveTo(x + 10, y);
      context.arc(x, y, 10, 0, Math.PI * 2);
    }
    context.fill();
  };
  const real = (nowMs: number): void => { frame.nowMs = nowMs; drawFrame(context, frame); };
  medianMs(20, bare);
  medianMs(20, real);
  const bareMs = medianMs(60, bare);
  const frameMs = medianMs(60, real);
  return { frameMs, bareMs, dots: model.flights.length, pods: rects.length };
}

declare global { interface Window { measured?: ReturnType<typeof measure> } }
window.measured = measure();
