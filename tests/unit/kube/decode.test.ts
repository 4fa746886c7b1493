import { describe, expect, it } from 'vitest';
import type { DecodeOptions } from '../../../src/kube/decode.ts';
import { decode } from '../../../src/kube/decode.ts';
import { encode } from '../../../src/kube/encode.ts';
import type { JsonValue } from '../../../src/kube/json.ts';
import type { KindInfo } from '../../../src/kube/scheme.ts';
import { allKinds, kindInfo, kindInfoByKind, kindInfoByResource } from '../../../src/kube/scheme.ts';

const strict: DecodeOptions = { fieldValidation: 'Strict', decodingErrors: [], isYAML: true };

function info(kind: string): KindInfo {
  const found = kindInfoByKind(kind);
  if (found === undefined) throw new Error(`no kind ${kind}`);
  return found;
}

function refusal(kind: string, body: JsonValue, options: Partial<DecodeOptions> = {}): string {
  const decoded = decode(info(kind), body, { ...strict, ...options });
  return decoded.ok ? 'accepted' : decoded.status.message;
}

function accepted(kind: string, body: JsonValue): unknown {
  const decoded = decode(info(kind), body, strict);
  if (!decoded.ok) throw new Error(decoded.status.message);
  return decoded.object;
}

const service = (spec: JsonValue): JsonValue => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec });
const pod = (container: JsonValue): JsonValue => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [container] } });
const asService = 'Service in version "v1" cannot be handled as a Service: ';

describe('type errors', () => {
  it.each([
    ['a text for a number', service({ ports: [{ port: '80' }] }), 'json: cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32'],
    ['a fraction', service({ ports: [{ port: 1.5 }] }), 'json: cannot unmarshal number 1.5 into Go struct field ServicePort.spec.ports.port of type int32'],
    ['beyond 32 bits', service({ ports: [{ port: 4294967376 }] }), 'json: cannot unmarshal number 4294967376 into Go struct field ServicePort.spec.ports.port of type int32'],
    ['beyond 64 bits', service({ ports: [{ port: 1e20 }] }), 'json: cannot unmarshal number 100000000000000000000 into Go struct field ServicePort.spec.ports.port of type int32'],
    ['a number for a label', { metadata: { labels: { a: 1 } } }, 'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string'],
    ['a list of a named type', service({ ipFamilies: 'IPv4' }), 'json: cannot unmarshal string into Go struct field ServiceSpec.spec.ipFamilies of type []v1.IPFamily'],
    ['an item of a named type', service({ ipFamilies: [4] }), 'json: cannot unmarshal number into Go struct field ServiceSpec.spec.ipFamilies of type v1.IPFamily'],
    ['a map for a list', service({ ports: {} }), 'json: cannot unmarshal object into Go struct field ServiceSpec.spec.ports of type []v1.ServicePort'],
    ['a struct', service(80), 'json: cannot unmarshal number into Go struct field Service.spec of type v1.ServiceSpec'],
    ['an item that is no struct', service({ ports: [80] }), 'json: cannot unmarshal number into Go struct field ServiceSpec.spec.ports of type v1.ServicePort'],
    ['a bool for number or text', service({ ports: [{ targetPort: true }] }), 'json: cannot unmarshal bool into Go struct field ServicePort.spec.ports.targetPort of type int32'],
    ['a time that is none', { metadata: { creationTimestamp: 'now' } }, 'parsing time "now" as "2006-01-02T15:04:05Z07:00": cannot parse "now" as "2006"'],
    ['a number for a time', { metadata: { creationTimestamp: 5 } }, 'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.creationTimestamp of type string'],
    ['the first of several, keys in sorted order', service({ type: 1, ports: 2 }), 'json: cannot unmarshal number into Go struct field ServiceSpec.spec.ports of type []v1.ServicePort'],
    ['one that stops everything comes before one that does not', service({ clusterIP: 1, ports: [{ targetPort: {} }] }), 'json: cannot unmarshal object into Go struct field ServicePort.spec.ports.targetPort of type int32'],
    ['type errors hide unknown fields', service({ bogus: 1, type: 1 }), 'json: cannot unmarshal number into Go struct field ServiceSpec.spec.type of type v1.ServiceType'],
  ])('%s', (_, body, message) => {
    expect(refusal('Service', body)).toBe(asService + message);
  });

  it.each([
    ['an embedded struct', 'Pod', pod({ envFrom: [{ configMapRef: { name: 1 } }] }), 'json: cannot unmarshal number into Go struct field ConfigMapEnvSource.spec.containers.envFrom.configMapRef.LocalObjectReference.name of type string'],
    ['an amount', 'Pod', pod({ resources: { limits: { cpu: 'much' } } }), "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
    ['bytes', 'Secret', { data: { a: '?' } }, 'illegal base64 data at input byte 0'],
    ['base64 without its padding', 'Secret', { data: { a: 'Zg=' } }, 'illegal base64 data at input byte 3'],
  ])('%s', (_, kind, body, message) => {
    expect(refusal(kind, body)).toBe(`${kind} in version "v1" cannot be handled as a ${kind}: ${message}`);
  });
});

describe('strict errors', () => {
  const body = service({ zone: 1, ports: [{ port: 80 }, { weight: 1 }], selector: { a: 'b' } });

  it('name every unknown field by its path, keys in sorted order for YAML', () => {
    expect(refusal('Service', body)).toBe(`${asService}strict decoding error: unknown field "spec.ports[1].weight", unknown field "spec.zone"`);
  });

  it('keep the order of JSON', () => {
    expect(refusal('Service', body, { isYAML: false })).toBe(`${asService}strict decoding error: unknown field "spec.zone", unknown field "spec.ports[1].weight"`);
  });

  it('mind case, and follow what the parser found', () => {
    expect(refusal('Service', service({ clusterip: 'None' }), { decodingErrors: ['yaml: unmarshal errors:\n  line 2: key "a" already set in map'] }))
      .toBe(`${asService}strict decoding error: yaml: unmarshal errors:\n  line 2: key "a" already set in map, unknown field "spec.clusterip"`);
  });

  it('become warnings, or nothing, when asked for', () => {
    const warned = decode(info('Service'), body, { ...strict, fieldValidation: 'Warn' });
    expect(warned.ok && warned.warnings).toEqual(['unknown field "spec.ports[1].weight"', 'unknown field "spec.zone"']);
    const ignored = decode(info('Service'), body, { ...strict, fieldValidation: 'Ignore' });
    expect(ignored.ok && ignored.warnings).toEqual([]);
  });

  it('stop at a hundred', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`field${i}`, 1]));
    expect(refusal('Service', many).match(/unknown field/g)).toHaveLength(100);
  });
});

describe('version and kind', () => {
  it.each([
    ['Service', 'a text', 'web', "the object provided is unrecognized (must be of type Service): couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" } (7765620a)"],
    ['Service', 'a kind that is no text', { kind: 7 }, "the object provided is unrecognized (must be of type Service): couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .kind of type string (7765620a)"],
    ['Service', 'infinity', service({ ports: [{ port: Infinity }] }), 'the object provided is unrecognized (must be of type Service): json: unsupported value: +Inf (7765620a)'],
    ['Service', 'a version of three parts', { apiVersion: 'a/b/c' }, 'the object provided is unrecognized (must be of type Service): unexpected GroupVersion string: a/b/c (7765620a)'],
    ['Service', 'an unknown kind', { apiVersion: 'v1', kind: 'Svc' }, 'Svc in version "v1" cannot be handled as a Service: no kind "Svc" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"'],
    ['Service', 'an unknown group', { apiVersion: 'x.io/v1', kind: 'Service' }, 'Service in version "v1" cannot be handled as a Service: no kind "Service" is registered for version "x.io/v1" in scheme "pkg/runtime/scheme.go:111"'],
    ['Service', 'another kind', { apiVersion: 'v1', kind: 'Pod' }, 'Pod in version "v1" cannot be handled as a Service: converting (v1.Pod) to (core.Service): unknown conversion'],
    ['Service', 'a list', { apiVersion: 'v1', kind: 'ServiceList' }, 'ServiceList in version "v1" cannot be handled as a Service: converting (v1.ServiceList) to (core.Service): unknown conversion'],
    ['Ingress', 'an older version', { apiVersion: 'extensions/v1beta1', kind: 'Ingress' }, 'the API version in the data (extensions/v1beta1) does not match the expected API version (networking.k8s.io/v1)'],
  ])('%s: %s', (kind, _, body, message) => {
    expect(refusal(kind, body, { source: 'web\n' })).toBe(message);
  });

  it('may be left out', () => {
    expect(accepted('Ingress', null)).toMatchObject({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' });
    expect(accepted('Ingress', { metadata: { name: 'a' } })).toMatchObject({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'a' } });
  });

  it('shows at most 30 bytes of a text', () => {
    expect(refusal('Service', [], { source: 'é'.repeat(40) })).toContain(`(${'c3a9'.repeat(15)} ...)`);
    expect(refusal('Service', [], { source: '' })).toContain('(<empty>)');
  });
});

describe('what is kept', () => {
  it('drops nulls, zero values and what was sent empty', () => {
    expect(accepted('Service', service({ ports: [{ port: 80, name: '', nodePort: 0, protocol: null }], selector: {}, externalIPs: [], publishNotReadyAddresses: false, sessionAffinityConfig: null })))
      .toEqual({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80, targetPort: 0 }] }, status: { loadBalancer: {} } });
  });

  it('keeps zero behind pointers', () => {
    expect(accepted('Deployment', { spec: { replicas: 0, paused: false } })).toMatchObject({ spec: { replicas: 0 } });
    expect(accepted('EndpointSlice', { ports: [{ name: '', port: 0 }] })).toMatchObject({ ports: [{ name: '', port: 0 }] });
  });

  it('reads null in maps and lists as the zero value', () => {
    expect(accepted('Service', { metadata: { labels: { a: null } }, spec: { ports: [null] } })).toMatchObject({ metadata: { labels: { a: '' } }, spec: { ports: [{ port: 0 }] } });
  });

  it('takes keys that JavaScript knows otherwise', () => {
    const body: unknown = JSON.parse('{"data": {"__proto__": "x", "constructor": "y"}}');
    const object = accepted('ConfigMap', body as JsonValue) as { data: object };
    expect(Object.entries(object.data)).toEqual([['__proto__', 'x'], ['constructor', 'y']]);
  });

  it('writes amounts and times canonically', () => {
    expect(accepted('Pod', pod({ resources: { limits: { cpu: 0.5, memory: '1024Mi' } } }))).toMatchObject({ spec: { containers: [{ resources: { limits: { cpu: '500m', memory: '1Gi' } } }] } });
    expect(accepted('Service', { metadata: { creationTimestamp: '2026-01-01T02:00:00.7+02:00' } })).toMatchObject({ metadata: { creationTimestamp: '2026-01-01T00:00:00Z' } });
  });
});

describe('encoding', () => {
  it.each([
    ['null for lists without omitempty', 'EndpointSlice', { addressType: 'IPv4' }, { metadata: {}, addressType: 'IPv4', endpoints: null, ports: null }],
    ['structs by value', 'Service', { spec: { replicas: 1 } }, { metadata: {}, spec: {}, status: { loadBalancer: {} } }],
    ['pointers without omitempty', 'Ingress', { spec: { defaultBackend: { resource: { kind: 'a', name: 'b' } } } }, { metadata: {}, spec: { defaultBackend: { resource: { apiGroup: null, kind: 'a', name: 'b' } } }, status: { loadBalancer: {} } }],
    ['zero values dropped', 'ReplicaSet', { metadata: { generation: 0, labels: {} }, spec: { replicas: 0, minReadySeconds: 0 }, status: { replicas: 0, readyReplicas: 0 } }, { metadata: {}, spec: { replicas: 0, selector: null, template: { metadata: {}, spec: { containers: null } } }, status: { replicas: 0 } }],
  ])('%s', (_, kind, object, expected) => {
    expect(encode(info(kind), object)).toEqual(expected);
  });

  it('gives back what decoding has read', () => {
    const object = accepted('Service', service({ ports: [{ port: 80 }], clusterIP: 'None' }));
    expect(accepted('Service', encode(info('Service'), object as object))).toEqual(object);
  });
});

describe('scheme', () => {
  it.each([['svc', 'Service'], ['services', 'Service'], ['Service', 'Service'], ['ep', 'Endpoints'], ['deployments.apps', 'Deployment'], ['deploy.v1.apps', 'Deployment'], ['ingresses.networking.k8s.io', 'Ingress'], ['netpol', 'NetworkPolicy'], ['pods.v1', 'Pod']])('%s is %s', (resource, kind) => {
    expect(kindInfoByResource(resource)?.kind).toBe(kind);
  });

  it('keeps groups apart and minds case in kinds', () => {
    expect([kindInfoByResource('deployments.batch'), kindInfo('v1', 'service'), kindInfo('apps/v1', 'Service')]).toEqual([undefined, undefined, undefined]);
    expect(new Set(allKinds.map(({ plural }) => plural)).size).toBe(allKinds.length);
  });
});
