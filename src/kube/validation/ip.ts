/** Rules for addresses and ranges. Mirrors apimachinery/pkg/util/validation/ip.go, and ValidateEndpointIP of pkg/apis/core/validation (v1.36). */
import type { FieldError } from '../field.ts';
import { invalid } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { IP, ParsedCIDR } from '../ip.ts';
import {
  addressBits, formatCIDR, formatIP, hasLeadingZeros, isIPv4Mapped, isLinkLocalMulticastIP, isLinkLocalUnicastIP, isLoopbackIP, isUnspecifiedIP, parseCIDR, parseIP,
} from '../ip.ts';
import { quote } from '../quote.ts';

const badIPMessage = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const badCIDRMessage = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

function strictIPErrors(path: FieldPath, value: string): FieldError[] {
  const ip = parseIP(value);
  if (ip === undefined) return [invalid(path, value, badIPMessage)];
  // What has leading zeros is not read any further, so it is never also called mapped.
  if (hasLeadingZeros(value)) return [invalid(path, value, 'must not have leading 0s')];
  return isIPv4Mapped(value) ? [invalid(path, value, 'must not be an IPv4-mapped IPv6 address')] : [];
}

/** An address in a field that once took looser forms: `accepted` values, those that the old object had, pass as they are. */
export function isValidIPForLegacyField(path: FieldPath, value: string, accepted: readonly string[] = []): FieldError[] {
  return accepted.includes(value) ? [] : strictIPErrors(path, value);
}

/** An address in canonical form. */
export function isValidIP(path: FieldPath, value: string): FieldError[] {
  const errors = strictIPErrors(path, value);
  const ip = parseIP(value);
  if (errors.length > 0 || ip === undefined) return errors;
  const canonical = formatIP(ip);
  return value === canonical ? [] : [invalid(path, value, `must be in canonical form (${quote(canonical)})`)];
}

function strictCIDRErrors(path: FieldPath, value: string): FieldError[] {
  const parsed = parseCIDR(value);
  if (parsed === undefined) return [invalid(path, value, badCIDRMessage)];
  if (hasLeadingZerosInCIDR(value)) return [invalid(path, value, 'must not have leading 0s in IP or prefix length')];
  if (isIPv4Mapped(addressPart(value))) return [invalid(path, value, 'must not have an IPv4-mapped IPv6 address')];
  return hasHostBits(parsed) ? [invalid(path, value, 'must not have bits set beyond the prefix length')] : [];
}

function addressPart(cidr: string): string {
  return cidr.slice(0, cidr.indexOf('/'));
}

function hasLeadingZerosInCIDR(cidr: string): boolean {
  const mask = cidr.slice(cidr.indexOf('/') + 1);
  return hasLeadingZeros(addressPart(cidr)) || (mask.length > 1 && mask.startsWith('0'));
}

function hasHostBits({ ip, cidr }: ParsedCIDR): boolean {
  return ip.value !== cidr.base;
}

/** A range in a field that once took looser forms; `accepted` as for addresses. */
export function isValidCIDRForLegacyField(path: FieldPath, value: string, accepted: readonly string[] = []): FieldError[] {
  return accepted.includes(value) ? [] : strictCIDRErrors(path, value);
}

/** A range in canonical form. */
export function isValidCIDR(path: FieldPath, value: string): FieldError[] {
  const errors = strictCIDRErrors(path, value);
  const parsed = parseCIDR(value);
  if (errors.length > 0 || parsed === undefined) return errors;
  const canonical = formatCIDR(parsed.cidr);
  return value === canonical ? [] : [invalid(path, value, `must be in canonical form (${quote(canonical)})`)];
}

/** An address that traffic can be sent to: of Endpoints, EndpointSlices and, for historical reasons, externalIPs. */
export function validateEndpointIP(value: string, path: FieldPath): FieldError[] {
  const ip = parseIP(value);
  if (ip === undefined) return [invalid(path, value, 'must be a valid IP address')];
  const errors: FieldError[] = [];
  if (isUnspecifiedIP(ip)) errors.push(invalid(path, value, `may not be unspecified (${value})`));
  if (isLoopbackIP(ip)) errors.push(invalid(path, value, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'));
  if (isLinkLocalUnicastIP(ip)) errors.push(invalid(path, value, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'));
  if (isLinkLocalMulticastIP(ip)) errors.push(invalid(path, value, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'));
  return errors;
}

/** What is odd about an address that was let through. */
export function warningsForIP(path: FieldPath, value: string): string[] {
  const ip = parseIP(value);
  if (ip === undefined) return [];
  const canonical = formatIP(ip);
  if (hasLeadingZeros(value) || isIPv4Mapped(value)) {
    return [`${path.toString()}: non-standard IP address ${quote(value)} is invalid: use ${quote(canonical)}`];
  }
  if (isIPv6(ip) && canonical !== value) {
    return [`${path.toString()}: IPv6 address ${quote(value)} should be in RFC 5952 canonical format (${quote(canonical)})`];
  }
  return [];
}

function isIPv6(ip: IP): boolean {
  return ip.family === 'IPv6';
}

/** What is odd about a range that was let through. */
export function warningsForCIDR(path: FieldPath, value: string): string[] {
  const parsed = parseCIDR(value);
  if (parsed === undefined) return [];
  const warnings: string[] = [];
  const canonical = formatCIDR(parsed.cidr);
  if (hasHostBits(parsed)) {
    const single = `${formatIP(parsed.ip)}/${addressBits(parsed.ip.family)}`;
    warnings.push(`${path.toString()}: CIDR value ${quote(value)} is ambiguous in this context (should be ${quote(canonical)} or ${quote(single)}?)`);
  }
  if (hasLeadingZerosInCIDR(value) || isIPv4Mapped(addressPart(value))) {
    warnings.push(`${path.toString()}: non-standard CIDR value ${quote(value)} is invalid: use ${quote(canonical)}`);
  }
  if (warnings.length === 0 && isIPv6(parsed.ip) && canonical !== value) {
    warnings.push(`${path.toString()}: IPv6 CIDR value ${quote(value)} should be in RFC 5952 canonical format (${quote(canonical)})`);
  }
  return warnings;
}
