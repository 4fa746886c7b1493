import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine, type Engine, type EngineOutput } from '../../src/engine/engine.ts';
import type { JsonObject } from '../../src/kube/json.ts';
import type { Command } from '../../src/protocol/command.ts';
import { presetSettings } from '../../src/protocol/settings.ts';

const labels = ['web', 'api', 'db'] as const;

const container = (hasProbe: boolean): JsonObject => ({
  name: 'srv', image: 'srv:1', ports: [{ containerPort: 8080, name: 'http' }],
  ...(hasProbe ? { readinessProbe: { httpGet: { path: '/', port: 8080 }, periodSeconds: 2, failureThreshold: 1 } } : {}),
});
const deployment = (app: string, replicas: number, hasProbe: boolean): JsonObject => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: app, namespace: 'default' },
  spec: { replicas, selector: { matchLabels: { app } }, template: { metadata: { labels: { app } }, spec: { containers: [container(hasProbe)] } } },
});
const service = (app: string, selects: string, type: string, policy: string): JsonObject => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name: `svc-${app}`, namespace: 'default' },
  spec: { type, selector: { app: selects }, ports: [{ port: 80, targetPort: 'http' }], ...(type === 'ClusterIP' ? {} : { externalTrafficPolicy: policy }) },
});

const label = fc.constantFrom(...labels);
const manifests = fc.record({
  deployments: fc.dictionary(label, fc.record({ replicas: fc.nat(4), hasProbe: fc.boolean() })),
  services: fc.dictionary(label, fc.record({ selects: label, type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'), policy: fc.constantFrom('Cluster', 'Local') })),
}).map(({ deployments, services }): Command => ({
  type: 'applyManifests',
  mayPrune: true,
  documents: [
    ...Object.entries(deployments).map(([app, { replicas, hasProbe }]) => ({ body: deployment(app, replicas, hasProbe) })),
    ...Object.entries(services).map(([app, { selects, type, policy }]) => ({ body: service(app, selects, type, policy) })),
  ],
}));
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: manifests },
  label.map((app): Command => ({ type: 'request', times: 3, spec: { from: { kind: 'node', name: 'node-1' }, to: `svc-${app}:80`, protocol: 'TCP', connection: 'new' } })),
  fc.constant<Command>({ type: 'setTraffic', flows: [{ id: 'f', from: { kind: 'outside', name: 'outside' }, to: 'node-1:30080', protocol: 'TCP', connection: 'new', ratePerSecond: 7, isEnabled: true }, { id: 'g', from: { kind: 'workload', id: 'Deployment/default/web' }, to: 'http://svc-api/', protocol: 'TCP', connection: 'keepAlive', ratePerSecond: 3, isEnabled: true }] }),
  fc.constantFrom('node-1', 'node-2').chain((name) => fc.constantFrom<Command>({ type: 'cordonNode', name, isUnschedulable: true }, { type: 'drainNode', name }, { type: 'cordonNode', name, isUnschedulable: false }, { type: 'setNodePower', name, power: 'down' }, { type: 'setNodePower', name, power: 'up' })),
  label.map((app): Command => ({ type: 'setBehaviour', target: `Deployment/default/${app}`, behaviour: { failsReadiness: true } })),
  label.map((app): Command => ({ type: 'setBehaviour', target: `Deployment/default/${app}`, behaviour: null })),
);
const script = fc.array(fc.record({ command, thenMs: fc.integer({ min: 0, max: 8000 }) }), { minLength: 1, maxLength: 8 });
type Script = readonly { readonly command: Command; readonly thenMs: number }[];

const start = (seed: number): Engine => createEngine({ settings: presetSettings('kubeadm'), seed });

/** All that came out, in order, whichever call gave it. */
function gather(outputs: readonly EngineOutput[]): string {
  return JSON.stringify({
    changes: outputs.flatMap((output) => output.changes),
    requests: outputs.flatMap((output) => output.requests),
    notices: outputs.flatMap((output) => output.notices),
  });
}

function play(engine: Engine, steps: Script, advance: (engine: Engine, ms: number) => readonly EngineOutput[]): string {
  return gather(steps.flatMap((step) => [engine.dispatch(step.command), ...advance(engine, step.thenMs)]));
}

describe('the engine', () => {
  it('gives the same, however a stretch of time is split', () => {
    fc.assert(fc.property(script, fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 5 }), (steps, cuts) => {
      const whole = play(start(7), steps, (engine, ms) => [engine.advance(ms)]);
      const split = play(start(7), steps, (engine, ms) => {
        const outputs: EngineOutput[] = [];
        for (let left = ms, turn = 0; left > 0; turn++) {
          const cut = Math.min(left, cuts[turn % cuts.length] ?? 1);
          outputs.push(engine.advance(cut));
          left -= cut;
        }
        return outputs;
      });
      expect(split).toBe(whole);
    }), { numRuns: 40 });
  });

  it('gives the same bytes when a log is replayed', () => {
    fc.assert(fc.property(script, fc.integer({ min: 0, max: 1000 }), (steps, seed) => {
      const once = (): string => play(start(seed), steps, (engine, ms) => [engine.advance(ms)]);
      expect(once()).toBe(once());
    }), { numRuns: 30 });
  });

  it('comes, once it is quiet, to endpoints that follow from Pods and Services alone', () => {
    fc.assert(fc.property(script, (steps) => {
      const engine = start(3);
      play(engine, steps, (running, ms) => [running.advance(ms)]);
      engine.dispatch({ type: 'setTraffic', flows: [] });
      engine.advance(30_000);
      const { reader } = engine;
      for (const svc of reader.list('Service', 'default')) {
        if (svc.spec.selector === undefined) continue;
        const pods = reader.withLabels('Pod', 'default', svc.spec.selector).filter((pod) => pod.status?.podIP !== undefined && pod.status.phase !== 'Failed' && pod.status.phase !== 'Succeeded');
        const expected = pods.map((pod) => {
          const isReady = pod.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
          const isTerminating = pod.metadata.deletionTimestamp !== undefined;
          return `${pod.status?.podIP} ${isReady && !isTerminating} ${isReady} ${isTerminating}`;
        });
        const listed = reader.withLabels('EndpointSlice', 'default', { 'kubernetes.io/service-name': svc.metadata.name })
          .flatMap((slice) => (slice.endpoints ?? []).map((endpoint) => `${endpoint.addresses[0]} ${endpoint.conditions?.ready} ${endpoint.conditions?.serving} ${endpoint.conditions?.terminating}`));
        expect(listed.sort()).toEqual(expected.sort());
      }
    }), { numRuns: 40 });
  });

  it('routes only to Pods that the Service selects and that are there', () => {
    fc.assert(fc.property(script, (steps) => {
      const engine = start(5);
      for (const step of steps) {
        engine.dispatch(step.command);
        engine.advance(step.thenMs);
        for (const app of labels) {
          const svc = engine.reader.get('Service', 'default', `svc-${app}`);
          const { requests } = engine.dispatch({ type: 'request', times: 2, spec: { from: { kind: 'node', name: 'node-2' }, to: `svc-${app}:80`, protocol: 'TCP', connection: 'new' } });
          for (const request of requests.filter((candidate) => candidate.outcome === 'answered' && candidate.flowId === undefined)) {
            const pod = engine.reader.get('Pod', 'default', request.pod?.split('/')[2] ?? '');
            expect(pod?.metadata.labels?.['app']).toBe(svc?.spec.selector?.['app']);
          }
        }
      }
    }), { numRuns: 25 });
  });
});
