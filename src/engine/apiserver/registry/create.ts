/** Creation. Mirrors Create of apiserver/pkg/registry/generic/registry/store.go and BeforeCreate of registry/rest/create.go (v1.36). */
import type { KindInfo } from '../../../kube/scheme.ts';
import { alreadyExists, forbiddenStatus, generateNameConflict, invalidStatus } from '../../../kube/status.ts';
import { validateCreate } from '../../../kube/validation.ts';
import { warningsFor } from '../../../kube/warnings.ts';
import type { KubeObject, Result } from '../../context.ts';
import { refusedByLimits } from '../admission/limitRanger.ts';
import { validatePodAdmission } from '../admission/podAdmission.ts';
import { admitByQuota } from '../admission/resourceQuota.ts';
import { generateName } from '../names.ts';
import { formatTime } from '../time.ts';
import { appArmorWarnings } from './core/appArmor.ts';
import { isKind } from './kinds.ts';
import type { RegistryContext, WriteOptions } from './registryContext.ts';
import { parseResourceVersion, plainError, withoutResourceVersion } from './registryContext.ts';
import type { Transaction } from './service/alloc.ts';
import { beginServiceCreate } from './service/serviceStrategy.ts';
import { putObject } from './storedForm.ts';
import { strategyOf } from './strategies.ts';

/** How often a name from generateName is tried before a conflict is reported. */
const maxNameAttempts = 8;

/** Stores a new object; admission has seen it. The result is what was stored, or with a dry run what would be. */
export function createObject(context: RegistryContext, info: KindInfo, object: KubeObject, options: WriteOptions): Result<KubeObject> {
  const prefix = object.metadata.generateName ?? '';
  const isGenerated = prefix !== '' && object.metadata.name === '';
  let result: Result<KubeObject> | undefined;
  for (let attempt = 0; attempt < (isGenerated ? maxNameAttempts : 1); attempt++) {
    const named = isGenerated ? { ...object, metadata: { ...object.metadata, name: generateName(prefix, context.names) } } : object;
    result = createNamed(context, info, named, options);
    if (result.ok || result.status.reason !== 'AlreadyExists') return result;
  }
  return result ?? { ok: false, status: plainError('no attempt was made') };
}

/** As createObject, for an object that has its name or goes without. */
export function createNamed(context: RegistryContext, info: KindInfo, object: KubeObject, options: WriteOptions): Result<KubeObject> {
  const metadata = { ...object.metadata, creationTimestamp: formatTime(context.nowMs()), uid: context.nextUID() };
  let next: KubeObject = { ...object, metadata };
  let transaction: Transaction | undefined;
  if (isKind(next, 'Service')) {
    const begun = beginServiceCreate(next, context.services, options.isDryRun);
    if (!begun.ok) return begun;
    next = begun.service;
    transaction = begun.transaction;
  }
  if (isKind(next, 'Pod') && !options.isTrusted) for (const warning of appArmorWarnings(next)) options.warn(warning);
  const checked = check(context, info, strategyOf(info).prepareForCreate(next), options);
  const stored = checked.ok ? storeNew(context, info, checked.object, options) : checked;
  if (stored.ok) transaction?.commit();
  else transaction?.revert();
  return stored;
}

function check(context: RegistryContext, info: KindInfo, object: KubeObject, options: WriteOptions): Result<KubeObject> {
  if (!options.isTrusted) {
    const errors = validateCreate(object);
    if (errors.length > 0) return { ok: false, status: invalidStatus(info.kind, info.group, object.metadata.name, errors) };
    for (const warning of warningsFor(object)) options.warn(warning);
  }
  const canonical = strategyOf(info).canonicalize(object);
  const refusal = refusedByLimits(context.store, canonical) ?? (isKind(canonical, 'Pod') ? validatePodAdmission(canonical) : undefined)
    ?? admitByQuota(context, info, { object: canonical, old: undefined, isDryRun: options.isDryRun });
  return refusal === undefined ? { ok: true, object: canonical } : { ok: false, status: forbiddenStatus(info.plural, info.group, object.metadata.name, refusal) };
}

function storeNew(context: RegistryContext, info: KindInfo, object: KubeObject, options: WriteOptions): Result<KubeObject> {
  const { name, namespace = '', generateName: prefix = '' } = object.metadata;
  if ((parseResourceVersion(object.metadata.resourceVersion) ?? 0) !== 0) {
    return { ok: false, status: plainError('resourceVersion should not be set on objects to be created') };
  }
  const existing = context.store.get(info.kind, namespace, name);
  if (existing !== undefined) {
    const status = prefix === '' ? alreadyExists(info.plural, info.group, name) : generateNameConflict(info.plural, info.group, name);
    const isDeleting = existing.metadata.deletionTimestamp !== undefined;
    return { ok: false, status: isDeleting ? { ...status, message: `object is being deleted: ${status.message}` } : status };
  }
  const clean = withoutResourceVersion(object);
  return { ok: true, object: options.isDryRun ? clean : putObject(context, clean) };
}
