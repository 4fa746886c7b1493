import { describe, expect, it } from 'vitest';
import type { InspectionAnswer, InspectionQuestion } from '../../../src/protocol/inspection.ts';
import type { RequestSpec } from '../../../src/protocol/request.ts';
import { harness, pods, scenario, service, type Harness } from './sessionHarness.ts';

const request: RequestSpec = { from: { kind: 'pod', namespace: 'default', name: 'web-a' }, to: 'web.default:80', protocol: 'TCP', connection: 'new' };

function world(text = `${pods}---\n${service}`): Harness {
  const made = harness();
  made.start(scenario(text));
  made.run(20);
  return made;
}

function ask<K extends InspectionQuestion['kind']>({ send, last }: Harness, question: Extract<InspectionQuestion, { kind: K }>): Extract<InspectionAnswer, { kind: K }> {
  send({ type: 'ask', id: 1, question });
  const given = last('answer')?.answer;
  if (given?.kind !== question.kind) throw new Error(`asked for ${question.kind}, got ${String(given?.kind)}`);
  return given as Extract<InspectionAnswer, { kind: K }>;
}

describe('the balance of a Service', () => {
  it('counts who answered beside an even share', () => {
    const made = world();
    made.send({ type: 'command', id: 1, command: { type: 'request', spec: request, times: 100 } });
    const { rows, answered, failed, connections, isAffine } = ask(made, { kind: 'balance', service: 'Service/default/web' });
    expect({ answered, failed, connections, isAffine }).toEqual({ answered: 100, failed: 0, connections: 100, isAffine: false });
    expect(rows.map(({ expected }) => expected)).toEqual([50, 50]);
    expect(rows.reduce((sum, row) => sum + row.answered, 0)).toBe(100);
  });

  it('counts a kept connection once, and a Pod that got nothing too', () => {
    const made = world();
    made.send({ type: 'command', id: 1, command: { type: 'request', spec: { ...request, connection: 'keepAlive' }, times: 30 } });
    const { rows, connections } = ask(made, { kind: 'balance', service: 'Service/default/web' });
    expect(connections).toBe(1);
    expect(rows.map((row) => row.answered)).toEqual([30, 0]);
  });

  it('forgets after a minute', () => {
    const made = world();
    made.send({ type: 'command', id: 1, command: { type: 'request', spec: request, times: 5 } });
    made.send({ type: 'setPlaying', isPlaying: true, speed: 4 });
    made.run(1200);
    expect(ask(made, { kind: 'balance', service: 'Service/default/web' }).answered).toBe(0);
  });
});

describe('the environment of a container', () => {
  const earlier = `${service}---\n${pods}`;

  it('has the variables of Services that were there before', () => {
    const { variables, gaps } = ask(world(earlier), { kind: 'environment', pod: 'Pod/default/web-a' });
    expect(variables.map(({ name }) => name)).toEqual(expect.arrayContaining(['KUBERNETES_SERVICE_HOST', 'WEB_SERVICE_HOST', 'WEB_PORT_80_TCP_ADDR']));
    expect(gaps).toEqual([]);
  });

  it('knows nothing of a Service that came later, old things of one that changed, and keeps those of one that is gone', () => {
    const made = world(earlier);
    made.run(100);
    made.send({ type: 'setManifests', textRevision: 1, text: `${earlier.replace('port: 80', 'port: 8080')}---\n${service.replace('name: web', 'name: later')}` });
    made.run(20);
    expect(ask(made, { kind: 'environment', pod: 'Pod/default/web-a' }).gaps).toEqual([{ service: 'Service/default/later', reason: 'later' }, { service: 'Service/default/web', reason: 'changed' }]);
    made.send({ type: 'setManifests', textRevision: 2, text: pods });
    made.run(20);
    expect(ask(made, { kind: 'environment', pod: 'Pod/default/web-a' }).gaps).toEqual([{ service: 'Service/default/web', reason: 'gone' }]);
  });

  it('says which Services make none', () => {
    const headless = `${service.replace('spec:', 'spec:\n  clusterIP: None')}---\n${pods}`;
    expect(ask(world(headless), { kind: 'environment', pod: 'Pod/default/web-a' }).gaps).toEqual([{ service: 'Service/default/web', reason: 'headless' }]);
    const unlinked = `${service}---\n${pods.replaceAll('spec: {', 'spec: {enableServiceLinks: false, ')}`;
    expect(ask(world(unlinked), { kind: 'environment', pod: 'Pod/default/web-a' }).gaps).toEqual([{ service: 'Service/default/web', reason: 'linksOff' }]);
  });
});

it('conntrack is bounded, and says how many there are', () => {
  const made = world();
  made.send({ type: 'command', id: 1, command: { type: 'request', spec: request, times: 20 } });
  const nodes = ['node-1', 'node-2'].map((node) => ask(made, { kind: 'conntrack', node, limit: 5 }));
  expect(nodes.reduce((sum, { total }) => sum + total, 0)).toBe(20);
  expect(Math.max(...nodes.map(({ rows }) => rows.length))).toBe(5);
});
