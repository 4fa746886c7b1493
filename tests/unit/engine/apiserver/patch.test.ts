import { describe, expect, it } from 'vitest';
import { goValue } from '../../../../src/engine/apiserver/patch/goValue.ts';
import { convertFromUnstructured } from '../../../../src/engine/apiserver/patch/fromUnstructured.ts';
import { applyJsonPatch, decodeJsonPatch } from '../../../../src/engine/apiserver/patch/jsonPatch.ts';
import { applyMergePatch } from '../../../../src/engine/apiserver/patch/mergePatch.ts';
import { mutableCopy, mutableObject, type MutableObject } from '../../../../src/engine/apiserver/patch/mutableJson.ts';
import { PatchError, PatchSchema } from '../../../../src/engine/apiserver/patch/patchMeta.ts';
import { applyStrategicMergePatch } from '../../../../src/engine/apiserver/patch/strategicMergePatch.ts';
import { createThreeWayMergePatch } from '../../../../src/engine/apiserver/patch/threeWayMergePatch.ts';
import type { JsonObject, JsonValue } from '../../../../src/kube/json.ts';

const document = { spec: { ports: [{ port: 80 }, { port: 443 }], selector: { app: 'web', 'a/b': 'c' } } };

function jsonPatched(...operations: JsonObject[]): JsonValue | undefined {
  const decoded = decodeJsonPatch(mutableCopy(operations));
  if (!decoded.ok) throw new Error(decoded.error);
  return applyJsonPatch(mutableObject(document), decoded.operations);
}

describe('JSON patch', () => {
  it.each<{ name: string; operations: JsonObject[]; spec: JsonObject }>([
    { name: 'add before an item', operations: [{ op: 'add', path: '/spec/ports/0', value: { port: 1 } }], spec: { ports: [{ port: 1 }, { port: 80 }, { port: 443 }], selector: document.spec.selector } },
    { name: 'add at the end', operations: [{ op: 'add', path: '/spec/ports/-', value: { port: 1 } }], spec: { ports: [{ port: 80 }, { port: 443 }, { port: 1 }], selector: document.spec.selector } },
    { name: 'remove from the end', operations: [{ op: 'remove', path: '/spec/ports/-1' }], spec: { ports: [{ port: 80 }], selector: document.spec.selector } },
    { name: 'escaped key', operations: [{ op: 'remove', path: '/spec/selector/a~1b' }], spec: { ports: document.spec.ports, selector: { app: 'web' } } },
    { name: 'replace of a key that is not there', operations: [{ op: 'replace', path: '/spec/selector/x', value: 'y' }], spec: { ports: document.spec.ports, selector: { app: 'web', 'a/b': 'c', x: 'y' } } },
    { name: 'test, then move', operations: [{ op: 'test', path: '/spec/selector/app', value: 'web' }, { op: 'move', from: '/spec/selector/app', path: '/spec/selector/tier' }], spec: { ports: document.spec.ports, selector: { tier: 'web', 'a/b': 'c' } } },
    { name: 'copy of what is not there', operations: [{ op: 'copy', from: '/spec/nosuch', path: '/spec/x' }], spec: { ...document.spec, x: null } },
    { name: 'test for nothing', operations: [{ op: 'test', path: '/spec/nosuch', value: null }], spec: document.spec },
  ])('$name', ({ operations, spec }) => {
    expect(jsonPatched(...operations)).toEqual({ spec });
  });

  it.each<{ name: string; operation: JsonObject }>([
    { name: 'unknown operation', operation: { op: 'bogus', path: '/spec' } },
    { name: 'index beyond the end', operation: { op: 'add', path: '/spec/ports/9', value: 1 } },
    { name: 'failed test', operation: { op: 'test', path: '/spec/ports/0/port', value: 81 } },
    { name: 'missing parent', operation: { op: 'add', path: '/spec/a/b', value: 1 } },
    { name: 'removal of nothing', operation: { op: 'remove', path: '/spec/nosuch' } },
    { name: 'no path', operation: { op: 'add', value: 1 } },
    { name: 'whole document', operation: { op: 'add', path: '', value: {} } },
  ])('does not apply: $name', ({ operation }) => {
    expect(jsonPatched(operation)).toBeUndefined();
  });

  it.each<{ body: JsonValue; error: string }>([
    { body: { op: 'add' }, error: 'json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp' },
    { body: ['x'], error: 'json: cannot unmarshal string into Go value of type handlers.jsonPatchOp' },
    { body: [{ op: 7 }], error: 'json: cannot unmarshal number into Go struct field jsonPatchOp.op of type string' },
  ])('cannot be read: $error', ({ body, error }) => {
    expect(decodeJsonPatch(mutableCopy(body))).toEqual({ ok: false, error });
  });
});

describe('merge patch', () => {
  it.each<{ name: string; patch: JsonObject; result: JsonObject }>([
    { name: 'nulls take away', patch: { a: null, z: null }, result: { b: { c: 1, d: [1] } } },
    { name: 'objects are merged, lists replaced', patch: { b: { d: [2], e: 3 } }, result: { a: 1, b: { c: 1, d: [2], e: 3 } } },
    { name: 'nulls in new objects are left out', patch: { n: { x: null, y: { z: null } } }, result: { a: 1, b: { c: 1, d: [1] }, n: { y: {} } } },
    { name: 'a list in place of an object stays as it is', patch: { b: [{ x: null }] }, result: { a: 1, b: [{ x: null }] } },
    { name: 'a key called __proto__ is a key', patch: mutableObject(JSON.parse('{"__proto__": {"x": 1}}') as JsonObject), result: JSON.parse('{"a": 1, "b": {"c": 1, "d": [1]}, "__proto__": {"x": 1}}') as JsonObject },
  ])('$name', ({ patch, result }) => {
    const patched = applyMergePatch(mutableObject({ a: 1, b: { c: 1, d: [1] } }), mutableObject(patch));
    expect(JSON.stringify(patched)).toBe(JSON.stringify(result));
  });
});

const schema = PatchSchema.ofStruct('Service');
const stored: JsonObject = { metadata: { name: 'web', finalizers: ['a.io/a', 'a.io/b'] }, spec: { ports: [{ name: 'http', port: 80, targetPort: 80 }, { name: 'https', port: 443 }], selector: { app: 'web' }, type: 'ClusterIP' } };

function strategic(patch: JsonObject): MutableObject {
  return applyStrategicMergePatch(mutableObject(stored), mutableObject(patch), schema);
}

describe('strategic merge patch', () => {
  it.each<{ name: string; patch: JsonObject; ports: JsonValue }>([
    { name: 'items merge by port', patch: { ports: [{ port: 80, targetPort: 90 }] }, ports: [{ name: 'http', port: 80, targetPort: 90 }, { name: 'https', port: 443 }] },
    { name: 'new items go first', patch: { ports: [{ port: 1 }] }, ports: [{ port: 1 }, { name: 'http', port: 80, targetPort: 80 }, { name: 'https', port: 443 }] },
    { name: 'nulls take fields of an item away', patch: { ports: [{ port: 80, targetPort: null }] }, ports: [{ name: 'http', port: 80 }, { name: 'https', port: 443 }] },
    { name: '$patch: delete', patch: { ports: [{ port: 80, $patch: 'delete' }] }, ports: [{ name: 'https', port: 443 }] },
    { name: '$patch: replace', patch: { ports: [{ port: 9 }, { $patch: 'replace' }] }, ports: [{ port: 9 }] },
    { name: '$setElementOrder', patch: { '$setElementOrder/ports': [{ port: 443 }, { port: 80 }] }, ports: [{ name: 'https', port: 443 }, { name: 'http', port: 80, targetPort: 80 }] },
    { name: '$setElementOrder with new items', patch: { '$setElementOrder/ports': [{ port: 443 }, { port: 9 }], ports: [{ port: 9 }] }, ports: [{ name: 'http', port: 80, targetPort: 80 }, { name: 'https', port: 443 }, { port: 9 }] },
  ])('$name', ({ patch, ports }) => {
    expect(strategic({ spec: patch }).spec).toMatchObject({ ports });
  });

  it.each<{ name: string; patch: JsonObject; result: JsonObject }>([
    { name: 'lists of texts are joined', patch: { metadata: { finalizers: ['a.io/c'] } }, result: { metadata: { name: 'web', finalizers: ['a.io/c', 'a.io/a', 'a.io/b'] } } },
    { name: '$deleteFromPrimitiveList', patch: { metadata: { '$deleteFromPrimitiveList/finalizers': ['a.io/a'] } }, result: { metadata: { name: 'web', finalizers: ['a.io/b'] } } },
    { name: '$retainKeys', patch: { spec: { $retainKeys: ['type'], type: 'NodePort' } }, result: { spec: { type: 'NodePort' } } },
    { name: '$patch: replace in an object', patch: { spec: { selector: { $patch: 'replace', tier: 'x' } } }, result: { spec: { selector: { tier: 'x' } } } },
    { name: '$patch: delete in an object', patch: { spec: { selector: { $patch: 'delete' } } }, result: { spec: { selector: {} } } },
  ])('$name', ({ patch, result }) => {
    expect(strategic(patch)).toMatchObject(result);
  });

  it.each<{ name: string; patch: JsonObject; message: string; kind: PatchError['kind'] }>([
    { name: 'no merge key', patch: { ports: [{ targetPort: 90 }] }, message: 'map: map[targetPort:90] does not contain declared merge key: port', kind: 'plain' },
    { name: 'unknown directive', patch: { $patch: 'bogus' }, message: 'unknown patch type: bogus in map: map[$patch:bogus]', kind: 'plain' },
    { name: 'order of an unknown field', patch: { '$setElementOrder/bogus': [] }, message: 'unable to find api field in struct ServiceSpec for the json field "bogus"', kind: 'plain' },
    { name: 'fields beyond $retainKeys', patch: { $retainKeys: ['ports'], type: 'NodePort' }, message: 'invalid patch format of retainKeys', kind: 'badRequest' },
    { name: 'order without a field', patch: { $setElementOrder: [] }, message: 'invalid patch format of setElementOrder list', kind: 'badRequest' },
  ])('refuses $name', ({ patch, message, kind }) => {
    let thrown: unknown;
    try {
      strategic({ spec: patch });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(PatchError);
    expect(thrown).toMatchObject({ message, kind });
  });
});

describe('three-way patch', () => {
  const original: JsonObject = { spec: { ports: [{ port: 80 }, { port: 443 }], selector: { app: 'web', old: 'x' }, type: 'NodePort' } };
  const current: JsonObject = { spec: { ports: [{ port: 80, protocol: 'TCP', nodePort: 30080 }, { port: 443, protocol: 'TCP', nodePort: 30443 }], selector: { app: 'web', old: 'x', live: 'y' }, type: 'NodePort', clusterIP: '10.96.0.5' } };

  it('is empty where nothing was changed', () => {
    expect(createThreeWayMergePatch(mutableObject(original), mutableObject(original), mutableObject(current), schema)).toEqual({});
  });

  it('takes away what is no longer wanted, and leaves what others have set', () => {
    const modified: JsonObject = { spec: { ports: [{ port: 443 }, { port: 8080 }], selector: { app: 'web' } } };
    const patch = createThreeWayMergePatch(mutableObject(original), mutableObject(modified), mutableObject(current), schema);
    expect(patch).toEqual({ spec: { '$setElementOrder/ports': [{ port: 443 }, { port: 8080 }], ports: [{ port: 8080 }, { port: 80, $patch: 'delete' }], selector: { old: null }, type: null } });
    expect(applyStrategicMergePatch(mutableObject(current), patch, schema)).toEqual({
      spec: { ports: [{ port: 443, protocol: 'TCP', nodePort: 30443 }, { port: 8080 }], selector: { app: 'web', live: 'y' }, clusterIP: '10.96.0.5' },
    });
  });

  it('keeps the other choices of a union out', () => {
    const deployment = PatchSchema.ofStruct('Deployment');
    const before: JsonObject = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
    const patch = createThreeWayMergePatch({}, mutableObject({ spec: { strategy: { type: 'Recreate' } } }), mutableObject(before), deployment);
    expect(patch).toEqual({ spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } });
  });
});

describe('types of a patched object', () => {
  it.each<{ spec: JsonObject; error: string }>([
    { spec: { sessionAffinity: 7 }, error: 'cannot convert int64 to v1.ServiceAffinity' },
    { spec: { sessionAffinity: true }, error: 'unrecognized type: string' },
    { spec: { ports: 'x' }, error: 'cannot restore slice from string' },
    { spec: { ports: [{ port: '80' }] }, error: 'unrecognized type: int32' },
    { spec: { ports: [{ port: 80.5 }] }, error: 'cannot convert float64 to int32' },
    { spec: { selector: [] }, error: 'cannot restore map from slice' },
    { spec: { sessionAffinityConfig: 7 }, error: 'cannot restore struct from: int64' },
    { spec: { ports: [{ port: 80, targetPort: true }] }, error: 'json: cannot unmarshal bool into Go value of type int32' },
  ])('$error', ({ spec, error }) => {
    expect(convertFromUnstructured(mutableObject({ spec }), 'Service').error).toBe(error);
  });

  it('says which fields are unknown, sorted', () => {
    const conversion = convertFromUnstructured(mutableObject({ zip: 1, spec: { ports: [{ port: 80, bogus: 1 }] } }), 'Service');
    expect(conversion).toEqual({ unknownFields: ['unknown field "spec.ports[0].bogus"', 'unknown field "zip"'] });
  });
});

it.each<{ value: JsonValue; text: string }>([
  { value: { b: [1, 'x', null, 1.5, true], a: {} }, text: 'map[a:map[] b:[1 x <nil> 1.5 true]]' },
  { value: 1e30, text: '1e+30' },
  { value: 1e-7, text: '1e-07' },
])('prints $value as Go does', ({ value, text }) => {
  expect(goValue(mutableCopy(value))).toBe(text);
});
