import { describe, expect, it } from 'vitest';
import { decode, type DecodeOptions } from '../../../src/kube/decode.ts';
import { unmarshalObjectError } from '../../../src/kube/goJSON.ts';
import type { JsonObject } from '../../../src/kube/json.ts';
import { kindInfoByKind } from '../../../src/kube/scheme.ts';
import { parseTime } from '../../../src/kube/time.ts';

function answer(kind: string, body: JsonObject, options: Partial<DecodeOptions> = {}): string {
  const info = kindInfoByKind(kind);
  if (info === undefined) throw new Error(`no kind ${kind}`);
  const decoded = decode(info, { metadata: { name: 'a' }, kind, ...body }, { fieldValidation: 'Strict', decodingErrors: [], isYAML: true, ...options });
  return decoded.ok ? 'accepted' : decoded.status.message;
}

const path = (backend: JsonObject): JsonObject => ({ rules: [{ http: { paths: [{ path: '/', backend }] } }] });
const mismatch = (sent: string, wanted: string): string => `the API version in the data (${sent}) does not match the expected API version (${wanted})`;

describe('versions that are not the one asked for', () => {
  it.each<[string, string, JsonObject, string]>([
    ['an old Ingress as it was written then', 'Ingress', { apiVersion: 'extensions/v1beta1', spec: path({ serviceName: 'a', servicePort: 80 }) }, mismatch('extensions/v1beta1', 'networking.k8s.io/v1')],
    ['an old Ingress as it is written now', 'Ingress', { apiVersion: 'networking.k8s.io/v1beta1', spec: path({ service: { name: 'a' } }) }, 'Ingress in version "v1beta1" cannot be handled as a Ingress: strict decoding error: unknown field "spec.rules[0].http.paths[0].backend.service"'],
    ['an old Deployment', 'Deployment', { apiVersion: 'apps/v1beta1', spec: { rollbackTo: { revision: 1 } } }, mismatch('apps/v1beta1', 'apps/v1')],
    ['an old slice', 'EndpointSlice', { apiVersion: 'discovery.k8s.io/v1beta1', endpoints: [{ zone: 'a' }] }, 'EndpointSlice in version "v1beta1" cannot be handled as a EndpointSlice: strict decoding error: unknown field "endpoints[0].zone"'],
    ['the core group spelled out', 'Service', { apiVersion: '/v1' }, 'accepted'],
    ['a group without version', 'Service', { apiVersion: 'v1/' }, 'Service in version "" cannot be handled as a Service: Object \'apiVersion\' is missing in \'text\''],
    ['options', 'Service', { apiVersion: 'v1', kind: 'DeleteOptions' }, 'DeleteOptions in version "v1" cannot be handled as a Service: converting (v1.DeleteOptions) to (core.Service): unknown conversion'],
    ['options of a group', 'Service', { apiVersion: 'apps/v1', kind: 'ListOptions' }, 'ListOptions in version "v1" cannot be handled as a Service: converting (v1.ListOptions) to (core.Service): unknown conversion'],
    ['a list whose items are none', 'Service', { apiVersion: 'v1', kind: 'ServiceList', items: 7 }, 'ServiceList in version "v1" cannot be handled as a Service: json: cannot unmarshal number into Go struct field ServiceList.items of type []v1.Service'],
  ])('%s', (_name, kind, body, message) => {
    expect(answer(kind, body, { source: 'text' })).toBe(message);
  });
});

describe('what a body cannot carry', () => {
  it('a text that could not be read', () => {
    expect(answer('Service', {}, { readError: 'yaml: line 3: x', source: 'a: [\n' })).toBe('the object provided is unrecognized (must be of type Service): yaml: line 3: x (613a205b0a)');
  });

  it('digits that a number rounds', () => {
    const message = answer('Service', { apiVersion: 'v1', spec: { ports: [{ port: 9007199254740992 }] } }, { exactNumbers: { '9007199254740992': '9007199254740993' } });
    expect(message).toContain('cannot unmarshal number 9007199254740993 into');
  });
});

describe('JSON in Go\'s words', () => {
  it.each([
    ['{}', undefined], ['null', undefined], [' {"a": [1, -2.5e+3, "\\u00e9", true, null]} ', undefined],
    ['', 'unexpected end of JSON input'], ['{', 'unexpected end of JSON input'], ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"], ['{"a":1 "b"}', 'invalid character \'"\' after object key:value pair'], ['[1 2]', "invalid character '2' after array element"],
    ['hello', "invalid character 'h' looking for beginning of value"], ["{'a'}", "invalid character '\\'' looking for beginning of object key string"], ['tru', 'unexpected end of JSON input'],
    ['trux', "invalid character 'x' in literal true (expecting 'e')"], ['{} x', "invalid character 'x' after top-level value"], ['"a\nb"', "invalid character '\\n' in string literal"],
    ['é', "invalid character 'Ã' looking for beginning of value"], ['01', "invalid character '1' after top-level value"], ['-x', "invalid character 'x' in numeric literal"], ['1.', 'unexpected end of JSON input'], ['"\\q"', "invalid character 'q' in string escape code"],
    ['[]', 'json: cannot unmarshal array into Go value of type T'], ['7', 'json: cannot unmarshal number into Go value of type T'],
  ])('%j', (text, error) => {
    expect(unmarshalObjectError(text, 'T')).toBe(error);
  });
});

it('times are quoted byte by byte', () => {
  expect(parseTime('é\n')).toMatchObject({ error: 'parsing time "\\xc3\\xa9\\x0a" as "2006-01-02T15:04:05Z07:00": cannot parse "\\xc3\\xa9\\x0a" as "2006"' });
});
