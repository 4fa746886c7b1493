import type { KubeObject } from '../../context.ts';
import { isKind } from './kinds.ts';
import type { RegistryContext } from './registryContext.ts';
import { defaultOnReadService } from './service/defaultOnRead.ts';

/**
 * Stores an object as its readers see it. A Service keeps fields that readers do not see but a later patch builds on;
 * `storedForm` gives those back.
 */
export function putObject(context: RegistryContext, object: KubeObject): KubeObject {
  const seen = isKind(object, 'Service') ? defaultOnReadService(object, context.services.primaryFamily) : object;
  const stored = context.store.put(seen);
  if (seen !== object) context.hiddenForms.set(stored, { ...object, metadata: stored.metadata });
  return stored;
}

/** The object as a real storage has it. */
export function storedForm(context: RegistryContext, object: KubeObject): KubeObject {
  return context.hiddenForms.get(object) ?? object;
}
