import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/kube/json.ts';
import { createGoTemplate } from '../../../src/kubectl/gotemplate/execute.ts';
import { createJSONPath } from '../../../src/kubectl/jsonpath/evaluate.ts';

const data: JsonValue = {
  kind: 'List', count: 2, on: true,
  items: [
    { metadata: { name: 'a', labels: { 'k8s.io/app': 'web' } }, ports: [{ name: 'http', port: 80 }, { name: 'metrics', port: 9090 }] },
    { metadata: { name: 'b' }, ports: [{ name: 'dns', port: 53 }] },
  ],
};

function jsonpath(template: string): string {
  return createJSONPath(template, { allowsMissingKeys: true }).execute(data);
}

function template(text: string): string {
  return createGoTemplate(text).execute(data, true);
}

describe('jsonpath', () => {
  it.each([
    ['{.kind}', 'List'], ['kind: {.kind}{"\\n"}', 'kind: List\n'], ['{.items[*].metadata.name}', 'a b'], ['{.items[0].ports[-1:].port}', '9090'], ['{.items[0:2].metadata.name}', 'a b'],
    ['{..port}', '80 9090 53'], ['{.items[0].metadata.labels.k8s\\.io/app}', 'web'], ["{.items[0].metadata['name']}", 'a'], ['{.nothing}', ''], ['{.items[0].ports[0]}', '{"name":"http","port":80}'],
    ['{range .items[*]}{.metadata.name}={.ports[0].port};{end}', 'a=80;b=53;'], ['{.items[*].ports[?(@.port>60)].name}', 'http metrics'], ['{.items[?(@.metadata.name=="b")].ports[0].name}', 'dns'],
    ["{.items[0].ports[?(@.name=='http')].port}", '80'], ["{.items[*]['metadata.name', 'metadata.labels']}", 'a b {"k8s.io/app":"web"}'], ['{.count} {.on}', '2 true'],
  ])('%s', (text, result) => {
    expect(jsonpath(text)).toBe(result);
  });

  it.each([['{.items[0}', 'unterminated array'], ['{.kind', 'unclosed action'], ['{.items[x]}', 'invalid array index x'], ['{.a.[b]}', 'invalid array index b']])('refuses %s', (text, error) => {
    expect(() => jsonpath(text)).toThrow(error);
  });

  it('says what is missing where that is asked for', () => {
    expect(() => createJSONPath('{.foo}', { allowsMissingKeys: false }).execute(data)).toThrow('foo is not found');
    expect(() => jsonpath('{.items[7]}')).toThrow('array index out of bounds: index 7, length 2');
  });
});

describe('go-template', () => {
  it.each([
    ['{{.kind}}', 'List'], ['{{range .items}}{{.metadata.name}} {{end}}', 'a b '], ['{{range $i, $x := .items}}{{$i}}{{$x.metadata.name}}{{end}}', '0a1b'], ['{{len .items}}', '2'],
    ['{{index .items 1 "metadata" "name"}}', 'b'], ['{{if and .on (eq .kind "List")}}yes{{else}}no{{end}}', 'yes'], ['{{with .nothing}}x{{else}}none{{end}}', 'none'],
    ['{{printf "%s-%v|%q" .kind .count "x"}}', 'List-2|"x"'], ['{{ .kind -}}  \n x', 'Listx'], ['{{.nothing}}', '<no value>'], ['{{"a" | printf "%s%s" "b"}}', 'ba'],
    ['{{range .none}}x{{else}}empty{{end}}', 'empty'], ['{{/* nothing */}}{{not .on}}', 'false'], ['{{(index .items 0).metadata.labels}}', 'map[k8s.io/app:web]'],
  ])('%s', (text, result) => {
    expect(template(text)).toBe(result);
  });

  it.each([['{{.kind', 'unclosed action'], ['{{if .on}}x', 'unexpected EOF'], ['{{foo .kind}}', 'function "foo" not defined'], ['{{end}}', 'unexpected {{end}}'],
    ['{{.kind.x}}', `1:7: executing "output" at <.kind.x>: can't evaluate field x in type interface {}`], ['a\n {{index .items 7}}', '2:3: executing "output" at <index .items 7>: error calling index: index out of range: 7']])('refuses %s', (text, error) => {
    expect(() => template(text)).toThrow(error);
  });
});
