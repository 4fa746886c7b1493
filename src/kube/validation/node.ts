/** Rules for Nodes. Mirrors ValidateNode and ValidateNodeUpdate of pkg/apis/core/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { duplicate, forbidden, internalError, invalid, namedText, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import { unmarshalObjectError } from '../goJSON.ts';
import { parseCIDR } from '../ip.ts';
import type { Loose } from '../loose.ts';
import { valueOf } from '../objects.ts';
import type { Node, NodeAddress, Taint } from '../types.generated.ts';
import { isValidCIDRForLegacyField } from './ip.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isDNS1123Subdomain, isLabelValue } from './names.ts';
import { validateLabelName } from './objectMeta.ts';
import { validateResourceQuantityValue } from './resources.ts';

const avoidPodsKey = 'scheduler.alpha.kubernetes.io/preferAvoidPods';
const podCIDRsPath = fieldPath('spec', 'podCIDRs');
// The server says metadata for what stands in spec.
const taintsPath = fieldPath('metadata', 'taints');

/** A new Node. Simplified: the alpha annotations of taints, the swap status and the declared features are not checked. */
export function validateNode(node: Loose<Node>): FieldError[] {
  const podCIDRs = node.spec?.podCIDRs ?? [];
  return [
    ...validateKubeObjectMeta(node.metadata ?? {}, isDNS1123Subdomain, false),
    ...validateAvoidPods(valueOf(node.metadata?.annotations, avoidPodsKey)),
    ...validateTaints(node.spec?.taints ?? [], taintsPath),
    ...validateResources(node),
    ...podCIDRs.flatMap((cidr, i) => isValidCIDRForLegacyField(podCIDRsPath.index(i), cidr)),
    ...validatePodCIDRPair(podCIDRs),
  ];
}

/** The annotation is JSON. Simplified: what the JSON says is not looked at. */
function validateAvoidPods(annotation: string | undefined): FieldError[] {
  const error = annotation === undefined || annotation === '' ? undefined : unmarshalObjectError(annotation, 'v1.AvoidPods');
  return error === undefined ? [] : [invalid(fieldPath('metadata', 'annotations', 'AvoidPods'), avoidPodsKey, error)];
}

function validatePodCIDRPair(podCIDRs: readonly string[]): FieldError[] {
  if (podCIDRs.length < 2) return [];
  const families = podCIDRs.map((cidr) => parseCIDR(cidr)?.cidr.family);
  const unreadable = families.indexOf(undefined);
  const isPair = unreadable < 0 && podCIDRs.length === 2 && families.includes('IPv4') && families.includes('IPv6');
  return [
    ...(unreadable < 0 ? [] : [internalError(podCIDRsPath, `invalid PodCIDRs. failed to check with dual stack with error:invalid CIDR[${unreadable}]: <nil> (invalid CIDR address: ${podCIDRs[unreadable] ?? ''})`)]),
    ...(isPair ? [] : [invalid(podCIDRsPath, podCIDRs, 'may specify no more than one CIDR for each IP family')]),
  ];
}

/** A Node that replaces `old`: what was assigned to it stays. */
export function validateNodeUpdate(node: Loose<Node>, old: Loose<Node>): FieldError[] {
  const path = fieldPath('spec');
  const providerID = old.spec?.providerID ?? '';
  return [
    ...validateNode(node),
    ...validateKubeObjectMetaUpdate(node.metadata ?? {}, old.metadata ?? {}),
    ...validateAvoidPods(valueOf(node.metadata?.annotations, avoidPodsKey)),
    ...validateResources(node),
    ...validateAddresses(node.status?.addresses ?? []),
    ...validatePodCIDRsUpdate(node.spec?.podCIDRs ?? [], old.spec?.podCIDRs ?? []),
    ...(providerID !== '' && providerID !== (node.spec?.providerID ?? '') ? [forbidden(path.child('providerID'), 'node updates may not change providerID except from "" to valid')] : []),
    ...validateTaints(node.spec?.taints ?? [], taintsPath),
    ...((node.spec?.externalID ?? '') === (old.spec?.externalID ?? '') ? [] : [forbidden(path.child('externalID'), 'may not be updated')]),
  ];
}

function validatePodCIDRsUpdate(after: readonly string[], before: readonly string[]): FieldError[] {
  const error = forbidden(podCIDRsPath, 'node updates may not change podCIDR except from "" to valid');
  if (before.length === 0) return [];
  if (before.length !== after.length) return [error];
  return before.flatMap((cidr, i) => (cidr === after[i] ? [] : [error]));
}

function validateResources(node: Loose<Node>): FieldError[] {
  const check = (name: 'capacity' | 'allocatable'): FieldError[] => Object.entries(node.status?.[name] ?? {})
    .flatMap(([resource, amount]) => validateResourceQuantityValue(resource, amount, fieldPath('status', name, resource)));
  return [...check('capacity'), ...check('allocatable')];
}

function validateAddresses(addresses: readonly Loose<NodeAddress>[]): FieldError[] {
  const seen = new Set<string>();
  return addresses.flatMap(({ type = '', address = '' }, i) => {
    const key = `${type} ${address}`;
    if (seen.has(key)) return [duplicate(fieldPath('status', 'addresses').index(i), { Type: type, Address: address })];
    seen.add(key);
    return [];
  });
}

function validateTaints(taints: readonly Loose<Taint>[], path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return taints.flatMap((taint, i) => {
    const { key = '', value = '', effect = '' } = taint;
    const at = path.index(i);
    const errors = validateLabelName(key, at.child('key'));
    const problems = isLabelValue(value);
    if (problems.length > 0) errors.push(invalid(at.child('value'), value, problems.join(';')));
    errors.push(...validateTaintEffect(effect, at.child('effect')));
    const pair = `${effect} ${key}`;
    if (seen.has(pair)) {
      const repeated = duplicate(at, { Key: key, Value: value, Effect: effect, TimeAdded: taint.timeAdded ?? null });
      errors.push({ ...repeated, message: `${repeated.message}: taints must be unique by key and effect pair` });
    }
    seen.add(pair);
    return errors;
  });
}

function validateTaintEffect(effect: string, path: FieldPath): FieldError[] {
  const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
  if (effect === '') return [required(path)];
  return effects.includes(effect) ? [] : [notSupported(path, namedText(effect), effects)];
}
