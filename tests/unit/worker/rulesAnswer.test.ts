import { describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import type { JsonObject } from '../../../src/kube/json.ts';
import { presetSettings } from '../../../src/protocol/settings.ts';
import { rulesAnswer } from '../../../src/worker/rulesAnswer.ts';

const service = (index: number): JsonObject => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: `svc-${index}`, namespace: 'default' }, spec: { clusterIP: `10.96.1.${10 + index}`, selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] } });
const pod: JsonObject = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'default', labels: { app: 'web' } }, spec: { nodeName: 'node-1', containers: [{ name: 'srv', image: 'srv', ports: [{ containerPort: 8080 }] }] } };

function engineWith(services: number): Engine {
  const engine = createEngine({ settings: presetSettings('recordings'), seed: 1 });
  for (const body of [pod, ...Array.from({ length: services }, (_, index) => service(index))]) engine.dispatch({ type: 'api', request: { verb: 'create', apiVersion: 'v1', kind: body === pod ? 'Pod' : 'Service', namespace: 'default', body } });
  return engine;
}

const node = 'Node//node-1';

describe('a Node\'s rules as an answer', () => {
  it('is bounded, and can be asked for page by page', () => {
    const engine = engineWith(120);
    const first = rulesAnswer(engine, { kind: 'rules', node, limit: 10_000 });
    if (first.kind === 'gone') throw new Error('the Node is there');
    expect(first.lines).toHaveLength(500);
    expect(first.total).toBeGreaterThan(500);
    const next = rulesAnswer(engine, { kind: 'rules', node, offset: 500, limit: 2 });
    expect(next.kind === 'rules' && next.lines.map(({ line }) => line)).toEqual([500, 501]);
  });

  it('keeps to a Service, and to a text', () => {
    const engine = engineWith(3);
    const answer = rulesAnswer(engine, { kind: 'rules', node, service: 'Service/default/svc-1', text: 'KUBE-services' });
    expect(answer.kind === 'rules' && answer.lines.map(({ text }) => text.replace(/-[A-Z2-7]{16}$/, ''))).toEqual(['-A KUBE-SERVICES -d 10.96.1.11/32 -p tcp -m comment --comment "default/svc-1 cluster IP" -m tcp --dport 80 -j KUBE-SVC']);
  });

  it('tells the lines that a request met', () => {
    const engine = engineWith(2);
    const { requests } = engine.dispatch({ type: 'request', times: 1, spec: { from: { kind: 'node', name: 'node-1' }, to: '10.96.1.11:80', protocol: 'TCP', connection: 'new' } });
    const answer = rulesAnswer(engine, { kind: 'rules', node, requestId: requests[0]?.id ?? 0, isHitOnly: true });
    if (answer.kind === 'gone') throw new Error('the Node is there');
    expect(answer.isOutdated).toBe(false);
    expect(answer.total).toBe(new Set(answer.hits.map(({ line }) => line)).size);
    expect(answer.hits.every((hit) => answer.lines.some(({ line, text }) => line === hit.line && text === hit.text))).toBe(true);
    expect(answer.hits.some(({ text }) => text.includes('--to-destination 10.244.0.2:8080'))).toBe(true);
  });

  it('says that a Node is gone', () => {
    expect(rulesAnswer(engineWith(0), { kind: 'rules', node: 'Node//nobody' })).toEqual({ kind: 'gone' });
  });
});
