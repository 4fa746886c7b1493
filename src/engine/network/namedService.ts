import type { Service } from '../../kube/types.generated.ts';
import { objectId, type FieldRef } from '../../protocol/ref.ts';
import type { ApiServer } from '../context.ts';

/** The Service under whose name an absolute DNS name lies (`web.default.svc.<domain>.`, a Pod's name under it included); undefined where there is none. */
export function namedService(api: ApiServer, domain: string, query: string): Service | undefined {
  const name = query.toLowerCase();
  const suffix = `.svc.${domain}.`;
  if (!name.endsWith(suffix)) return undefined;
  const [namespace, service] = name.slice(0, -suffix.length).split('.').reverse();
  return namespace === undefined || service === undefined ? undefined : api.get('Service', namespace, service);
}

/** The id of a Service. */
export function serviceId({ metadata: { namespace, name } }: Service): string {
  return objectId({ kind: 'Service', namespace, name });
}

/** The field that makes DNS answer with something else than a cluster IP; undefined where it answers with that. */
export function nameField({ metadata: { namespace = '', name }, spec }: Service): FieldRef | undefined {
  const object = { apiVersion: 'v1', kind: 'Service', namespace, name };
  if (spec.type === 'ExternalName') return { object, path: ['spec', 'externalName'] };
  return spec.clusterIP === 'None' ? { object, path: ['spec', 'clusterIP'] } : undefined;
}
