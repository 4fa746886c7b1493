import { declaresTarget, likelyNumber, otherProtocol, portRule, targetPortPath } from '../servicePorts.ts';

/** No container declares any port of this protocol, so there is nothing to compare with. */
export const noPortDeclared = portRule('noPortDeclared', 'warning', (portCase) => {
  const { port, protocol, pods, target, context } = portCase;
  if (typeof target !== 'number' || likelyNumber(portCase) !== undefined || otherProtocol(portCase) !== undefined) return undefined;
  const isThere = pods.some((pod) => declaresTarget(pod, portCase) || context.behaviourOf(pod).listensOn !== undefined);
  return isThere ? undefined : { path: targetPortPath(portCase), params: { port: port.port, targetPort: target, protocol, count: pods.length } };
});
