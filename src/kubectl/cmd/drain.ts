/** `kubectl drain`. Mirrors k8s.io/kubectl/pkg/cmd/drain/drain.go and pkg/drain/drain.go (v1.36). */
import { asJsonObject, type JsonObject } from '../../kube/json.ts';
import { matchesRequirements } from '../../kube/selectors.ts';
import { parseSelector } from '../../kube/selectorParser.ts';
import type { Pod } from '../../kube/types.generated.ts';
import { formatDuration } from '../duration.ts';
import { Failure, errorText } from '../errors.ts';
import { createTypedPrinter } from '../printers/typedPrinter.ts';
import type { Running } from '../program.ts';
import type { ResourceInfo } from '../resource/resourceInfo.ts';
import type { CommandContext, CommandSpec } from './command.ts';
import { knownKind } from './create/generator.ts';
import { dryRunStrategy } from './dryRun.ts';
import { namedNodes, setUnschedulable } from './drain/cordonNodes.ts';
import { drainList, isLeaving, type DrainList } from './drain/drainablePods.ts';
import { chunkSizeFlag, dryRunFlag, selectorFlag } from './sharedFlags.ts';

/** How long an eviction that a budget refused is not tried again. */
const retryMs = 5000;
const pollMs = 1000;

/** One Pod on its way out. */
interface Leaving { readonly pod: Pod; state: 'evicting' | 'waiting' | 'done'; nextAtMs: number }

function podsToDrain({ cluster, flags }: CommandContext, nodeName: string): DrainList {
  const { reader } = cluster.engine;
  const selector = parseSelector(flags.string('pod-selector'));
  const pods = reader.podsOnNode(nodeName).filter(({ metadata }) => !selector.ok || matchesRequirements(selector.requirements, metadata.labels))
    .sort((a, b) => (`${a.metadata.namespace ?? ''}/${a.metadata.name}` < `${b.metadata.namespace ?? ''}/${b.metadata.name}` ? -1 : 1));
  return drainList(pods, {
    isForced: flags.bool('force'), ignoresDaemonSets: flags.bool('ignore-daemonsets'), deletesEmptyDirData: flags.bool('delete-emptydir-data'),
    skipDeletedSeconds: flags.int('skip-wait-for-delete-timeout'), nowMs: cluster.nowMs, hasDaemonSet: (namespace, name) => reader.get('DaemonSet', namespace, name) !== undefined,
  });
}

function deleteOptions({ flags }: CommandContext): JsonObject {
  return flags.int('grace-period') >= 0 ? { gracePeriodSeconds: flags.int('grace-period') } : {};
}

function subject({ metadata }: Pod): string {
  return `pods/"${metadata.name}" -n "${metadata.namespace ?? ''}"`;
}

/** Asks for an eviction. What cannot be put right later is an error. */
function evict(context: CommandContext, leaving: Leaving): string | undefined {
  const { cluster, client, streams } = context;
  const isDryRun = dryRunStrategy(context) === 'server';
  const { namespace = '', name } = leaving.pod.metadata;
  streams.out(`evicting pod ${namespace}/${name}${isDryRun ? ' (server dry run)' : ''}\n`);
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace }, deleteOptions: deleteOptions(context) };
  const response = client.send({ verb: 'create', apiVersion: 'v1', kind: 'Pod', namespace, name, subresource: 'eviction', body, ...(isDryRun ? { isDryRun } : {}) });
  if (!('status' in response)) {
    leaving.state = isDryRun ? 'done' : 'waiting';
    return undefined;
  }
  const { status } = response;
  if (status.reason === 'NotFound') leaving.state = 'done';
  else if (status.code === 429) {
    streams.err(`error when evicting ${subject(leaving.pod)} (will retry after 5s): ${status.message}\n`);
    leaving.nextAtMs = cluster.nowMs + retryMs;
  } else {
    leaving.state = 'done';
    return `error when evicting ${subject(leaving.pod)}: ${status.message}`;
  }
  return undefined;
}

/** An eviction that is tried again only after the time is up: that is noticed when it is tried. */
function giveUp({ flags, streams }: CommandContext, leaving: Leaving): string {
  const { namespace = '', name } = leaving.pod.metadata;
  streams.out(`evicting pod ${namespace}/${name}\n`);
  leaving.state = 'done';
  return `error when evicting ${subject(leaving.pod)}: global timeout reached: ${formatDuration(flags.durationMs('timeout'))}`;
}

function remove(context: CommandContext, leaving: Leaving): string | undefined {
  const { namespace = '', name } = leaving.pod.metadata;
  const grace = context.flags.int('grace-period');
  const answer = context.client.delete(knownKind('Pod'), namespace, name, { ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}), ...(dryRunStrategy(context) === 'server' ? { isDryRun: true } : {}) });
  leaving.state = 'waiting';
  return answer.ok || answer.status.reason === 'NotFound' ? undefined : answer.status.message;
}

/** Whether a Pod is gone by now; says so. */
function checkGone(context: CommandContext, leaving: Leaving, verb: string): void {
  const { cluster, flags, streams } = context;
  const { namespace = '', name, uid } = leaving.pod.metadata;
  const current = cluster.engine.reader.get('Pod', namespace, name);
  const skipDeletedSeconds = flags.int('skip-wait-for-delete-timeout');
  if (current === undefined || current.metadata.uid !== uid) {
    leaving.state = 'done';
    createTypedPrinter(context, { operation: verb, dryRun: dryRunStrategy(context) })(asJsonObject({ ...leaving.pod, apiVersion: 'v1', kind: 'Pod' }));
  } else if (isLeaving(current, { skipDeletedSeconds, nowMs: cluster.nowMs })) {
    leaving.state = 'done';
    streams.out(`pod ${name} has DeletionTimestamp older than ${skipDeletedSeconds} seconds, skipping\n`);
  }
}

/** Evicts Pods and waits until they are gone. Gives the errors. */
function* removePods(context: CommandContext, pods: readonly Pod[]): Generator<{ readonly untilMs: number; readonly orOnChange: boolean }, readonly string[], void> {
  const { cluster, flags } = context;
  const usesEviction = !flags.bool('disable-eviction');
  const timeoutMs = flags.durationMs('timeout');
  const deadlineMs = timeoutMs === 0 ? Number.POSITIVE_INFINITY : cluster.nowMs + timeoutMs;
  const leaving = pods.map((pod): Leaving => ({ pod, state: 'evicting', nextAtMs: cluster.nowMs }));
  const errors: string[] = [];
  for (;;) {
    for (const each of leaving.filter(({ state, nextAtMs }) => state === 'evicting' && nextAtMs <= cluster.nowMs)) {
      const problem = cluster.nowMs >= deadlineMs ? giveUp(context, each) : usesEviction ? evict(context, each) : remove(context, each);
      if (problem !== undefined) errors.push(problem);
    }
    for (const each of leaving.filter(({ state }) => state === 'waiting')) checkGone(context, each, usesEviction ? 'evicted' : 'deleted');
    const rest = leaving.filter(({ state }) => state !== 'done');
    if (rest.length === 0) return errors;
    if (cluster.nowMs >= deadlineMs) {
      const waiting = rest.filter(({ state }) => state === 'waiting');
      for (const { pod } of waiting) errors.push(usesEviction ? `error when waiting for pod "${pod.metadata.name}" in namespace "${pod.metadata.namespace ?? ''}" to terminate: global timeout reached: ${formatDuration(timeoutMs)}` : 'context deadline exceeded');
      for (const each of waiting) each.state = 'done';
      if (waiting.length === rest.length) return errors;
    }
    const untilMs = cluster.nowMs + pollMs;
    yield { untilMs: deadlineMs > cluster.nowMs ? Math.min(deadlineMs, untilMs) : untilMs, orOnChange: false };
  }
}

function* drainNode(context: CommandContext, node: ResourceInfo): Running {
  const { streams } = context;
  const list = podsToDrain(context, node.name);
  if (list.errors.length > 0) throw new Failure(list.errors.map((message) => ({ message })));
  if (list.warnings !== '') streams.err(`Warning: ${list.warnings}\n`);
  if (dryRunStrategy(context) === 'client') {
    for (const { metadata } of list.pods) streams.out(`evicting pod ${metadata.namespace ?? ''}/${metadata.name} (dry run)\n`);
    return 0;
  }
  const errors = yield* removePods(context, list.pods);
  if (errors.length === 0) return 0;
  const failure = new Failure(errors.map((message) => ({ message })));
  const pending = podsToDrain(context, node.name).pods;
  if (pending.length > 0) streams.err(`There are pending pods in node "${node.name}" when an error occurred: ${aggregate(failure)}\n${pending.map(({ metadata }) => `pod/${metadata.name}\n`).join('')}`);
  throw failure;
}

/** Several errors as Go's aggregates print them. */
function aggregate({ errors }: Failure): string {
  const texts = [...new Set(errors.map(errorText))];
  return texts.length === 1 ? texts[0] ?? '' : `[${texts.join(', ')}]`;
}

export const drainCommand: CommandSpec = {
  use: 'drain NODE', short: 'Drain node in preparation for maintenance',
  long: `Drain node in preparation for maintenance.

The given node will be marked unschedulable to prevent new pods from arriving. 'drain' evicts the pods if the API server supports eviction (https://kubernetes.io/docs/concepts/workloads/pods/disruptions/ ). Otherwise, it will use normal DELETE to delete the pods. The 'drain' evicts or deletes all pods except mirror pods (which cannot be deleted through the API server). If there are daemon set-managed pods, drain will not proceed without --ignore-daemonsets, and regardless it will not delete any daemon set-managed pods, because those pods would be immediately replaced by the daemon set controller, which ignores unschedulable markings. If there are any pods that are neither mirror pods nor managed by a replication controller, replica set, daemon set, stateful set, or job, then drain will not delete any pods unless you use --force.

'drain' waits for graceful termination. You should not operate on the machine until the command completes.

When you are ready to put the node back into service, use kubectl uncordon, which will make the node schedulable again.`,
  examples: '# Drain node "foo", even if there are pods not managed by a replication controller, replica set, job, daemon set, or stateful set on it\nkubectl drain foo --force\n\n# As above, but abort if there are pods not managed by a replication controller, replica set, job, daemon set, or stateful set, and use a grace period of 15 minutes\nkubectl drain foo --grace-period=900',
  flags: [
    selectorFlag, dryRunFlag, chunkSizeFlag,
    { name: 'force', type: 'bool', help: 'Continue even if there are pods that do not declare a controller.' },
    { name: 'ignore-daemonsets', type: 'bool', help: 'Ignore DaemonSet-managed pods.' },
    { name: 'delete-emptydir-data', type: 'bool', help: 'Continue even if there are pods using emptyDir (local data that will be deleted when the node is drained).' },
    { name: 'grace-period', type: 'int', default: '-1', help: 'Period of time in seconds given to each pod to terminate gracefully. If negative, the default value specified in the pod will be used.' },
    { name: 'timeout', type: 'duration', help: 'The length of time to wait before giving up, zero means infinite' },
    { name: 'pod-selector', type: 'string', help: 'Label selector to filter pods on the node' },
    { name: 'disable-eviction', type: 'bool', help: 'Force drain to use delete, even if eviction is supported. This will bypass checking PodDisruptionBudgets, use with caution.' },
    { name: 'skip-wait-for-delete-timeout', type: 'int', help: 'If pod DeletionTimestamp older than N seconds, skip waiting for the pod.  Seconds must be greater than 0 to skip.' },
  ],
  *run(context) {
    const { streams } = context;
    const nodes = namedNodes(context);
    setUnschedulable(context, nodes, true);
    const failures: Failure[] = [];
    const remaining: string[] = [];
    for (const node of nodes) {
      try {
        yield* drainNode(context, node);
        createTypedPrinter(context, { operation: 'drained', dryRun: dryRunStrategy(context) })(node.object ?? {});
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        streams.err(`error: unable to drain node "${node.name}" due to error: ${aggregate(error)}, continuing command...\n`);
        failures.push(error);
        remaining.push(node.name);
      }
    }
    if (remaining.length > 0) streams.err(`There are pending nodes to be drained:\n${remaining.map((name) => ` ${name}\n`).join('')}`);
    for (const failure of failures) streams.err(`${aggregate(failure)}\n`);
    return failures.length > 0 ? 1 : 0;
  },
};
