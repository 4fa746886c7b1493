/** Rules for the ports of a Service. Mirrors validateServicePort of pkg/apis/core/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { duplicate, forbidden, invalidEach, namedText, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { ServicePort } from '../types.generated.ts';
import { validatePortNumberOrName } from './fieldChecks.ts';
import { isDNS1123Label, isQualifiedName, isValidPortNumber } from './names.ts';

export const supportedProtocols: readonly string[] = ['SCTP', 'TCP', 'UDP'];

/** Each port by itself: name (needed among several), port, protocol, targetPort, appProtocol. */
export function validateServicePorts(ports: readonly Loose<ServicePort>[], path: FieldPath): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap((port, i) => validateServicePort(port, ports.length > 1, names, path.index(i)));
}

function validateServicePort(port: Loose<ServicePort>, isNameRequired: boolean, names: Set<string>, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const name = port.name ?? '';
  if (name !== '') {
    errors.push(...invalidEach(path.child('name'), name, isDNS1123Label(name)));
    if (names.has(name)) errors.push(duplicate(path.child('name'), name));
    names.add(name);
  } else if (isNameRequired) errors.push(required(path.child('name')));
  const number = port.port ?? 0;
  errors.push(...invalidEach(path.child('port'), number, isValidPortNumber(number)));
  errors.push(...validateProtocol(port.protocol ?? '', path.child('protocol')));
  errors.push(...validatePortNumberOrName(port.targetPort ?? 0, path.child('targetPort')));
  if (port.appProtocol !== undefined) errors.push(...invalidEach(path.child('appProtocol'), port.appProtocol, isQualifiedName(port.appProtocol)));
  return errors;
}

/** TCP, UDP or SCTP; empty is missing. */
export function validateProtocol(protocol: string, path: FieldPath): FieldError[] {
  if (protocol === '') return [required(path)];
  return supportedProtocols.includes(protocol) ? [] : [notSupported(path, namedText(protocol), supportedProtocols)];
}

/** nodePort on a Service of type ClusterIP. */
export function validateNoNodePorts(ports: readonly Loose<ServicePort>[], path: FieldPath): FieldError[] {
  return ports.flatMap((port, i) => ((port.nodePort ?? 0) === 0 ? [] : [forbidden(path.index(i).child('nodePort'), "may not be used when `type` is 'ClusterIP'")]));
}

/** The same node port, then the same port, twice for one protocol. */
export function validateUniquePorts(ports: readonly Loose<ServicePort>[], path: FieldPath): FieldError[] {
  const nodePorts = new Set<string>();
  const repeatedNodePorts = ports.flatMap(({ nodePort = 0, protocol = '' }, i) => {
    const key = `${protocol}/${nodePort}`;
    if (nodePort === 0) return [];
    if (nodePorts.has(key)) return [duplicate(path.index(i).child('nodePort'), nodePort)];
    nodePorts.add(key);
    return [];
  });
  const seen = new Set<string>();
  const repeatedPorts = ports.flatMap(({ port = 0, protocol = '' }, i) => {
    const key = `${protocol}/${port}`;
    // The message shows the key of the check, a ServicePort of which only these two are set.
    if (seen.has(key)) return [duplicate(path.index(i), { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 })];
    seen.add(key);
    return [];
  });
  return [...repeatedNodePorts, ...repeatedPorts];
}
