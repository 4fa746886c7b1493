import { declaresTarget, portRule, resolvedTarget, targetPortPath } from '../servicePorts.ts';

/** The containers declare the port, but what runs in them listens elsewhere. */
export const targetPortNotListening = portRule('targetPortNotListening', 'error', (portCase) => {
  const { port, protocol, pods, context } = portCase;
  const listening = pods.map((pod) => ({ target: resolvedTarget(pod, portCase), ports: context.behaviourOf(pod).listensOn, isDeclared: declaresTarget(pod, portCase) }));
  const [first] = listening;
  if (first?.target === undefined || listening.some(({ target, ports, isDeclared }) => ports === undefined || target === undefined || ports.includes(target) || !isDeclared)) return undefined;
  const numbers = [...new Set(listening.flatMap(({ ports }) => ports ?? []))].sort((a, b) => a - b);
  const [only] = numbers;
  return {
    path: targetPortPath(portCase),
    params: { port: port.port, targetPort: first.target, protocol, count: pods.length, ports: numbers.length === 0 ? '-' : numbers.join(', ') },
    ...(numbers.length === 1 && only !== undefined ? { fix: { value: only } } : {}),
  };
});
