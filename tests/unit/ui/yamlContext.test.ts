import { describe, expect, it } from 'vitest';
import { labelsOfDocument, yamlContext } from '../../../src/ui/editor/yamlContext.ts';

/** `|` is the cursor. */
function at(text: string) {
  const offset = text.indexOf('|');
  const lines = text.slice(0, offset).split('\n');
  return yamlContext(text.replace('|', ''), lines.length, lines.at(-1)?.length ?? 0);
}

describe('where something is typed', () => {
  it.each([
    { name: 'a value', text: 'spec:\n  ports:\n  - name: http\n    port: 80\n    targetPort: ht|', path: ['spec', 'ports', 'targetPort'], isKey: false, typed: 'ht' },
    { name: 'a value beside the dash', text: 'spec:\n  ports:\n    - targetPort: |', path: ['spec', 'ports', 'targetPort'], isKey: false, typed: '' },
    { name: 'a value in the second entry', text: 'spec:\n  ports:\n  - port: 80\n  - port: 81\n    nodePort: 3|', path: ['spec', 'ports', 'nodePort'], isKey: false, typed: '3' },
    { name: 'a key', text: 'spec:\n  selector:\n    ap|\n  ports: []', path: ['spec', 'selector'], isKey: true, typed: 'ap' },
    { name: 'a key that is still nothing', text: 'kind: Service\nspec:\n  selector:\n    |', path: ['spec', 'selector'], isKey: true, typed: '' },
    { name: 'in braces, a value', text: 'spec:\n  selector: {app: w|}', path: ['spec', 'selector', 'app'], isKey: false, typed: 'w' },
    { name: 'in braces, a key', text: 'spec:\n  selector: {app: web, ti|}', path: ['spec', 'selector'], isKey: true, typed: 'ti' },
    { name: 'in braces in braces', text: 'spec:\n  selector: {matchLabels: {app: |', path: ['spec', 'selector', 'matchLabels', 'app'], isKey: false, typed: '' },
    { name: 'in brackets of an entry', text: 'spec:\n  ports:\n  - {port: 80, targetPort: h|', path: ['spec', 'ports', 'targetPort'], isKey: false, typed: 'h' },
    { name: 'in another document', text: 'spec:\n  a:\n---\nmetadata:\n  namespace: |', path: ['metadata', 'namespace'], isKey: false, typed: '' },
    { name: 'at the start', text: 'kind: A\n---\nSer|', path: [], isKey: true, typed: 'Ser' },
  ])('$name', ({ text, path, isKey, typed }) => {
    expect(at(text)).toMatchObject({ path, isKey, typed });
  });

  it('knows its document', () => {
    expect(at('kind: A\n---\nkind: B\nx: |\n---\nkind: C\n').document).toBe('kind: B\nx: ');
  });
});

it.each([
  { name: 'a block', text: 'spec:\n  selector:\n    app: web # c\n    "tier": front\n  ports: []\n', labels: { app: 'web', tier: 'front' } },
  { name: 'braces', text: 'spec: {}\n  selector: {app: web, tier: "front"}\n', labels: { app: 'web', tier: 'front' } },
  { name: 'nothing', text: 'spec:\n  ports: []\n', labels: {} },
])('labels of a document: $name', ({ text, labels }) => {
  expect(labelsOfDocument(text, 'selector')).toEqual(labels);
});
