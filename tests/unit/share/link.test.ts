import { deflateSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Behaviour } from '../../../src/protocol/command.ts';
import type { ClientRef, TrafficFlow } from '../../../src/protocol/request.ts';
import type { ScenarioView } from '../../../src/protocol/scenario.ts';
import { presetNode, presetSettings } from '../../../src/protocol/settings.ts';
import { scenarios } from '../../../src/scenarios/library.ts';
import { decodeFile, encodeFile } from '../../../src/share/file.ts';
import { decodeLink, encodeLink, maxLinkLength } from '../../../src/share/link.ts';
import { pack } from '../../../src/share/pack.ts';
import type { SharedDocument } from '../../../src/share/sharedState.ts';
import { defaultView } from '../../../src/share/sharedState.ts';

const empty: SharedDocument = { title: '', scenarioId: null, manifests: '', traffic: [], behaviours: {}, settings: presetSettings('kubeadm'), seed: 1 };
const document = (change: Partial<SharedDocument>): SharedDocument => ({ ...empty, ...change });
const opened = (hash: string) => {
  const decoded = decodeLink(hash);
  if (!decoded.ok) throw new Error(decoded.code);
  return decoded.state;
};

const word = fc.string({ maxLength: 20, unit: fc.constantFrom('a', 'b', '-', '.', '/', ':', '0', 'é', '漢', '"', '\\', '\n') });
const client: fc.Arbitrary<ClientRef> = fc.oneof(
  word.map((name): ClientRef => ({ kind: 'outside', name })),
  word.map((name): ClientRef => ({ kind: 'node', name })),
  fc.tuple(word, word).map(([namespace, name]): ClientRef => ({ kind: 'pod', namespace, name })),
  word.map((id): ClientRef => ({ kind: 'workload', id })),
);
const traffic: fc.Arbitrary<readonly TrafficFlow[]> = fc.uniqueArray(
  fc.record({
    id: word, from: client, to: word,
    protocol: fc.constantFrom('TCP', 'UDP', 'SCTP'), connection: fc.constantFrom('new', 'keepAlive'),
    ratePerSecond: fc.integer({ min: 0, max: 500 }), isEnabled: fc.boolean(),
  }),
  { maxLength: 5, selector: (flow) => flow.id },
);
const behaviour: fc.Arbitrary<Behaviour> = fc.record(
  { listensOn: fc.array(fc.integer({ min: 1, max: 65535 }), { maxLength: 3 }), latencyMs: fc.nat(1000), errorRate: fc.constantFrom(0, 0.5, 1), failsReadiness: fc.boolean(), crashes: fc.boolean() },
  { requiredKeys: [] },
);
const settings = fc.record({ nodes: fc.nat(5), isDualStack: fc.boolean(), mode: fc.constantFrom('iptables', 'nftables', 'ipvs'), preset: fc.constantFrom('kubeadm', 'recordings'), removed: fc.nat(5), zone: word })
  .map(({ preset, removed, zone, ...options }) => {
    const made = presetSettings(preset, options);
    return { ...made, nodes: made.nodes.filter((_, index) => index !== removed).map((node, index) => (index === 0 ? { ...node, zone } : node)) };
  });
const view: fc.Arbitrary<ScenarioView> = fc.record({
  selection: fc.option(word),
  viewport: fc.option(fc.record({ x: fc.integer({ min: -9999, max: 9999 }), y: fc.integer({ min: -9999, max: 9999 }), zoom: fc.constantFrom(0.25, 1, 1.5) })),
  speed: fc.constantFrom(0.1, 1, 10),
});

describe('links', () => {
  it('give back what they were made of', () => {
    fc.assert(
      fc.property(
        fc.record({ title: word, scenarioId: fc.option(word), manifests: fc.string({ unit: 'grapheme', maxLength: 2000 }), traffic, behaviours: fc.dictionary(word, behaviour, { maxKeys: 3, noNullPrototype: true }), settings, seed: fc.nat() }),
        view,
        (made, looked) => {
          expect(opened(encodeLink(made, looked))).toEqual({ document: made, view: looked });
          expect(decodeFile(encodeFile(made, looked))).toEqual({ ok: true, state: { document: made, view: looked } });
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each(scenarios.map((scenario) => ({ name: scenario.id, scenario })))('hold the scenario $name in at most 1,200 characters', ({ scenario }) => {
    const made = document({ ...scenario.start, scenarioId: scenario.id });
    const hash = encodeLink(made, defaultView);
    expect(hash.length).toBeLessThanOrEqual(1200);
    expect(opened(hash).document).toEqual(made);
  });

  it('hold 3 KB of manifests in at most 900 characters', () => {
    const apps = ['frontend', 'cart', 'checkout', 'currency', 'recommendation', 'ads', 'shipping'];
    const manifests = apps.map((app, index) => `apiVersion: v1
kind: Service
metadata:
  name: ${app}
spec:
  selector:
    app: ${app}
  ports:
  - name: grpc
    port: ${5000 + index * 37}
    targetPort: ${8080 + index}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${app}
spec:
  replicas: ${(index % 3) + 1}
  selector:
    matchLabels:
      app: ${app}
  template:
    metadata:
      labels:
        app: ${app}
    spec:
      containers:
      - name: server
        image: registry.example.com/shop/${app}:v0.${index}.2
        ports:
        - containerPort: ${8080 + index}
`).join('---\n');
    expect(manifests.length).toBeGreaterThan(3000);
    expect(encodeLink(document({ manifests }), defaultView).length).toBeLessThanOrEqual(900);
  });

  it('leave out what is as the preset has it', () => {
    expect(encodeLink(empty, defaultView).length).toBeLessThan(20);
    const zoned = { ...empty.settings, nodes: [...empty.settings.nodes, { ...presetNode(2), zone: 'zone-c' }] };
    expect(encodeLink(document({ settings: zoned }), defaultView).length).toBeLessThan(150);
  });
});

describe('hostile and damaged links', () => {
  const good = encodeLink(document({ manifests: 'kind: Service\n'.repeat(20), traffic: scenarios[0]?.start.traffic ?? [] }), { ...defaultView, selection: 'Service/default/web' });
  const packed = (wire: unknown): string => `#1.${pack(`${JSON.stringify(wire)}\nkind: Service`)}`;

  it.each([
    { name: 'nothing', hash: '', code: 'notALink' },
    { name: 'an anchor', hash: '#usage', code: 'notALink' },
    { name: 'version 0', hash: '#0.abc', code: 'notALink' },
    { name: 'a version that is not known yet', hash: '#2.abc', code: 'newerVersion' },
    { name: 'a version of many digits', hash: '#999999.abc', code: 'newerVersion' },
    { name: 'no content', hash: '#1.', code: 'damaged' },
    { name: 'characters that are none of ours', hash: '#1.<script>', code: 'damaged' },
    { name: 'half of a link', hash: good.slice(0, good.length / 2), code: 'damaged' },
    { name: 'a link without its last character', hash: good.slice(0, -1), code: 'damaged' },
    { name: 'a link with something behind it', hash: `${good})`, code: 'damaged' },
    { name: 'a megabyte', hash: `#1.${'A'.repeat(1_000_000)}`, code: 'tooLarge' },
    { name: 'a list', hash: packed([]), code: 'damaged' },
    { name: 'null', hash: packed(null), code: 'damaged' },
    { name: 'traffic that is no list', hash: packed({ traffic: {} }), code: 'damaged' },
    { name: 'a flow without target', hash: packed({ traffic: [{ id: 'a', from: { kind: 'outside', name: 'outside' }, rate: 1 }] }), code: 'damaged' },
    { name: 'two flows of one id', hash: packed({ traffic: Array.from({ length: 2 }, () => ({ id: 'a', from: { kind: 'outside', name: 'o' }, to: 'a', rate: 1 })) }), code: 'damaged' },
    { name: 'an endless rate', hash: packed({ traffic: [{ id: 'a', from: { kind: 'outside', name: 'outside' }, to: 'a', rate: 1e300 }] }), code: 'damaged' },
    { name: 'a million Nodes', hash: packed({ settings: { nodes: 1_000_000 } }), code: 'damaged' },
    { name: 'half a Node', hash: packed({ settings: { nodes: 0.5 } }), code: 'damaged' },
    { name: 'the same Node twice', hash: packed({ settings: { nodes: [0, 0] } }), code: 'damaged' },
    { name: 'a CIDR that is none', hash: packed({ settings: { podCIDRs: ['<img>'] } }), code: 'damaged' },
    { name: 'node ports from high to low', hash: packed({ settings: { nodePortRange: { from: 40000, to: 30000 } } }), code: 'damaged' },
    { name: 'a proxy mode of the past', hash: packed({ settings: { proxy: { mode: 'userspace', ipvsScheduler: 'rr', clusterCIDR: '' } } }), code: 'damaged' },
    { name: 'a zoom of nothing', hash: packed({ viewport: [0, 0, 0] }), code: 'damaged' },
    { name: 'a title of a megabyte', hash: packed({ title: 'a'.repeat(900_000) }), code: 'damaged' },
  ])('$name: $code', ({ hash, code }) => {
    expect(decodeLink(hash)).toEqual({ ok: false, code });
  });

  it('bombs end at a megabyte', () => {
    const bomb = deflateSync(new Uint8Array(30_000_000), { level: 9 });
    const hash = `#1.${btoa(String.fromCharCode(0, 0, 0, ...bomb)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
    expect(hash.length).toBeLessThan(65_536);
    expect(decodeLink(hash)).toEqual({ ok: false, code: 'damaged' });
  });

  it('keys that mean something to JavaScript are only keys', () => {
    const state = opened(`#1.${pack('{"behaviours":{"__proto__":{"crashes":true},"constructor":{}},"__proto__":{"title":"x"}}\n')}`);
    expect(state.document.title).toBe('');
    expect(Object.keys(state.document.behaviours)).toEqual(['__proto__', 'constructor']);
    expect(Object.prototype).not.toHaveProperty('crashes');
  });

  it('a changed character is noticed, anything else never throws', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: good.length - 1 }), fc.constantFrom('A', 'b', '-', '_', '9'), (at, character) => {
        const changed = good.slice(0, at) + character + good.slice(at + 1);
        const decoded = decodeLink(changed);
        // The last character's lowest bits may stand for nothing.
        if (changed !== good && at < good.length - 1) expect(decoded).toEqual({ ok: false, code: 'damaged' });
      }),
      { numRuns: 300 },
    );
    fc.assert(fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (a, b) => {
      decodeLink(a);
      decodeLink(`#1.${b}`);
      decodeLink(`#1.${pack(a)}`);
      decodeFile(a);
      decodeFile(`{"svcscope":1,"manifests":"","traffic":${b}}`);
    }));
  });
});

describe('files', () => {
  it.each([
    { name: 'manifests', text: 'kind: Service', code: 'notALink' },
    { name: 'other JSON', text: '{"kind":"List"}', code: 'notALink' },
    { name: 'a newer version', text: '{"svcscope":2,"manifests":""}', code: 'newerVersion' },
    { name: 'no manifests', text: '{"svcscope":1}', code: 'damaged' },
    { name: 'half of a file', text: '{"svcscope":1,"manif', code: 'damaged' },
  ])('$name: $code', ({ text, code }) => {
    expect(decodeFile(text)).toEqual({ ok: false, code });
  });

  it('the limit of a link is known', () => expect(maxLinkLength).toBe(8192));
});
