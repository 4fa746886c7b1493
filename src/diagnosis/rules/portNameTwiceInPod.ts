import { declaredPorts } from '../servicePods.ts';
import { portRule, targetPortPath } from '../servicePorts.ts';

/** Two containers of a Pod give one name to two ports: the first one counts. */
export const portNameTwiceInPod = portRule('portNameTwiceInPod', 'warning', (portCase) => {
  const { protocol, pods, target } = portCase;
  if (typeof target !== 'string') return undefined;
  for (const pod of pods) {
    const numbers = [...new Set(declaredPorts(pod.spec).filter((declared) => declared.name === target && declared.protocol === protocol).map((declared) => declared.containerPort))];
    const [first] = numbers;
    if (first !== undefined && numbers.length > 1) return { path: targetPortPath(portCase), params: { targetPort: target, pod: pod.metadata.name, numbers: numbers.join(', '), first } };
  }
  return undefined;
});
