/**
 * What the API server's admission plugins change and refuse: NamespaceLifecycle, LimitRanger, TaintNodesByCondition, Priority,
 * DefaultTolerationSeconds, StorageObjectInUseProtection, RuntimeClass, DefaultIngressClass, PodTopologyLabels, ResourceQuota (v1.36).
 * The bounds of LimitRanger and ResourceQuota are looked at once an object has been validated, by the registry.
 *
 * Simplified: PodSecurity, DefaultStorageClass and webhooks are not there: nothing that a Service touches depends on them.
 */
import { maybe } from '../../../kube/maybe.ts';
import type { KindInfo } from '../../../kube/scheme.ts';
import type { Status } from '../../../kube/status.ts';
import { forbiddenStatus, notFoundStatus } from '../../../kube/status.ts';
import type { Ingress, IngressClass, Node } from '../../../kube/types.generated.ts';
import type { KubeObject, Result } from '../../context.ts';
import { isKind } from '../registry/kinds.ts';
import { plainError } from '../registry/registryContext.ts';
import type { Store } from '../storage/store.ts';
import { admitPodCreate, admitPodUpdate } from './podAdmission.ts';

const immortalNamespaces = new Set(['default', 'kube-system', 'kube-public']);
const defaultIngressClassKey = 'ingressclass.kubernetes.io/is-default-class';
const protectionFinalizers: Readonly<Record<string, string>> = {
  PersistentVolume: 'kubernetes.io/pv-protection', PersistentVolumeClaim: 'kubernetes.io/pvc-protection',
};

/** More Pods than any supported cluster has would only fill the memory; like a ResourceQuota, the bound is told to whoever creates. */
const maxPods = 150_000;

/** How a refusal names an object that may not have its name yet. */
function nameOf(object: KubeObject): string {
  const { name, generateName = '' } = object.metadata;
  return [name, generateName, 'Unknown'].find((text) => text !== '') ?? '';
}

function refused(info: KindInfo, name: string, detail: string): { readonly ok: false; readonly status: Status } {
  return { ok: false, status: forbiddenStatus(info.plural, info.group, name, detail) };
}

/** A new object, with what admission adds. `isTrusted`: the control plane's own Nodes come as they are. */
export function admitCreate(store: Store, info: KindInfo, object: KubeObject, isTrusted: boolean): Result<KubeObject> {
  const lifecycle = checkNamespace(store, info, object, true);
  if (lifecycle !== undefined) return { ok: false, status: lifecycle };
  if (isKind(object, 'Pod')) {
    if (store.count('Pod') >= maxPods) return refused(info, nameOf(object), `exceeded quota: cluster, requested: pods=1, used: pods=${maxPods}, limited: pods=${maxPods}`);
    const admitted = admitPodCreate(store, object);
    if (admitted.ok) return { ok: true, object: admitted.pod };
    return admitted.isFailure ? { ok: false, status: plainError(admitted.refusal) } : refused(info, nameOf(object), admitted.refusal);
  }
  if (isKind(object, 'Node') && !isTrusted) return { ok: true, object: withNotReadyTaint(object) };
  if (isKind(object, 'Ingress')) return { ok: true, object: withDefaultClass(store, object) };
  const protection = protectionFinalizers[info.kind];
  const finalizers = object.metadata.finalizers ?? [];
  if (protection !== undefined && !finalizers.includes(protection)) {
    return { ok: true, object: { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, protection] } } };
  }
  return { ok: true, object };
}

/** A changed object, with what admission keeps. */
export function admitUpdate(store: Store, info: KindInfo, object: KubeObject, old: KubeObject): Result<KubeObject> {
  const lifecycle = checkNamespace(store, info, object, false);
  if (lifecycle !== undefined) return { ok: false, status: lifecycle };
  return { ok: true, object: isKind(object, 'Pod') && isKind(old, 'Pod') ? admitPodUpdate(store, object, old) : object };
}

/** Why an object may not be deleted; absent where it may. */
export function admitDelete(info: KindInfo, name: string): Status | undefined {
  if (info.kind !== 'Namespace' || !immortalNamespaces.has(name)) return undefined;
  return forbiddenStatus(info.plural, info.group, name, 'this namespace may not be deleted');
}

function checkNamespace(store: Store, info: KindInfo, object: KubeObject, isCreate: boolean): Status | undefined {
  const { namespace = '' } = object.metadata;
  if (!info.isNamespaced || namespace === '') return undefined;
  const stored = store.get('Namespace', '', namespace);
  if (stored === undefined) return notFoundStatus('namespaces', '', namespace);
  if (!isCreate || !isKind(stored, 'Namespace') || stored.status?.phase !== 'Terminating') return undefined;
  const status = forbiddenStatus(info.plural, info.group, nameOf(object), `unable to create new content in namespace ${namespace} because it is being terminated`);
  return { ...status, causes: [{ reason: 'NamespaceTerminating', message: `namespace ${namespace} is being terminated`, field: 'metadata.namespace' }] };
}

function withNotReadyTaint(node: Node): Node {
  const spec = maybe(node.spec);
  const taints = spec?.taints ?? [];
  const key = 'node.kubernetes.io/not-ready';
  if (taints.some((taint) => taint.key === key && taint.effect === 'NoSchedule')) return node;
  return { ...node, spec: { ...spec, taints: [...taints, { key, effect: 'NoSchedule' }] } };
}

function isIngressClass(object: KubeObject): object is IngressClass {
  return object.kind === 'IngressClass';
}

function withDefaultClass(store: Store, ingress: Ingress): Ingress {
  const spec = maybe(ingress.spec);
  if (spec?.ingressClassName !== undefined || ingress.metadata.annotations?.['kubernetes.io/ingress.class'] !== undefined) return ingress;
  const defaults = store.list('IngressClass').filter(isIngressClass).filter((each) => each.metadata.annotations?.[defaultIngressClassKey] === 'true');
  const [newest] = defaults.sort(byAge);
  return newest === undefined ? ingress : { ...ingress, spec: { ...spec, ingressClassName: newest.metadata.name } };
}

/** The youngest first; among those of one second, by name. */
function byAge(a: IngressClass, b: IngressClass): number {
  const { creationTimestamp: left = '' } = a.metadata;
  const { creationTimestamp: right = '' } = b.metadata;
  if (left !== right) return left < right ? 1 : -1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}
