/** What a container's server has written. */
import { formatTime, parseTime } from '../../../engine/apiserver/time.ts';
import type { Pod } from '../../../kube/types.generated.ts';
import { objectId } from '../../../protocol/ref.ts';
import type { RequestTrace } from '../../../protocol/request.ts';
import type { ClusterAccess } from '../../program.ts';

export interface LogLine { readonly atMs: number; readonly text: string }

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `01/Jan/2026:00:00:12 +0000`, as web servers write times. */
function logTime(ms: number): string {
  const [date = '', time = ''] = formatTime(ms).split('T');
  const [year = '', month = '1', day = ''] = date.split('-');
  return `${day}/${months[Number(month) - 1] ?? ''}/${year}:${time.slice(0, 8)} +0000`;
}

function portOf({ passes, spec }: RequestTrace): number {
  return passes?.at(-1)?.destination.port ?? Number(spec.to.slice(spec.to.lastIndexOf(':') + 1));
}

/** Requests that a container's server answered, as lines of an access log. A port that no container declares is the first container's. */
function answered(cluster: ClusterAccess, pod: Pod, container: string): readonly RequestTrace[] {
  const id = objectId({ kind: 'Pod', namespace: pod.metadata.namespace, name: pod.metadata.name });
  const { containers } = pod.spec;
  const servedBy = (port: number): string | undefined => (containers.find(({ ports }) => ports?.some(({ containerPort }) => containerPort === port) === true) ?? containers[0])?.name;
  const bornMs = parseTime(pod.metadata.creationTimestamp ?? '') ?? 0;
  return cluster.engine.requests().filter((trace) => trace.pod === id && trace.outcome === 'answered' && trace.endMs >= bornMs && servedBy(portOf(trace)) === container);
}

/**
 * The lines, oldest first. Simplified: programs in containers are not run; their servers are taken to write an access log in the common
 * form for each connection over TCP that they answer, and a line with the address for each datagram.
 */
export function logLines(cluster: ClusterAccess, pod: Pod, container: string): readonly LogLine[] {
  return answered(cluster, pod, container).map((trace) => {
    const source = trace.seenSource ?? '-';
    const what = trace.spec.protocol === 'TCP' ? '"GET / HTTP/1.1" 200 -' : `"${trace.spec.protocol} datagram" - -`;
    return { atMs: trace.endMs, text: `${source} - - [${logTime(trace.endMs)}] ${what}` };
  });
}

/** The lines of the run that is on, or of the one before (`isPrevious`). Undefined where there was none before. */
export function runLines(cluster: ClusterAccess, pod: Pod, container: string, isPrevious: boolean): readonly LogLine[] | undefined {
  const status = [...pod.status?.containerStatuses ?? [], ...pod.status?.initContainerStatuses ?? []].find(({ name }) => name === container);
  const startedMs = parseTime(status?.state?.running?.startedAt ?? status?.state?.terminated?.startedAt ?? '') ?? 0;
  const lines = logLines(cluster, pod, container);
  if (!isPrevious) return lines.filter(({ atMs }) => atMs >= startedMs);
  const last = status?.lastState?.terminated;
  if (last === undefined) return undefined;
  const [fromMs, toMs] = [parseTime(last.startedAt ?? '') ?? 0, parseTime(last.finishedAt ?? '') ?? startedMs];
  return lines.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
}
