/** The Pods behind an object. Mirrors kubectl/pkg/polymorphichelpers/{helpers,attachablepodforobject,logsforobject}.go (v1.36). */
import type { JsonObject } from '../../../kube/json.ts';
import { formatLabelSelector, formatLabels, matchesLabels, matchesLabelSelector, type Labels } from '../../../kube/selectors.ts';
import type { Pod } from '../../../kube/types.generated.ts';
import { fail } from '../../errors.ts';
import { textOf } from '../../jsonText.ts';
import type { Running } from '../../program.ts';
import { resources } from '../../resource/builder.ts';
import { isKind } from '../../resource/kinds.ts';
import type { CommandContext } from '../command.ts';

interface PodSelector { readonly text: string; readonly matches: (labels: Labels | undefined) => boolean }

/** How an object finds its Pods. `doing` is what cannot be done to kinds that have none. */
function selectorOf(object: JsonObject, doing: string): PodSelector {
  const kind = textOf(object.kind);
  const cannot = (why: string): never => fail(`${doing} *v1.${kind}: ${why}`);
  if (isKind(object, 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job')) {
    const { selector } = object.spec;
    return { text: formatLabelSelector(selector), matches: (labels) => matchesLabelSelector(selector, labels) };
  }
  if (!isKind(object, 'ReplicationController', 'Service')) return cannot(`selector for *v1.${kind} not implemented`);
  const { selector = {} } = object.spec;
  if (kind === 'Service' && Object.keys(selector).length === 0) return cannot(`invalid service '${object.metadata.name}': Service is defined without a selector`);
  return { text: formatLabels(selector), matches: (labels) => matchesLabels(selector, labels) };
}

export interface FoundPods {
  readonly pods: readonly Pod[];
  /** A Pod was named, not something that has Pods. */
  readonly isNamed: boolean;
}

/** The object that a word names (a Pod unless it says its type). */
export function namedObject(context: CommandContext, word: string): JsonObject {
  const [info] = resources(context, { names: [['pods', [word]]], isSingleResourceType: true, isFlattened: true }).infos();
  return info?.object ?? fail('expected a resource');
}

/** The Pods that a word names, those that run first. Waits for the first one for as long as `timeoutMs`. */
export function* podsOf(context: CommandContext, word: string, doing: string, timeoutMs: number): Generator<Running extends Generator<infer P> ? P : never, FoundPods, void> {
  const { cluster, namespace } = context;
  const object = namedObject(context, word);
  if (isKind(object, 'Pod')) return { pods: [object], isNamed: true };
  const selector = selectorOf(object, doing);
  const deadlineMs = cluster.nowMs + timeoutMs;
  for (;;) {
    const pods = cluster.engine.reader.list('Pod', namespace).filter(({ metadata }) => selector.matches(metadata.labels));
    if (pods.length > 0) return { pods: sortedByActivity(pods), isNamed: false };
    if (cluster.nowMs >= deadlineMs) return fail('timed out waiting for the condition');
    yield { untilMs: deadlineMs, orOnChange: true };
  }
}

/** Pods that are of use first: bound, running, ready. */
function sortedByActivity(pods: readonly Pod[]): readonly Pod[] {
  const rank = (pod: Pod): number => {
    const isReady = pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;
    return (pod.spec.nodeName === undefined || pod.spec.nodeName === '' ? 4 : 0) + (pod.status?.phase === 'Running' ? 0 : 2) + (isReady ? 0 : 1);
  };
  return [...pods].sort((a, b) => rank(a) - rank(b));
}
