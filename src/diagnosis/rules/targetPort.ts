import type { Pod, Service, ServicePort } from '../../kube/types.generated.ts';
import { nearest } from '../editDistance.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { declaredPorts, matchedPods } from '../servicePods.ts';

interface PortCase { readonly index: number; readonly port: ServicePort; readonly protocol: string; readonly pods: readonly Pod[] }

function check(judge: (portCase: PortCase) => FindingDraft | undefined) {
  return (service: Service, context: RuleContext): readonly FindingDraft[] => {
    const pods = matchedPods(service, context);
    if (pods.length === 0) return [];
    return (service.spec.ports ?? []).flatMap((port, index) => judge({ index, port, protocol: port.protocol ?? 'TCP', pods }) ?? []);
  };
}

/** The number that only one port declares, or the one that looks most like it. */
function likelyNumber(target: number, { pods, protocol }: PortCase): number | undefined {
  const numbers = [...new Set(pods.flatMap((pod) => declaredPorts(pod.spec)).filter((declared) => declared.protocol === protocol).map((declared) => declared.containerPort))];
  const [only] = numbers;
  if (numbers.length === 1) return only;
  const like = nearest(String(target), numbers.map(String));
  return like === undefined ? undefined : Number(like);
}

/** A number that no container declares: nothing listens there, as far as can be known. */
export const targetPortNotDeclared: Rule<Service> = {
  id: 'targetPortNotDeclared', severity: 'error',
  check: check((portCase) => {
    const { port, index, protocol, pods } = portCase;
    const target = port.targetPort ?? port.port;
    if (typeof target !== 'number') return undefined;
    const isDeclared = pods.some((pod) => declaredPorts(pod.spec).some((declared) => declared.containerPort === target && declared.protocol === protocol));
    const likely = isDeclared ? undefined : likelyNumber(target, portCase);
    if (isDeclared || likely === undefined) return undefined;
    return { path: ['spec', 'ports', index, 'targetPort'], params: { port: port.port, targetPort: target, protocol, nearest: likely, count: pods.length }, fix: { value: likely } };
  }),
};

/** No container declares any port of this protocol, so there is nothing to compare with. */
export const noPortDeclared: Rule<Service> = {
  id: 'noPortDeclared', severity: 'warning',
  check: check((portCase) => {
    const { port, index, protocol, pods } = portCase;
    const target = port.targetPort ?? port.port;
    if (typeof target !== 'number' || likelyNumber(target, portCase) !== undefined) return undefined;
    const isDeclared = pods.some((pod) => declaredPorts(pod.spec).some((declared) => declared.containerPort === target && declared.protocol === protocol));
    return isDeclared ? undefined : { path: ['spec', 'ports', index, 'targetPort'], params: { port: port.port, targetPort: target, protocol, count: pods.length } };
  }),
};

function missing({ port, index, protocol, pods }: PortCase): { readonly missing: number; readonly draft: FindingDraft } | undefined {
  const target = port.targetPort;
  if (typeof target !== 'string') return undefined;
  const without = pods.filter((pod) => !declaredPorts(pod.spec).some((declared) => declared.name === target && declared.protocol === protocol));
  if (without.length === 0) return undefined;
  const names = [...new Set(pods.flatMap((pod) => declaredPorts(pod.spec)).filter((declared) => declared.protocol === protocol && declared.name !== '').map((declared) => declared.name))];
  const likely = nearest(target, names) ?? (names.length === 1 ? names[0] : undefined);
  return {
    missing: without.length,
    draft: {
      path: ['spec', 'ports', index, 'targetPort'],
      params: { port: port.port, targetPort: target, protocol, missing: without.length, count: pods.length, nearest: likely ?? '', pod: without[0]?.metadata.name ?? '' },
      ...(likely === undefined || without.length < pods.length ? {} : { fix: { value: likely } }),
    },
  };
}

/** A name that no Pod has: the port leads nowhere. */
export const namedPortMissing: Rule<Service> = {
  id: 'namedPortMissing', severity: 'error',
  check: check((portCase) => {
    const found = missing(portCase);
    return found?.missing === portCase.pods.length && found.draft.fix !== undefined ? found.draft : undefined;
  }),
};

/** The same, and no name is like it. */
export const namedPortUnknown: Rule<Service> = {
  id: 'namedPortUnknown', severity: 'error',
  check: check((portCase) => {
    const found = missing(portCase);
    return found?.missing === portCase.pods.length && found.draft.fix === undefined ? found.draft : undefined;
  }),
};

/** A name that some Pods have and some have not: those are left out. */
export const namedPortMissingOnSome: Rule<Service> = {
  id: 'namedPortMissingOnSome', severity: 'warning',
  check: check((portCase) => {
    const found = missing(portCase);
    return found !== undefined && found.missing < portCase.pods.length ? found.draft : undefined;
  }),
};
