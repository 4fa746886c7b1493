/** Where an environment variable comes from. Mirrors k8s.io/kubectl/pkg/cmd/set/env/env_resolve.go (v1.36). */
import type { JsonObject } from '../../../kube/json.ts';
import { isJsonObject } from '../../../kube/json.ts';
import { decodeBase64Text } from '../../base64Text.ts';
import { podFieldValue } from '../../describe/podFieldValue.ts';
import { resourceFieldValue } from '../../describe/resourceFieldValue.ts';
import type { CommandContext } from '../command.ts';
import { knownKind } from '../create/generator.ts';
import { textOf } from '../../jsonText.ts';

type Resolved = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: string };

function part(source: JsonObject, field: string): JsonObject | undefined {
  const value = source[field];
  return isJsonObject(value) ? value : undefined;
}

const text = (value: JsonObject, field: string): string => textOf(value[field]);

/** `configmap cm, key k`; `invalid valueFrom` where the source is none of those that are known. */
export function sourceText(source: JsonObject): string {
  const configMap = part(source, 'configMapKeyRef');
  if (configMap !== undefined) return `configmap ${text(configMap, 'name')}, key ${text(configMap, 'key')}`;
  const secret = part(source, 'secretKeyRef');
  if (secret !== undefined) return `secret ${text(secret, 'name')}, key ${text(secret, 'key')}`;
  const field = part(source, 'fieldRef');
  if (field !== undefined) return `field path ${text(field, 'fieldPath')}`;
  const resource = part(source, 'resourceFieldRef');
  if (resource === undefined) return 'invalid valueFrom';
  const container = text(resource, 'containerName');
  return `resource field ${container === '' ? '' : `${container}/`}${text(resource, 'resource')}`;
}

/** What a source comes to in a container. */
export function resolvedEnv(context: CommandContext, source: JsonObject, object: JsonObject, container: JsonObject): Resolved {
  const configMap = part(source, 'configMapKeyRef');
  if (configMap !== undefined) return keyOf(context, 'ConfigMap', configMap);
  const secret = part(source, 'secretKeyRef');
  if (secret !== undefined) return keyOf(context, 'Secret', secret);
  const field = part(source, 'fieldRef');
  if (field !== undefined) return { ok: true, value: podFieldValue(object, text(field, 'fieldPath')) };
  const resource = part(source, 'resourceFieldRef');
  if (resource !== undefined) return { ok: true, value: resourceFieldValue({ resource: text(resource, 'resource') }, container) };
  return { ok: false, error: 'invalid valueFrom' };
}

function keyOf({ client, namespace }: CommandContext, kind: 'ConfigMap' | 'Secret', reference: JsonObject): Resolved {
  const [name, key] = [text(reference, 'name'), text(reference, 'key')];
  const answer = client.get(knownKind(kind), namespace, name);
  if (!answer.ok) return { ok: false, error: answer.status.message };
  const data = part(answer.object, 'data') ?? {};
  const value = data[key];
  if (typeof value !== 'string') return { ok: false, error: `key ${key} not found in ${kind === 'Secret' ? 'secret' : 'config map'} ${name}` };
  return { ok: true, value: kind === 'Secret' ? decodeBase64Text(value) : value };
}
