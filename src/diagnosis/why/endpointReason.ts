import { objectId, type ObjectId } from '../../protocol/ref.ts';
import type { Reason } from '../../protocol/request.ts';
import type { StoreReader } from '../../engine/context.ts';
import { reason } from '../../engine/network/reasons.ts';
import type { Endpoint, EndpointSlice, Pod, Service } from '../../kube/types.generated.ts';

/** What keeps a Pod from being ready: the first that holds. */
function whyNotReady(pod: Pod): Reason {
  const conditions = pod.status?.conditions ?? [];
  const isTrue = (type: string): boolean => conditions.some((condition) => condition.type === type && condition.status === 'True');
  if (pod.status?.phase !== 'Running') return reason('endpoint.notRunning', { phase: pod.status?.phase ?? 'Pending' });
  const crashed = pod.status.containerStatuses?.find(({ state }) => state?.waiting?.reason === 'CrashLoopBackOff' || state?.terminated !== undefined);
  if (crashed !== undefined) return reason('endpoint.crashed', { container: crashed.name });
  if (isTrue('ContainersReady')) {
    const gate = pod.spec.readinessGates?.find(({ conditionType }) => !isTrue(conditionType));
    if (gate !== undefined) return reason('endpoint.gate', { gate: gate.conditionType });
  }
  const waiting = pod.status.containerStatuses?.find(({ ready }) => !ready);
  const spec = pod.spec.containers.find(({ name }) => name === waiting?.name);
  if (spec?.readinessProbe !== undefined) return reason('endpoint.probe', { container: spec.name });
  return reason('endpoint.notReady', {});
}

/** A name that the Service asks for and the Pod's containers do not have. */
function missingPortName(pod: Pod, service: Service): string | undefined {
  const declared = new Set(pod.spec.containers.flatMap(({ ports }) => (ports ?? []).map(({ name }) => name)));
  return (service.spec.ports ?? []).map(({ targetPort }) => targetPort).filter((port) => typeof port === 'string').find((name) => !declared.has(name));
}

/** Why an endpoint of a slice has the conditions that it has. `pod`: the one that it stands for, where there is one. */
export function endpointReason(endpoint: Endpoint, slice: EndpointSlice, pod: Pod | undefined, service: Service): Reason {
  if (pod === undefined) return reason('endpoint.manual', {});
  const missing = (slice.ports ?? []).length === 0 ? missingPortName(pod, service) : undefined;
  if (missing !== undefined) return reason('notChosen.targetPort', { port: missing });
  const { conditions } = endpoint;
  if (service.spec.publishNotReadyAddresses === true && !isReady(pod)) return reason('endpoint.published', {});
  if (conditions?.terminating === true) return conditions.serving === true ? reason('endpoint.terminatingServing', {}) : reason('endpoint.terminating', {});
  return conditions?.ready === false ? whyNotReady(pod) : reason('endpoint.ready', {});
}

/** Why a Pod that the selector picks stands in no slice of the Service. */
function whyMissing(pod: Pod, service: Service): Reason {
  const { phase, podIP = '' } = pod.status ?? {};
  if (phase === 'Succeeded' || phase === 'Failed') return reason('endpoint.ended', { phase });
  if (podIP === '') return reason('endpoint.noAddress', { phase: phase ?? 'Pending' });
  const family = service.spec.ipFamilies?.find((candidate) => !(pod.status?.podIPs ?? []).some(({ ip }) => ip.includes(':') === (candidate === 'IPv6')));
  return family === undefined ? reason('endpoint.pending', {}) : reason('endpoint.family', { family });
}

/** The Pods that a Service's selector picks and that none of its slices has, in order of names, each with why. */
export function podsWithoutEndpoint(reader: StoreReader, service: Service, known: ReadonlySet<ObjectId>): readonly { readonly pod: Pod; readonly id: ObjectId; readonly reason: Reason }[] {
  const { selector = {}, type } = service.spec;
  if (Object.keys(selector).length === 0 || type === 'ExternalName') return [];
  return reader.withLabels('Pod', service.metadata.namespace ?? '', selector).flatMap((pod) => {
    const id = objectId({ kind: 'Pod', ...pod.metadata });
    return known.has(id) ? [] : [{ pod, id, reason: whyMissing(pod, service) }];
  });
}

function isReady(pod: Pod): boolean {
  return (pod.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');
}
