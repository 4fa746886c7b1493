import { describe, expect, it } from 'vitest';
import { readYAMLBody } from '../../../src/manifests/readYAMLBody.ts';

describe('what the API server cannot read as YAML', () => {
  it.each([
    ['a tab in the indentation', 'a:\n  b: []\n\tc: d\n', 'yaml: line 3: found character that cannot start any token'],
    ['a bracket that is not closed', 'spec:\n  ports: [{port: 80}\n  type: NodePort\n', "yaml: line 2: did not find expected ',' or ']'"],
    ['a brace that is not closed, at the end', '{"a":{"b":1}\n', "yaml: line 1: did not find expected ',' or '}'"],
    ['a key between two levels', 'spec:\n  ports: []\n type: x\n', 'yaml: line 2: did not find expected key'],
    ['a quote that is not closed', 'a: "b\nc: d\n', 'yaml: line 3: found unexpected end of stream'],
    ['a reserved character', 'a: x\nb: @x\n', 'yaml: line 2: found character that cannot start any token'],
    ['a reserved character on the first line, which is not told', 'a: `x`\n', 'yaml: found character that cannot start any token'],
    ['two colons', 'x: y\na: b: c\n', 'yaml: line 2: mapping values are not allowed in this context'],
    ['no space after the colon', 'spec:\n  type:NodePort\n  ports: []\n', 'yaml: line 3: mapping values are not allowed in this context'],
    ['a dash as a value', 'x: y\na: -\n', 'yaml: line 2: block sequence entries are not allowed in this context'],
    ['an item of a list that does not line up', 'a:\n- b: 1\n c: 2\n', 'yaml: line 2: did not find expected key'],
    ['an unknown escape', 'x: y\na: "\\q"\n', 'yaml: line 2: found unknown escape character'],
    ['half a surrogate pair', 'a: "\\ud800"\n', 'yaml: found invalid Unicode character escape code'],
    ['one brace too many', 'x: y\na: {b: c}}\n', 'yaml: line 1: did not find expected key'],
    ['a list under a mapping', 'a: b\n- c\n', 'yaml: line 1: did not find expected key'],
    ['a word on its own', 'a: b\nfoo\n', "yaml: line 3: could not find expected ':'"],
    ['an alias without an anchor', 'a: *x\n', "yaml: unknown anchor 'x' referenced"],
    ['a template that was not rendered', 'a: {{ .Values.x }}\n', 'yaml: invalid map key: map[interface {}]interface {}{".Values.x":interface {}(nil)}'],
    ['a list as a key', 'a: {? [b] : c}\n', 'yaml: invalid map key: []interface {}{"b"}'],
    ['null as a key', 'a: {null: c}\n', 'unsupported map key of type: %!s(<nil>), key: <nil>, value: "c"'],
    ['a key of 64 bits', 'a: {18446744073709551615: c}\n', 'unsupported map key of type: uint64, key: 0xffffffffffffffff, value: "c"'],
    ['a merge of no map', 'a:\n  <<: 7\n', 'yaml: map merge requires map or sequence of maps as the value'],
    ['a literal that is not indented', 'a:\n  b: |\n  abc\n\nc: d\n', "yaml: line 5: could not find expected ':'"],
  ])('%s', (_name, text, readError) => {
    expect(readYAMLBody(text)).toEqual({ readError });
  });
});

describe('what it reads of a text', () => {
  it.each([
    ['the first document only', 'a: 1\n---\nb: [\n', { a: 1 }],
    ['nothing of what follows JSON', '{"a":1} trailing', { a: 1 }],
    ['a comment', '# no more\n', null],
    ['a List as it is', 'kind: List\nitems: []\n', { kind: 'List', items: [] }],
    ['keys that are numbers', 'a: {0x10: b, 1.5: c, 1e3: d, 18446744073709551616: e, .inf: f, yes: g}\n', { a: { 16: 'b', '1.5': 'c', 1000: 'd', '1.8446744e+19': 'e', '.inf': 'f', true: 'g' } }],
  ])('%s', (_name, text, body) => {
    expect(readYAMLBody(text)).toMatchObject({ body });
  });

  it('keys given twice, in JSON as in YAML', () => {
    expect(readYAMLBody('{"a":1,"a":2}')).toMatchObject({ decodingErrors: ['yaml: unmarshal errors:\n  line 1: key "a" already set in map'] });
  });

  it('the digits of integers that a number rounds', () => {
    expect(readYAMLBody('a: 9007199254740993\nb: 0x7fffffffffffffff\nc: 1e20\n')).toMatchObject({ exactNumbers: { '9007199254740992': '9007199254740993', '9223372036854776000': '9223372036854775807' } });
  });
});
