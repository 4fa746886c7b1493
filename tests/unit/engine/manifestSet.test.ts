import { describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import { parseManifests } from '../../../src/manifests/parseManifests.ts';
import type { ManifestResult } from '../../../src/protocol/command.ts';
import { presetSettings } from '../../../src/protocol/settings.ts';

function apply(engine: Engine, text: string, isReplacement: boolean): readonly ManifestResult[] {
  const documents = parseManifests(text).documents.map(({ body }) => ({ body: body ?? null }));
  const { results = [] } = engine.dispatch({ type: 'applyManifests', documents, mayPrune: true, isReplacement });
  engine.advance(5000);
  return results;
}

const balancer = 'kind: Service\napiVersion: v1\nmetadata: {name: web}\nspec: {type: LoadBalancer, selector: {app: web}, ports: [{name: http, port: 80, nodePort: 30080}]}\n';
const deployment = (image: string): string => `kind: Deployment\napiVersion: apps/v1\nmetadata: {name: web}\nspec: {replicas: 2, selector: {matchLabels: {app: ${image}}}, template: {metadata: {labels: {app: ${image}}}, spec: {containers: [{name: c, image: ${image}}]}}}\n`;

function world(text: string): Engine {
  const engine = createEngine({ settings: presetSettings('kubeadm'), seed: 1 });
  apply(engine, text, false);
  return engine;
}

describe('other manifests in the place of the old ones', () => {
  it('make an object that both name anew, with nothing left of the old one', () => {
    const engine = world(balancer);
    const before = engine.reader.get('Service', 'default', 'web')?.metadata.uid;
    const [result] = apply(engine, 'kind: Service\napiVersion: v1\nmetadata: {name: web}\nspec: {ports: [{port: 8080}]}\n', true);
    expect(result?.outcome).toBe('created');
    const service = engine.reader.get('Service', 'default', 'web');
    expect(service?.metadata.uid).not.toBe(before);
    expect(service?.spec).toMatchObject({ type: 'ClusterIP', ports: [{ port: 8080, targetPort: 8080, protocol: 'TCP' }] });
    expect(service?.spec.selector).toBeUndefined();
  });

  it('may change what never can be changed in place', () => {
    const engine = world(deployment('a'));
    expect(apply(engine, deployment('b'), true)).toMatchObject([{ outcome: 'created' }]);
    expect(engine.reader.list('Pod', 'default').map(({ metadata }) => metadata.labels?.['app'])).toEqual(['b', 'b']);
  });

  it('may keep a template, whose old Pods go and new ones come', () => {
    const engine = world(deployment('a'));
    expect(apply(engine, deployment('a').replace('replicas: 2', 'replicas: 3'), true)).toMatchObject([{ outcome: 'created' }]);
    engine.advance(30_000);
    expect(engine.reader.list('Pod', 'default')).toHaveLength(3);
    expect(engine.reader.get('Deployment', 'default', 'web')?.status).toMatchObject({ readyReplicas: 3 });
  });

  it('are told in the words for a new object why they are refused, and the old one stays', () => {
    const engine = world(balancer);
    const [result] = apply(engine, 'kind: Service\napiVersion: v1\nmetadata: {name: web}\nspec: {type: Nodeport, ports: [{port: 80}]}\n', true);
    expect(result).toMatchObject({ outcome: 'failed', status: { causes: [{ field: 'spec.type' }] } });
    expect(result?.status?.message).not.toContain('patch');
    expect(engine.reader.get('Service', 'default', 'web')?.spec.type).toBe('LoadBalancer');
  });

  it('leave an object to be changed in place that only stands in its own way', () => {
    const engine = world(balancer);
    expect(apply(engine, balancer.replace('type: LoadBalancer', 'type: NodePort').replace('name: http', 'name: h'), true)).toMatchObject([{ outcome: 'configured' }]);
    expect(engine.reader.get('Service', 'default', 'web')?.spec.type).toBe('NodePort');
  });

  it('spare a Namespace, and all that is in it', () => {
    const engine = world('kind: Namespace\napiVersion: v1\nmetadata: {name: shop}\n---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: c, namespace: shop}\n');
    const before = engine.reader.get('Namespace', '', 'shop')?.metadata.uid;
    apply(engine, 'kind: Namespace\napiVersion: v1\nmetadata: {name: shop, labels: {a: b}}\n', true);
    expect(engine.reader.get('Namespace', '', 'shop')?.metadata.uid).toBe(before);
  });

  it('an edit changes the object in place', () => {
    const engine = world(balancer);
    const before = engine.reader.get('Service', 'default', 'web')?.metadata.uid;
    expect(apply(engine, balancer.replace('port: 80,', 'port: 81,'), false)).toMatchObject([{ outcome: 'configured' }]);
    expect(engine.reader.get('Service', 'default', 'web')?.metadata.uid).toBe(before);
  });
});
