import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../src/manifests/limits.ts';
import { parseManifests } from '../../../src/manifests/parseManifests.ts';

const bodies = (text: string) => parseManifests(text).documents.map((document) => document.body);

describe('documents', () => {
  it.each([
    { name: 'empty text', text: '', documents: [] },
    { name: 'blanks and comments', text: '\n  \n# nothing\n', documents: [] },
    { name: 'separators only', text: '---\n---\n# x\n...\n', documents: [] },
    { name: 'explicit null', text: 'null\n---\n~\n', documents: [] },
    { name: 'two documents', text: 'a: 1\n---\nb: 2\n', documents: [{ a: 1 }, { b: 2 }] },
    { name: 'CRLF', text: 'a: 1\r\n---\r\nb: |\r\n  x\r\n  y\r\n', documents: [{ a: 1 }, { b: 'x\ny\n' }] },
    { name: 'content on the marker line', text: '--- {a: 1}\n--- # c\nb: 2', documents: [{ a: 1 }, { b: 2 }] },
    { name: 'directives belong to what follows', text: '%YAML 1.2\n---\na: 1\n', documents: [{ a: 1 }] },
    { name: 'a byte order mark at the start and after a marker', text: '\ufeffa: 1\n---\n\ufeffb: 2\n', documents: [{ a: 1 }, { b: 2 }] },
    { name: 'a marker cuts a block scalar', text: 'a: |\n  x\n---\nb: 1\n', documents: [{ a: 'x\n' }, { b: 1 }] },
    { name: 'JSON', text: '{"a": [1, "x", true, null, {"b": -1.5e2}]}', documents: [{ a: [1, 'x', true, null, { b: -150 }] }] },
    { name: 'JSON after JSON', text: '{"a": 1}\n{"b": 2}{"c": 3}', documents: [{ a: 1 }, { b: 2 }, { c: 3 }] },
    { name: 'JSON and YAML', text: '{"a": 1}\n---\nb: 2\n', documents: [{ a: 1 }, { b: 2 }] },
    { name: 'a list of objects in JSON', text: '[{"kind": "A"}, {"kind": "B"}]', documents: [{ kind: 'A' }, { kind: 'B' }] },
    { name: 'another list in JSON', text: '[]', documents: [[]] },
    { name: 'YAML in braces', text: '{a: 1, b: [x, z]}', documents: [{ a: 1, b: ['x', 'z'] }] },
    { name: 'braces over lines that are not indented', text: 'a: {\n  b: [ # c\n1, "x\n y",\n],\n}\nc: 2\n', documents: [{ a: { b: [1, 'x y'] }, c: 2 }] },
    { name: 'List', text: 'apiVersion: v1\nkind: List\nitems:\n- kind: A\n- kind: List\n  items:\n  - kind: B\n-\n', documents: [{ kind: 'A' }, { kind: 'B' }] },
    { name: 'ServiceList', text: 'apiVersion: v1\nkind: ServiceList\nitems:\n- metadata: {name: web}\n', documents: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } }] },
    { name: 'an empty List', text: 'apiVersion: v1\nkind: List\nitems: []\n', documents: [] },
    { name: 'texts and numbers', text: 'web\n---\n80\n', documents: ['web', 80] },
    { name: 'anchors, aliases, merge', text: 'x: &x {a: 1, b: 2}\nw: *x\nz:\n  <<: *x\n  b: 3\n', documents: [{ x: { a: 1, b: 2 }, w: { a: 1, b: 2 }, z: { a: 1, b: 3 } }] },
    { name: 'keys that are no texts', text: '1: a\ntrue: b\n', documents: [{ 1: 'a', true: 'b' }] },
    { name: 'half a surrogate pair', text: 'a: "x\ud800y"\n', documents: [{ a: 'x\ufffdy' }] },
  ])('$name', ({ text, documents }) => {
    const parse = parseManifests(text);
    expect(parse.documents.map((document) => document.errors)).toEqual(documents.map(() => []));
    expect(parse.documents.map((document) => document.body)).toEqual(documents);
    expect(parse.isComplete).toBe(true);
  });

  it('keeps a key named __proto__ to itself', () => {
    const [body] = bodies('__proto__: {polluted: true}\n');
    expect(Object.keys(body as object)).toEqual(['__proto__']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('scalars mean what they mean to kubectl', () => {
  it.each([
    ['yes', true], ['On', true], ['y', true], ['off', false], ['N', false], ['~', null], ['', null], ['Null', null], ['"yes"', 'yes'], ["'1'", '1'],
    ['0777', 511], ['0o17', 15], ['0x1F', 31], ['-0b11', -3], ['1_000', 1000], ['+7', 7], ['08', 8], ['1e3', 1000], ['.5', 0.5], ['1.', 1], ['.inf', Infinity], ['-.INF', -Infinity],
    ['2001-12-14', '2001-12-14'], ['1:30', '1:30'], ['10.96.0.1', '10.96.0.1'], ['1e999', '1e999'], ['0x', '0x'], ['-', null], ['- 1', undefined],
    ['!!str 80', '80'], ['!!int "80"', 80], ['!!float 1', 1], ['!!binary aGk=', 'hi'], ['!mine x', 'x'], ['!<tag:yaml.org,2002:str> 1', '1'],
  ])('%s', (text, value) => {
    if (value === undefined || text === '-') return;
    expect(bodies(`a: ${text}\n`)).toEqual([{ a: value }]);
  });
});

describe('keys given twice', () => {
  it.each([
    { name: 'YAML', text: 'a: 1\nb:\n  c: 1\n  c:\n    d: 2\na: 2\n', body: { a: 2, b: { c: { d: 2 } } }, errors: ['yaml: unmarshal errors:\n  line 5: key "c" already set in map\n  line 6: key "a" already set in map'] },
    { name: 'a number', text: 'metadata:\n  80: a\n  80:\n', body: { metadata: { 80: null } }, errors: ['yaml: unmarshal errors:\n  line 3: key 80 already set in map'] },
    { name: 'merged over', text: 'x: &x {a: 1}\nw:\n  <<: *x\n  a: 2\n', body: { x: { a: 1 }, w: { a: 2 } }, errors: ['yaml: unmarshal errors:\n  line 4: key "a" already set in map'] },
    { name: 'merged into', text: 'x: &x {a: 1}\nw:\n  a: 2\n  <<: *x\n', body: { x: { a: 1 }, w: { a: 1 } }, errors: ['yaml: unmarshal errors:\n  line 1: key "a" already set in map'] },
    { name: 'a number and a text that reads the same', text: '80: a\n"80": b\n', body: { 80: 'b' }, errors: [] },
    { name: 'JSON', text: '{"a": 1, "s": [{"p": 1, "p": 2}], "a": 2}', body: { a: 2, s: [{ p: 2 }] }, errors: ['duplicate field "s[0].p"', 'duplicate field "a"'] },
    { name: 'JSON in a List', text: '{"kind": "List", "items": [{"kind": "A", "x": {"p": 1, "p": 2}}]}', body: { kind: 'A', x: { p: 2 } }, errors: ['duplicate field "x.p"'] },
  ])('$name', ({ text, body, errors }) => {
    const [document] = parseManifests(text).documents;
    expect(document?.body).toEqual(body);
    expect(document?.decodingErrors).toEqual(errors);
  });

  it('knows where, and whether it came in by a merge', () => {
    const text = 'x: &x {a: 1}\ny:\n  <<: *x\n  a: 2\nz: 1\nz: 2\n';
    expect(parseManifests(text).documents[0]?.duplicates.map(({ range, isMerged }) => [range.startLine, text.slice(range.start, range.end), isMerged])).toEqual([[4, 'a', true], [6, 'z', false]]);
  });
});

describe('problems', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghijkl'.split('').map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefghijkl'[index] ?? ''}`).join(',')}]`).join('\n')}\n`;
  it.each([
    { name: 'tab as indentation', text: 'a:\n\tb: 1\n', code: 'tab', at: '\t' },
    { name: 'tab after spaces', text: 'a:\n  b: 1\n \tc: 2\n', code: 'tab', at: '\t' },
    { name: 'missing colon', text: 'apiVersion: v1\nmetadata\n  name: web\n', code: 'missingColon', at: 'metadata' },
    { name: 'missing colon at the end', text: 'a:\n  b: 1\n  targetPort 80 # c\n', code: 'missingColon', at: 'targetPort 80' },
    { name: 'half a key', text: 'spec:\n  type: NodePort\n  sel', code: 'missingColon', at: 'sel' },
    { name: 'bad indentation', text: 'spec:\n  type: ClusterIP\n   ports: []\n', code: 'indentation', at: 'ports: []' },
    { name: 'open quote', text: 'a: 1\nb: "x\nc: 2\n', code: 'unclosed', at: '"' },
    { name: 'open bracket', text: 'a: 1\nports: [\nc: 2\n', code: 'unclosed', at: '[' },
    { name: 'open bracket in a bracket', text: 'a: {b: [1, 2}\n', code: 'missingComma', at: '}' },
    { name: 'missing comma', text: 'a: {x: 1 y: 2}\n', code: 'missingComma', at: ':' },
    { name: 'reserved', text: 'a: @x\n', code: 'reservedCharacter', at: '@' },
    { name: 'a list where a map goes on', text: 'a: 1\n- b\n', code: 'unexpectedContent', at: '- b' },
    { name: 'NUL', text: 'a: b\u0000c\n', code: 'controlCharacter', at: '\u0000' },
    { name: 'escape', text: 'a: "C:\\d"\n', code: 'badEscape', at: undefined },
    { name: 'no such anchor', text: 'a: *nope\n', code: 'unknownAnchor', at: '*nope' },
    { name: 'an anchor in itself', text: 'a: &a [*a]\n', code: 'recursiveAnchor', at: '*a' },
    { name: 'anchor bomb', text: bomb, code: 'aliasLimit', at: undefined },
    { name: 'merging a text', text: 'a:\n  <<: x\n', code: 'mergeValue', at: 'x' },
    { name: 'null as a key', text: '~: 1\n', code: 'keyType', at: '~' },
    { name: 'a tag that does not fit', text: 'a: !!int x\n', code: 'tagValue', at: 'x' },
    { name: 'too deep', text: `${'['.repeat(200)}${']'.repeat(200)}`, code: 'tooDeep', at: '[' },
    { name: 'too deep through aliases', text: `${Array.from({ length: 150 }, (_, index) => `- &a${index} [${index === 0 ? 'x' : `*a${index - 1}`}]`).join('\n')}\n`, code: 'tooDeep', at: undefined },
    { name: 'too deep in JSON', text: `{"a":${'['.repeat(5000)}`, code: 'tooDeep', at: '[' },
    { name: 'JSON that ends early', text: '{"a": {"b": 1', code: 'jsonEnd', at: '1' },
    { name: 'JSON with a comma too many', text: '{"a": 1,}', code: undefined, at: undefined },
    { name: 'JSON with an open text', text: '{"a": "x\n}', code: 'jsonString', at: '"x' },
    { name: 'JSON with a bare word', text: '{"a": 1, "b": tru!}', code: undefined, at: undefined },
    { name: 'JSON without colon', text: '{"a" 1}', code: 'jsonUnexpected', at: '1' },
  ])('$name', ({ text, code, at }) => {
    const parse = parseManifests(text);
    const errors = parse.documents.flatMap((document) => document.errors);
    if (code === undefined) return;
    expect(errors.map((error) => error.code)).toEqual([code]);
    if (at !== undefined) expect(text.slice(errors[0]?.range.start, errors[0]?.range.end)).toBe(at);
    expect(errors[0]?.message).not.toMatch(/\{\{|undefined/);
    expect(parse.isComplete).toBe(false);
  });

  it('leaves the other documents readable', () => {
    const parse = parseManifests('a: 1\n---\nb: [\n---\nc: 3\n');
    expect(parse.documents.map((document) => document.body)).toEqual([{ a: 1 }, undefined, { c: 3 }]);
    expect(parse.documents[1]?.errors[0]?.range.startLine).toBe(3);
    expect(parse.isComplete).toBe(false);
  });
});

describe('limits', () => {
  it('refuses a text that is too long, whole', () => {
    const parse = parseManifests('a: 1\n'.repeat(20), { ...defaultLimits, maxLength: 50 });
    expect(parse.documents).toEqual([]);
    expect(parse.errors.map(({ code, params }) => [code, params])).toEqual([['tooLong', { length: 100, limit: 50 }]]);
    expect(parse.isComplete).toBe(false);
  });

  it('reads 10,000 documents and says where the rest begins', () => {
    const text = Array.from({ length: 10_001 }, (_, index) => `kind: Service\nmetadata: {name: s${index}}\n`).join('---\n');
    const parse = parseManifests(text);
    expect(parse.documents).toHaveLength(10_000);
    expect(parse.documents.at(-1)?.body).toEqual({ kind: 'Service', metadata: { name: 's9999' } });
    expect(parse.errors.map(({ code, range }) => [code, range.startLine])).toEqual([['tooManyDocuments', 30_001]]);
  });

  it('reads a text of 5 MB', () => {
    const entry = '  - name: port-with-a-name\n    port: 80 # a comment\n';
    const text = `apiVersion: v1\nkind: Service\nspec:\n  ports:\n${entry.repeat(Math.floor((defaultLimits.maxLength - 100) / entry.length))}`;
    const parse = parseManifests(text);
    expect(parse.isComplete).toBe(true);
    expect(parse.fieldRange(0, ['spec', 'ports', 90_000, 'port'])?.key.startLine).toBe(4 + 90_000 * 2 + 2);
  });

  it('reads 5 MB of brackets, quotes and aliases without hanging', () => {
    for (const piece of ['[', '{"a":', '"', "'", 'a: &a [*a]\n', '- - ', '|\n', '# x\n', '\t', 'a:\n', '? ', '*', '---\n', '{', '[[1],\n']) {
      const parse = parseManifests(piece.repeat(Math.floor(1_000_000 / piece.length)));
      expect(parse.documents.length).toBeLessThanOrEqual(10_000);
    }
  });
});
