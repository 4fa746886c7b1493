/** Services and their endpoints. Mirrors describeService, describeEndpoints, describeEndpointSliceV1 of kubectl/pkg/describe/describe.go (v1.36). */
import type { EndpointSlice, Endpoints, EndpointSubset, LoadBalancerIngress, Service, ServicePort } from '../../kube/types.generated.ts';
import { matchesLabels } from '../../kube/selectors.ts';
import type { DescribeContext, Describer } from './describeContext.ts';
import { writeEvents } from './describeEvents.ts';
import { formatEndpointSlices } from './endpointSlices.ts';
import { formatLabelMap, writeMeta } from './multiline.ts';
import { tabbedString, type PrefixWriter } from './prefixWriter.ts';

/** The slices that carry a Service's name, in the order of a list. */
export function slicesOf(namespace: string, serviceName: string, context: DescribeContext): readonly EndpointSlice[] {
  const selector = { 'kubernetes.io/service-name': serviceName };
  return context.reader.list('EndpointSlice', namespace).filter(({ metadata }) => matchesLabels(selector, metadata.labels));
}

export const describeService: Describer<Service> = (service, context) => tabbedString((w) => {
  const { metadata, spec, status } = service;
  const line = (title: string, value: string | number | undefined): void => {
    if (value !== undefined && value !== '' && value !== 0) w.write(0, `${title}:\t${value}\n`);
  };
  const list = (values: readonly string[] | undefined): string => (values ?? []).join(',');
  writeMeta(w, metadata);
  w.write(0, `Selector:\t${formatLabelMap(spec.selector)}\n`);
  w.write(0, `Type:\t${spec.type ?? ''}\n`);
  line('IP Family Policy', spec.ipFamilyPolicy);
  w.write(0, `IP Families:\t${orNone(list(spec.ipFamilies))}\n`);
  w.write(0, `IP:\t${spec.clusterIP ?? ''}\n`);
  w.write(0, `IPs:\t${spec.clusterIPs === undefined || spec.clusterIPs.length === 0 ? '<none>' : list(spec.clusterIPs)}\n`);
  line('External IPs', list(spec.externalIPs));
  line('Desired LoadBalancer IP', spec.loadBalancerIP);
  line('External Name', spec.externalName);
  const ingress = status?.loadBalancer?.ingress ?? [];
  if (ingress.length > 0) w.write(0, `LoadBalancer Ingress:\t${ingress.map(ingressText).join(', ')}\n`);
  const slices = slicesOf(metadata.namespace ?? '', metadata.name, context);
  for (const port of spec.ports ?? []) writePort(w, port, slices);
  w.write(0, `Session Affinity:\t${spec.sessionAffinity ?? ''}\n`);
  line('External Traffic Policy', spec.externalTrafficPolicy);
  line('Internal Traffic Policy', spec.internalTrafficPolicy);
  line('HealthCheck NodePort', spec.healthCheckNodePort);
  line('LoadBalancer Source Ranges', list(spec.loadBalancerSourceRanges));
  line('Traffic Distribution', spec.trafficDistribution);
  writeEvents(w, service, context);
});

function orNone(text: string): string {
  return text === '' ? '<none>' : text;
}

function ingressText({ ip = '', ipMode, hostname = '' }: LoadBalancerIngress): string {
  if (ip === '') return hostname;
  return ipMode === undefined ? ip : `${ip} (${ipMode})`;
}

function writePort(w: PrefixWriter, port: ServicePort, slices: readonly EndpointSlice[]): void {
  const { name = '', protocol = '', nodePort = 0 } = port;
  const shown = name === '' ? '<unset>' : name;
  w.write(0, `Port:\t${shown}\t${port.port}/${protocol}\n`);
  w.write(0, `TargetPort:\t${port.targetPort ?? 0}/${protocol}\n`);
  if (port.appProtocol !== undefined) w.write(0, `AppProtocol:\t${port.appProtocol}\n`);
  if (nodePort !== 0) w.write(0, `NodePort:\t${shown}\t${nodePort}/${protocol}\n`);
  w.write(0, `Endpoints:\t${formatEndpointSlices(slices, name)}\n`);
}

export const describeEndpoints: Describer<Endpoints> = (endpoints, context) => tabbedString((w) => {
  writeMeta(w, endpoints.metadata);
  w.write(0, 'Subsets:\n');
  for (const subset of endpoints.subsets ?? []) writeSubset(w, subset);
  writeEvents(w, endpoints, context);
});

function writeSubset(w: PrefixWriter, { addresses = [], notReadyAddresses = [], ports = [] }: EndpointSubset): void {
  w.write(1, `Addresses:\t${orNone(addresses.map(({ ip }) => ip).join(','))}\n`);
  w.write(1, `NotReadyAddresses:\t${orNone(notReadyAddresses.map(({ ip }) => ip).join(','))}\n`);
  if (ports.length > 0) {
    w.write(1, 'Ports:\n');
    w.write(2, 'Name\tPort\tProtocol\n');
    w.write(2, '----\t----\t--------\n');
    for (const { name = '', port, protocol = '' } of ports) w.write(2, `${name === '' ? '<unset>' : name}\t${port}\t${protocol}\n`);
  }
  w.write(0, '\n');
}

export const describeEndpointSlice: Describer<EndpointSlice> = (slice, context) => tabbedString((w) => {
  const unset = (value: string | number | undefined): string => (value === undefined || value === '' ? '<unset>' : String(value));
  const { endpoints = [], ports = [] } = slice;
  writeMeta(w, slice.metadata);
  w.write(0, `AddressType:\t${slice.addressType}\n`);
  w.write(0, ports.length === 0 ? 'Ports: <unset>\n' : 'Ports:\n');
  if (ports.length > 0) {
    w.write(1, 'Name\tPort\tProtocol\n');
    w.write(1, '----\t----\t--------\n');
  }
  for (const { name, port, protocol = '' } of ports) w.write(1, `${unset(name)}\t${unset(port)}\t${protocol}\n`);
  w.write(0, endpoints.length === 0 ? 'Endpoints: <none>\n' : 'Endpoints:\n');
  for (const { addresses, conditions, hostname, targetRef, nodeName, zone } of endpoints) {
    w.write(1, `- Addresses:\t${orNone(addresses.join(', '))}\n`);
    w.write(2, 'Conditions:\n');
    w.write(3, `Ready:\t${conditions?.ready ?? '<unset>'}\n`);
    w.write(2, `Hostname:\t${hostname ?? '<unset>'}\n`);
    if (targetRef !== undefined) w.write(2, `TargetRef:\t${targetRef.kind ?? ''}/${targetRef.name ?? ''}\n`);
    w.write(2, `NodeName:\t${nodeName ?? '<unset>'}\n`);
    w.write(2, `Zone:\t${zone ?? '<unset>'}\n`);
  }
  writeEvents(w, slice, context);
});
