import { decode } from '../../../kube/decode.ts';
import { setDefaults } from '../../../kube/defaults.ts';
import type { JsonObject } from '../../../kube/json.ts';
import { isJsonObject } from '../../../kube/json.ts';
import { asKubeObject } from '../../../kube/kubeObject.ts';
import { deepEqual } from '../../../kube/objects.ts';
import type { Status } from '../../../kube/status.ts';
import { badRequest } from '../../../kube/status.ts';
import type { OwnerReference } from '../../../kube/types.generated.ts';
import type { KubeObject, Result } from '../../context.ts';
import { withPodCIDRs } from '../registry/core/node.ts';
import { without } from '../registry/fields.ts';
import { isKind } from '../registry/kinds.ts';
import type { RequestContext } from './requestContext.ts';

/** A decoded body as an object, with a name: the empty one where the body has none. */
function asObject(object: JsonObject): KubeObject {
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  return asKubeObject({ ...object, metadata: { name: '', ...metadata } });
}

/** The object of a request's body: decoded and defaulted. */
export function decodeBody(context: RequestContext): Result<KubeObject> {
  const { request, info, warnings } = context;
  const decoded = decode(info, request.body ?? null, {
    fieldValidation: request.fieldValidation ?? 'Strict',
    decodingErrors: request.decodingErrors ?? [],
    isYAML: request.isYAML ?? false,
    ...(request.text === undefined ? {} : { source: request.text }),
    ...(request.readError === undefined ? {} : { readError: request.readError }),
    ...(request.exactNumbers === undefined ? {} : { exactNumbers: request.exactNumbers }),
  });
  if (!decoded.ok) return decoded;
  for (const warning of decoded.warnings) warnings.add(warning);
  return { ok: true, object: withDefaults(decoded.object) };
}

/** A decoded object with defaults, and without what only the server keeps. */
export function withDefaults(object: JsonObject): KubeObject {
  const decoded = asObject(object);
  const defaulted = setDefaults({ ...decoded, metadata: without(decoded.metadata, 'managedFields', 'selfLink') });
  return isKind(defaulted, 'Node') ? withPodCIDRs(defaulted) : defaulted;
}

/** The object in the request's namespace; a body may leave it out, but not name another. */
export function inNamespace(object: KubeObject, namespace: string): Result<KubeObject> {
  const { namespace: own = '', ...metadata } = object.metadata;
  if (own === namespace) return { ok: true, object };
  if (namespace === '') return { ok: true, object: { ...object, metadata } };
  if (own === '') return { ok: true, object: { ...object, metadata: { ...metadata, namespace } } };
  return { ok: false, status: badRequest('the namespace of the provided object does not match the namespace sent on the request') };
}

/** Why a body cannot be the object that the URL names; absent where it can. */
export function checkName(object: KubeObject, name: string): Status | undefined {
  const { name: own } = object.metadata;
  if (own === '') return badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  return own === name ? undefined : badRequest(`the name of the object (${own}) does not match the name on the URL (${name})`);
}

/** Owner references that stand there twice are stored once. `when` goes into the warning: patches are looked at later than the rest. */
export function withoutRepeatedOwners(context: RequestContext, object: KubeObject, when = ''): KubeObject {
  const { ownerReferences = [] } = object.metadata;
  const kept: OwnerReference[] = [];
  const repeated: string[] = [];
  for (const reference of ownerReferences) {
    if (kept.some((each) => deepEqual(each, reference))) repeated.push(reference.uid);
    else kept.push(reference);
  }
  if (repeated.length === 0) return object;
  context.warnings.add(`.metadata.ownerReferences contains duplicate entries${when}; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${repeated.join(', ')}`);
  return { ...object, metadata: { ...object.metadata, ownerReferences: kept } };
}
