import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dump } from 'js-yaml';
import { findByNames, parseFieldPath, type FieldPath } from '../../../src/manifests/fieldRange.ts';
import { findDocument } from '../../../src/manifests/findDocument.ts';
import { formatYAML } from '../../../src/manifests/formatYAML.ts';
import { parseManifests } from '../../../src/manifests/parseManifests.ts';

const service = `# A comment
apiVersion: v1
kind: Service
metadata:
  name: "web" # the name
  labels: {app.kubernetes.io/name: web, tier: front}
spec:
  type:
  selector: &sel
    app: web
  ports:
  - name: http
    port: 80
  -   port: 443
      name: 'https'
  externalIPs:
    - 10.0.0.1
  note: |
    first
    second

  alias: *sel
`;

describe('places of fields', () => {
  it.each([
    { path: ['kind'], key: 'kind', value: 'Service', line: 3 },
    { path: ['metadata', 'name'], key: 'name', value: '"web"', line: 5 },
    { path: ['metadata', 'labels', 'app.kubernetes.io/name'], key: 'app.kubernetes.io/name', value: 'web', line: 6 },
    { path: ['metadata', 'labels'], key: 'labels', value: '{app.kubernetes.io/name: web, tier: front}', line: 6 },
    { path: ['spec', 'type'], key: 'type', value: 'type', line: 8 },
    { path: ['spec', 'selector'], key: 'selector', value: 'app: web', line: 9 },
    { path: ['spec', 'ports', 0], key: 'name', value: 'name: http\n    port: 80', line: 12 },
    { path: ['spec', 'ports', 1, 'name'], key: 'name', value: "'https'", line: 15 },
    { path: ['spec', 'externalIPs', 0], key: '10.0.0.1', value: '10.0.0.1', line: 17 },
    { path: ['spec', 'externalips', 0], key: '10.0.0.1', value: '10.0.0.1', line: 17 },
    { path: ['spec', 'note'], key: 'note', value: '|\n    first\n    second', line: 18 },
    { path: ['spec', 'alias'], key: 'alias', value: '*sel', line: 22 },
    { path: ['spec', 'alias', 'app'], key: 'app', value: 'web', line: 10 },
  ])('$path', ({ path, key, value, line }) => {
    const range = parseManifests(service).fieldRange(0, path);
    expect(range?.isExact).toBe(true);
    expect(service.slice(range?.key.start, range?.key.end)).toBe(key);
    expect(service.slice(range?.value.start, range?.value.end)).toBe(value);
    expect(range?.key.startLine).toBe(line);
  });

  it.each([
    { path: ['spec', 'clusterIP'], key: 'spec' },
    { path: ['spec', 'ports', 1, 'nodePort'], key: 'port' },
    { path: ['spec', 'ports', 7, 'port'], key: 'ports' },
    { path: ['metadata', 'name', 'x', 'y'], key: 'name' },
    { path: ['status'], key: 'apiVersion' },
  ])('of the nearest above a missing one: $path', ({ path, key }) => {
    const range = parseManifests(service).fieldRange(0, path);
    expect(range?.isExact).toBe(false);
    expect(service.slice(range?.key.start, range?.key.end)).toBe(key);
  });

  it('counts lines and columns from 1, with CRLF', () => {
    const text = service.replaceAll('\n', '\r\n');
    expect(parseManifests(text).fieldRange(0, ['spec', 'ports', 1, 'name'])?.value).toMatchObject({ startLine: 15, startColumn: 13, endLine: 15, endColumn: 20 });
  });

  it('works in the items of a List', () => {
    const text = 'kind: List\nitems:\n- kind: Pod\n  metadata: {name: a}\n- kind: Service\n  metadata:\n    name: b\n';
    const parse = parseManifests(text);
    expect(parse.fieldRange(1, ['metadata', 'name'])?.value).toMatchObject({ startLine: 7, startColumn: 11 });
    expect(findDocument(parse, { kind: 'Service', namespace: 'default', name: 'b' })).toBe(1);
  });

  it('is undefined for what could not be read', () => {
    expect(parseManifests('a: [').fieldRange(0, ['a'])).toBeUndefined();
    expect(parseManifests('').fieldRange(0, [])).toBeUndefined();
  });
});

/** All paths to scalars of a value, with the scalars. */
function leaves(value: unknown, path: FieldPath = []): (readonly [FieldPath, unknown])[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, [...path, index]));
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]));
  return [[path, value]];
}

const word = fc.oneof(fc.stringMatching(/^[a-z][a-z.-]{0,8}$/), fc.constantFrom('yes', '1', '', ' x', 'a: b', '#', '- x', "it's", '"q"', 'x\ny', 'x\n\n', 'é🚀', '[', '{}', '*a', '&b', '!t', '|', 'null', '0x1'));
const key = fc.stringMatching(/^[a-z][a-zA-Z./-]{0,8}[a-z]$/);
const { value: tree } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null)), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(key, tie('value'), { maxKeys: 4 })),
}));

describe('properties', () => {
  it.each([
    { name: 'YAML', print: (value: unknown) => dump(value, { noRefs: true }) },
    { name: 'YAML with lists not indented', print: (value: unknown) => dump(value, { noRefs: true, seqNoIndent: true, indent: 4, quoteStyle: 'double' }) },
    { name: 'YAML in braces', print: (value: unknown) => dump(value, { noRefs: true, flowLevel: 1 }) },
    { name: 'JSON', print: (value: unknown) => JSON.stringify(value) },
    { name: 'JSON over lines', print: (value: unknown) => JSON.stringify(value, null, 2) },
    { name: 'as kubectl prints it', print: (value: unknown) => formatYAML(value as never) },
  ])('reads back what was written, and finds every scalar: $name', ({ print }) => {
    fc.assert(fc.property(fc.dictionary(key, tree, { minKeys: 1, maxKeys: 4 }), (value) => {
      const text = `# first\n---\n${print(value)}\n---\nlast: 1\n`;
      const parse = parseManifests(text);
      expect(parse.documents.map((document) => document.body)).toEqual([value, { last: 1 }]);
      for (const [path, leaf] of leaves(value)) {
        const range = parse.fieldRange(0, path);
        expect(range?.isExact).toBe(true);
        const written = text.slice(range?.value.start, range?.value.end);
        if (/^[|>]/.test(written)) continue;
        if (leaf === null && written !== 'null') continue;
        expect(parseManifests(written).documents[0]?.body ?? null).toEqual(leaf === '' ? '' : leaf);
      }
    }), { numRuns: 150 });
  });
});

describe('paths as the API server prints them', () => {
  it.each([
    ['spec.ports[0].port', ['spec', 'ports', 0, 'port']],
    ['metadata.labels[app.kubernetes.io/name]', ['metadata', 'labels', 'app.kubernetes.io/name']],
    ['data[a]', ['data', 'a']],
    ['spec', ['spec']],
    ['', []],
  ])('%s', (field, path) => expect(parseFieldPath(field)).toEqual(path));

  it('finds the field that a path without indices means', () => {
    const root = parseManifests('spec:\n  ports:\n  - port: 80\n  - port: "81"\n').documents[0]?.root;
    expect(root && findByNames(root, ['spec', 'ports', 'port'], (node) => node.kind === 'scalar' && node.style === 'double')).toEqual(['spec', 'ports', 1, 'port']);
  });
});

describe('finding the document of an object', () => {
  const parse = parseManifests('kind: Service\nmetadata: {name: a}\n---\nkind: Service\nmetadata: {name: a, namespace: x}\n---\nkind: Node\nmetadata: {name: node-1}\n---\nkind: Service\nmetadata: {name: a}\n');
  it.each([
    { ref: { kind: 'Service', namespace: 'default', name: 'a' }, index: 0 },
    { ref: { kind: 'Service', namespace: 'x', name: 'a' }, index: 1 },
    { ref: { kind: 'Service', namespace: 'y', name: 'a' }, index: undefined },
    { ref: { kind: 'Node', name: 'node-1' }, index: 2 },
    { ref: { kind: 'Pod', namespace: 'default', name: 'a' }, index: undefined },
  ])('$ref', ({ ref, index }) => expect(findDocument(parse, ref)).toBe(index));
});
