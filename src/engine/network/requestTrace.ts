import { objectId, type ObjectId } from '../../protocol/ref.ts';
import type { NotChosen, RequestSpec, RequestTrace } from '../../protocol/request.ts';
import type { ApiServer } from '../context.ts';
import { LABEL_SERVICE_NAME } from '../proxy/endpointSliceCache.ts';
import { namedService, serviceId } from './namedService.ts';
import { podsNotChosen } from './notChosen.ts';
import { reason } from './reasons.ts';
import type { Trace } from './trace.ts';
import type { Walk } from './walkState.ts';

export interface TraceParts {
  readonly api: ApiServer;
  readonly domain: string;
}

export interface Traced {
  readonly id: number;
  readonly spec: RequestSpec;
  readonly flowId: string | undefined;
  readonly walk: Walk;
  readonly trace: Trace;
}

/** The Service whose name was asked, as the last query has it; undefined where it was none. */
function askedService(parts: TraceParts, trace: Trace): { readonly id: ObjectId; readonly addresses: readonly string[] } | undefined {
  const query = trace.hops.find((hop) => hop.kind === 'dns')?.queries?.at(-1);
  const service = query && namedService(parts.api, parts.domain, query.query);
  return query === undefined || service === undefined ? undefined : { id: serviceId(service), addresses: query.answers };
}

/** Pods behind the addresses of a name of which the client took another. */
function otherAddresses(parts: TraceParts, walk: Walk, service: ObjectId, addresses: readonly string[]): readonly NotChosen[] {
  const [, namespace = '', name = ''] = service.split('/');
  const count = addresses.length;
  const chosen = walk.sandbox;
  return parts.api.withLabels('EndpointSlice', namespace, { [LABEL_SERVICE_NAME]: name }).flatMap((slice) =>
    (slice.endpoints ?? []).flatMap((endpoint): readonly NotChosen[] => {
      if (endpoint.targetRef?.kind !== 'Pod' || endpoint.targetRef.name === undefined || endpoint.targetRef.name === chosen?.name) return [];
      const pod = objectId({ kind: 'Pod', namespace, name: endpoint.targetRef.name });
      const isNamed = endpoint.addresses.some((address) => addresses.includes(address));
      return [{ pod, reason: isNamed ? reason('notChosen.dns', { count }) : reason('notChosen.notReady', {}) }];
    }),
  );
}

/** Puts together what a page is told of a request. */
export function toRequestTrace(parts: TraceParts, { id, spec, flowId, walk, trace }: Traced): RequestTrace {
  const named = askedService(parts, trace);
  const balanced = trace.way.find(({ place }) => place.kind === 'loadBalancer')?.place;
  const service = walk.entry?.info.service ?? (balanced?.kind === 'loadBalancer' ? balanced.service : undefined) ?? named?.id;
  let notChosen: readonly NotChosen[] = [];
  if (trace.choice !== undefined) notChosen = podsNotChosen(parts.api, trace.choice);
  else if (named !== undefined && walk.entry === undefined) notChosen = otherAddresses(parts, walk, named.id, named.addresses);
  return {
    id,
    ...(flowId === undefined ? {} : { flowId }),
    spec,
    startMs: walk.startMs,
    endMs: walk.endMs,
    outcome: walk.outcome,
    ...(service === undefined ? {} : { service }),
    ...(walk.sandbox === undefined ? {} : { pod: objectId({ kind: 'Pod', namespace: walk.sandbox.namespace, name: walk.sandbox.name }) }),
    ...(walk.machine === undefined ? {} : { node: walk.machine.name }),
    way: trace.way,
    hops: trace.hops,
    notChosen,
    ...(trace.passes.length === 0 ? {} : { passes: trace.passes }),
    ...(walk.outcome === 'answered' ? { seenSource: walk.sourceIP } : {}),
  };
}
