/** The kinds that there are. Mirrors the registered types and storages of pkg/registry (v1.36). */
export interface KindInfo {
  readonly apiVersion: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly isNamespaced: boolean;
  /** The Go struct in schema.generated.ts. */
  readonly struct: string;
  /** `simulated`: parts of the engine act on it. `stored`: it is kept and shown, nothing more. */
  readonly support: 'simulated' | 'stored';
  readonly hasStatus: boolean;
  /** Whether a change of spec raises metadata.generation, which starts at 1. */
  readonly hasGeneration: boolean;
}

interface KindOptions {
  readonly short?: readonly string[];
  readonly plural?: string;
  /** `c`: not in a namespace; `s`: stored only; `t`: has a status; `g`: has a generation. */
  readonly flags?: string;
}

function kind(apiVersion: string, name: string, options: KindOptions = {}): KindInfo {
  const { short = [], plural = pluralOf(name), flags = '' } = options;
  const slash = apiVersion.indexOf('/');
  return {
    apiVersion, kind: name, plural, shortNames: short, struct: name,
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    singular: name.toLowerCase(),
    isNamespaced: !flags.includes('c'),
    support: flags.includes('s') ? 'stored' : 'simulated',
    hasStatus: flags.includes('t'),
    hasGeneration: flags.includes('g'),
  };
}

function pluralOf(name: string): string {
  const lower = name.toLowerCase();
  if (lower.endsWith('s')) return `${lower}es`;
  return lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}

/** Every kind, in the order in which `kubectl api-resources` lists groups. */
export const allKinds: readonly KindInfo[] = [
  kind('v1', 'ConfigMap', { short: ['cm'], flags: 's' }),
  kind('v1', 'Endpoints', { short: ['ep'], plural: 'endpoints' }),
  kind('v1', 'Event', { short: ['ev'] }),
  kind('v1', 'LimitRange', { short: ['limits'] }),
  kind('v1', 'Namespace', { short: ['ns'], flags: 'ct' }),
  kind('v1', 'Node', { short: ['no'], flags: 'ct' }),
  kind('v1', 'PersistentVolumeClaim', { short: ['pvc'], flags: 'st' }),
  kind('v1', 'PersistentVolume', { short: ['pv'], flags: 'cst' }),
  kind('v1', 'Pod', { short: ['po'], flags: 'tg' }),
  kind('v1', 'PodTemplate', { flags: 'sg' }),
  kind('v1', 'ReplicationController', { short: ['rc'], flags: 'tg' }),
  kind('v1', 'ResourceQuota', { short: ['quota'], flags: 't' }),
  kind('v1', 'Secret', { flags: 's' }),
  kind('v1', 'ServiceAccount', { short: ['sa'], flags: 's' }),
  kind('v1', 'Service', { short: ['svc'], flags: 't' }),
  kind('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', { flags: 'csg' }),
  kind('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', { flags: 'cstg' }),
  kind('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', { flags: 'csg' }),
  kind('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', { flags: 'csg' }),
  kind('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { short: ['crd', 'crds'], flags: 'cstg' }),
  kind('apiregistration.k8s.io/v1', 'APIService', { flags: 'cst' }),
  kind('apps/v1', 'ControllerRevision'),
  kind('apps/v1', 'DaemonSet', { short: ['ds'], flags: 'tg' }),
  kind('apps/v1', 'Deployment', { short: ['deploy'], flags: 'tg' }),
  kind('apps/v1', 'ReplicaSet', { short: ['rs'], flags: 'tg' }),
  kind('apps/v1', 'StatefulSet', { short: ['sts'], flags: 'tg' }),
  kind('autoscaling/v2', 'HorizontalPodAutoscaler', { short: ['hpa'], flags: 'st' }),
  kind('batch/v1', 'CronJob', { short: ['cj'], flags: 'stg' }),
  kind('batch/v1', 'Job', { flags: 'stg' }),
  kind('coordination.k8s.io/v1', 'Lease', { flags: 's' }),
  kind('discovery.k8s.io/v1', 'EndpointSlice', { flags: 'g' }),
  kind('networking.k8s.io/v1', 'IngressClass', { flags: 'csg' }),
  kind('networking.k8s.io/v1', 'Ingress', { short: ['ing'], flags: 'stg' }),
  kind('networking.k8s.io/v1', 'IPAddress', { short: ['ip'], flags: 'c' }),
  kind('networking.k8s.io/v1', 'NetworkPolicy', { short: ['netpol'], flags: 'sg' }),
  kind('networking.k8s.io/v1', 'ServiceCIDR', { flags: 'cst' }),
  kind('node.k8s.io/v1', 'RuntimeClass', { flags: 'cs' }),
  kind('policy/v1', 'PodDisruptionBudget', { short: ['pdb'], flags: 'tg' }),
  kind('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', { flags: 'cs' }),
  kind('rbac.authorization.k8s.io/v1', 'ClusterRole', { flags: 'cs' }),
  kind('rbac.authorization.k8s.io/v1', 'RoleBinding', { flags: 's' }),
  kind('rbac.authorization.k8s.io/v1', 'Role', { flags: 's' }),
  kind('scheduling.k8s.io/v1', 'PriorityClass', { short: ['pc'], flags: 'csg' }),
  kind('storage.k8s.io/v1', 'CSIDriver', { flags: 'cs' }),
  kind('storage.k8s.io/v1', 'StorageClass', { short: ['sc'], flags: 'cs' }),
];

const byVersionAndKind = new Map(allKinds.map((info) => [`${info.apiVersion}\0${info.kind}`, info]));
const byKind = new Map(allKinds.map((info) => [info.kind, info]));
const byResource = new Map<string, KindInfo>();
for (const info of allKinds) {
  for (const name of [info.plural, info.singular, ...info.shortNames]) byResource.set(name, info);
}

/** The kind of a document; `undefined` where the version does not have it. Case counts. */
export function kindInfo(apiVersion: string, kindName: string): KindInfo | undefined {
  return byVersionAndKind.get(`${apiVersion}\0${kindName}`);
}

/** The kind by its name alone: kinds are unique across the groups that there are. */
export function kindInfoByKind(kindName: string): KindInfo | undefined {
  return byKind.get(kindName);
}

/** The kind of a resource argument of kubectl: plural, singular or short name, with or without `.group` or `.version.group`; case does not count. */
export function kindInfoByResource(resource: string): KindInfo | undefined {
  const [name = '', ...rest] = resource.toLowerCase().split('.');
  const info = byResource.get(name);
  if (info === undefined || rest.length === 0) return info;
  const suffix = rest.join('.');
  return suffix === info.group || suffix === `${info.version}.${info.group}` || (info.group === '' && suffix === info.version) ? info : undefined;
}
