import { describe, expect, it } from 'vitest';
import { editFields } from '../../../src/manifests/editFields.ts';
import { parseManifests } from '../../../src/manifests/parseManifests.ts';
import { applyEdits, composeEdits } from '../../../src/manifests/textEdit.ts';
import type { FieldEdit } from '../../../src/protocol/edit.ts';

function edited(text: string, edits: readonly FieldEdit[], index = 0): string | undefined {
  const changes = editFields(parseManifests(text), index, edits);
  return changes && applyEdits(text, changes.map(({ range, text: added }) => ({ start: range.start, end: range.end, text: added })));
}

interface Case { readonly name: string; readonly text: string; readonly edits: readonly FieldEdit[]; readonly after: string | undefined; readonly index?: number }

const cases: readonly Case[] = [
  { name: 'set: parents that are missing come along', text: 'kind: X\nspec:\n  a: 1 # c\n  b:\n  - 1\n', edits: [{ type: 'set', path: ['spec', 'c', 'd', 0, 'e'], value: 'x' }], after: 'kind: X\nspec:\n  a: 1 # c\n  c:\n    d:\n    - e: x\n  b:\n  - 1\n' },
  { name: 'set: lists are set in as the others are', text: 'ports:\n  - port: 80\n', edits: [{ type: 'set', path: ['more'], value: [{ a: 1, b: [2] }] }], after: 'more:\n  - a: 1\n    b:\n      - 2\nports:\n  - port: 80\n' },
  { name: 'set: a map in place of a text', text: 'a: x # c\nb: 1\n', edits: [{ type: 'set', path: ['a'], value: { c: 1, d: '1' } }], after: 'a:\n  c: 1\n  d: "1" # c\nb: 1\n' },
  { name: 'set: in braces', text: 'a: {b: 1}\n', edits: [{ type: 'set', path: ['a', 'c', 'd'], value: [1, 'x y'] }], after: 'a: {b: 1, c: {d: [1, x y]}}\n' },
  { name: 'set: JSON', text: '{"a": {"b": 1}}', edits: [{ type: 'set', path: ['a', 'c'], value: { d: ['x'] } }], after: '{"a": {"b": 1, "c": {"d": ["x"]}}}' },
  { name: 'set: another item at the end', text: 'a:\n- x: 1 # c\n- x: 2\nb: 1\n', edits: [{ type: 'set', path: ['a', 2], value: { x: 3, z: 4 } }], after: 'a:\n- x: 1 # c\n- x: 2\n- x: 3\n  z: 4\nb: 1\n' },
  { name: 'set: apiVersion stands first', text: 'kind: Service\nmetadata: {}\n', edits: [{ type: 'set', path: ['apiVersion'], value: 'v1' }], after: 'apiVersion: v1\nkind: Service\nmetadata: {}\n' },
  { name: 'rename: the value, its comment and its place stay', text: 'spec:\n  "clusterIp": None # c\n  b: 1\n', edits: [{ type: 'rename', path: ['spec', 'clusterIp'], key: 'clusterIP' }], after: 'spec:\n  "clusterIP": None # c\n  b: 1\n' },
  { name: 'rename: not over a key that is there', text: 'a: 1\nb: 2\n', edits: [{ type: 'rename', path: ['a'], key: 'b' }], after: undefined },
  { name: 'remove: with its lines', text: 'spec:\n  a:\n    b: 1\n    c: 2\n  # about d\n  d: 3\n', edits: [{ type: 'remove', path: ['spec', 'a'] }], after: 'spec:\n  # about d\n  d: 3\n' },
  { name: 'remove: the last of the text', text: 'a: 1\nb: 2', edits: [{ type: 'remove', path: ['b'] }], after: 'a: 1' },
  { name: 'remove: the only one', text: 'a:\n  b: 1 # c\nd: 1\n', edits: [{ type: 'remove', path: ['a', 'b'] }], after: 'a: {} # c\nd: 1\n' },
  { name: 'remove: beside the dash', text: '- a: 1 # c\n  # d\n  b: 2\n- c: 3\n', edits: [{ type: 'remove', path: [0, 'a'] }], after: '- # d\n  b: 2\n- c: 3\n' },
  { name: 'remove: an item', text: 'x:\n  - a: 1\n    b: 2\n  - c: 3\n', edits: [{ type: 'remove', path: ['x', 0] }], after: 'x:\n  - c: 3\n' },
  { name: 'remove: the only item', text: 'x:\n  - a: 1\ny: 1\n', edits: [{ type: 'remove', path: ['x', 0] }], after: 'x: []\ny: 1\n' },
  { name: 'remove: in braces, the last', text: 'a: {b: 1, c: 2}\n', edits: [{ type: 'remove', path: ['a', 'c'] }], after: 'a: {b: 1}\n' },
  { name: 'remove: JSON, the first', text: '{\n  "a": 1,\n  "b": 2\n}\n', edits: [{ type: 'remove', path: ['a'] }], after: '{\n  "b": 2\n}\n' },
  { name: 'lift: a block', text: 'spec:\n  selector:\n    matchLabels: # c\n      app: web # d\n\n      # e\n      tier: x\n  b: 1\n', edits: [{ type: 'lift', path: ['spec', 'selector', 'matchLabels'] }], after: 'spec:\n  selector:\n    app: web # d\n\n    # e\n    tier: x\n  b: 1\n' },
  { name: 'lift: braces in a block', text: 'selector:\n  matchLabels: {app: web, "b":1}\n', edits: [{ type: 'lift', path: ['selector', 'matchLabels'] }], after: 'selector:\n  app: web\n  "b": 1\n' },
  { name: 'lift: braces in braces', text: 'selector: { matchLabels: { app: web } }\n', edits: [{ type: 'lift', path: ['selector', 'matchLabels'] }], after: 'selector: { app: web }\n' },
  { name: 'wrap: under a key', text: 'selector:\n  # c\n  app: web # d\n  tier: x\nb: 1\n', edits: [{ type: 'wrap', path: ['selector'], key: 'matchLabels' }], after: 'selector:\n  # c\n  matchLabels:\n    app: web # d\n    tier: x\nb: 1\n' },
  { name: 'wrap: a map into a list', text: 'containers:\n  name: web\n  ports:\n  - 1\n', edits: [{ type: 'wrap', path: ['containers'] }], after: 'containers:\n  - name: web\n    ports:\n    - 1\n' },
  { name: 'wrap: braces', text: 'selector: {app: web}\n', edits: [{ type: 'wrap', path: ['selector'], key: 'matchLabels' }], after: 'selector: {matchLabels: {app: web}}\n' },
  { name: 'move: with its comments', text: 'metadata:\n  name: web\n  ports:\n    # http\n    - port: 80 # c\nspec:\n  selector: {app: web}\n', edits: [{ type: 'move', path: ['metadata', 'ports'], to: ['spec', 'ports'] }], after: 'metadata:\n  name: web\nspec:\n  selector: {app: web}\n  ports:\n    # http\n    - port: 80 # c\n' },
  { name: 'move: to where nothing is yet', text: 'kind: X\nreplicas: 3\n', edits: [{ type: 'move', path: ['replicas'], to: ['spec', 'replicas'] }], after: 'kind: X\nspec:\n  replicas: 3\n' },
  { name: 'several, one after the other', text: 'x: 0\n---\na:\n- p: 80 # c\n- p: 443\n', index: 1, edits: [{ type: 'set', path: ['a', 0, 'name'], value: 'http' }, { type: 'set', path: ['a', 1, 'name'], value: 'https' }, { type: 'rename', path: ['a', 1, 'p'], key: 'port' }, { type: 'remove', path: ['a', 0] }], after: 'x: 0\n---\na:\n- port: 443\n  name: https\n' },
  { name: 'several into the same new map', text: 'a: 1\n', edits: [{ type: 'set', path: ['m', 'x'], value: 1 }, { type: 'set', path: ['m', 'z'], value: 2 }], after: 'a: 1\nm:\n  x: 1\n  z: 2\n' },
  { name: 'in the item of a List', text: 'apiVersion: v1\nkind: List\nitems:\n- kind: A\n  a: 1\n- kind: B\n  b: {c: 1}\n', index: 1, edits: [{ type: 'remove', path: ['b', 'c'] }, { type: 'set', path: ['d'], value: 1 }], after: 'apiVersion: v1\nkind: List\nitems:\n- kind: A\n  a: 1\n- kind: B\n  b: {}\n  d: 1\n' },
  { name: 'not through an alias', text: 'a: &a {x: 1}\nb: *a\n', edits: [{ type: 'remove', path: ['b', 'x'] }], after: undefined },
  { name: 'CRLF', text: 'a: 1\r\nb:\r\n  c: 1\r\n', edits: [{ type: 'set', path: ['b', 'd'], value: { e: 1 } }, { type: 'remove', path: ['a'] }], after: 'b:\r\n  c: 1\r\n  d:\r\n    e: 1\r\n' },
];

describe('a document changes as asked, in its own characters', () => {
  it.each(cases)('$name', ({ text, edits, after, index }) => expect(edited(text, edits, index)).toBe(after));

  it.each(cases.filter(({ after }) => after !== undefined))('replacements do not overlap: $name', ({ text, edits, index }) => {
    const changes = editFields(parseManifests(text), index ?? 0, edits) ?? [];
    const sorted = changes.toSorted((a, b) => a.range.start - b.range.start);
    sorted.slice(1).forEach(({ range }, at) => expect(range.start).toBeGreaterThanOrEqual(sorted[at]?.range.end ?? 0));
  });
});

it('edits of edits come to one list', () => {
  const first = [{ start: 2, end: 4, text: 'XYZ' }, { start: 8, end: 8, text: '+' }];
  const second = [{ start: 3, end: 6, text: '' }, { start: 10, end: 11, text: '!' }];
  expect(applyEdits('0123456789', composeEdits(10, first, second))).toBe(applyEdits(applyEdits('0123456789', first), second));
});
