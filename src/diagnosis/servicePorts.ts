import { listensOn } from '../engine/kubelet/listeningPorts.ts';
import type { Pod, Service, ServicePort } from '../kube/types.generated.ts';
import { nearest } from './editDistance.ts';
import type { FindingDraft, Rule, RuleContext, Severity } from './rule.ts';
import { declaredPorts, matchedPods, runningContainers } from './servicePods.ts';

/** A port of a Service beside the Pods that it leads to. */
export interface PortCase {
  readonly index: number;
  readonly port: ServicePort;
  readonly protocol: string;
  readonly target: number | string;
  readonly pods: readonly Pod[];
  readonly service: Service;
  readonly context: RuleContext;
}

/** A rule about each port of Services that pick Pods. */
export function portRule(id: string, severity: Severity, judge: (portCase: PortCase) => FindingDraft | undefined): Rule<Service> {
  return {
    id, severity,
    check(service, context) {
      const pods = matchedPods(service, context);
      if (pods.length === 0) return [];
      return (service.spec.ports ?? []).flatMap((port, index) => judge({ index, port, protocol: port.protocol ?? 'TCP', target: port.targetPort ?? port.port, pods, service, context }) ?? []);
    },
  };
}

/** Where its targetPort is, or would be. */
export function targetPortPath({ index }: PortCase): readonly (string | number)[] {
  return ['spec', 'ports', index, 'targetPort'];
}

/** Whether a Pod has the target, as far as its manifest tells: a number that a container declares or is known to listen on, a name that one declares. */
export function declaresTarget(pod: Pod, { target, protocol }: Pick<PortCase, 'target' | 'protocol'>): boolean {
  if (typeof target === 'number') return runningContainers(pod.spec).some((container) => listensOn(container, target, protocol));
  return declaredPorts(pod.spec).some((declared) => declared.protocol === protocol && declared.name === target);
}

/** The number that the target comes to in a Pod; undefined for a name that it does not declare. */
export function resolvedTarget(pod: Pod, { target, protocol }: Pick<PortCase, 'target' | 'protocol'>): number | undefined {
  if (typeof target === 'number') return target;
  return declaredPorts(pod.spec).find((declared) => declared.name === target && declared.protocol === protocol)?.containerPort;
}

/** The protocol under which some Pod declares the target, where none declares it under the port's own. */
export function otherProtocol(portCase: PortCase): string | undefined {
  const { pods, protocol } = portCase;
  if (pods.some((pod) => declaresTarget(pod, portCase))) return undefined;
  return ['TCP', 'UDP', 'SCTP'].find((other) => other !== protocol && pods.some((pod) => declaresTarget(pod, { ...portCase, protocol: other })));
}

/** The number that only one port declares, or the one that looks most like it. */
export function likelyNumber({ pods, protocol, target }: PortCase): number | undefined {
  const numbers = [...new Set(pods.flatMap((pod) => declaredPorts(pod.spec)).filter((declared) => declared.protocol === protocol).map((declared) => declared.containerPort))];
  const [only] = numbers;
  if (numbers.length === 1) return only;
  const like = nearest(String(target), numbers.map(String));
  return like === undefined ? undefined : Number(like);
}

/** A name that some or all of the Pods do not have, and the one that was meant, as it seems. */
export interface MissingName { readonly isEverywhere: boolean; readonly likely: string | undefined; readonly draft: FindingDraft }

export function missingName(portCase: PortCase): MissingName | undefined {
  const { port, protocol, pods, target } = portCase;
  if (typeof target !== 'string' || otherProtocol(portCase) !== undefined) return undefined;
  const without = pods.filter((pod) => !declaresTarget(pod, portCase));
  const [first] = without;
  if (first === undefined) return undefined;
  const names = [...new Set(pods.flatMap((pod) => declaredPorts(pod.spec)).filter((declared) => declared.protocol === protocol && declared.name !== '').map((declared) => declared.name))];
  const likely = nearest(target, names) ?? (names.length === 1 ? names[0] : undefined);
  const isEverywhere = without.length === pods.length;
  return {
    isEverywhere, likely,
    draft: {
      path: targetPortPath(portCase),
      params: { port: port.port, targetPort: target, protocol, missing: without.length, count: pods.length, nearest: likely ?? '', pod: first.metadata.name },
      ...(likely === undefined || !isEverywhere ? {} : { fix: { value: likely } }),
    },
  };
}

/** Where the processes of the Pods listen, if all were told to and none listens on the target, though containers declare it. */
export function listeningElsewhere(portCase: PortCase): { readonly target: number; readonly ports: readonly number[] } | undefined {
  const { pods, context } = portCase;
  const listening = pods.map((pod) => ({ target: resolvedTarget(pod, portCase), ports: context.behaviourOf(pod).listensOn, isDeclared: declaresTarget(pod, portCase) }));
  const [first] = listening;
  if (first?.target === undefined || listening.some(({ target, ports, isDeclared }) => ports === undefined || target === undefined || ports.includes(target) || !isDeclared)) return undefined;
  return { target: first.target, ports: [...new Set(listening.flatMap(({ ports }) => ports ?? []))].sort((a, b) => a - b) };
}
