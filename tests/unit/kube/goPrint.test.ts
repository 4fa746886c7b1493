import { describe, expect, it } from 'vitest';
import { fieldsInGoOrder, goPrint } from '../../../src/kube/goPrint.ts';
import { wireStruct, type WireType } from '../../../src/kube/wireTypes.ts';

function structOf(type: WireType): string | undefined {
  if (type.kind === 'scalar') return undefined;
  return type.kind === 'struct' ? type.struct : structOf(type.of);
}

/** A struct with all that its fields are made of. */
function closure(struct: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(struct)) return found;
  found.add(struct);
  for (const { type } of wireStruct(struct).list) {
    const inner = structOf(type);
    if (inner !== undefined) closure(inner, found);
  }
  return found;
}

describe('fieldsInGoOrder', () => {
  it.each([...closure('PodTemplateSpec')])('has all fields of %s', (struct) => {
    expect([...(fieldsInGoOrder(struct) ?? [])].sort()).toEqual(wireStruct(struct).list.map(({ name }) => name).sort());
  });
});

describe('goPrint', () => {
  it.each([
    { name: 'zero values', struct: 'ContainerPort', value: {}, text: '(v1.ContainerPort){Name:(string) HostPort:(int32)0 ContainerPort:(int32)0 Protocol:(v1.Protocol) HostIP:(string)}' },
    { name: 'an embedded struct and pointers', struct: 'ConfigMapKeySelector', value: { name: 'a', key: 'b', optional: false }, text: '(v1.ConfigMapKeySelector){LocalObjectReference:(v1.LocalObjectReference){Name:(string)a} Key:(string)b Optional:(*bool)false}' },
    { name: 'a pointer to nothing, a port by name', struct: 'TCPSocketAction', value: { port: 'http' }, text: '(v1.TCPSocketAction){Port:(intstr.IntOrString){Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)http} Host:(string)}' },
    { name: 'a map in the order of its keys, and amounts', struct: 'VolumeResourceRequirements', value: { limits: { storage: '1Gi', cpu: '1500m' }, requests: {} }, text: '(v1.VolumeResourceRequirements){Limits:(v1.ResourceList)map[cpu:{i:(resource.int64Amount){value:(int64)1500 scale:(resource.Scale)-3} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)1500m Format:(resource.Format)DecimalSI} storage:{i:(resource.int64Amount){value:(int64)1073741824 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)1Gi Format:(resource.Format)BinarySI}] Requests:(v1.ResourceList)<nil>}' },
    { name: 'lists', struct: 'ExecAction', value: { command: ['sh', '-c'] }, text: '(v1.ExecAction){Command:([]string)[sh -c]}' },
  ])('prints $name', ({ struct, value, text }) => {
    expect(goPrint(struct, value)).toBe(text);
  });
});
