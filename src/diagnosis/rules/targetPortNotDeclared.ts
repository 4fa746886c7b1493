import { declaresTarget, likelyNumber, otherProtocol, portRule, targetPortPath } from '../servicePorts.ts';

/** A number that no container declares: nothing listens there, as far as can be known. */
export const targetPortNotDeclared = portRule('targetPortNotDeclared', 'error', (portCase) => {
  const { port, protocol, pods, target } = portCase;
  if (typeof target !== 'number' || pods.some((pod) => declaresTarget(pod, portCase)) || otherProtocol(portCase) !== undefined) return undefined;
  const likely = likelyNumber(portCase);
  if (likely === undefined) return undefined;
  return { path: targetPortPath(portCase), params: { port: port.port, targetPort: target, protocol, nearest: likely, count: pods.length }, fix: { value: likely } };
});
