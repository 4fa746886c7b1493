import { describe, expect, it } from 'vitest';
import { runProgram, type ProgramOutput } from '../../../src/cli/conformance/kubectl.ts';
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import { applyObject } from '../../../src/engine/kubectl/apply.ts';
import { lastAppliedAnnotation } from '../../../src/engine/kubectl/lastApplied.ts';
import type { JsonObject, JsonValue } from '../../../src/kube/json.ts';
import { createKubectl } from '../../../src/kubectl/kubectl.ts';
import { presetSettings } from '../../../src/protocol/settings.ts';
import { apiCluster, serviceBody } from '../engine/apiserver/apiCluster.ts';

const newCluster = (): Engine => createEngine({ settings: presetSettings('recordings'), seed: 1 });

function apply(engine: Engine, documents: readonly JsonValue[], ...flags: readonly string[]): ProgramOutput {
  return runProgram(engine, createKubectl(), ['apply', '-f', '-', ...flags], documents.map((document) => `${JSON.stringify(document)}\n`).join('---\n'));
}

const done = (stdout: string, stderr = ''): ProgramOutput => ({ stdout, stderr, exit: 0 });
const failed = (stderr: string): ProgramOutput => ({ stdout: '', stderr, exit: 1 });

describe('kubectl apply', () => {
  it('creates, leaves alone, and changes', () => {
    const cluster = newCluster();
    expect(apply(cluster, [serviceBody('web')])).toEqual(done('service/web created\n'));
    expect(apply(cluster, [serviceBody('web')])).toEqual(done('service/web unchanged\n'));
    expect(apply(cluster, [serviceBody('web', { type: 'NodePort' })])).toEqual(done('service/web configured\n'));
    expect(apply(cluster, [serviceBody('web')])).toEqual(done('service/web configured\n'));
    expect(cluster.reader.get('Service', 'default', 'web')?.spec.type).toBe('ClusterIP');
  });

  it('keeps what was applied in an annotation', () => {
    const cluster = newCluster();
    apply(cluster, [serviceBody('web')]);
    expect(cluster.reader.get('Service', 'default', 'web')?.metadata.annotations?.[lastAppliedAnnotation]).toBe(
      '{"apiVersion":"v1","kind":"Service","metadata":{"annotations":{},"name":"web","namespace":"default"},"spec":{"ports":[{"port":80}],"selector":{"app":"web"}}}\n',
    );
  });

  it('leaves what others have set, and takes away what it had set itself', () => {
    const cluster = newCluster();
    apply(cluster, [serviceBody('web', { sessionAffinity: 'ClientIP' }, { labels: { a: 'b' } })]);
    cluster.dispatch({ type: 'api', request: { verb: 'patch', apiVersion: 'v1', kind: 'Service', namespace: 'default', name: 'web', patchType: 'merge', body: { metadata: { labels: { c: 'd' } } } } });
    apply(cluster, [serviceBody('web', {}, { labels: { e: 'f' } })]);
    const stored = cluster.reader.get('Service', 'default', 'web');
    expect([stored?.metadata.labels, stored?.spec.sessionAffinity]).toEqual([{ c: 'd', e: 'f' }, 'None']);
  });

  it('warns about objects that were made otherwise', () => {
    const cluster = newCluster();
    cluster.dispatch({ type: 'api', request: { verb: 'create', apiVersion: 'v1', kind: 'Service', namespace: 'default', body: serviceBody('web') } });
    const { stdout, stderr } = apply(cluster, [serviceBody('web')]);
    expect(stdout).toBe('service/web configured\n');
    expect(stderr).toContain('Warning: resource services/web is missing the kubectl.kubernetes.io/last-applied-configuration annotation');
  });

  it('prints each warning of the server once', () => {
    const body = (name: string): JsonObject => serviceBody(name, { externalIPs: ['192.0.2.1'] });
    expect(apply(newCluster(), [body('a'), body('b')])).toEqual(done('service/a created\nservice/b created\n', 'Warning: spec.externalIPs is deprecated and may no longer be implemented in some clusters\n'));
  });

  it('takes lists apart', () => {
    const items: JsonObject[] = [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }];
    expect(apply(newCluster(), [{ apiVersion: 'v1', kind: 'ConfigMapList', items }])).toEqual(done('configmap/a created\nconfigmap/b created\n'));
  });

  it.each<{ name: string; body: JsonValue; flags?: readonly string[]; stderr: string }>([
    { name: 'one cause', body: serviceBody('web', { sessionAffinity: 'X' }), stderr: 'The Service "web" is invalid: spec.sessionAffinity: Unsupported value: "X": supported values: "ClientIP", "None"\n' },
    { name: 'several causes', body: serviceBody('web', { ports: [{ port: 0 }] }), stderr: 'The Service "web" is invalid: \n* spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive\n* spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive\n' },
    { name: 'kinds with a group', body: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'i' }, spec: {} }, stderr: 'The Ingress "i" is invalid: spec: Invalid value: null: either `defaultBackend` or `rules` must be specified\n' },
    { name: 'unknown field', body: serviceBody('web', { zip: 1, bogus: 1 }), stderr: 'Error from server (BadRequest): error when creating "STDIN": Service in version "v1" cannot be handled as a Service: strict decoding error: unknown field "spec.bogus", unknown field "spec.zip"\n' },
    { name: 'missing Namespace', body: serviceBody('web', {}, { namespace: 'nosuch' }), stderr: 'Error from server (NotFound): error when creating "STDIN": namespaces "nosuch" not found\n' },
    { name: 'unknown kind', body: { apiVersion: 'x/v1', kind: 'Foo', metadata: { name: 'a' } }, stderr: 'error: resource mapping not found for name: "a" namespace: "" from "STDIN": no matches for kind "Foo" in version "x/v1"\nensure CRDs are installed first\n' },
    { name: 'no kind', body: { metadata: { name: 'a' } }, stderr: 'error: error validating "STDIN": error validating data: [apiVersion not set, kind not set]; if you choose to ignore these errors, turn validation off with --validate=false\n' },
    { name: 'metadata of a wrong type', body: serviceBody('web', {}, { labels: { version: 2 } }), stderr: 'error: unable to decode "STDIN": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string\n' },
    { name: 'generateName', body: { apiVersion: 'v1', kind: 'Service', metadata: { generateName: 'x-' } }, stderr: 'error: from x-: cannot use generate name with apply\n' },
    { name: 'another namespace than -n', body: serviceBody('web', {}, { namespace: 'default' }), flags: ['-n', 'shop'], stderr: 'error: the namespace from the provided object "default" does not match the namespace "shop". You must pass \'--namespace=default\' to perform this operation.\n' },
  ])('is refused: $name', ({ body, flags = [], stderr }) => {
    expect(apply(newCluster(), [body], ...flags)).toEqual(failed(stderr));
  });

  it('says "The request is invalid" where a change cannot be read', () => {
    const cluster = newCluster();
    apply(cluster, [serviceBody('web')]);
    const { stderr } = apply(cluster, [serviceBody('web', { bogus: 1 })]);
    expect(stderr).toMatch(/^The request is invalid: patch: Invalid value: "map\[metadata:map\[annotations:map\[kubectl.*strict decoding error: unknown field "spec\.bogus"\n$/);
  });

  it('shows the whole patch where a change meets another', () => {
    const cluster = newCluster();
    apply(cluster, [serviceBody('web')]);
    const { stderr } = apply(cluster, [serviceBody('web', {}, { resourceVersion: '1' })]);
    expect(stderr).toMatch(/^Error from server \(Conflict\): error when applying patch:\n\{"metadata".*\nto:\nResource: "\/v1, Resource=services", GroupVersionKind: "\/v1, Kind=Service"\nName: "web", Namespace: "default"\nfor: "STDIN": error when patching "STDIN": Operation cannot be fulfilled on services "web": the object has been modified/);
  });

  it('goes on after a failure, and lists failures in a plainer form', () => {
    const output = apply(newCluster(), [serviceBody('bad', { ports: [] }), serviceBody('web'), { apiVersion: 'x/v1', kind: 'Foo', metadata: { name: 'a' } }]);
    expect(output).toEqual({
      stdout: 'service/web created\n',
      stderr: 'resource mapping not found for name: "a" namespace: "" from "STDIN": no matches for kind "Foo" in version "x/v1"\nensure CRDs are installed first\nError from server (Invalid): error when creating "STDIN": Service "bad" is invalid: spec.ports: Required value\n',
      exit: 1,
    });
  });

  it('gives the plain Status of a failure to callers that show it otherwise', () => {
    const result = applyObject(apiCluster().api, serviceBody('web', { sessionAffinity: 'X' }));
    expect(result).toMatchObject({ outcome: 'failed', ref: { kind: 'Service', namespace: 'default', name: 'web' }, status: { code: 422, causes: [{ field: 'spec.sessionAffinity' }] } });
  });

  it('passes on what reading the text found', () => {
    const result = applyObject(apiCluster().api, serviceBody('web'), { decodingErrors: ['line 4: key "a" already set in map'] });
    expect(result.status?.message).toContain('strict decoding error: line 4: key "a" already set in map');
  });
});
