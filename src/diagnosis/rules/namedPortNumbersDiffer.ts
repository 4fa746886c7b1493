import { portRule, resolvedTarget, targetPortPath } from '../servicePorts.ts';

/** One name, several numbers: every Pod is reached on its own. */
export const namedPortNumbersDiffer = portRule('namedPortNumbersDiffer', 'info', (portCase) => {
  const { port, pods, target } = portCase;
  if (typeof target !== 'string') return undefined;
  const numbers = [...new Set(pods.flatMap((pod) => resolvedTarget(pod, portCase) ?? []))].sort((a, b) => a - b);
  return numbers.length < 2 ? undefined : { path: targetPortPath(portCase), params: { port: port.port, targetPort: target, numbers: numbers.join(', ') } };
});
