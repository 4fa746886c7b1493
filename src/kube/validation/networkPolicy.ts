/** Rules for NetworkPolicies. Mirrors pkg/apis/networking/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { forbidden, invalid, invalidEach, namedText, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import { cidrContains, parseCIDR } from '../ip.ts';
import type { Loose } from '../loose.ts';
import type { IPBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from '../types.generated.ts';
import { isValidCIDRForLegacyField } from './ip.ts';
import { validateLabelSelector } from './labelSelector.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isDNS1123Subdomain, isValidPortName, isValidPortNumber } from './names.ts';

const specPath = fieldPath('spec');

/** A new NetworkPolicy. */
export function validateNetworkPolicy(policy: Loose<NetworkPolicy>): FieldError[] {
  return [...validateKubeObjectMeta(policy.metadata ?? {}, isDNS1123Subdomain), ...validateSpec(policy.spec ?? {}, [])];
}

/** A NetworkPolicy that replaces `old`, whose ranges pass whatever their form. */
export function validateNetworkPolicyUpdate(policy: Loose<NetworkPolicy>, old: Loose<NetworkPolicy>): FieldError[] {
  const peers = [...(old.spec?.ingress ?? []).flatMap(({ from = [] }) => from), ...(old.spec?.egress ?? []).flatMap(({ to = [] }) => to)];
  const accepted = peers.flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock.cidr ?? '', ...(ipBlock.except ?? [])]));
  return [...validateKubeObjectMetaUpdate(policy.metadata ?? {}, old.metadata ?? {}), ...validateSpec(policy.spec ?? {}, accepted)];
}

function validateSpec(spec: Loose<NetworkPolicySpec>, accepted: readonly string[]): FieldError[] {
  const { podSelector, ingress = [], egress = [], policyTypes = [] } = spec;
  const rules = [
    ...ingress.map(({ ports = [], from = [] }, i) => ({ ports, peers: from, path: specPath.child('ingress').index(i), peersName: 'from' })),
    ...egress.map(({ ports = [], to = [] }, i) => ({ ports, peers: to, path: specPath.child('egress').index(i), peersName: 'to' })),
  ];
  return [
    ...validateLabelSelector(podSelector, specPath.child('podSelector')),
    ...rules.flatMap(({ ports, peers, path, peersName }) => [
      ...ports.flatMap((port, i) => validatePort(port, path.child('ports').index(i))),
      ...peers.flatMap((peer, i) => validatePeer(peer, accepted, path.child(peersName).index(i))),
    ]),
    ...validatePolicyTypes(policyTypes),
  ];
}

function validatePolicyTypes(types: readonly string[]): FieldError[] {
  const supported = ['Ingress', 'Egress'];
  const path = specPath.child('policyTypes');
  if (types.length > supported.length) return [invalid(path, types, 'may not specify more than two policyTypes')];
  return types.flatMap((type, i) => (supported.includes(type) ? [] : [notSupported(path.index(i), namedText(type), supported)]));
}

function validatePort({ protocol, port, endPort }: Loose<NetworkPolicyPort>, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const protocols = ['TCP', 'UDP', 'SCTP'];
  const endPath = path.child('endPort');
  if (protocol !== undefined && !protocols.includes(protocol)) errors.push(notSupported(path.child('protocol'), namedText(protocol), protocols));
  if (port === undefined) {
    if (endPort !== undefined) errors.push(invalid(endPath, endPort, 'may not be specified when `port` is not specified'));
  } else if (typeof port === 'string') {
    if (endPort !== undefined) errors.push(invalid(endPath, endPort, 'may not be specified when `port` is non-numeric'));
    errors.push(...invalidEach(path.child('port'), port, isValidPortName(port)));
  } else {
    errors.push(...invalidEach(path.child('port'), port, isValidPortNumber(port)));
    // The server shows the port here, not the end.
    if (endPort !== undefined && endPort < port) errors.push(invalid(endPath, port, 'must be greater than or equal to `port`'));
    if (endPort !== undefined) errors.push(...invalidEach(endPath, endPort, isValidPortNumber(endPort)));
  }
  return errors;
}

function validatePeer({ podSelector, namespaceSelector, ipBlock }: Loose<NetworkPolicyPeer>, accepted: readonly string[], path: FieldPath): FieldError[] {
  const given = [podSelector, namespaceSelector, ipBlock].filter((peer) => peer !== undefined).length;
  return [
    ...validateLabelSelector(podSelector, path.child('podSelector')),
    ...validateLabelSelector(namespaceSelector, path.child('namespaceSelector')),
    ...(ipBlock === undefined ? [] : validateIPBlock(ipBlock, accepted, path.child('ipBlock'))),
    ...(given === 0 ? [required(path, 'must specify a peer')] : []),
    ...(given > 1 && ipBlock !== undefined ? [forbidden(path, 'may not specify both ipBlock and another peer')] : []),
  ];
}

function validateIPBlock({ cidr = '', except = [] }: Loose<IPBlock>, accepted: readonly string[], path: FieldPath): FieldError[] {
  if (cidr === '') return [required(path.child('cidr'))];
  const errors = isValidCIDRForLegacyField(path.child('cidr'), cidr, accepted);
  const outer = parseCIDR(cidr)?.cidr;
  if (outer === undefined) return errors;
  except.forEach((text, i) => {
    const at = path.child('except').index(i);
    errors.push(...isValidCIDRForLegacyField(at, text, accepted));
    const inner = parseCIDR(text)?.cidr;
    if (inner === undefined) return;
    const isInside = cidrContains(outer, { family: inner.family, value: inner.base });
    if (!isInside || outer.prefixLength >= inner.prefixLength) errors.push(invalid(at, text, 'must be a strict subset of `cidr`'));
  });
  return errors;
}
