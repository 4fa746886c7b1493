/** Rules for Endpoints. Mirrors ValidateEndpoints of pkg/apis/core/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { invalidEach, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { deepEqual, omit } from '../objects.ts';
import type { EndpointAddress, EndpointPort, EndpointSubset, Endpoints } from '../types.generated.ts';
import { isValidIPForLegacyField, validateEndpointIP } from './ip.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isDNS1123Label, isDNS1123Subdomain, isQualifiedName, isValidPortNumber } from './names.ts';
import { validateProtocol } from './servicePorts.ts';

/** New Endpoints. */
export function validateEndpoints(endpoints: Loose<Endpoints>): FieldError[] {
  return [
    ...validateKubeObjectMeta(endpoints.metadata ?? {}, isDNS1123Subdomain),
    ...(endpoints.subsets ?? []).flatMap((subset, i) => validateSubset(subset, fieldPath('subsets').index(i))),
  ];
}

/** Endpoints that replace `old`; subsets that did not change pass. */
export function validateEndpointsUpdate(endpoints: Loose<Endpoints>, old: Loose<Endpoints>): FieldError[] {
  return [
    ...validateKubeObjectMetaUpdate(endpoints.metadata ?? {}, old.metadata ?? {}),
    ...validateEndpoints(deepEqual(endpoints.subsets, old.subsets) ? omit(endpoints, 'subsets') : endpoints),
  ];
}

function validateSubset(subset: Loose<EndpointSubset>, path: FieldPath): FieldError[] {
  const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
  return [
    ...(addresses.length === 0 && notReadyAddresses.length === 0 ? [required(path, 'must specify `addresses` or `notReadyAddresses`')] : []),
    ...addresses.flatMap((address, i) => validateAddress(address, path.child('addresses').index(i))),
    ...notReadyAddresses.flatMap((address, i) => validateAddress(address, path.child('notReadyAddresses').index(i))),
    ...ports.flatMap((port, i) => validatePort(port, ports.length > 1, path.child('ports').index(i))),
  ];
}

function validateAddress({ ip = '', hostname = '', nodeName }: Loose<EndpointAddress>, path: FieldPath): FieldError[] {
  return [
    ...isValidIPForLegacyField(path.child('ip'), ip),
    ...(hostname === '' ? [] : invalidEach(path.child('hostname'), hostname, isDNS1123Label(hostname))),
    ...(nodeName === undefined ? [] : invalidEach(path.child('nodeName'), nodeName, isDNS1123Subdomain(nodeName))),
    ...validateEndpointIP(ip, path.child('ip')),
  ];
}

function validatePort({ name = '', port = 0, protocol = '', appProtocol }: Loose<EndpointPort>, isNameRequired: boolean, path: FieldPath): FieldError[] {
  const nameErrors = name === '' ? (isNameRequired ? [required(path.child('name'))] : []) : invalidEach(path.child('name'), name, isDNS1123Label(name));
  return [
    ...nameErrors,
    ...invalidEach(path.child('port'), port, isValidPortNumber(port)),
    ...validateProtocol(protocol, path.child('protocol')),
    ...(appProtocol === undefined ? [] : invalidEach(path.child('appProtocol'), appProtocol, isQualifiedName(appProtocol))),
  ];
}
