import { listeningElsewhere, portRule, targetPortPath } from '../servicePorts.ts';

/** The containers declare the port, but what runs in them listens elsewhere. */
export const targetPortNotListening = portRule('targetPortNotListening', 'error', (portCase) => {
  const { port, protocol, pods } = portCase;
  const { target, ports = [] } = listeningElsewhere(portCase) ?? {};
  const [only] = ports;
  if (target === undefined || only === undefined) return undefined;
  return {
    path: targetPortPath(portCase),
    params: { port: port.port, targetPort: target, protocol, count: pods.length, ports: ports.join(', ') },
    ...(ports.length === 1 ? { fix: { value: only } } : {}),
  };
});
