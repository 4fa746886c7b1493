import { portRule, resolvedTarget } from '../servicePorts.ts';

/** Clients of a headless Service reach the Pods themselves: nobody turns its port into the target port. */
export const headlessPortNotTranslated = portRule('headlessPortNotTranslated', 'info', (portCase) => {
  const { port, pods, index, service } = portCase;
  if (service.spec.clusterIP !== 'None') return undefined;
  const numbers = [...new Set(pods.flatMap((pod) => resolvedTarget(pod, portCase) ?? []))];
  const [only] = numbers;
  if (only === undefined || numbers.length > 1 || only === port.port) return undefined;
  const isTaken = (service.spec.ports ?? []).some((each) => each.port === only && (each.protocol ?? 'TCP') === (port.protocol ?? 'TCP'));
  return { path: ['spec', 'ports', index, 'port'], params: { port: port.port, targetPort: only }, ...(isTaken ? {} : { fix: { value: only } }) };
});
