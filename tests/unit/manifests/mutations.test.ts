import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editScalar } from '../../../src/manifests/editScalar.ts';
import { parseManifests } from '../../../src/manifests/parseManifests.ts';

const manifests = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: "web"}}
spec:
  replicas: 3 # three
  selector: &labels
    matchLabels: {app: web}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: 'web'
        image: nginx
        command: ["sh", "-c", "sleep 1"]
        ports: [{containerPort: 80, name: http}]
        args: |
          first
            second
---
{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": {"selector": {"app": "web"}, "ports": [{"port": 80}]}}
---
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Pod, metadata: {name: a}}
- other: *labels
`;

const noise = fc.constantFrom('\t', ':', '- ', '"', "'", '{', '}', '[', ']', '\n', '\r\n', '---\n', '...\n', '&a ', '*a', '<<: *a', '|', '>', '#', '!', '%', '\u0000', '\ud800', '\ufeff', ',', '? ', '  ', '@', '`', '\\', '__proto__: 1', '\u2028', '🚀');
const mutation = fc.record({ at: fc.nat(), remove: fc.nat({ max: 40 }), insert: fc.oneof(noise, fc.string({ maxLength: 5 })), copyFrom: fc.nat(), copyLength: fc.nat({ max: 60 }) });

it('mutated manifests are read or refused, at a place in the text', () => {
  fc.assert(fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (mutations) => {
    let text = manifests;
    for (const { at, remove, insert, copyFrom, copyLength } of mutations) {
      const place = at % (text.length + 1);
      const from = copyFrom % (text.length + 1);
      text = text.slice(0, place) + insert + text.slice(from, from + copyLength) + text.slice(place + remove);
    }
    const parse = parseManifests(text);
    for (const document of parse.documents) {
      expect('body' in document).toBe(document.errors.length === 0);
      for (const { range } of [document, ...document.errors, ...document.duplicates]) {
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThanOrEqual(text.length);
        expect(range.endLine).toBeGreaterThanOrEqual(range.startLine);
      }
      for (const path of [['metadata', 'name'], ['spec', 'replicas'], ['spec', 'ports', 0, 'port'], ['a', 'b', 'c']]) {
        parse.fieldRange(document.index, path);
        const edit = editScalar(parse, document.index, path, 7);
        if (edit !== undefined) expect(edit.end).toBeLessThanOrEqual(text.length);
      }
    }
  }), { numRuns: 3000 });
});
