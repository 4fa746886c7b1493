/** Rules for EndpointSlices. Mirrors pkg/apis/discovery/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { duplicate, invalid, invalidEach, namedText, notSupported, required, tooMany } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import { ipFamilyOf } from '../ip.ts';
import type { Loose } from '../loose.ts';
import { deepEqual, omit } from '../objects.ts';
import type { DiscoveryEndpointPort, Endpoint, EndpointHints, EndpointSlice } from '../types.generated.ts';
import { isValidIP, isValidIPForLegacyField, validateEndpointIP } from './ip.ts';
import { validateKubeObjectMeta } from './kubeObjectMeta.ts';
import { isDNS1123Label, isDNS1123Subdomain, isLabelValue, isQualifiedName } from './names.ts';
import { validateImmutableField, validateLabels } from './objectMeta.ts';
import { supportedProtocols, validateProtocol } from './servicePorts.ts';

const maxPorts = 20_000;
const maxEndpoints = 1000;
const maxAddresses = 100;
const maxTopologyLabels = 16;
const maxHints = 8;
const addressTypes = ['FQDN', 'IPv4', 'IPv6'];

/** A new EndpointSlice. */
export function validateEndpointSlice(slice: Loose<EndpointSlice>): FieldError[] {
  const addressType = slice.addressType ?? '';
  return [
    ...validateKubeObjectMeta(slice.metadata ?? {}, isDNS1123Subdomain),
    ...validateAddressType(addressType),
    ...validatePorts(slice.ports ?? [], fieldPath('ports')),
    ...validateEndpoints(slice.endpoints ?? [], addressType, fieldPath('endpoints')),
  ];
}

/** An EndpointSlice that replaces `old`; endpoints that did not change pass, and the address type stays. */
export function validateEndpointSliceUpdate(slice: Loose<EndpointSlice>, old: Loose<EndpointSlice>): FieldError[] {
  return [
    ...validateEndpointSlice(deepEqual(slice.endpoints, old.endpoints) ? omit(slice, 'endpoints') : slice),
    ...validateImmutableField(slice.addressType ?? '', old.addressType ?? '', fieldPath('addressType'), namedText(slice.addressType ?? '')),
  ];
}

function validateAddressType(addressType: string): FieldError[] {
  const path = fieldPath('addressType');
  if (addressType === '') return [required(path)];
  return addressTypes.includes(addressType) ? [] : [notSupported(path, namedText(addressType), addressTypes)];
}

function validatePorts(ports: readonly Loose<DiscoveryEndpointPort>[], path: FieldPath): FieldError[] {
  if (ports.length > maxPorts) return [tooMany(path, ports.length, maxPorts)];
  const names = new Set<string>();
  return ports.flatMap((port, i) => validatePort(port, names, path.index(i)));
}

function validatePort({ name = '', protocol, appProtocol }: Loose<DiscoveryEndpointPort>, names: Set<string>, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (name !== '') errors.push(...invalidEach(path.child('name'), name, isDNS1123Label(name)));
  if (names.has(name)) errors.push(duplicate(path.child('name'), namedText(name)));
  names.add(name);
  // An empty protocol is one that is not supported here: only an absent one has a default.
  if (protocol === '') errors.push(notSupported(path.child('protocol'), namedText(''), supportedProtocols));
  else errors.push(...validateProtocol(protocol ?? '', path.child('protocol')));
  if (appProtocol !== undefined) errors.push(...invalidEach(path.child('appProtocol'), appProtocol, isQualifiedName(appProtocol)));
  return errors;
}

function validateEndpoints(endpoints: readonly Loose<Endpoint>[], addressType: string, path: FieldPath): FieldError[] {
  if (endpoints.length > maxEndpoints) return [tooMany(path, endpoints.length, maxEndpoints)];
  return endpoints.flatMap((endpoint, i) => validateEndpoint(endpoint, addressType, path.index(i)));
}

function validateEndpoint(endpoint: Loose<Endpoint>, addressType: string, path: FieldPath): FieldError[] {
  const { addresses = [], nodeName, deprecatedTopology, hostname, hints } = endpoint;
  const addressesPath = path.child('addresses');
  const errors: FieldError[] = [];
  if (addresses.length === 0) errors.push(required(addressesPath, 'must contain at least 1 address'));
  else if (addresses.length > maxAddresses) errors.push(tooMany(addressesPath, addresses.length, maxAddresses));
  addresses.forEach((address, i) => errors.push(...validateAddress(address, addressType, addressesPath, i)));
  if (nodeName !== undefined) errors.push(...invalidEach(path.child('nodeName'), nodeName, isDNS1123Subdomain(nodeName)));
  const topologyPath = path.child('deprecatedTopology');
  const labels = Object.keys(deprecatedTopology ?? {}).length;
  if (labels > maxTopologyLabels) errors.push(tooMany(topologyPath, labels, maxTopologyLabels));
  errors.push(...validateLabels(deprecatedTopology, topologyPath));
  if (hostname !== undefined) errors.push(...invalidEach(path.child('hostname'), hostname, isDNS1123Label(hostname)));
  if (hints !== undefined) errors.push(...validateHints(hints, path.child('hints')));
  return errors;
}

/** An address type that there is not leaves addresses unchecked. */
function validateAddress(address: string, addressType: string, listPath: FieldPath, i: number): FieldError[] {
  const path = listPath.index(i);
  switch (addressType) {
    case 'IPv4': case 'IPv6': {
      const errors = addressType === 'IPv4' ? isValidIPForLegacyField(path, address) : isValidIP(path, address);
      if (errors.length > 0) return errors;
      const wrongFamily = ipFamilyOf(address) === addressType ? [] : [invalid(listPath, address, `must be an ${addressType} address`)];
      return [...wrongFamily, ...validateEndpointIP(address, path)];
    }
    case 'FQDN': return isFullyQualifiedDomainName(path, address);
    default: return [];
  }
}

/** A name of at least two labels, a dot at the end allowed. Of several bad labels the first is reported. */
function isFullyQualifiedDomainName(path: FieldPath, value: string): FieldError[] {
  if (value === '') return [required(path)];
  const name = value.endsWith('.') ? value.slice(0, -1) : value;
  const problems = isDNS1123Subdomain(name);
  if (problems.length > 0) return [invalid(path, name, problems.join(','))];
  const labels = name.split('.');
  if (labels.length < 2) return [invalid(path, name, 'should be a domain with at least two segments separated by dots')];
  for (const label of labels) {
    const labelProblems = isDNS1123Label(label);
    if (labelProblems.length > 0) return [invalid(path, label, labelProblems.join(','))];
  }
  return [];
}

function validateHints({ forZones = [], forNodes = [] }: Loose<EndpointHints>, path: FieldPath): FieldError[] {
  const zonesPath = path.child('forZones');
  if (forZones.length > maxHints) return [tooMany(zonesPath, forZones.length, maxHints)];
  const zoneErrors = validateHintNames(forZones.map(({ name = '' }) => name), isLabelValue, zonesPath);
  const nodesPath = path.child('forNodes');
  if (forNodes.length > maxHints) return [...zoneErrors, tooMany(nodesPath, forNodes.length, maxHints)];
  return [...zoneErrors, ...validateHintNames(forNodes.map(({ name = '' }) => name), isDNS1123Subdomain, nodesPath)];
}

function validateHintNames(names: readonly string[], check: (name: string) => string[], path: FieldPath): FieldError[] {
  return names.flatMap((name, i) => {
    const at = path.index(i).child('name');
    return [...(names.indexOf(name) < i ? [duplicate(at, name)] : []), ...invalidEach(at, name, check(name))];
  });
}
