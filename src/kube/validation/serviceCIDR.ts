/** Rules for ServiceCIDRs and IPAddresses. Mirrors pkg/apis/networking/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { invalid, invalidEach, required } from '../fieldErrors.ts';
import { fieldPath } from '../fieldPath.ts';
import { formatIP, hasLeadingZeros, isIPv4Mapped, parseCIDR, parseIP } from '../ip.ts';
import type { JsonValue } from '../json.ts';
import type { Loose } from '../loose.ts';
import { quote } from '../quote.ts';
import { wasSentEmpty } from '../sentEmpty.ts';
import type { IPAddress, ParentReference, ServiceCIDR } from '../types.generated.ts';
import { validateRequiredName } from './fieldChecks.ts';
import { isValidCIDR } from './ip.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isDNS1123Subdomain, isPathSegmentName } from './names.ts';
import { immutableMessage, validateImmutableField } from './objectMeta.ts';

const cidrsPath = fieldPath('spec', 'cidrs');

/** A new ServiceCIDR. */
export function validateServiceCIDR(serviceCIDR: Loose<ServiceCIDR>): FieldError[] {
  return [...validateKubeObjectMeta(serviceCIDR.metadata ?? {}, isDNS1123Subdomain, false), ...validateCIDRs(serviceCIDR.spec?.cidrs ?? [])];
}

function validateCIDRs(cidrs: readonly string[]): FieldError[] {
  if (cidrs.length === 0) return [required(cidrsPath, 'at least one CIDR required')];
  if (cidrs.length > 2) return [invalid(cidrsPath, { CIDRs: cidrs }, 'may only hold up to 2 values')];
  const errors = cidrs.flatMap((cidr, i) => isValidCIDR(cidrsPath.index(i), cidr));
  const [first, second] = cidrs.map((cidr) => parseCIDR(cidr)?.cidr.family);
  if (cidrs.length === 2 && first !== undefined && first === second) {
    errors.push(invalid(cidrsPath, cidrs, 'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64'));
  }
  return errors;
}

/** A ServiceCIDR that replaces `old`: a second range may be added, nothing else changes. */
export function validateServiceCIDRUpdate(serviceCIDR: Loose<ServiceCIDR>, old: Loose<ServiceCIDR>): FieldError[] {
  const before = old.spec?.cidrs ?? [];
  const after = serviceCIDR.spec?.cidrs ?? [];
  const errors = validateKubeObjectMetaUpdate(serviceCIDR.metadata ?? {}, old.metadata ?? {});
  const changed = before.flatMap((cidr, i) => (cidr === after[i] ? [] : [invalid(cidrsPath.index(i), after[i], immutableMessage)]));
  if (before.length === after.length) return [...errors, ...changed];
  if (before.length === 1 && after.length === 2) return [...errors, ...changed, ...validateCIDRs(after)];
  const shown = after.length > 0 ? after : wasSentEmpty(serviceCIDR.spec ?? {}, 'cidrs') ? [] : null;
  return [...errors, invalid(cidrsPath, shown, immutableMessage)];
}

/** The name of an IPAddress is the address itself, in canonical form. */
function checkIPAddressName(name: string): string[] {
  const ip = parseIP(name);
  if (ip === undefined) return ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
  if (hasLeadingZeros(name)) return ['must not have leading 0s'];
  if (isIPv4Mapped(name)) return ['must not be an IPv4-mapped IPv6 address'];
  const canonical = formatIP(ip);
  return name === canonical ? [] : [`must be in canonical form (${quote(canonical)})`];
}

/** A new IPAddress. */
export function validateIPAddress(address: Loose<IPAddress>): FieldError[] {
  const path = fieldPath('spec', 'parentRef');
  const parent = address.spec?.parentRef;
  const errors = validateKubeObjectMeta(address.metadata ?? {}, checkIPAddressName, false);
  if (parent === undefined) return [...errors, required(path)];
  const { group = '', resource = '', name = '', namespace = '' } = parent;
  return [
    ...errors,
    ...(group === '' ? [] : invalidEach(path.child('group'), group, isDNS1123Subdomain(group))),
    ...validateRequiredName(resource, isPathSegmentName, path.child('resource')),
    ...validateRequiredName(name, isPathSegmentName, path.child('name')),
    ...(namespace === '' ? [] : invalidEach(path.child('namespace'), namespace, isPathSegmentName(namespace))),
  ];
}

/** An IPAddress that replaces `old`: what it belongs to stays. */
export function validateIPAddressUpdate(address: Loose<IPAddress>, old: Loose<IPAddress>): FieldError[] {
  return [
    ...validateIPAddress(address),
    ...validateKubeObjectMetaUpdate(address.metadata ?? {}, old.metadata ?? {}),
    ...validateImmutableField(address.spec?.parentRef, old.spec?.parentRef, fieldPath('spec', 'parentRef'), printedParent(address.spec?.parentRef)),
  ];
}

/** The internal type, whose fields have their Go names. */
function printedParent(parent: Loose<ParentReference> | undefined): JsonValue {
  if (parent === undefined) return null;
  const { group = '', resource = '', namespace = '', name = '' } = parent;
  return { Group: group, Resource: resource, Namespace: namespace, Name: name };
}
