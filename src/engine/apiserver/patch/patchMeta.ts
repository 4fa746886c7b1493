import { quote } from '../../../kube/quote.ts';
import type { WireType } from '../../../kube/wireTypes.ts';
import { wireStruct } from '../../../kube/wireTypes.ts';

/**
 * Fields that a strategic merge patch treats in a way of their own: `patchStrategy` and `patchMergeKey` of the API's Go types
 * (k8s.io/api and k8s.io/apimachinery v0.36). Lists are replaced and objects are merged where nothing is said.
 */
const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Container: { ports: 'merge=containerPort', env: 'merge=name', volumeMounts: 'merge=mountPath', volumeDevices: 'merge=devicePath' },
  ContainerStatus: { volumeMounts: 'merge=mountPath', allocatedResourcesStatus: 'merge=name' },
  DaemonSetStatus: { conditions: 'merge=type' },
  DeploymentSpec: { strategy: 'retainKeys' },
  DeploymentStatus: { conditions: 'merge=type' },
  EphemeralContainer: { ports: 'merge=containerPort', env: 'merge=name', volumeMounts: 'merge=mountPath', volumeDevices: 'merge=devicePath' },
  HorizontalPodAutoscalerStatus: { conditions: 'merge=type' },
  JobStatus: { conditions: 'merge=type' },
  NamespaceStatus: { conditions: 'merge=type' },
  NodeSpec: { podCIDRs: 'merge' },
  NodeStatus: { conditions: 'merge=type', addresses: 'merge=type' },
  ObjectMeta: { ownerReferences: 'merge=uid', finalizers: 'merge' },
  PersistentVolumeClaimStatus: { conditions: 'merge=type' },
  PodDisruptionBudgetSpec: { selector: 'replace' },
  PodDisruptionBudgetStatus: { conditions: 'merge=type' },
  PodSpec: {
    volumes: 'merge,retainKeys=name', initContainers: 'merge=name', containers: 'merge=name', ephemeralContainers: 'merge=name',
    imagePullSecrets: 'merge=name', hostAliases: 'merge=ip', topologySpreadConstraints: 'merge=topologyKey', schedulingGates: 'merge=name',
    resourceClaims: 'merge,retainKeys=name',
  },
  PodStatus: { conditions: 'merge=type', hostIPs: 'merge=ip', podIPs: 'merge=ip', resourceClaimStatuses: 'merge,retainKeys=name' },
  ReplicaSetStatus: { conditions: 'merge=type' },
  ReplicationControllerStatus: { conditions: 'merge=type' },
  ServiceAccount: { secrets: 'merge=name' },
  ServiceCIDRStatus: { conditions: 'merge=type' },
  ServiceSpec: { ports: 'merge=port' },
  ServiceStatus: { conditions: 'merge=type' },
  StatefulSetStatus: { conditions: 'merge=type' },
};

/** A patch that cannot be understood; the message is the API server's. */
export class PatchError extends Error {
  /** `badRequest`: 400; `unprocessable`: 422; `plain`: 500 without a reason. */
  readonly kind: 'badRequest' | 'unprocessable' | 'plain';

  constructor(message: string, kind: 'badRequest' | 'unprocessable' | 'plain' = 'plain') {
    super(message);
    this.kind = kind;
  }
}

export interface FieldMeta {
  readonly schema: PatchSchema;
  readonly strategy: '' | 'merge' | 'replace';
  readonly retainsKeys: boolean;
  /** Empty where list items have none. */
  readonly mergeKey: string;
}

/** What a patch knows of the place where it is: the type there. Mirrors PatchMetaFromStruct of apimachinery's strategicpatch/meta.go (v1.36). */
export class PatchSchema {
  readonly #type: WireType;

  constructor(type: WireType) {
    this.#type = type;
  }

  /** The schema of a kind, by its struct. */
  static ofStruct(struct: string): PatchSchema {
    return new PatchSchema({ kind: 'struct', struct, goType: struct });
  }

  /** The Go kind, as messages name it. */
  get name(): string {
    return goKind(this.#type);
  }

  #field(key: string): { readonly type: WireType; readonly facts: string } {
    if (this.#type.kind !== 'struct') throw new PatchError(`merging an object in json but data type is not struct, instead is: ${this.name}`);
    const struct = wireStruct(this.#type.struct);
    const field = struct.fields.get(key);
    if (field === undefined) throw new PatchError(`unable to find api field in struct ${struct.name} for the json field ${quote(key)}`);
    return { type: field.type, facts: table[this.#type.struct]?.[key] ?? '' };
  }

  /** A field that holds an object. */
  ofObject(key: string): FieldMeta {
    const { type, facts } = this.#field(key);
    return meta(type, facts);
  }

  /** A field that holds a list; the schema is its items'. */
  ofList(key: string): FieldMeta {
    const { type, facts } = this.#field(key);
    if (type.kind !== 'list') throw new PatchError(`expected slice or array type, but got: ${goKind(type)}`);
    return meta(type.of, facts);
  }
}

function meta(type: WireType, facts: string): FieldMeta {
  const [strategies = '', mergeKey = ''] = facts.split('=');
  const names = strategies.split(',');
  return {
    schema: new PatchSchema(type),
    strategy: names.includes('merge') ? 'merge' : names.includes('replace') ? 'replace' : '',
    retainsKeys: names.includes('retainKeys'),
    mergeKey,
  };
}

function goKind(type: WireType): string {
  switch (type.kind) {
    case 'list': return 'slice';
    case 'map': return 'map';
    case 'struct': return 'struct';
    case 'scalar': return ['quantity', 'time', 'microTime', 'intOrString', 'any'].includes(type.scalar) ? 'struct' : type.scalar;
  }
}
