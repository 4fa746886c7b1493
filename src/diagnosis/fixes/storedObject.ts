import type { KubeObject } from '../../engine/context.ts';
import { documentRef } from '../../manifests/findDocument.ts';
import type { FixTarget } from './fix.ts';

/** The object as it is stored, if there is one of this name. */
export function objectOf({ body, context }: FixTarget): KubeObject | undefined {
  const ref = documentRef(body);
  return ref && (context.reader.getAny(ref.kind, ref.namespace ?? 'default', ref.name) ?? context.reader.getAny(ref.kind, '', ref.name));
}
