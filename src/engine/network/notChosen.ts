import type { NotChosen, Reason } from '../../protocol/request.ts';
import { objectId, type ObjectId } from '../../protocol/ref.ts';
import type { ApiServer } from '../context.ts';
import type { ProxyEndpoint } from '../proxy/endpointSliceCache.ts';
import { reason } from './reasons.ts';
import type { Choice } from './trace.ts';

/** More Pods than this are not listed. */
const MAX_LISTED = 500;

/** Why an endpoint was not even in the list; undefined where it was. */
function whyExcluded(choice: Choice, endpoint: ProxyEndpoint): Reason | undefined {
  const { nodeName: node, zone, endpoints } = choice;
  const isLocal = endpoint.nodeName === node;
  if (!endpoint.isReady) {
    const isUsed = choice.candidates.includes(endpoint);
    if (isUsed) return undefined;
    if (endpoint.isTerminating) return reason('notChosen.terminating', {});
    return reason('notChosen.notReady', {});
  }
  if (choice.candidates.includes(endpoint)) return undefined;
  if (choice.policy === 'Local' && !isLocal) return reason('notChosen.policyLocal', { node });
  if (endpoints?.topologyMode === 'PreferSameNode') return reason('notChosen.otherNode', { node });
  if (endpoints?.topologyMode === 'PreferSameZone') return reason('notChosen.otherZone', { zone });
  return reason('notChosen.noEndpoint', {});
}

function whyNot(choice: Choice, endpoint: ProxyEndpoint): Reason {
  if (choice.isEstablished) return reason('notChosen.connection', {});
  const excluded = whyExcluded(choice, endpoint);
  if (excluded !== undefined) return excluded;
  const count = choice.candidates.length;
  if (choice.pick === 'affinity') return reason('notChosen.affinity', { client: choice.clientIP });
  return choice.pick === 'random' || choice.pick === 'only' ? reason('notChosen.lostDraw', { count }) : reason('notChosen.notItsTurn', { count });
}

/** Pods that the Service selects and that are no endpoint of this port. */
function withoutEndpoint(api: ApiServer, choice: Choice, known: ReadonlySet<ObjectId>): readonly NotChosen[] {
  const { namespace, serviceName, portIndex } = choice.entry.info;
  const service = api.get('Service', namespace, serviceName);
  const selector = service?.spec.selector;
  if (selector === undefined) return [];
  const targetPort = service?.spec.ports?.[portIndex]?.targetPort;
  return api.withLabels('Pod', namespace, selector).flatMap((pod) => {
    const id = objectId({ kind: 'Pod', namespace, name: pod.metadata.name });
    if (known.has(id)) return [];
    const hasAddress = (pod.status?.podIP ?? '') !== '' && pod.status?.phase === 'Running';
    return [{ pod: id, reason: hasAddress && typeof targetPort === 'string' ? reason('notChosen.targetPort', { port: targetPort }) : reason('notChosen.noEndpoint', {}) }];
  });
}

/** The Pods of the Service that a choice was made for, other than the chosen one, each with why it was not taken. */
export function podsNotChosen(api: ApiServer, choice: Choice): readonly NotChosen[] {
  const pods = new Set<ObjectId>();
  const list: NotChosen[] = [];
  for (const endpoint of choice.entry.endpoints) {
    if (endpoint.pod === undefined) continue;
    pods.add(endpoint.pod);
    if (endpoint.key !== choice.endpoint?.key) list.push({ pod: endpoint.pod, reason: whyNot(choice, endpoint) });
    if (list.length >= MAX_LISTED) return list;
  }
  return [...list, ...withoutEndpoint(api, choice, pods)].slice(0, MAX_LISTED);
}
