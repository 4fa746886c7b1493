import { describe, expect, it } from 'vitest';
import { parseManifests } from '../../../src/manifests/parseManifests.ts';
import type { ClientEvent } from '../../../src/client/types.ts';
import { presetNode, presetSettings } from '../../../src/protocol/settings.ts';
import type { ClusterSettings } from '../../../src/protocol/settings.ts';
import type { EventView, NodeView } from '../../../src/protocol/view.ts';
import { createClusterStore, withEvent } from '../../../src/store/clusterStore.ts';
import { settingsCommands } from '../../../src/store/documentPlan.ts';
import { firstDocument } from '../../../src/store/documents.ts';
import { isReplacement } from '../../../src/manifests/isReplacement.ts';
import { createFeed } from '../../../src/store/requestFeed.ts';
import { suggestTraffic } from '../../../src/store/suggestTraffic.ts';
import { en } from '../../../src/ui/messages/en.ts';
import { createApp } from '../../../src/store/createApp.ts';
import { createTestClock, createTestWorld } from './world.ts';

const base = presetSettings('kubeadm');
const node = (name: string, zone = 'zone-a'): NodeView => ({ id: `Node//${name}`, name, zone, addresses: [], podCIDRs: [], ready: 'True', power: 'up', isUnschedulable: false, taints: [] });
const event = (id: number, count = 1): EventView => ({ id, atMs: id, type: 'Normal', reason: 'R', message: 'm', involved: 'Pod/default/a', count });

describe('changed settings become', () => {
  it.each<{ name: string; change: Partial<ClusterSettings>; commands: unknown }>([
    { name: 'nothing where nothing changed', change: {}, commands: [] },
    { name: 'another proxy', change: { proxy: { ...base.proxy, mode: 'ipvs' } }, commands: [{ type: 'setProxy', proxy: { ...base.proxy, mode: 'ipvs' } }] },
    { name: 'no cloud', change: { cloud: { kind: 'none' } }, commands: [{ type: 'setCloud', cloud: { kind: 'none' } }] },
    { name: 'other delays', change: { delays: { ...base.delays, proxyMs: 0 } }, commands: [{ type: 'setDelays', delays: { ...base.delays, proxyMs: 0 } }] },
    { name: 'a Node more', change: { nodes: [...base.nodes, presetNode(2)] }, commands: [{ type: 'addNode', node: presetNode(2) }] },
    { name: 'a Node less', change: { nodes: base.nodes.slice(1) }, commands: [{ type: 'removeNode', name: 'node-1' }] },
    { name: 'another zone', change: { nodes: base.nodes.map((item) => ({ ...item, zone: 'zone-c' })) }, commands: [{ type: 'setNodeZone', name: 'node-1', zone: 'zone-c' }, { type: 'setNodeZone', name: 'node-2', zone: 'zone-c' }] },
    { name: 'a restart for a Node with another address', change: { nodes: base.nodes.map((item) => ({ ...item, addresses: ['10.9.9.9'] })) }, commands: 'restart' },
    { name: 'a restart for other Pod addresses', change: { podCIDRs: ['10.1.0.0/16'] }, commands: 'restart' },
    { name: 'a restart for dual stack', change: presetSettings('kubeadm', { isDualStack: true }), commands: 'restart' },
    { name: 'a restart for another port range', change: { nodePortRange: { from: 1, to: 2 } }, commands: 'restart' },
    { name: 'a restart for other clients', change: { outsideClients: [] }, commands: 'restart' },
  ])('$name', ({ change, commands }) => {
    expect(settingsCommands(base, { ...base, ...change })).toEqual(commands);
  });
});

describe('the cluster as the page knows it', () => {
  const snapshot: ClientEvent = {
    type: 'snapshot', version: 1, revision: 1, nowMs: 10, settings: base, events: [event(1)],
    view: { nodes: { 'Node//b': node('b'), 'Node//a': node('a') }, pods: {}, services: {}, workloads: {}, stored: {}, findings: {} },
  };
  const before = withEvent(createClusterStore(base).getState(), snapshot);
  const diff = (changes: Extract<ClientEvent, { type: 'diff' }>['changes'], events: readonly EventView[] = []) => withEvent(before, { type: 'diff', revision: 2, nowMs: 20, changes, events, requests: [] });

  it('ids are sorted', () => expect(before.ids.nodes).toEqual(['Node//a', 'Node//b']));

  it('what did not change keeps its identity', () => {
    const changed = node('a', 'zone-b');
    const after = diff({ nodes: { upserts: [changed], removes: [] } });
    expect(after.view.nodes['Node//a']).toBe(changed);
    expect(after.view.nodes['Node//b']).toBe(before.view.nodes['Node//b']);
    expect(after.ids).not.toBe(null);
    expect(after.ids.nodes).toBe(before.ids.nodes);
    expect(after.view.pods).toBe(before.view.pods);
    expect(diff({}).view).toBe(before.view);
    expect(diff({}).ids).toBe(before.ids);
  });

  it('membership changes with what comes and goes, also at once', () => {
    const after = diff({ nodes: { upserts: [node('c')], removes: ['Node//a'] } });
    expect(after.ids.nodes).toEqual(['Node//b', 'Node//c']);
    expect(Object.keys(after.view.nodes).sort()).toEqual(['Node//b', 'Node//c']);
    expect(after.ids.pods).toBe(before.ids.pods);
  });

  it('an event that happens again is the newest, and there are at most 500', () => {
    expect(diff({}, [event(2), event(1, 2)]).events.map(({ id, count }) => [id, count])).toEqual([[2, 1], [1, 2]]);
    expect(diff({}, Array.from({ length: 700 }, (_, index) => event(index + 5))).events).toHaveLength(500);
  });
});

describe('the simulated time between reports', () => {
  const start = (isPlaying: boolean, speed: number) => {
    const clock = createTestClock();
    let playback = { isPlaying, speed };
    const source = createFeed(clock, () => playback);
    source.report(1000, [], true);
    const pause = (): void => {
      playback = { isPlaying: false, speed };
      source.rebase();
    };
    return { clock, source, pause };
  };

  it.each([
    { name: 'runs on', isPlaying: true, speed: 1, passed: 100, shown: 1100 },
    { name: 'runs on faster', isPlaying: true, speed: 5, passed: 100, shown: 1500 },
    { name: 'waits for a report that does not come', isPlaying: true, speed: 1, passed: 5000, shown: 1400 },
    { name: 'stands still while paused', isPlaying: false, speed: 1, passed: 100, shown: 1000 },
  ])('$name', ({ isPlaying, speed, passed, shown }) => {
    const { clock, source } = start(isPlaying, speed);
    clock.advance(passed);
    expect(source.feed.nowMs()).toBe(shown);
  });

  it('never goes back, but on a jump', () => {
    const { clock, source } = start(true, 1);
    clock.advance(300);
    expect(source.feed.nowMs()).toBe(1300);
    source.report(1200, [], false);
    expect(source.feed.nowMs()).toBe(1300);
    source.report(0, [], true);
    expect(source.feed.nowMs()).toBe(0);
  });

  it('stops where it was when paused', () => {
    const { clock, source, pause } = start(true, 1);
    clock.advance(200);
    pause();
    clock.advance(1000);
    expect(source.feed.nowMs()).toBe(1200);
  });
});

describe('traffic that a text suggests', () => {
  const service = (name: string, app: string, more = '') => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${app}}, ports: [{port: 80${more}}]}\n`;
  const workload = (name: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {template: {metadata: {labels: {app: ${name}}}}}\n`;
  it.each([
    { name: 'from another workload of the Namespace', text: [service('api', 'api'), workload('api'), workload('client')], flows: [['Deployment/default/client', 'api:80']] },
    { name: 'from its own Pods where there is nobody else', text: [service('api', 'api'), workload('api')], flows: [['Deployment/default/api', 'api:80']] },
    { name: 'from another Namespace by the longer name', text: [service('api', 'api').replace('name: api', 'name: api, namespace: back'), workload('client')], flows: [['Deployment/default/client', 'api.back:80']] },
    { name: 'from outside to a node port', text: [service('api', 'api', ', nodePort: 30001'), workload('api')], flows: [['outside', '172.30.0.11:30001'], ['Deployment/default/api', 'api:80']] },
    { name: 'none without workloads', text: [service('api', 'api')], flows: [] },
    { name: 'none to a Service without ports', text: ['kind: Service\nmetadata: {name: x}\nspec: {}\n', workload('api')], flows: [] },
    { name: 'none from broken text', text: ['kind: [', '{{{'], flows: [] },
  ])('goes $name', ({ text, flows }) => {
    const suggested = suggestTraffic(parseManifests(text.join('---\n')), base);
    expect(suggested.map(({ from, to }) => [from.kind === 'workload' ? from.id : 'name' in from ? from.name : '', to])).toEqual(flows);
  });
});

describe('a change of the text', () => {
  const text = firstDocument.manifests;
  it.each([
    { name: 'is a replacement where all of it is new', before: text, after: 'kind: Service\nmetadata: {name: other}\n', is: true },
    { name: 'is a replacement where nothing was there', before: '\n', after: 'kind: List\n', is: true },
    { name: 'is one with JSON too', before: '', after: '{"apiVersion":"v1","kind":"List"}', is: true },
    { name: 'is none where a character was typed', before: text, after: `${text}x`, is: false },
    { name: 'is none where a document went', before: text, after: text.slice(text.indexOf('---') + 4), is: false },
    { name: 'is none where everything went', before: text, after: '', is: false },
    { name: 'is none where nothing changed', before: text, after: text, is: false },
    { name: 'is none where it was changed early and added to at the end', before: text, after: `# mine\n${text}${'---\nkind: Service\nmetadata: {name: more}\n'.repeat(60)}`, is: false },
  ])('$name', ({ before, after, is }) => expect(isReplacement(before, after)).toBe(is));
});

describe('the catalogue', () => {
  it('has a text for every command and its group', () => {
    const { commands } = createApp(createTestWorld().options);
    const text = (key: string): unknown => key.split('.').reduce<unknown>((part, name) => (typeof part === 'object' && part !== null ? Object.entries(part).find(([entry]) => entry === name)?.[1] : undefined), en);
    for (const { label, group } of commands) {
      expect(text(label), label).toBeTypeOf('string');
      expect(text(group), group).toBeTypeOf('string');
    }
  });
});
