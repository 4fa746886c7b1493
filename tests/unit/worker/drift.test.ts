import { describe, expect, it } from 'vitest';
import { removeDocument } from '../../../src/manifests/removeDocument.ts';
import { parseManifests } from '../../../src/manifests/parseManifests.ts';
import type { ApiRequest } from '../../../src/protocol/command.ts';
import type { Drift } from '../../../src/protocol/drift.ts';
import { harness, scenario, type Harness } from './sessionHarness.ts';

const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80}, {name: alt, port: 81}]}
`;

function world(): Harness {
  const made = harness();
  made.start(scenario(text));
  made.run(60);
  return made;
}

function drifts(made: Harness): readonly Drift[] {
  made.run(40);
  return made.last('drift')?.drifts ?? [];
}

function api(made: Harness, request: ApiRequest): void {
  made.send({ type: 'command', id: 1, command: { type: 'api', request } });
}

const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' } as const;
const service = { apiVersion: 'v1', kind: 'Service', namespace: 'default', name: 'web' } as const;

describe('drift', () => {
  it('is none while only controllers work', () => {
    const made = world();
    made.run(200);
    expect(drifts(made)).toEqual([]);
  });

  it.each([
    { name: 'a scaled Deployment', request: { verb: 'patch', ...deployment, patchType: 'merge', body: { spec: { replicas: 5 } } }, edits: [{ type: 'set', path: ['spec', 'replicas'], value: 5 }] },
    { name: 'a label', request: { verb: 'patch', ...deployment, patchType: 'merge', body: { metadata: { labels: { tier: 'front' } } } }, edits: [{ type: 'set', path: ['metadata', 'labels', 'tier'], value: 'front' }] },
    { name: 'another selector', request: { verb: 'patch', ...service, patchType: 'json', body: [{ op: 'replace', path: '/spec/selector', value: { run: 'web' } }] }, edits: [{ type: 'remove', path: ['spec', 'selector', 'app'] }, { type: 'set', path: ['spec', 'selector', 'run'], value: 'web' }] },
    { name: 'a port less', request: { verb: 'patch', ...service, patchType: 'json', body: [{ op: 'remove', path: '/spec/ports/0' }] }, edits: [{ type: 'remove', path: ['spec', 'ports', 0] }] },
    { name: 'a port more', request: { verb: 'patch', ...service, patchType: 'strategic', body: { spec: { ports: [{ name: 'b', port: 82 }] } } }, edits: null },
  ] as const)('$name is a change of fields, and can be put back', ({ request, edits }) => {
    const made = world();
    api(made, request);
    const [drift, ...more] = drifts(made);
    expect(more).toEqual([]);
    expect(drift).toMatchObject({ kind: 'changed', ref: { kind: request.kind, name: 'web' } });
    if (edits !== null) expect(drift?.edits).toEqual(edits);
    if (drift !== undefined) api(made, drift.putBack);
    expect(drifts(made)).toEqual([]);
  });

  it('an object that was deleted stays deleted while other documents are typed, and can be put back', () => {
    const made = world();
    api(made, { verb: 'delete', ...service });
    expect(drifts(made)).toMatchObject([{ kind: 'deleted', object: 'Service/default/web' }]);
    made.send({ type: 'setManifests', textRevision: 1, text: text.replace('replicas: 2', 'replicas: 3') });
    const [drift] = drifts(made);
    expect(drift?.kind).toBe('deleted');
    expect(made.view().services['Service/default/web']).toBeUndefined();
    if (drift !== undefined) api(made, drift.putBack);
    expect(drifts(made)).toEqual([]);
    expect(made.view().services['Service/default/web']?.ports).toHaveLength(2);
  });

  it('an object that was made by hand is in no document; the Pods of a workload are not meant', () => {
    const made = world();
    api(made, { verb: 'create', apiVersion: 'v1', kind: 'Service', namespace: 'default', body: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'more' }, spec: { ports: [{ port: 1 }] } } });
    const [drift] = drifts(made);
    expect(drift).toMatchObject({ kind: 'added', object: 'Service/default/more' });
    expect(drift?.yaml).not.toMatch(/clusterIP:|uid|resourceVersion/);
    made.send({ type: 'setManifests', textRevision: 1, text: `${text}---\n${drift?.yaml ?? ''}` });
    expect(drifts(made)).toEqual([]);
  });

  it('a dry run makes none', () => {
    const made = world();
    api(made, { verb: 'create', apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', isDryRun: true, body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'more' } } });
    expect(drifts(made)).toEqual([]);
  });

  it('a text that takes the change over ends it', () => {
    const made = world();
    api(made, { verb: 'patch', ...deployment, patchType: 'merge', body: { spec: { replicas: 5 } } });
    expect(drifts(made)).toHaveLength(1);
    made.send({ type: 'setManifests', textRevision: 1, text: text.replace('replicas: 2', 'replicas: 5') });
    expect(drifts(made)).toEqual([]);
  });
});

describe('a document that is taken out', () => {
  it.each([
    { name: 'the first', index: 0, left: 'a: 2\n---\na: 3\n' },
    { name: 'one between', index: 1, left: 'a: 1\n---\na: 3\n' },
    { name: 'the last', index: 2, left: 'a: 1\n---\na: 2\n' },
  ])('$name', ({ index, left }) => {
    expect(removeDocument(parseManifests('a: 1\n---\na: 2\n---\na: 3\n'), index)).toBe(left);
  });

  it('the only one leaves nothing', () => {
    expect(removeDocument(parseManifests('---\na: 1\n'), 0)).toBe('');
  });
});
