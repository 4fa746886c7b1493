import { isJsonObject, type JsonValue } from '../../kube/json.ts';
import { kindInfoByKind, type KindInfo } from '../../kube/scheme.ts';
import { readYAMLBody } from '../../manifests/readYAMLBody.ts';
import type { ApiRequest } from '../../protocol/command.ts';

/** The collections that the recorder knows; it sends everything else to Services. */
const recorded = new Set([
  'Service', 'Pod', 'Endpoints', 'Node', 'Namespace', 'ConfigMap', 'ReplicationController', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet',
  'EndpointSlice', 'Ingress', 'IngressClass', 'NetworkPolicy', 'ServiceCIDR', 'IPAddress', 'Job',
]);

/** A document as it is sent to the API server: to the collection of the kind that its text names, or to Services. */
export function documentRequest(verb: 'create' | 'update', text: string): ApiRequest {
  const read = readYAMLBody(text);
  const body = read.readError === undefined ? read.body : null;
  const named = /^\s*["']?kind["']?:\s*["']?(\w+)/m.exec(text)?.[1];
  const info: KindInfo | undefined = kindInfoByKind(named !== undefined && recorded.has(named) ? named : 'Service');
  if (info === undefined) throw new Error('the scheme has no Service');
  const metadata = isJsonObject(body) ? body['metadata'] : undefined;
  const field = (name: string): string | undefined => {
    const value: JsonValue | undefined = metadata !== undefined && isJsonObject(metadata) ? metadata[name] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const name = field('name');
  return {
    verb,
    apiVersion: info.apiVersion,
    kind: info.kind,
    ...(info.isNamespaced ? { namespace: field('namespace') ?? 'default' } : {}),
    ...(verb === 'update' && name !== undefined ? { name } : {}),
    body,
    text,
    isYAML: true,
    fieldValidation: 'Strict',
    ...(read.readError === undefined ? { decodingErrors: read.decodingErrors, exactNumbers: read.exactNumbers } : { readError: read.readError }),
  };
}
