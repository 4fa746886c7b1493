/** Mirrors printService, printEndpoints, printEndpointSlice of pkg/printers/internalversion/printers.go (v1.36). */
import { formatLabels } from '../selectors.ts';
import type { Loose } from '../loose.ts';
import type { EndpointPort, EndpointSlice, Endpoints, Service, ServicePort } from '../types.generated.ts';
import { compareBytes } from '../utf8.ts';
import { age, columns, handler, withMore } from './table.ts';

const maxListed = 3;

/** The addresses of a balancer, sorted, each once. */
export function balancerText(ingress: readonly { readonly ip?: string | undefined; readonly hostname?: string | undefined }[] | undefined): string {
  const addresses = (ingress ?? []).map(({ ip = '', hostname = '' }) => (ip === '' ? hostname : ip)).filter((address) => address !== '');
  return [...new Set(addresses)].sort(compareBytes).join(',');
}

function externalIP({ spec, status }: Loose<Service>): string {
  const externalIPs = spec?.externalIPs ?? [];
  switch (spec?.type) {
    case 'ClusterIP': case 'NodePort': return externalIPs.length > 0 ? externalIPs.join(',') : '<none>';
    case 'LoadBalancer': {
      const balancer = balancerText(status?.loadBalancer?.ingress);
      const all = [...(balancer === '' ? [] : [balancer]), ...externalIPs];
      return all.length > 0 ? all.join(',') : '<pending>';
    }
    case 'ExternalName': return spec.externalName ?? '';
    default: return '<unknown>';
  }
}

function portText({ port = 0, nodePort = 0, protocol = '' }: Loose<ServicePort>): string {
  return nodePort > 0 ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`;
}

export const serviceTable = handler<Service>(columns(['Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age'], ['Selector']), (service, nowMs) => {
  const { metadata, spec } = service;
  const ports = (spec?.ports ?? []).map(portText).join(',');
  return [
    metadata?.name ?? '', spec?.type ?? '', spec?.clusterIPs?.[0] ?? '<none>', externalIP(service), ports === '' ? '<none>' : ports, age(service, nowMs),
    labelsText(spec?.selector),
  ];
});

/** `a=b,c=d`; `<none>` where there are no labels. */
export function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  const text = formatLabels(labels ?? {});
  return text === '' ? '<none>' : text;
}

function hostPort(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/** The addresses of Endpoints with each port: three, then how many more. */
function endpointsText(subsets: Loose<Endpoints>['subsets']): string {
  if (subsets === undefined || subsets.length === 0) return '<none>';
  const list = subsets.flatMap(({ addresses = [], ports = [] }) => {
    if (ports.length === 0) return addresses.map(({ ip = '' }) => ip);
    return ports.flatMap(({ port = 0 }) => addresses.map(({ ip = '' }) => hostPort(ip, port)));
  });
  return withMore(list, maxListed);
}

export const endpointsTable = handler<Endpoints>(columns(['Name', 'Endpoints', 'Age']), (endpoints, nowMs) => [
  endpoints.metadata?.name ?? '', endpointsText(endpoints.subsets), age(endpoints, nowMs),
]);

function orUnset(text: string): string {
  return text === '' ? '<unset>' : text;
}

function slicePort({ port, name }: Loose<EndpointPort>): string {
  return port === undefined ? (name ?? '*') : String(port);
}

export const endpointSliceTable = handler<EndpointSlice>(columns(['Name', 'AddressType', 'Ports', 'Endpoints', 'Age']), (slice, nowMs) => [
  slice.metadata?.name ?? '', slice.addressType ?? '', orUnset(withMore((slice.ports ?? []).map(slicePort), maxListed)),
  orUnset(withMore((slice.endpoints ?? []).flatMap(({ addresses = [] }) => addresses), maxListed)), age(slice, nowMs),
]);
