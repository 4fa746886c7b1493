import type { FieldError } from '../field.ts';
import { duplicate, invalidEach, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { Container, ContainerPort } from '../types.generated.ts';
import { isValidPortName, isValidPortNumber } from './names.ts';

const protocols = ['SCTP', 'TCP', 'UDP'];

function validatePort(port: Loose<ContainerPort>, names: Set<string>, path: FieldPath): FieldError[] {
  const { name = '', containerPort = 0, hostPort = 0, protocol = '' } = port;
  const errors: FieldError[] = [];
  if (name !== '') {
    const messages = isValidPortName(name);
    if (messages.length > 0) errors.push(...invalidEach(path.child('name'), name, messages));
    else if (names.has(name)) errors.push(duplicate(path.child('name'), name));
    else names.add(name);
  }
  if (containerPort === 0) errors.push(required(path.child('containerPort')));
  else errors.push(...invalidEach(path.child('containerPort'), containerPort, isValidPortNumber(containerPort)));
  if (hostPort !== 0) errors.push(...invalidEach(path.child('hostPort'), hostPort, isValidPortNumber(hostPort)));
  if (protocol === '') errors.push(required(path.child('protocol')));
  else if (!protocols.includes(protocol)) errors.push(notSupported(path.child('protocol'), protocol, protocols));
  return errors;
}

/** The ports of one container. Mirrors validateContainerPorts in pkg/apis/core/validation/validation.go (v1.36). */
export function validateContainerPorts(ports: readonly Loose<ContainerPort>[], path: FieldPath): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap((port, index) => validatePort(port, names, path.index(index)));
}

/** Host ports that are asked for twice: protocol, host address and number are the same. `path` is the list of containers. */
export function validateHostPortConflicts(containers: readonly Loose<Container>[], path: FieldPath): FieldError[] {
  const taken = new Set<string>();
  const errors: FieldError[] = [];
  containers.forEach((container, containerIndex) => (container.ports ?? []).forEach(({ hostPort = 0, protocol = '', hostIP = '' }, portIndex) => {
    if (hostPort === 0) return;
    const text = `${protocol}/${hostIP}/${hostPort}`;
    if (taken.has(text)) errors.push(duplicate(path.index(containerIndex).child('ports').index(portIndex).child('hostPort'), text));
    taken.add(text);
  }));
  return errors;
}
