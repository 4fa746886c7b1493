/** Mirrors the printers of networking.k8s.io kinds of pkg/printers/internalversion/printers.go (v1.36). */
import { formatLabelSelector } from '../selectors.ts';
import type { IPAddress, Ingress, IngressClass, LabelSelector, NetworkPolicy, ServiceCIDR } from '../types.generated.ts';
import { balancerText } from './service.ts';
import { age, columns, handler } from './table.ts';

const maxHosts = 3;
const defaultClass = 'ingressclass.kubernetes.io/is-default-class';

function hostsText(rules: readonly { readonly host?: string | undefined }[]): string {
  const hosts: string[] = [];
  let isMore = false;
  for (const { host = '' } of rules) {
    if (hosts.length === maxHosts) isMore = true;
    if (!isMore && host !== '') hosts.push(host);
  }
  if (hosts.length === 0) return '*';
  return isMore ? `${hosts.join(',')} + ${rules.length - maxHosts} more...` : hosts.join(',');
}

export const ingressTable = handler<Ingress>(columns(['Name', 'Class', 'Hosts', 'Address', 'Ports', 'Age']), (ingress, nowMs) => {
  const { metadata, spec, status } = ingress;
  return [
    metadata?.name ?? '', spec?.ingressClassName ?? '<none>', hostsText(spec?.rules ?? []), balancerText(status?.loadBalancer?.ingress),
    (spec?.tls ?? []).length > 0 ? '80, 443' : '80', age(ingress, nowMs),
  ];
});

export const ingressClassTable = handler<IngressClass>(columns(['Name', 'Controller', 'Parameters', 'Age']), (ingressClass, nowMs) => {
  const { metadata, spec } = ingressClass;
  const parameters = spec?.parameters;
  const group = parameters?.apiGroup === undefined ? '' : `.${parameters.apiGroup}`;
  const isDefault = metadata?.annotations?.[defaultClass] === 'true';
  return [
    `${metadata?.name ?? ''}${isDefault ? ' (default)' : ''}`, spec?.controller ?? '',
    parameters === undefined ? '<none>' : `${parameters.kind ?? ''}${group}/${parameters.name ?? ''}`, age(ingressClass, nowMs),
  ];
});

export const networkPolicyTable = handler<NetworkPolicy>(columns(['Name', 'Pod-Selector', 'Age']), (policy, nowMs) => [
  // A stored selector has passed validation, so that its required fields are there.
  policy.metadata?.name ?? '', formatLabelSelector((policy.spec?.podSelector ?? {}) as LabelSelector), age(policy, nowMs),
]);

export const serviceCIDRTable = handler<ServiceCIDR>(columns(['Name', 'CIDRs', 'Age']), (cidr, nowMs) => [cidr.metadata?.name ?? '', (cidr.spec?.cidrs ?? []).join(','), age(cidr, nowMs)]);

export const ipAddressTable = handler<IPAddress>(columns(['Name', 'ParentRef']), ({ metadata, spec }) => {
  const parent = spec?.parentRef;
  const group = parent?.group ?? '';
  const namespace = parent?.namespace ?? '';
  const resource = `${parent?.resource ?? ''}${group === '' ? '' : `.${group}`}`.toLowerCase();
  return [metadata?.name ?? '', parent === undefined ? '<none>' : `${resource}${namespace === '' ? '' : `/${namespace}`}/${parent.name ?? ''}`];
});
