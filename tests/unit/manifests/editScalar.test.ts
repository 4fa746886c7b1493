import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editScalar } from '../../../src/manifests/editScalar.ts';
import { parseManifests } from '../../../src/manifests/parseManifests.ts';

function edited(text: string, path: readonly (string | number)[], value: string | number | boolean): string | undefined {
  const edit = editScalar(text, 0, path, value);
  return edit && text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

describe('an edit touches the field and nothing else', () => {
  it.each([
    { name: 'a number', text: 'spec:\n  replicas: 3 # how many\n', path: ['spec', 'replicas'], value: 12, after: 'spec:\n  replicas: 12 # how many\n' },
    { name: 'double quotes stay', text: 'a: "x" # c\n', path: ['a'], value: 'y"z', after: 'a: "y\\"z" # c\n' },
    { name: 'single quotes stay', text: "a: 'x'\n", path: ['a'], value: "it's", after: "a: 'it''s'\n" },
    { name: 'a number loses its quotes', text: 'a: "3"\n', path: ['a'], value: 4, after: 'a: 4\n' },
    { name: 'a text that looks like a number gets quotes', text: 'a: x\n', path: ['a'], value: '80', after: 'a: "80"\n' },
    { name: 'a text that needs quotes', text: 'a: x\n', path: ['a'], value: 'b: c', after: 'a: "b: c"\n' },
    { name: 'in braces', text: 'spec: {replicas: 3, paused: true}\n', path: ['spec', 'replicas'], value: 5, after: 'spec: {replicas: 5, paused: true}\n' },
    { name: 'JSON', text: '{"spec": {"replicas": 3}}', path: ['spec', 'replicas'], value: 5, after: '{"spec": {"replicas": 5}}' },
    { name: 'JSON text', text: '{"a": "x"}', path: ['a'], value: 'y', after: '{"a": "y"}' },
    { name: 'no value yet', text: 'spec:\n  replicas: # how many\n  x: 1\n', path: ['spec', 'replicas'], value: 2, after: 'spec:\n  replicas: 2 # how many\n  x: 1\n' },
    { name: 'a block scalar', text: 'a: |\n  x\n  y\nb: 1\n', path: ['a'], value: 'z', after: 'a: z\nb: 1\n' },
    { name: 'behind an anchor', text: 'a: &n 3\nb: *n\n', path: ['a'], value: 4, after: 'a: &n 4\nb: *n\n' },
    { name: 'an alias as value', text: 'a: &n 3\nb: *n\n', path: ['b'], value: 4, after: 'a: &n 3\nb: 4\n' },
    { name: 'an item of a list', text: 'a:\n- x\n- y # c\n', path: ['a', 1], value: 'z', after: 'a:\n- x\n- z # c\n' },
    { name: 'CRLF', text: 'a: 1\r\nb: 2\r\n', path: ['a'], value: 3, after: 'a: 3\r\nb: 2\r\n' },
    { name: 'the last of two equal keys', text: 'a: 1\na: 2\n', path: ['a'], value: 3, after: 'a: 1\na: 3\n' },
  ])('$name', ({ text, path, value, after }) => expect(edited(text, path, value)).toBe(after));
});

describe('a key that is missing is put in', () => {
  it.each([
    { name: 'after the last line that is one entry', text: 'spec:\n  type: NodePort # c\n  ports:\n  - port: 80\n', path: ['spec', 'clusterIP'], value: 'None', after: 'spec:\n  type: NodePort # c\n  clusterIP: None\n  ports:\n  - port: 80\n' },
    { name: 'before maps and lists', text: 'spec:\n    selector:\n        app: x\n', path: ['spec', 'replicas'], value: 2, after: 'spec:\n    replicas: 2\n    selector:\n        app: x\n' },
    { name: 'into an item of a list', text: 'ports:\n- name: http\n  port: 80\n- port: 81\n', path: ['ports', 0, 'nodePort'], value: 30080, after: 'ports:\n- name: http\n  port: 80\n  nodePort: 30080\n- port: 81\n' },
    { name: 'without line break at the end', text: 'a: 1', path: ['b'], value: 2, after: 'a: 1\nb: 2' },
    { name: 'with CRLF', text: 'a: 1\r\n', path: ['b'], value: 2, after: 'a: 1\r\nb: 2\r\n' },
    { name: 'into braces', text: 'a: {b: 1}\n', path: ['a', 'c'], value: 'x', after: 'a: {b: 1, c: x}\n' },
    { name: 'into empty braces', text: 'a: {}\n', path: ['a', 'c'], value: 'x', after: 'a: {c: x}\n' },
    { name: 'into JSON over lines', text: '{\n  "a": 1\n}\n', path: ['b'], value: 'x', after: '{\n  "a": 1,\n  "b": "x"\n}\n' },
    { name: 'below a key without value', text: 'spec: # c\nkind: X\n', path: ['spec', 'replicas'], value: 2, after: 'spec: # c\n  replicas: 2\nkind: X\n' },
    { name: 'over what a merge brings', text: 'd: &d {replicas: 1}\nspec:\n  <<: *d\n  x: {}\n', path: ['spec', 'replicas'], value: 2, after: 'd: &d {replicas: 1}\nspec:\n  <<: *d\n  x: {}\n  replicas: 2\n' },
  ])('$name', ({ text, path, value, after }) => expect(edited(text, path, value)).toBe(after));

  it.each([
    { name: 'a list or a map', text: 'a: [1]\n', path: ['a'] },
    { name: 'more than one key is missing', text: 'a: 1\n', path: ['b', 'c'] },
    { name: 'shared through an alias', text: 'a: &a {x: 1}\nb: *a\n', path: ['b', 'x'] },
    { name: 'no such item', text: 'a: []\n', path: ['a', 0] },
    { name: 'cannot be read', text: 'a: [\n', path: ['a'] },
    { name: 'no document', text: '', path: ['a'] },
  ])('undefined: $name', ({ text, path }) => expect(edited(text, path, 1)).toBeUndefined());
});

it('whatever is written reads back, and the rest stays', () => {
  const text = `spec:\n  plain: x # c\n  double: "x"\n  single: 'x'\n  block: |-\n    x\n  empty:\n  flow: {in: x}\n  list:\n  - x\n`;
  const paths = [['spec', 'plain'], ['spec', 'double'], ['spec', 'single'], ['spec', 'block'], ['spec', 'empty'], ['spec', 'flow', 'in'], ['spec', 'list', 0], ['spec', 'new'], ['spec', 'flow', 'new']] as const;
  fc.assert(fc.property(fc.constantFrom(...paths), fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.integer(), fc.boolean(), fc.constantFrom('yes', '~', '0x10', ' ', '- a', '# b', 'a #b', '*x', '{{x}}', '@', '', 'a\nb')), (path, value) => {
    const before = parseManifests(text).documents[0]?.body as Record<string, unknown>;
    const after = parseManifests(edited(text, path, value) ?? '').documents[0]?.body as Record<string, unknown>;
    expect(after).toEqual(withValue(before, path, value));
  }), { numRuns: 500 });
});

function withValue(tree: unknown, [segment, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (segment === undefined) return value;
  if (Array.isArray(tree)) return tree.map((item: unknown, index) => (index === segment ? withValue(item, rest, value) : item));
  const map: Readonly<Record<string, unknown>> = typeof tree === 'object' && tree !== null ? { ...tree } : {};
  return { ...map, [segment]: withValue(map[segment], rest, value) };
}
