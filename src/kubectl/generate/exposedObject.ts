/** What `expose` finds out about an object. Mirrors portsforobject.go, multiprotocolsforobject.go and mapbasedselectorforobject.go of kubectl/pkg/polymorphichelpers (v1.36). */
import type { JsonObject } from '../../kube/json.ts';
import type { LabelSelector, PodSpec } from '../../kube/types.generated.ts';
import { fail } from '../errors.ts';
import { textOf } from '../jsonText.ts';
import { isKind } from '../resource/kinds.ts';
import { makeLabelSpec } from './labelSpec.ts';

interface ExposedPort { readonly port: number; readonly protocol: string }

/** Ports of an object in their order, with repetitions. Of kinds that cannot be exposed: none. */
export function exposedPorts(object: JsonObject): readonly ExposedPort[] {
  if (isKind(object, 'Service')) return (object.spec.ports ?? []).map(({ port, protocol = 'TCP' }) => ({ port, protocol }));
  return (podSpecOf(object).containers ?? []).flatMap(({ ports }) => ports ?? []).map(({ containerPort, protocol = 'TCP' }) => ({ port: containerPort, protocol }));
}

function podSpecOf(object: JsonObject): Partial<PodSpec> {
  if (isKind(object, 'Pod')) return object.spec;
  return isKind(object, 'Deployment', 'ReplicaSet', 'ReplicationController') ? object.spec.template?.spec ?? {} : {};
}

/** The labels that find the object's Pods, as `a=b`. Throws Failure where there are none of that form. */
export function exposedSelector(object: JsonObject): string {
  const problem = (text: string): never => fail(`couldn't retrieve selectors via --selector flag or introspection: ${text}`);
  if (isKind(object, 'ReplicationController')) return makeLabelSpec(object.spec.selector ?? {});
  if (isKind(object, 'Pod')) {
    const { labels = {} } = object.metadata;
    return Object.keys(labels).length === 0 ? problem('the pod has no labels and cannot be exposed') : makeLabelSpec(labels);
  }
  if (isKind(object, 'Service')) {
    const { selector } = object.spec;
    return selector === undefined ? problem('the service has no pod selector set') : makeLabelSpec(selector);
  }
  if (isKind(object, 'Deployment', 'ReplicaSet')) return workloadSelector(object.kind, object.spec.selector, problem);
  return problem(`cannot extract pod selector from *v1.${textOf(object.kind)}`);
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
