import type { RequestSummary } from '../protocol/request.ts';
import { loadTrace } from './clusterActions.ts';
import type { AppContext } from './context.ts';

/** Gives the inspector something to show before anybody has asked: a request of the first flow. */
export interface FirstTrace {
  /** A cluster was started, or has other manifests. */
  readonly expect: () => void;
  readonly look: (requests: readonly RequestSummary[]) => void;
}

/** So many are compared: the one that comes by most places says most. */
const candidateCount = 6;
/** Longer than this, in simulated time, nobody waits for more of them. */
const patienceMs = 1500;

export function createFirstTrace(context: AppContext): FirstTrace {
  let flowId: string | undefined;
  let candidates: RequestSummary[] = [];
  return {
    expect: () => {
      flowId = context.documents.store.getState().traffic[0]?.id;
      candidates = [];
    },
    look: (requests) => {
      if (flowId === undefined) return;
      candidates.push(...requests.filter((request) => request.flowId === flowId && request.outcome === 'answered'));
      const [first] = candidates;
      if (first === undefined || (candidates.length < candidateCount && context.cluster.getState().nowMs - first.startMs < patienceMs)) return;
      flowId = undefined;
      const best = candidates.reduce((longest, request) => (request.way.length > longest.way.length ? request : longest), first);
      candidates = [];
      if (context.requests.getState().selectedId === null) loadTrace(context, best.id);
    },
  };
}
