import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCluster, specOf, webSpec, type TestCluster } from '../unit/engine/network/cluster.ts';

/** What can happen to a small cluster with one Service. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), node: fc.integer({ min: 1, max: 3 }), isReady: fc.boolean() }),
  fc.record({ kind: fc.constant('remove' as const), index: fc.nat(9) }),
  fc.record({ kind: fc.constant('ready' as const), index: fc.nat(9), isReady: fc.boolean() }),
  fc.record({ kind: fc.constant('request' as const), from: fc.constantFrom('client', 'node-2', 'outside'), way: fc.constantFrom('clusterIP', 'nodePort'), protocol: fc.constantFrom('TCP' as const, 'UDP' as const) }),
  fc.record({ kind: fc.constant('open' as const), name: fc.constantFrom('a', 'b'), protocol: fc.constantFrom('TCP' as const, 'UDP' as const) }),
  fc.record({ kind: fc.constant('send' as const), name: fc.constantFrom('a', 'b') }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 200 }) }),
);
const policy = fc.constantFrom('Cluster', 'Local');
const mode = fc.constantFrom('iptables' as const, 'nftables' as const, 'ipvs' as const);
const setup = fc.record({ mode, externalTrafficPolicy: policy, internalTrafficPolicy: policy, sessionAffinity: fc.constantFrom('None', 'ClientIP') });

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Setup = typeof setup extends fc.Arbitrary<infer T> ? T : never;

/** A cluster that remembers which Pod ever had which address. */
class World {
  readonly cluster: TestCluster;
  readonly everAt = new Map<string, string>();
  readonly #setup: Setup;
  #pods: { readonly name: string; readonly node: string }[] = [];
  #count = 0;

  constructor(chosen: Setup) {
    this.#setup = chosen;
    this.cluster = createCluster({ nodes: 3, mode: chosen.mode });
    this.cluster.pod('client', 'node-1', { labels: {} });
    const ports = (['TCP', 'UDP'] as const).map((protocol) => ({ name: protocol.toLowerCase(), port: 80, targetPort: 8080, nodePort: 30080, protocol }));
    this.cluster.service('web', { ...webSpec, type: 'NodePort', ports, externalTrafficPolicy: chosen.externalTrafficPolicy, internalTrafficPolicy: chosen.internalTrafficPolicy, sessionAffinity: chosen.sessionAffinity });
  }

  run(each: Step): void {
    const { cluster } = this;
    switch (each.kind) {
      case 'add': {
        const name = `web-${this.#count++}`;
        cluster.pod(name, `node-${each.node}`, { isReady: each.isReady, ports: [{ containerPort: 8080 }, { containerPort: 8080, protocol: 'UDP', name: 'udp' }] });
        const ip = cluster.context.api.get('Pod', 'default', name)?.status?.podIP;
        if (ip !== undefined) this.everAt.set(ip, name);
        this.#pods.push({ name, node: `node-${each.node}` });
        break;
      }
      case 'remove': {
        const pod = this.#pods[each.index % Math.max(1, this.#pods.length)];
        if (pod === undefined) break;
        cluster.remove('Pod', pod.name);
        this.#pods = this.#pods.filter((other) => other !== pod);
        break;
      }
      case 'ready': {
        const pod = this.#pods[each.index % Math.max(1, this.#pods.length)];
        if (pod !== undefined) cluster.ready(pod.name, each.isReady);
        break;
      }
      case 'request': this.#request(each); break;
      case 'open': cluster.network.open(each.name, specOf('client', '10.96.1.10:80', each.protocol)); break;
      case 'send': cluster.network.send(each.name); break;
      case 'wait': cluster.settle(each.seconds * 1000); break;
    }
  }

  /** Whoever answers is one that the policies allow: ready, and with Local on the Node that was asked. */
  #request({ from, way, protocol }: Extract<Step, { kind: 'request' }>): void {
    const asked = way === 'clusterIP' ? '10.96.1.10:80' : 'node-3:30080';
    const trace = this.cluster.request(from, asked, protocol);
    if (trace.outcome !== 'answered' || trace.pod === undefined) return;
    const name = trace.pod.split('/').at(-1) ?? '';
    const pod = this.#pods.find((candidate) => candidate.name === name);
    expect(pod, `${name} does not run`).toBeDefined();
    const ready = this.cluster.context.api.get('Pod', 'default', name)?.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
    expect(ready, `${name} is not ready`).toBe('True');
    const own: Readonly<Record<string, string>> = { client: 'node-1', 'node-2': 'node-2' };
    // ipvs falls back to endpoints elsewhere.
    if (this.#setup.mode === 'ipvs') return;
    if (way === 'clusterIP' && this.#setup.internalTrafficPolicy === 'Local' && from !== 'outside') expect(pod?.node).toBe(own[from]);
    if (way === 'nodePort' && this.#setup.externalTrafficPolicy === 'Local' && from === 'outside') expect(pod?.node).toBe('node-3');
  }
}

describe('on any cluster', () => {
  it('policies hold, and conntrack and affinity know nobody who was not there', () => {
    fc.assert(fc.property(setup, fc.array(step, { minLength: 5, maxLength: 40 }), (chosen, steps) => {
      const world = new World(chosen);
      for (const each of steps) {
        world.run(each);
        for (const node of ['node-1', 'node-2', 'node-3']) {
          for (const row of world.cluster.network.conntrack(node)) {
            expect(row.secondsLeft).toBeGreaterThan(0);
            if (row.service === null) continue;
            expect(row.service).toBe('Service/default/web');
            expect(world.everAt.has(row.replySource), `${row.replySource} was never a Pod's`).toBe(true);
            if (row.pod !== null) expect(row.pod).toBe(`Pod/default/${world.everAt.get(row.replySource) ?? ''}`);
          }
          for (const hold of world.cluster.network.affinity(node)) expect(world.everAt.has(hold.endpoint.replace(/:\d+$/, ''))).toBe(true);
        }
      }
    }), { numRuns: 60 });
  });
});
