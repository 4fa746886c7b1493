import type { RuleContext } from './rule.ts';

/** A name of this cluster, as its parts say: `web.shop.svc.cluster.local`, or shortened by its domain. */
export interface InternalName { readonly service: string; readonly namespace: string; readonly isWhole: boolean }

export function internalName(name: string, { settings, reader }: RuleContext): InternalName | undefined {
  const host = name.replace(/\.$/, '').toLowerCase();
  const domain = `.${settings.dns.clusterDomain}`;
  const isWhole = host.endsWith(domain);
  const [service = '', namespace = '', svc, ...rest] = (isWhole ? host.slice(0, -domain.length) : host).split('.');
  if (rest.length > 0 || service === '' || namespace === '') return undefined;
  if (svc === 'svc') return { service, namespace, isWhole };
  // `web.shop` alone could be a domain of the world outside: only if there is such a Service is it one of here.
  return svc === undefined && !isWhole && reader.get('Service', namespace, service) !== undefined ? { service, namespace, isWhole } : undefined;
}
