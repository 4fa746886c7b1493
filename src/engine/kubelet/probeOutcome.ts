import type { Container, Pod, Probe } from '../../kube/types.generated.ts';
import type { EngineContext } from '../context.ts';
import { probePort, type ProbeKind, type ProbeOutcome } from './prober.ts';

export interface ProbeTarget {
  readonly pod: Pod;
  readonly container: Container;
  readonly ip: string;
  /** Whether the container's process takes connections on a port. */
  readonly listens: (port: number) => boolean;
}

/** Whether the user wants the container to fail this sort of probe. */
function isMadeToFail(context: EngineContext, pod: Pod, kind: ProbeKind): boolean {
  const { failsReadiness, failsLiveness } = context.behaviours.forPod(pod);
  return kind === 'readiness' ? failsReadiness === true : kind === 'liveness' && failsLiveness === true;
}

/** What a probe of a container would come to now. Commands and gRPC services succeed unless they are made to fail. */
export function probeOutcome(context: EngineContext, kind: ProbeKind, probe: Probe, { pod, container, ip, listens }: ProbeTarget): ProbeOutcome {
  const durationMs = context.behaviours.forPod(pod).latencyMs ?? 0;
  const failed = (message: string): ProbeOutcome => ({ isSuccess: false, message, durationMs });
  const mustFail = isMadeToFail(context, pod, kind);
  const host = ip.includes(':') ? `[${ip}]` : ip;
  const action = probe.httpGet ?? probe.tcpSocket;
  if (action !== undefined) {
    const port = probePort(action.port, container);
    const url = probe.httpGet === undefined ? undefined : `${(probe.httpGet.scheme ?? 'HTTP').toLowerCase()}://${host}:${port ?? action.port}${probe.httpGet.path ?? '/'}`;
    if (port === undefined || !listens(port)) {
      const refused = `dial tcp ${host}:${port ?? action.port}: connect: connection refused`;
      return { ...failed(url === undefined ? refused : `Get "${url}": ${refused}`), durationMs: 0 };
    }
    if (mustFail) return failed(url === undefined ? `dial tcp ${host}:${port}: connect: connection refused` : 'HTTP probe failed with statuscode: 503');
  } else if (mustFail) return failed(probe.grpc === undefined ? 'command returned exit code 1' : 'service unhealthy (responded with "NOT_SERVING")');
  return { isSuccess: true, message: '', durationMs };
}
