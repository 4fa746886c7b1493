/** Ingresses, policies and the like. Mirrors describeIngressV1, describeNetworkPolicy and neighbours of kubectl/pkg/describe/describe.go (v1.36). */
import type { Ingress, IngressBackend, IngressClass, IPAddress, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort, ServiceCIDR, Condition } from '../../kube/types.generated.ts';
import { formatLabelSelector } from '../../kube/selectors.ts';
import { compareBytes } from '../../kube/utf8.ts';
import type { DescribeContext, Describer } from './describeContext.ts';
import { writeEvents } from './describeEvents.ts';
import { slicesOf } from './describeService.ts';
import { formatEndpointSlices } from './endpointSlices.ts';
import { writeAnnotations, writeLabels, writeLabelsAndAnnotations } from './multiline.ts';
import { tabbedString, type PrefixWriter } from './prefixWriter.ts';
import { formatGoTime, formatRFC1123Z } from './times.ts';

export const describeIngress: Describer<Ingress> = (ingress, context) => tabbedString((w) => {
  const { metadata, spec, status } = ingress;
  const namespace = metadata.namespace ?? '';
  w.write(0, `Name:\t${metadata.name}\n`);
  writeLabels(w, 'Labels', metadata.labels);
  w.write(0, `Namespace:\t${namespace}\n`);
  const addresses = new Set((status?.loadBalancer?.ingress ?? []).map(({ ip = '', hostname = '' }) => (ip === '' ? hostname : ip)).filter((text) => text !== ''));
  w.write(0, `Address:\t${[...addresses].sort(compareBytes).join(',')}\n`);
  w.write(0, `Ingress Class:\t${spec.ingressClassName ?? '<none>'}\n`);
  const byDefault = spec.defaultBackend === undefined ? '<default>' : backendText(namespace, spec.defaultBackend, context);
  w.write(0, `Default backend:\t${byDefault}\n`);
  if (spec.tls !== undefined && spec.tls.length > 0) w.write(0, 'TLS:\n');
  for (const { secretName = '', hosts = [] } of spec.tls ?? []) w.write(1, secretName === '' ? `SNI routes ${hosts.join(',')}\n` : `${secretName} terminates ${hosts.join(',')}\n`);
  w.write(0, 'Rules:\n  Host\tPath\tBackends\n');
  w.write(1, '----\t----\t--------\n');
  const rules = (spec.rules ?? []).filter(({ http }) => http !== undefined);
  for (const { host = '', http } of rules) {
    w.write(1, `${host === '' ? '*' : host}\t\n`);
    for (const { path = '', backend } of http?.paths ?? []) w.write(2, `\t${path} \t${backendText(namespace, backend, context)}\n`);
  }
  if (rules.length === 0) w.write(1, `*\t*\t${byDefault}\n`);
  writeAnnotations(w, 'Annotations', metadata.annotations);
  writeEvents(w, ingress, context);
});

function backendText(namespace: string, { service, resource }: IngressBackend, context: DescribeContext): string {
  if (service === undefined) return resource === undefined ? '' : `APIGroup: ${resource.apiGroup ?? '<none>'}, Kind: ${resource.kind}, Name: ${resource.name}`;
  const { number = 0, name = '' } = service.port ?? {};
  const text = `${service.name}:${number === 0 ? name : number}`;
  const found = context.reader.get('Service', namespace, service.name);
  if (found === undefined) return `${text} (<error: services "${service.name}" not found>)`;
  const portName = (found.spec.ports ?? []).findLast((port) => (number !== 0 && number === port.port) || (name !== '' && name === port.name))?.name ?? '';
  return `${text} (${formatEndpointSlices(slicesOf(namespace, service.name, context), portName)})`;
}

export const describeIngressClass: Describer<IngressClass> = (ingressClass, context) => tabbedString((w) => {
  const { metadata, spec } = ingressClass;
  w.write(0, `Name:\t${metadata.name}\n`);
  writeLabelsAndAnnotations(w, metadata);
  w.write(0, `Controller:\t${spec.controller ?? ''}\n`);
  if (spec.parameters !== undefined) {
    w.write(0, 'Parameters:\n');
    if (spec.parameters.apiGroup !== undefined) w.write(1, `APIGroup:\t${spec.parameters.apiGroup}\n`);
    w.write(1, `Kind:\t${spec.parameters.kind}\n`);
    w.write(1, `Name:\t${spec.parameters.name}\n`);
  }
  writeEvents(w, ingressClass, context);
});

export const describeServiceCIDR: Describer<ServiceCIDR> = (cidr, context) => tabbedString((w) => {
  w.write(0, `Name:\t${cidr.metadata.name}\n`);
  writeLabelsAndAnnotations(w, cidr.metadata);
  w.write(0, `CIDRs:\t${(cidr.spec.cidrs ?? []).join(', ')}\n`);
  const conditions = cidr.status?.conditions ?? [];
  if (conditions.length > 0) {
    w.write(0, 'Status:\n');
    writeTimedConditions(w, conditions);
  }
  writeEvents(w, cidr, context);
});

/** The table of conditions with their times. */
export function writeTimedConditions(w: PrefixWriter, conditions: readonly Partial<Condition>[]): void {
  if (conditions.length === 0) return;
  w.write(0, 'Conditions:\n');
  w.write(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage\n');
  w.write(1, '----\t------\t------------------\t------\t-------\n');
  for (const { type = '', status = '', lastTransitionTime, reason = '', message = '' } of conditions) w.write(1, `${type}\t${status}\t${formatRFC1123Z(lastTransitionTime)}\t${reason}\t${message}\n`);
}

export const describeIPAddress: Describer<IPAddress> = (address, context) => tabbedString((w) => {
  w.write(0, `Name:\t${address.metadata.name}\n`);
  writeLabelsAndAnnotations(w, address.metadata);
  const { group = '', resource, namespace = '', name } = address.spec.parentRef;
  w.write(0, 'Parent Reference:\n');
  for (const [label, value] of [['Group', group], ['Resource', resource], ['Namespace', namespace], ['Name', name]] as const) w.write(1, `${label}:\t${value}\n`);
  writeEvents(w, address, context);
});

const indent = '    ';

export const describeNetworkPolicy: Describer<NetworkPolicy> = ({ metadata, spec }) => tabbedString((w) => {
  w.write(0, `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n`);
  w.write(0, `Created on:\t${formatGoTime(metadata.creationTimestamp)}\n`);
  writeLabelsAndAnnotations(w, metadata);
  w.write(0, 'Spec:\n');
  w.write(1, 'PodSelector: ');
  const selector = formatLabelSelector(spec.podSelector);
  w.write(2, selector === '<none>' ? '<none> (Allowing the specific traffic to all pods in this namespace)\n' : `${selector}\n`);
  const types = spec.policyTypes ?? [];
  if (types.includes('Ingress')) {
    w.write(1, 'Allowing ingress traffic:\n');
    writeRules(w, 'ingress', (spec.ingress ?? []).map(({ ports, from }) => ({ ports: ports ?? [], peers: from ?? [] })));
  } else w.write(1, 'Not affecting ingress traffic\n');
  if (types.includes('Egress')) {
    w.write(1, 'Allowing egress traffic:\n');
    writeRules(w, 'egress', (spec.egress ?? []).map(({ ports, to }) => ({ ports: ports ?? [], peers: to ?? [] })));
  } else w.write(1, 'Not affecting egress traffic\n');
  w.write(1, `Policy Types: ${types.length === 0 ? '<none>' : types.join(', ')}\n`);
});

interface Rule { readonly ports: readonly NetworkPolicyPort[]; readonly peers: readonly NetworkPolicyPeer[] }

function writeRules(w: PrefixWriter, direction: 'ingress' | 'egress', rules: readonly Rule[]): void {
  if (rules.length === 0) return w.write(0, `${indent}<none> (Selected pods are isolated for ${direction} connectivity)\n`);
  const [word, end] = direction === 'ingress' ? ['From', 'source'] : ['To', 'destination'];
  rules.forEach(({ ports, peers }, i) => {
    if (ports.length === 0) w.write(0, `${indent}To Port: <any> (traffic allowed to all ports)\n`);
    for (const port of ports) writePolicyPort(w, port);
    if (peers.length === 0) w.write(0, `${indent}${word}: <any> (traffic not restricted by ${end})\n`);
    for (const peer of peers) {
      w.write(0, `${indent}${word}:\n`);
      writePeer(w, peer);
    }
    if (i !== rules.length - 1) w.write(0, `${indent}----------\n`);
  });
}

function writePolicyPort(w: PrefixWriter, { port, endPort, protocol = 'TCP' }: NetworkPolicyPort): void {
  const shown = port ?? '<nil>';
  w.write(0, endPort === undefined ? `${indent}To Port: ${shown}/${protocol}\n` : `${indent}To Port Range: ${shown}-${endPort}/${protocol}\n`);
}

function writePeer(w: PrefixWriter, { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): void {
  if (namespaceSelector !== undefined) w.write(1, `${indent}NamespaceSelector: ${formatLabelSelector(namespaceSelector)}\n`);
  if (podSelector !== undefined) w.write(1, `${indent}PodSelector: ${formatLabelSelector(podSelector)}\n`);
  if (podSelector !== undefined || namespaceSelector !== undefined || ipBlock === undefined) return;
  w.write(1, `${indent}IPBlock:\n`);
  w.write(2, `${indent}CIDR: ${ipBlock.cidr}\n`);
  w.write(2, `${indent}Except: ${(ipBlock.except ?? []).join(', ')}\n`);
}
