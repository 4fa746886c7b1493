/** `kubectl logs`. Mirrors k8s.io/kubectl/pkg/cmd/logs/logs.go (v1.36). */
import { formatMicroTime, parseTime } from '../../engine/apiserver/time.ts';
import { quote } from '../../kube/quote.ts';
import type { Pod } from '../../kube/types.generated.ts';
import { utf8Length } from '../../kube/utf8.ts';
import { Failure, errorText, fail, failStatus, failUsage } from '../errors.ts';
import type { Running } from '../program.ts';
import { resources } from '../resource/builder.ts';
import { isKind } from '../resource/kinds.ts';
import type { CommandContext, CommandSpec } from './command.ts';
import { podRunningTimeoutFlag } from './exec.ts';
import { runLines, type LogLine } from './logs/serverLog.ts';
import { containerOf } from './pod/containers.ts';
import { podsOf } from './pod/podsOf.ts';
import { selectorFlag } from './sharedFlags.ts';

const usage = "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";
/** Lines of each container where Pods were named by labels. */
const selectorTail = 10;
const followMs = 500;

interface Stream { readonly pod: Pod; readonly container: string }

function checked({ args, commandPath, flags }: CommandContext): { readonly word: string | undefined; readonly container: string } {
  const selector = flags.string('selector');
  const [word, inline] = args;
  if (args.length > 2 || (args.length === 0 && selector === '')) failUsage(commandPath, usage);
  if (args.length === 1 && selector !== '') failUsage(commandPath, 'only a selector (-l) or a POD name is allowed');
  const container = inline ?? flags.string('container');
  const time = flags.string('since-time');
  if (time !== '' && parseTime(time) === undefined) fail(`parsing time ${quote(time)} as "2006-01-02T15:04:05Z07:00": cannot parse ${quote(time)} as "2006"`);
  return { word, container };
}

/** What is checked once the Pod is found. */
function checkOptions({ args, flags }: CommandContext, container: string): void {
  if (flags.string('since-time') !== '' && flags.durationMs('since') !== 0) fail('at most one of `sinceTime` or `sinceSeconds` may be specified');
  if (flags.bool('all-containers') && container !== '') fail(`--all-containers=true should not be specified with container name ${container}`);
  if (flags.changed('container') && args.length === 2) fail('only one of -c or an inline [CONTAINER] arg is allowed');
  if (flags.int('limit-bytes') < 0) fail('--limit-bytes must be greater than 0');
  if (flags.durationMs('since') < 0) fail('--since must be greater than 0');
  if (flags.int('tail') < -1) fail('--tail must be greater than or equal to -1');
}

function* foundPods(context: CommandContext, word: string | undefined): Generator<{ readonly untilMs: number; readonly orOnChange: boolean }, readonly Pod[], void> {
  const { flags, namespace, streams } = context;
  if (word === undefined) {
    const infos = resources(context, { types: ['pods'], labelSelector: flags.string('selector'), isSingleResourceType: true, isFlattened: true }).infos();
    if (infos.length === 0) streams.err(`No resources found in ${namespace} namespace.\n`);
    return infos.flatMap(({ object }) => (isKind(object, 'Pod') ? [object] : []));
  }
  let found;
  try {
    found = yield* podsOf(context, word, 'cannot get the logs from', flags.durationMs('pod-running-timeout'));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const [only] = error.errors;
    if (only !== undefined && 'status' in only && only.status.reason === 'NotFound') fail(`error from server (NotFound): ${errorText(only)} in namespace ${quote(namespace)}`);
    throw error;
  }
  const [first] = found.pods;
  if (first === undefined || found.isNamed || flags.bool('all-pods')) return found.pods;
  if (found.pods.length > 1) streams.err(`Found ${found.pods.length} pods, using pod/${first.metadata.name}\n`);
  return [first];
}

function streamsOf({ flags, streams }: CommandContext, pods: readonly Pod[], container: string): readonly Stream[] {
  return pods.flatMap((pod): readonly Stream[] => {
    if (!flags.bool('all-containers')) return [{ pod, container: containerOf(pod, container, (text) => { if (!flags.bool('all-pods')) streams.err(text); }).name }];
    return [...pod.spec.initContainers ?? [], ...pod.spec.containers, ...pod.spec.ephemeralContainers ?? []].map(({ name }) => ({ pod, container: name }));
  });
}

function badRequest(message: string): never {
  return failStatus({ code: 400, reason: 'BadRequest', message, causes: [] });
}

/** The lines that are asked for. Ends the command where the container has not run. */
function linesOf({ cluster, flags }: CommandContext, { pod, container }: Stream): readonly LogLine[] {
  const { name } = pod.metadata;
  const status = [...pod.status?.containerStatuses ?? [], ...pod.status?.initContainerStatuses ?? []].find((each) => each.name === container);
  if (status?.state?.waiting !== undefined && !flags.bool('previous') && status.restartCount === 0) badRequest(`container ${quote(container)} in pod ${quote(name)} is waiting to start: ${status.state.waiting.reason ?? ''}`);
  const lines = runLines(cluster, pod, container, flags.bool('previous'));
  if (lines === undefined) return badRequest(`previous terminated container ${quote(container)} in pod ${quote(name)} not found`);
  const sinceMs = flags.string('since-time') === '' ? (flags.durationMs('since') === 0 ? Number.NEGATIVE_INFINITY : cluster.nowMs - flags.durationMs('since')) : parseTime(flags.string('since-time')) ?? 0;
  const recent = lines.filter(({ atMs }) => atMs >= sinceMs);
  const tail = flags.string('selector') !== '' && !flags.changed('tail') ? selectorTail : flags.int('tail');
  return tail < 0 ? recent : recent.slice(Math.max(0, recent.length - tail));
}

function write({ flags, streams }: CommandContext, { pod, container }: Stream, lines: readonly LogLine[]): void {
  const prefix = flags.bool('prefix') || flags.bool('all-pods') ? `[pod/${pod.metadata.name}/${container}] ` : '';
  const text = lines.map((line) => `${flags.bool('timestamps') ? `${formatMicroTime(line.atMs)} ` : ''}${line.text}\n`);
  const limit = flags.int('limit-bytes');
  const whole = text.join('');
  const cut = limit > 0 && utf8Length(whole) > limit ? whole.slice(0, limit) : whole;
  streams.out(prefix === '' ? cut : cut.replace(/^(?=.)/gm, prefix));
}

function* follow(context: CommandContext, targets: readonly Stream[]): Running {
  const { cluster } = context;
  let sinceMs = cluster.nowMs;
  for (;;) {
    const alive = targets.filter(({ pod }) => cluster.engine.reader.get('Pod', pod.metadata.namespace ?? '', pod.metadata.name)?.metadata.uid === pod.metadata.uid);
    if (alive.length === 0) return 0;
    yield { untilMs: cluster.nowMs + followMs, orOnChange: true };
    for (const target of alive) write(context, target, (runLines(cluster, target.pod, target.container, false) ?? []).filter(({ atMs }) => atMs >= sinceMs && atMs < cluster.nowMs));
    sinceMs = cluster.nowMs;
  }
}

export const logsCommand: CommandSpec = {
  use: 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]', short: 'Print the logs for a container in a pod',
  long: 'Print the logs for a container in a pod or specified resource. If the pod has only one container, the container name is optional.',
  examples: `# Return snapshot logs from pod nginx with only one container
kubectl logs nginx

# Return snapshot logs from pod nginx with multi containers
kubectl logs nginx --all-containers=true

# Return snapshot logs from all containers in pods defined by label app=nginx
kubectl logs -l app=nginx --all-containers=true

# Begin streaming the logs of the ruby container in pod web-1
kubectl logs -f -c ruby web-1

# Display only the most recent 20 lines of output in pod nginx
kubectl logs --tail=20 nginx

# Show all logs from pod nginx written in the last hour
kubectl logs --since=1h nginx`,
  flags: [
    selectorFlag, { ...podRunningTimeoutFlag, default: '20s' },
    { name: 'all-pods', type: 'bool', help: 'Get logs from all pod(s). Sets prefix to true.' },
    { name: 'all-containers', type: 'bool', help: "Get all containers' logs in the pod(s)." },
    { name: 'follow', shorthand: 'f', type: 'bool', help: 'Specify if the logs should be streamed.' },
    { name: 'timestamps', type: 'bool', help: 'Include timestamps on each line in the log output' },
    { name: 'limit-bytes', type: 'int64', help: 'Maximum bytes of logs to return. Defaults to no limit.' },
    { name: 'previous', shorthand: 'p', type: 'bool', help: 'If true, print the logs for the previous instance of the container in a pod if it exists.' },
    { name: 'tail', type: 'int64', default: '-1', help: 'Lines of recent log file to display. Defaults to -1 with no selector, showing all log lines otherwise 10, if a selector is provided.' },
    { name: 'ignore-errors', type: 'bool', help: 'If watching / following pod logs, allow for any errors that occur to be non-fatal' },
    { name: 'since-time', type: 'string', help: 'Only return logs after a specific date (RFC3339). Defaults to all logs. Only one of since-time / since may be used.' },
    { name: 'since', type: 'duration', help: 'Only return logs newer than a relative duration like 5s, 2m, or 3h. Defaults to all logs. Only one of since-time / since may be used.' },
    { name: 'container', shorthand: 'c', type: 'string', help: 'Print the logs of this container' },
    { name: 'max-log-requests', type: 'int', default: '5', help: 'Specify maximum number of concurrent logs to follow when using by a selector. Defaults to 5.' },
    { name: 'prefix', type: 'bool', help: 'Prefix each log line with the log source (pod name and container name)' },
  ],
  *run(context) {
    const { flags } = context;
    const { word, container } = checked(context);
    const pods = yield* foundPods(context, word);
    checkOptions(context, container);
    const targets = streamsOf(context, pods, container);
    const most = flags.int('max-log-requests');
    if (flags.bool('follow') && targets.length > 1 && targets.length > most) fail(`you are attempting to follow ${targets.length} log streams, but maximum allowed concurrency is ${most}, use --max-log-requests to increase the limit`);
    for (const target of targets) write(context, target, linesOf(context, target));
    return flags.bool('follow') ? yield* follow(context, targets) : 0;
  },
};
