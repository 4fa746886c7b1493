import { declaresTarget, portRule, targetPortPath } from '../servicePorts.ts';

/** Some of the Pods declare the number, others do not: the selector picks Pods that are not meant, or they differ. */
export const targetPortMissingOnSome = portRule('targetPortMissingOnSome', 'warning', (portCase) => {
  const { port, protocol, pods, target, context } = portCase;
  if (typeof target !== 'number') return undefined;
  const without = pods.filter((pod) => !declaresTarget(pod, portCase) && context.behaviourOf(pod).listensOn === undefined);
  const [first] = without;
  if (first === undefined || without.length === pods.length || !pods.some((pod) => declaresTarget(pod, portCase))) return undefined;
  return { path: targetPortPath(portCase), params: { port: port.port, targetPort: target, protocol, missing: without.length, count: pods.length, pod: first.metadata.name } };
});
