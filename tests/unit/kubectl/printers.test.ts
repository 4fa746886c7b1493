import { describe, expect, it } from 'vitest';
import { nameLine } from '../../../src/kubectl/printers/name.ts';
import { printJSON } from '../../../src/kubectl/printers/json.ts';
import { createTabWriter, describeTabs, tabulate } from '../../../src/kubectl/printers/tabWriter.ts';
import { printYAML } from '../../../src/kubectl/printers/yaml.ts';

describe('tab writer', () => {
  it('pads all columns but the last', () => {
    expect(tabulate('NAME\tAGE\na\t1s\nlonger\t20s\n')).toBe('NAME     AGE\na        1s\nlonger   20s\n');
    expect(tabulate('Name:\ta\nLonger name:\tb\n', describeTabs)).toBe('Name:         a\nLonger name:  b\n');
  });

  it('keeps widths from one flush to the next until it is told to forget them', () => {
    const writer = createTabWriter();
    writer.write('a-long-name\tx\n');
    expect(writer.flush()).toBe('a-long-name   x\n');
    writer.write('b\ty\n');
    expect(writer.flush()).toBe('b             y\n');
    writer.forgetWidths();
    writer.write('b\ty\n');
    expect(writer.flush()).toBe('b     y\n');
  });
});

describe('structured output', () => {
  it('sorts keys and quotes what YAML would read as something else', () => {
    const object = { kind: 'X', apiVersion: 'v1', data: { b: 'true', a: '1', c: 'a: b', d: '', e: 'x\ny\n', f: 'null', g: '0x1F', h: '- a', i: '2026-01-01', j: 'plain text' }, list: [{ b: 1, a: [] }, []], empty: {} };
    expect(printYAML(object)).toBe(`apiVersion: v1
data:
  a: "1"
  b: "true"
  c: 'a: b'
  d: ""
  e: |
    x
    y
  f: "null"
  g: "0x1F"
  h: '- a'
  i: "2026-01-01"
  j: plain text
empty: {}
kind: X
list:
- a: []
  b: 1
- []
`);
  });

  it('indents JSON by four and escapes as Go does', () => {
    expect(printJSON({ b: '<a&b>', a: [1, {}] })).toBe('{\n    "a": [\n        1,\n        {}\n    ],\n    "b": "\\u003ca\\u0026b\\u003e"\n}\n');
  });

  it('names objects with their group', () => {
    const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } };
    expect([nameLine(object), nameLine(object, 'created')]).toEqual(['deployment.apps/web\n', 'deployment.apps/web created\n']);
  });
});
