import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { decode } from '../../src/kube/decode.ts';
import { setDefaults } from '../../src/kube/defaults.ts';
import { encode } from '../../src/kube/encode.ts';
import type { FieldError } from '../../src/kube/field.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/kube/json.ts';
import type { KubeObjectLike } from '../../src/kube/kubeObject.ts';
import { allKinds, kindInfo, type KindInfo } from '../../src/kube/scheme.ts';
import { validateCreate, validateUpdate } from '../../src/kube/validation.ts';
import type { Scalar, WireType } from '../../src/kube/wireTypes.ts';
import { wireStruct } from '../../src/kube/wireTypes.ts';
import { readYAMLBody } from '../../src/manifests/readYAMLBody.ts';
import type { ApiRequest, ApiResponse } from '../../src/protocol/command.ts';
import { presetSettings } from '../../src/protocol/settings.ts';

const options = { fieldValidation: 'Strict', decodingErrors: [], isYAML: true } as const;
const maxDepth = 7;

// Values that mean something somewhere, so that generated objects get past the first rule.
const words = ['', 'web', 'a-b', 'a.example.com', 'A_b', 'TCP', 'UDP', 'NodePort', 'ClusterIP', 'None', 'Local', 'Always', 'IPv4', '10.0.0.1', '10.0.0.0/8', 'x/y', 'In', 'Exists', 'RollingUpdate', 'nginx:1'];
const scalars: Readonly<Record<Scalar, fc.Arbitrary<JsonValue>>> = {
  string: fc.constantFrom(...words),
  int32: fc.oneof(fc.constantFrom(0, 1, 80, 30080, -1), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  int64: fc.integer({ min: -100, max: 2 ** 40 }),
  float64: fc.integer(),
  bool: fc.boolean(),
  bytes: fc.constantFrom('', 'aGk=', 'AAECAw=='),
  quantity: fc.constantFrom('1', '100m', '1Gi', '1e3', '0', '0.5', '-2'),
  time: fc.constantFrom('2026-01-02T03:04:05Z', '2026-01-02T03:04:05+02:00', '2026-01-02T03:04:05.5Z'),
  microTime: fc.constantFrom('2026-01-02T03:04:05.000006Z'),
  intOrString: fc.constantFrom<JsonValue>(80, 0, 'http', '25%', ''),
  any: fc.constantFrom<JsonValue>('x', 1, null, { a: [1] }),
};

function valueOf(type: WireType, depth: number): fc.Arbitrary<JsonValue> {
  switch (type.kind) {
    case 'scalar': return scalars[type.scalar];
    case 'struct': return structOf(type.struct, depth + 1);
    case 'list': return fc.array(valueOf(type.of, depth), { maxLength: depth > 3 ? 1 : 2 });
    case 'map': return fc.dictionary(fc.constantFrom('app', 'cpu', 'a.b/c', 'memory'), valueOf(type.of, depth), { maxKeys: 2 });
  }
}

/** Any value of a struct; deeper down ever fewer fields. */
function structOf(name: string, depth: number): fc.Arbitrary<JsonObject> {
  if (depth > maxDepth) return fc.constant({});
  const { list } = wireStruct(name);
  return fc.subarray([...list], { minLength: 0, maxLength: Math.min(list.length, Math.max(1, 7 - depth)) }).chain((fields) => (
    fc.record(Object.fromEntries(fields.map((field) => [field.name, fc.oneof({ weight: 12, arbitrary: valueOf(field.type, depth) }, { weight: 1, arbitrary: fc.constant(null) })])))
  ));
}

interface Sample { readonly info: KindInfo; readonly body: JsonObject }

const generated: fc.Arbitrary<Sample> = fc.constantFrom(...allKinds).chain((info) => structOf(info.struct, 0).map((body) => ({ info, body: { ...body, apiVersion: info.apiVersion, kind: info.kind } })));

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

/** What a real cluster took: the creations of the recordings that it answered with 201. */
function acceptedSeeds(): readonly Sample[] {
  const folder = join(import.meta.dirname, '../conformance/recordings/admission');
  const recordings = readdirSync(folder).flatMap((file) => Object.values(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, JsonValue>));
  const steps = recordings.flatMap((recording): readonly JsonValue[] => (isJsonObject(recording) && Array.isArray(recording['steps']) ? (recording['steps'] as readonly JsonValue[]) : []));
  const texts = new Set(steps.flatMap((step) => {
    if (!isJsonObject(step) || !isJsonObject(step['do']) || !isJsonObject(step['saw']) || step['saw']['code'] !== 201) return [];
    return typeof step['do']['create'] === 'string' ? [step['do']['create']] : [];
  }));
  return [...texts].flatMap((text) => {
    const read = readYAMLBody(text);
    const body = read.readError === undefined && isJsonObject(read.body) ? read.body : {};
    const info = kindInfo(textOf(body['apiVersion']), textOf(body['kind']));
    return info === undefined ? [] : [{ info, body }];
  });
}

const seeds = acceptedSeeds();
const field = (object: JsonObject, name: string): JsonObject => (isJsonObject(object[name]) ? object[name] : {});

/** A seed with some fields of its spec, or of itself, taken from elsewhere. */
const mutated: fc.Arbitrary<Sample> = fc.constantFrom(...seeds).chain(({ info, body }) => structOf(info.struct, 1).chain((other) => fc.boolean().map((isDeep) => {
  const merged = isDeep ? { ...body, spec: { ...field(body, 'spec'), ...field(other, 'spec') } } : { ...other, ...body };
  return { info, body: { ...merged, metadata: field(body, 'metadata') } };
})));

function decoded({ info, body }: Sample): JsonObject | undefined {
  const result = decode(info, body, options);
  return result.ok ? result.object : undefined;
}

/** Decoding guarantees the kind's own struct; a name is always there once a request has been read. */
const asObject = (object: JsonObject): KubeObjectLike => ({ ...object, metadata: { name: '', ...field(object, 'metadata') } }) as unknown as KubeObjectLike;
const overJSON = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

/** Messages tell a list that was sent empty from none, which the wire does not. */
const told = (errors: readonly FieldError[]): readonly string[] => errors.map(({ type, field: at, message }) => `${type} ${at} ${message.replaceAll('value: []', 'value: null')}`);

describe('encode, decode, default, validate', () => {
  it('what is encoded reads back as what it was', () => {
    fc.assert(fc.property(fc.oneof(generated, mutated), (sample) => {
      const object = decoded(sample);
      if (object === undefined) return;
      const sent = encode(sample.info, object);
      const again = decoded({ info: sample.info, body: sent });
      expect(again).toBeDefined();
      expect(encode(sample.info, again ?? {})).toEqual(sent);
    }), { numRuns: 400, seed: 4 });
  });

  it('defaulting twice is defaulting once, also over the wire', () => {
    fc.assert(fc.property(fc.oneof(generated, mutated), (sample) => {
      const object = decoded(sample);
      if (object === undefined) return;
      const once = setDefaults(asObject(object));
      expect(setDefaults(once)).toEqual(once);
      const sent = encode(sample.info, once);
      const again = decoded({ info: sample.info, body: sent });
      expect(encode(sample.info, setDefaults(asObject(again ?? {})))).toEqual(sent);
    }), { numRuns: 400, seed: 5 });
  });

  it('validation says the same of an object that went over the wire, and never fails itself', () => {
    fc.assert(fc.property(fc.oneof(generated, mutated), (sample) => {
      const object = decoded(sample);
      if (object === undefined) return;
      const once = setDefaults(asObject(object));
      const again = setDefaults(asObject(decoded({ info: sample.info, body: overJSON(encode(sample.info, once)) }) ?? {}));
      expect(told(validateCreate(again))).toEqual(told(validateCreate(once)));
      expect(told(validateUpdate(again, once))).toEqual(told(validateUpdate(once, once)));
    }), { numRuns: 400, seed: 6 });
  });
});

function send(engine: Engine, request: ApiRequest): ApiResponse {
  const { response } = engine.dispatch({ type: 'api', request });
  if (response === undefined) throw new Error('an api command has a response');
  return response;
}

function place({ info, body }: Sample): Pick<ApiRequest, 'apiVersion' | 'kind' | 'namespace'> {
  const { namespace } = field(body, 'metadata');
  return { apiVersion: info.apiVersion, kind: info.kind, ...(info.isNamespaced ? { namespace: typeof namespace === 'string' ? namespace : 'default' } : {}) };
}

describe('an accepted object', () => {
  it('accepted again is unchanged', () => {
    const settings = presetSettings('recordings', { isDualStack: false });
    let accepted = 0;
    fc.assert(fc.property(fc.oneof(fc.constantFrom(...seeds), mutated), (sample) => {
      const engine = createEngine({ settings, seed: 1 });
      const created = send(engine, { verb: 'create', ...place(sample), body: sample.body, isYAML: true });
      if (!('object' in created)) return;
      accepted++;
      // Controllers may have gone on from there.
      const name = textOf(field(overJSON(created.object), 'metadata')['name']);
      const stored = send(engine, { verb: 'get', ...place(sample), name });
      if (!('object' in stored)) throw new Error(`${name} is gone`);
      const sent = overJSON(stored.object);
      const updated = send(engine, { verb: 'update', ...place(sample), name, body: sent, isYAML: false });
      expect('object' in updated ? updated.object : updated.status).toEqual(stored.object);
      const { resourceVersion: _resourceVersion, ...metadata } = field(sent, 'metadata');
      const unconditional = send(engine, { verb: 'update', ...place(sample), name, body: { ...sent, metadata }, isYAML: false });
      if ('object' in unconditional) expect(unconditional.object).toEqual(stored.object);
    }), { numRuns: 300, seed: 7 });
    expect(accepted).toBeGreaterThan(50);
  });
});
