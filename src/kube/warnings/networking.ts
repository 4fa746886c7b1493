/** Mirrors the strategies of pkg/registry/{core/endpoint,discovery/endpointslice,networking/*,core/node} (v1.36). */
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { hasKey, valueOf } from '../objects.ts';
import type { EndpointSlice, Endpoints, Ingress, NetworkPolicy, Node, ServiceAccount } from '../types.generated.ts';
import { ingressClassAnnotation } from '../validation/ingress.ts';
import { warningsForCIDR, warningsForIP } from '../validation/ip.ts';

/** Odd addresses; the controller's own Endpoints are not looked at. */
export function endpointsWarnings(endpoints: Loose<Endpoints>): string[] {
  if (valueOf(endpoints.metadata?.labels, 'endpoints.kubernetes.io/managed-by') === 'endpoint-controller') return [];
  return (endpoints.subsets ?? []).flatMap(({ addresses = [], notReadyAddresses = [] }, i) => {
    const path = fieldPath('subsets').index(i);
    return [
      ...addresses.flatMap(({ ip = '' }, j) => warningsForIP(path.child('addresses').index(j).child('ip'), ip)),
      ...notReadyAddresses.flatMap(({ ip = '' }, j) => warningsForIP(path.child('notReadyAddresses').index(j).child('ip'), ip)),
    ];
  });
}

/** Names as addresses (on create), odd addresses; the controllers' own slices are not looked at. */
export function endpointSliceWarnings(slice: Loose<EndpointSlice>, isUpdate: boolean): string[] {
  const warnings = slice.addressType === 'FQDN' && !isUpdate ? ['spec.addressType: FQDN endpoints are deprecated'] : [];
  const managedBy = valueOf(slice.metadata?.labels, 'endpointslice.kubernetes.io/managed-by');
  if (managedBy === 'endpointslice-controller.k8s.io' || managedBy === 'endpointslicemirroring-controller.k8s.io') return warnings;
  return [...warnings, ...(slice.endpoints ?? []).flatMap(({ addresses = [] }, i) => addresses.flatMap((address, j) => (
    warningsForIP(fieldPath('endpoints').index(i).child('addresses').index(j), address))))];
}

/** The annotation in place of the field, on create. */
export function ingressWarnings(ingress: Loose<Ingress>, isUpdate: boolean): string[] {
  const isOld = hasKey(ingress.metadata?.annotations, ingressClassAnnotation) && ingress.spec?.ingressClassName === undefined;
  return isOld && !isUpdate ? [`annotation "${ingressClassAnnotation}" is deprecated, please use 'spec.ingressClassName' instead`] : [];
}

/** Odd ranges. */
export function networkPolicyWarnings(policy: Loose<NetworkPolicy>): string[] {
  const { ingress = [], egress = [] } = policy.spec ?? {};
  const peers = [
    ...ingress.flatMap(({ from = [] }, i) => from.map((peer, j) => ({ peer, path: fieldPath('spec', 'ingress').index(i).child('from').index(j) }))),
    ...egress.flatMap(({ to = [] }, i) => to.map((peer, j) => ({ peer, path: fieldPath('spec', 'egress').index(i).child('to').index(j) }))),
  ];
  return peers.flatMap(({ peer: { ipBlock }, path }) => (ipBlock === undefined ? [] : [
    ...warningsForCIDR(path.child('ipBlock', 'cidr'), ipBlock.cidr ?? ''),
    ...(ipBlock.except ?? []).flatMap((range, i) => warningsForCIDR(path.child('ipBlock', 'except').index(i), range)),
  ]));
}

/** Removed fields, odd ranges. */
export function nodeWarnings(node: Loose<Node>): string[] {
  const { configSource, externalID = '', podCIDRs = [] } = node.spec ?? {};
  return [
    ...(configSource === undefined ? [] : ['spec.configSource: the feature is removed']),
    ...(externalID === '' ? [] : ['spec.externalID: this field is deprecated, and is unused by Kubernetes']),
    ...podCIDRs.flatMap((range, i) => warningsForCIDR(fieldPath('spec', 'podCIDRs').index(i), range)),
  ];
}

/** An annotation that is on its way out, where it is new. */
export function serviceAccountWarnings(account: Loose<ServiceAccount>, old: Loose<ServiceAccount> | undefined): string[] {
  const key = 'kubernetes.io/enforce-mountable-secrets';
  const isNew = hasKey(account.metadata?.annotations, key) && !hasKey(old?.metadata?.annotations, key);
  return isNew ? [`metadata.annotations[${key}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets`] : [];
}
