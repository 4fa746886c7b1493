/** What `expose` finds out about an object. Mirrors portsforobject.go, multiprotocolsforobject.go and mapbasedselectorforobject.go of kubectl/pkg/polymorphichelpers (v1.36). */
import type { JsonObject } from '../../kube/json.ts';
import type { Deployment, LabelSelector, Pod, PodSpec, ReplicationController, Service } from '../../kube/types.generated.ts';
import { fail } from '../errors.ts';
import { makeLabelSpec } from './labelSpec.ts';

interface ExposedPort { readonly port: number; readonly protocol: string }

/** Ports of an object in their order, with repetitions. Of kinds that cannot be exposed: none. */
export function exposedPorts(kind: string, object: JsonObject): readonly ExposedPort[] {
  if (kind === 'Service') {
    // The object is of the kind that is named.
    const { ports } = (object as unknown as Service).spec;
    return (ports ?? []).map(({ port, protocol = 'TCP' }) => ({ port, protocol }));
  }
  return (podSpecOf(kind, object).containers ?? []).flatMap(({ ports }) => ports ?? []).map(({ containerPort, protocol = 'TCP' }) => ({ port: containerPort, protocol }));
}

function podSpecOf(kind: string, object: JsonObject): Partial<PodSpec> {
  // The casts follow the kind that is named.
  if (kind === 'Pod') return (object as unknown as Pod).spec;
  return (object as unknown as Deployment | ReplicationController).spec.template?.spec ?? {};
}

/** The labels that find the object's Pods, as `a=b`. Throws Failure where there are none of that form. */
export function exposedSelector(kind: string, object: JsonObject): string {
  const problem = (text: string): never => fail(`couldn't retrieve selectors via --selector flag or introspection: ${text}`);
  // The casts follow the kind that is named.
  switch (kind) {
    case 'ReplicationController': return makeLabelSpec((object as unknown as ReplicationController).spec.selector ?? {});
    case 'Pod': {
      const { labels = {} } = (object as unknown as Pod).metadata;
      return Object.keys(labels).length === 0 ? problem('the pod has no labels and cannot be exposed') : makeLabelSpec(labels);
    }
    case 'Service': {
      const { selector } = (object as unknown as Service).spec;
      return selector === undefined ? problem('the service has no pod selector set') : makeLabelSpec(selector);
    }
    default: return workloadSelector(kind, (object as unknown as Deployment).spec.selector, problem);
  }
}

function workloadSelector(kind: string, selector: LabelSelector | undefined, problem: (text: string) => never): string {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  if (Object.keys(matchLabels).length === 0) problem(`invalid ${kind.toLowerCase()}: no selectors, therefore cannot be exposed`);
  if (matchExpressions.length > 0) {
    const shown = matchExpressions.map(({ key, operator, values = [] }) => `{Key:${key} Operator:${operator} Values:[${values.join(' ')}]}`);
    problem(`couldn't convert expressions - "[${shown.join(' ')}]" to map-based selector format`);
  }
  return makeLabelSpec(matchLabels);
}
