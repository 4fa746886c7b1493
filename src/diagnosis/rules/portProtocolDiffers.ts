import { otherProtocol, portRule } from '../servicePorts.ts';

/** The right port in the wrong protocol. */
export const portProtocolDiffers = portRule('portProtocolDiffers', 'error', (portCase) => {
  const { port, protocol, target, index, service } = portCase;
  const other = otherProtocol(portCase);
  if (other === undefined) return undefined;
  const isTaken = (service.spec.ports ?? []).some((each) => each.port === port.port && (each.protocol ?? 'TCP') === other);
  return {
    path: ['spec', 'ports', index, 'protocol'],
    params: { port: port.port, targetPort: target, protocol, other },
    ...(isTaken ? {} : { fix: { value: other } }),
  };
});
