import { listeningElsewhere, portRule, targetPortPath } from '../servicePorts.ts';

/** The containers declare the port, but what runs in them listens on none at all. */
export const nothingListens = portRule('nothingListens', 'error', (portCase) => {
  const { port, protocol, pods } = portCase;
  const { target, ports = [] } = listeningElsewhere(portCase) ?? {};
  if (target === undefined || ports.length > 0) return undefined;
  return { path: targetPortPath(portCase), params: { port: port.port, targetPort: target, protocol, count: pods.length } };
});
