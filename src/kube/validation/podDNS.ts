import type { FieldError } from '../field.ts';
import { forbidden, invalid, invalidEach, notSupported, required, tooLong } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { HostAlias, PodDNSConfig, PodSpec } from '../types.generated.ts';
import { utf8Length } from '../utf8.ts';
import { validateDNS1123Subdomain } from './fieldChecks.ts';
import { isValidIPForLegacyField } from './ip.ts';
import { isDNS1123SubdomainWithUnderscore } from './names.ts';

const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const mostNameservers = 3;
const mostSearches = 32;
const mostSearchChars = 2048;
const longestHostname = 64;

/** Mirrors validateDNSPolicy in pkg/apis/core/validation/validation.go (v1.36). */
export function validateDNSPolicy(policy: string, path: FieldPath): FieldError[] {
  if (policy === '') return [required(path)];
  return dnsPolicies.includes(policy) ? [] : [notSupported(path, policy, dnsPolicies)];
}

function validateSearch(search: string, path: FieldPath): FieldError[] {
  if (search === '.') return [];
  const name = search.replace(/\.$/, '');
  return invalidEach(path, name, isDNS1123SubdomainWithUnderscore(name));
}

/** Name servers, search domains and resolver options of a Pod's own. Mirrors validatePodDNSConfig (v1.36). */
export function validatePodDNSConfig(config: Loose<PodDNSConfig> | undefined, policy: string, path: FieldPath): FieldError[] {
  const { nameservers = [], searches = [], options = [] } = config ?? {};
  if (policy === 'None' && config === undefined) return [required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
  if (policy === 'None' && nameservers.length === 0) return [required(path.child('nameservers'), 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
  const errors: FieldError[] = [];
  if (nameservers.length > mostNameservers) errors.push(invalid(path.child('nameservers'), nameservers, `must not have more than ${mostNameservers} nameservers`));
  nameservers.forEach((server, index) => errors.push(...isValidIPForLegacyField(path.child('nameservers').index(index), server)));
  if (searches.length > mostSearches) errors.push(invalid(path.child('searches'), searches, `must not have more than ${mostSearches} search paths`));
  if (utf8Length(searches.join(' ')) > mostSearchChars) {
    errors.push(invalid(path.child('searches'), searches, `must not have more than ${mostSearchChars} characters (including spaces) in the search list`));
  }
  searches.forEach((search, index) => errors.push(...validateSearch(search, path.child('searches').index(index))));
  options.forEach(({ name = '' }, index) => {
    if (name === '') errors.push(required(path.child('options').index(index), 'must not be empty'));
  });
  return errors;
}

/** Lines for a Pod's hosts file. Mirrors ValidateHostAliases (v1.36). */
export function validateHostAliases(aliases: readonly Loose<HostAlias>[], path: FieldPath): FieldError[] {
  return aliases.flatMap(({ ip = '', hostnames = [] }, index) => [
    ...isValidIPForLegacyField(path.index(index).child('ip'), ip),
    ...hostnames.flatMap((hostname, nameIndex) => validateDNS1123Subdomain(hostname, path.index(index).child('hostnames').index(nameIndex))),
  ]);
}

/** A hostname that overrides all others. Mirrors validatePodHostName (v1.36). */
export function validateHostnameOverride(spec: Loose<PodSpec>, path: FieldPath): FieldError[] {
  const { hostnameOverride } = spec;
  if (hostnameOverride === undefined) return [];
  return [
    ...(spec.setHostnameAsFQDN === true ? [forbidden(path, 'may not be specified when setHostnameAsFQDN is true')] : []),
    ...(spec.hostNetwork === true ? [forbidden(path, 'may not be specified when hostNetwork is true')] : []),
    ...(utf8Length(hostnameOverride) > longestHostname ? [tooLong(path, longestHostname)] : []),
    ...validateDNS1123Subdomain(hostnameOverride, path),
  ];
}
