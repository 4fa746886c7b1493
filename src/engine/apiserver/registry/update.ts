/** Changes. Mirrors Update of apiserver/pkg/registry/generic/registry/store.go and BeforeUpdate of registry/rest/update.go (v1.36). */
import { deepEqual } from '../../../kube/objects.ts';
import type { KindInfo } from '../../../kube/scheme.ts';
import type { Status } from '../../../kube/status.ts';
import { conflict, forbiddenStatus, invalidStatus, notFoundStatus, optimisticLockMessage } from '../../../kube/status.ts';
import { invalid } from '../../../kube/fieldErrors.ts';
import { fieldPath } from '../../../kube/fieldPath.ts';
import { validateUpdate } from '../../../kube/validation.ts';
import { warningsFor } from '../../../kube/warnings.ts';
import type { KubeObject, Result } from '../../context.ts';
import { refusedByLimits } from '../admission/limitRanger.ts';
import { admitByQuota } from '../admission/resourceQuota.ts';
import { createNamed } from './create.ts';
import { removeFinalized } from './delete.ts';
import { fieldOf, withField, without } from './fields.ts';
import { isKind } from './kinds.ts';
import type { RegistryContext, WriteOptions } from './registryContext.ts';
import { badResourceVersion, parseResourceVersion, storageKey, withoutResourceVersion } from './registryContext.ts';
import { beginServiceUpdate } from './service/serviceStrategy.ts';
import type { Transaction } from './service/alloc.ts';
import { putObject, storedForm } from './storedForm.ts';
import { strategyOf } from './strategies.ts';

/** Where the new state comes from. */
export interface UpdateSource {
  /** The uid that the client names; absent where it names none. */
  readonly uid?: string;
  /** The state to store, after admission. `existing` is absent where the object is to be created. */
  next(existing: KubeObject | undefined): Result<KubeObject>;
}

export type UpdateResult = { readonly ok: true; readonly object: KubeObject; readonly isCreated: boolean } | { readonly ok: false; readonly status: Status };

/** Replaces an object, or creates it where its kind lets PUT do that. Nothing is written where nothing changes. */
export function updateObject(context: RegistryContext, info: KindInfo, key: { readonly namespace: string; readonly name: string }, source: UpdateSource, options: WriteOptions): UpdateResult {
  const existing = context.store.get(info.kind, key.namespace, key.name);
  const strategy = strategyOf(info);
  if (existing === undefined && !strategy.mayCreateOnUpdate) return { ok: false, status: notFoundStatus(info.plural, info.group, key.name) };
  const uid = existing?.metadata.uid ?? '';
  if (source.uid !== undefined && source.uid !== uid) return { ok: false, status: uidConflict(info, key, source.uid, uid) };
  const wanted = source.next(existing);
  if (!wanted.ok) return wanted;
  const version = parseResourceVersion(wanted.object.metadata.resourceVersion);
  if (version === undefined) return { ok: false, status: badResourceVersion(wanted.object.metadata.resourceVersion ?? '') };
  if (existing === undefined) {
    const created = createNamed(context, info, withoutResourceVersion(wanted.object), options);
    return created.ok ? { ...created, isCreated: true } : created;
  }
  const stale = checkVersion(info, key.name, version, existing);
  if (stale !== undefined) return { ok: false, status: stale };
  const result = replace(context, info, wanted.object, existing, options);
  return result.ok ? { ...result, isCreated: false } : result;
}

function uidConflict(info: KindInfo, key: { readonly namespace: string; readonly name: string }, wanted: string, found: string): Status {
  const detail = `StorageError: invalid object, Code: 4, Key: ${storageKey(info, key.namespace, key.name)}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${wanted}, UID in object meta: ${found}`;
  return conflict(info.plural, info.group, key.name, detail);
}

function checkVersion(info: KindInfo, name: string, version: number, existing: KubeObject): Status | undefined {
  if (version === 0) {
    if (strategyOf(info).mayUpdateUnconditionally) return undefined;
    return invalidStatus(info.plural, info.group, name, [invalid(fieldPath('metadata').child('resourceVersion'), 0, 'must be specified for an update')]);
  }
  return String(version) === existing.metadata.resourceVersion ? undefined : conflict(info.plural, info.group, name, optimisticLockMessage);
}

function replace(context: RegistryContext, info: KindInfo, wanted: KubeObject, old: KubeObject, options: WriteOptions): Result<KubeObject> {
  const begun = begin(context, withServerFields(wanted, old), old, options);
  if (!begun.ok) return begun;
  const { transaction } = begun;
  const next = prepare(info, begun.object, old, options);
  const checked = check(context, info, next, old, options);
  if (!checked.ok) {
    transaction?.revert();
    return checked;
  }
  transaction?.commit();
  const { object } = checked;
  if (shouldDeleteDuringUpdate(object, old)) {
    if (!options.isDryRun) removeFinalized(context, object);
    return { ok: true, object };
  }
  if (deepEqual(object, old)) return { ok: true, object: old };
  return { ok: true, object: options.isDryRun ? object : putObject(context, object) };
}

type Begun = { readonly ok: true; readonly object: KubeObject; readonly transaction: Transaction | undefined } | { readonly ok: false; readonly status: Status };

function begin(context: RegistryContext, object: KubeObject, old: KubeObject, options: WriteOptions): Begun {
  if (!isKind(object, 'Service') || !isKind(old, 'Service')) return { ok: true, object, transaction: undefined };
  const begun = beginServiceUpdate(object, old, context.services, options.isDryRun);
  return begun.ok ? { ok: true, object: begun.service, transaction: begun.transaction } : begun;
}

/** What clients cannot change: the generation goes by the old object, an absent uid is its, and times stay. */
function withServerFields(object: KubeObject, old: KubeObject): KubeObject {
  const { generation, creationTimestamp, deletionTimestamp, resourceVersion } = old.metadata;
  const { uid = old.metadata.uid, deletionGracePeriodSeconds = old.metadata.deletionGracePeriodSeconds } = object.metadata;
  return {
    ...object,
    metadata: {
      ...(generation === undefined && object.metadata.generation !== undefined ? without(object.metadata, 'generation') : object.metadata),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      ...(generation === undefined ? {} : { generation }),
      ...(uid === undefined ? {} : { uid }),
      ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
      ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
      ...(deletionGracePeriodSeconds === undefined ? {} : { deletionGracePeriodSeconds }),
    },
  };
}

function prepare(info: KindInfo, object: KubeObject, old: KubeObject, options: WriteOptions): KubeObject {
  // The control plane finalizes Namespaces, for which clients have a subresource.
  if (options.isTrusted && info.kind === 'Namespace') return withField(object, 'status', fieldOf(old, 'status'));
  return strategyOf(info).prepareForUpdate(object, old);
}

function check(context: RegistryContext, info: KindInfo, object: KubeObject, old: KubeObject, options: WriteOptions): Result<KubeObject> {
  if (!options.isTrusted) {
    const errors = validateUpdate(object, old);
    if (errors.length > 0) return { ok: false, status: invalidStatus(info.kind, info.group, object.metadata.name, errors) };
    for (const warning of warningsFor(object, old)) options.warn(warning);
    const isLimited = info.kind === 'PersistentVolumeClaim' && old.metadata.deletionTimestamp === undefined;
    const refusal = (isLimited ? refusedByLimits(context.store, object) : undefined) ?? admitByQuota(context, info, { object, old, isDryRun: options.isDryRun });
    if (refusal !== undefined) return { ok: false, status: forbiddenStatus(info.plural, info.group, object.metadata.name, refusal) };
  }
  return { ok: true, object: strategyOf(info).canonicalize(object) };
}

/** Whether this change took away the last thing that held a deleted object back. */
function shouldDeleteDuringUpdate(object: KubeObject, old: KubeObject): boolean {
  if ((object.metadata.finalizers ?? []).length > 0 || old.metadata.deletionTimestamp === undefined) return false;
  if (isKind(object, 'Namespace') && (object.spec.finalizers ?? []).length > 0) return false;
  return (old.metadata.deletionGracePeriodSeconds ?? 0) === 0;
}

/** Replaces the status and nothing else; trusted. No write where it is the same. */
export function updateObjectStatus(context: RegistryContext, info: KindInfo, object: KubeObject): Result<KubeObject> {
  const { namespace = '', name } = object.metadata;
  const old = context.store.get(info.kind, namespace, name);
  if (old === undefined) return { ok: false, status: notFoundStatus(info.plural, info.group, name) };
  const status = fieldOf(object, 'status');
  const annotated = info.kind === 'Deployment' && !deepEqual(object.metadata.annotations, old.metadata.annotations) ? withAnnotations(old, object.metadata.annotations) : old;
  if (annotated === old && deepEqual(status, fieldOf(old, 'status'))) return { ok: true, object: old };
  return { ok: true, object: putObject(context, withField(storedForm(context, annotated), 'status', status)) };
}

/** The status of a Deployment is written together with its annotations, which carry the revision: that leaves the generation alone. */
function withAnnotations(object: KubeObject, annotations: KubeObject['metadata']['annotations']): KubeObject {
  return { ...object, metadata: annotations === undefined ? without(object.metadata, 'annotations') : { ...object.metadata, annotations } };
}
