import type { Engine } from '../engine/engine.ts';
import { fromServices } from '../engine/kubelet/envvars.ts';
import type { Service } from '../kube/types.generated.ts';
import type { EnvironmentGap, InspectionAnswer, InspectionQuestion } from '../protocol/inspection.ts';
import { objectId, parseObjectId } from '../protocol/ref.ts';
import type { ServiceBalance } from './serviceBalance.ts';

/** What inspections look at. */
export type Inspected = Pick<Engine, 'nowMs' | 'reader' | 'envForPod' | 'conntrack' | 'affinity'>;

/** What machines and containers hold at this moment. `gone`: there is no such thing (any more). */
export function inspect(engine: Inspected, balance: ServiceBalance, question: InspectionQuestion): InspectionAnswer | { readonly kind: 'gone' } {
  switch (question.kind) {
    case 'conntrack': {
      if (engine.reader.get('Node', '', question.node) === undefined) return { kind: 'gone' };
      const rows = engine.conntrack(question.node);
      return { kind: 'conntrack', rows: rows.slice(0, question.limit), total: rows.length, affinity: engine.affinity(question.node).slice(0, question.limit) };
    }
    case 'environment': return environment(engine, question.pod);
    case 'balance': {
      const { namespace, name } = parseObjectId(question.service);
      const service = engine.reader.get('Service', namespace, name);
      return service === undefined ? { kind: 'gone' } : balance.of(question.service, engine.nowMs, readyPods(engine, service), service.spec.sessionAffinity === 'ClientIP');
    }
  }
}

/** The Pods behind a Service's ready endpoints. */
function readyPods({ reader }: Inspected, { metadata: { namespace = '', name } }: Service): readonly string[] {
  const slices = reader.withLabels('EndpointSlice', namespace, { 'kubernetes.io/service-name': name });
  const pods = slices.flatMap((slice) => (slice.endpoints ?? []).flatMap(({ conditions, targetRef }) => (conditions?.ready === false || targetRef?.kind !== 'Pod' ? [] : [objectId({ kind: 'Pod', namespace, name: targetRef.name ?? '' })])));
  return [...new Set(pods)];
}

function environment(engine: Inspected, id: string): InspectionAnswer | { readonly kind: 'gone' } {
  const { namespace, name } = parseObjectId(id);
  const pod = engine.reader.get('Pod', namespace, name);
  const variables = engine.envForPod(namespace, name);
  if (pod === undefined || variables === undefined) return { kind: 'gone' };
  const hasLinks = pod.spec.enableServiceLinks !== false;
  const rows = Object.entries(variables).map(([key, value]) => ({ name: key, value }));
  const services = engine.reader.list('Service', namespace);
  return { kind: 'environment', variables: rows, gaps: [...services.flatMap((service) => gapOf(service, variables, hasLinks) ?? []), ...goneServices(services, variables, namespace)] };
}

/** Containers keep what they started with: a Service that came or changed later is not in it. */
function gapOf(service: Service, variables: Readonly<Record<string, string>>, hasLinks: boolean): EnvironmentGap | undefined {
  const id = objectId({ kind: 'Service', ...service.metadata });
  if (service.spec.clusterIP === 'None') return { service: id, reason: 'headless' };
  const now = Object.entries(fromServices([service]));
  if (now.length === 0 || now.every(([key, value]) => variables[key] === value)) return undefined;
  if (!hasLinks) return { service: id, reason: 'linksOff' };
  return { service: id, reason: now.some(([key]) => variables[key] !== undefined) ? 'changed' : 'later' };
}

const hostVariable = /^(?<prefix>[A-Z0-9_]+)_SERVICE_HOST$/;

function goneServices(services: readonly Service[], variables: Readonly<Record<string, string>>, namespace: string): readonly EnvironmentGap[] {
  const prefixes = new Set(['KUBERNETES', ...services.map(({ metadata }) => metadata.name.replaceAll('-', '_').toUpperCase())]);
  return Object.keys(variables).flatMap((key) => {
    const prefix = hostVariable.exec(key)?.groups?.['prefix'];
    if (prefix === undefined || prefixes.has(prefix)) return [];
    return [{ service: objectId({ kind: 'Service', namespace, name: prefix.toLowerCase().replaceAll('_', '-') }), reason: 'gone' as const }];
  });
}
