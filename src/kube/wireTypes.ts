/** The API's structs as decoding and encoding walk them: schema.generated.ts joined with what goFields.ts knows. */
import { goFields } from './goFields.ts';
import { olderStructs } from './olderStructs.ts';
import { structs } from './schema.generated.ts';
import { compareBytes } from './utf8.ts';

export type Scalar = 'string' | 'int32' | 'int64' | 'float64' | 'bool' | 'bytes' | 'quantity' | 'time' | 'microTime' | 'intOrString' | 'any';

/** `goType` is what Go's reflection calls the type: it stands in messages. */
export type WireType =
  | { readonly kind: 'list'; readonly of: WireType; readonly goType: string }
  | { readonly kind: 'map'; readonly of: WireType; readonly goType: string }
  | { readonly kind: 'struct'; readonly struct: string; readonly goType: string }
  | { readonly kind: 'scalar'; readonly scalar: Scalar; readonly goType: string };

export interface WireField {
  readonly name: string;
  readonly type: WireType;
  /** Holds nothing and the zero value apart. */
  readonly isPointer: boolean;
  readonly omitsEmpty: boolean;
  readonly omitsZero: boolean;
  /** The embedded structs that the field comes in through, as they stand in messages. */
  readonly embedded: readonly string[];
}

export interface WireStruct {
  /** The Go name. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, WireField>;
  /** In the order of the JSON names. */
  readonly list: readonly WireField[];
}

const scalars: ReadonlySet<string> = new Set<Scalar>(['string', 'int32', 'int64', 'float64', 'bool', 'bytes', 'quantity', 'time', 'microTime', 'intOrString', 'any']);
const scalarGoTypes: Readonly<Partial<Record<Scalar, string>>> = {
  bytes: '[]uint8', quantity: 'resource.Quantity', time: 'v1.Time', microTime: 'v1.MicroTime', intOrString: 'intstr.IntOrString',
};
/** Structs whose Go name two packages share. */
const goNames: Readonly<Record<string, string>> = {
  DiscoveryEndpointPort: 'EndpointPort', RbacV1Subject: 'Subject', StorageV1TokenRequest: 'TokenRequest',
  AdmissionregistrationV1ServiceReference: 'ServiceReference', ApiextensionsV1ServiceReference: 'ServiceReference', ApiregistrationV1ServiceReference: 'ServiceReference',
  AdmissionregistrationV1WebhookClientConfig: 'WebhookClientConfig', ApiextensionsV1WebhookClientConfig: 'WebhookClientConfig',
};

function isScalar(text: string): text is Scalar {
  return scalars.has(text);
}

function goNameOf(struct: string): string {
  return goNames[struct] ?? struct;
}

function typeOf(wire: string, goType: string | undefined): WireType {
  if (wire.startsWith('[]')) {
    const of = typeOf(wire.slice(2), goType?.startsWith('[]') === true ? goType.slice(2) : undefined);
    return { kind: 'list', of, goType: goType ?? `[]${of.goType}` };
  }
  if (wire.startsWith('{}')) {
    const of = typeOf(wire.slice(2), /^map\[[^\]]+\](.+)$/.exec(goType ?? '')?.[1]);
    return { kind: 'map', of, goType: goType ?? `map[string]${of.goType}` };
  }
  if (!isScalar(wire)) return { kind: 'struct', struct: wire, goType: goType ?? `v1.${goNameOf(wire)}` };
  return scalarOf(wire, goType);
}

function scalarOf(wire: Scalar, goType: string | undefined): WireType {
  if (goType === 'resource.Quantity') return { kind: 'scalar', scalar: 'quantity', goType };
  if (goType === 'v1.MicroTime') return { kind: 'scalar', scalar: 'microTime', goType };
  return { kind: 'scalar', scalar: wire, goType: goType ?? scalarGoTypes[wire] ?? wire };
}

function fieldOf(name: string, wire: string, facts: string): WireField {
  const parts = /^([*!z]*)(?:=([^@]+))?(?:@(.+)\.)?$/.exec(facts);
  const [, flags = '', goType, embedded] = parts ?? [];
  const type = typeOf(wire, goType);
  const isUnusual = flags.includes('*');
  return {
    name, type,
    isPointer: type.kind === 'struct' ? !isUnusual : isUnusual,
    omitsEmpty: !flags.includes('!'),
    omitsZero: flags.includes('z'),
    embedded: embedded?.split('.') ?? [],
  };
}

/** The fields of a struct with their wire types; those of older versions are today's with differences. */
function fieldsOf(name: string): Readonly<Record<string, string>> {
  const older = olderStructs[name];
  if (older === undefined) return structs[name] ?? {};
  const kept = Object.entries(structs[older.base] ?? {}).filter(([field]) => older.without?.includes(field) !== true);
  return { ...Object.fromEntries(kept), ...older.with };
}

function buildStruct(name: string): WireStruct {
  const facts = new Map((goFields[olderStructs[name]?.base ?? name] ?? '').split(' ').map((word) => {
    const colon = word.indexOf(':');
    return [word.slice(0, colon), word.slice(colon + 1)];
  }));
  const list = Object.entries(fieldsOf(name))
    .map(([field, wire]) => fieldOf(field, wire, facts.get(field) ?? ''))
    .sort((a, b) => compareBytes(a.name, b.name));
  return { name: goNameOf(olderStructs[name]?.base ?? name), list, fields: new Map(list.map((field) => [field.name, field])) };
}

const built = new Map<string, WireStruct>();

/** A struct of schema.generated.ts; one without fields where there is none of that name. */
export function wireStruct(name: string): WireStruct {
  let struct = built.get(name);
  if (struct === undefined) {
    struct = buildStruct(name);
    built.set(name, struct);
  }
  return struct;
}
