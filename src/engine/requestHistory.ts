import type { RequestSummary, RequestTrace } from '../protocol/request.ts';

/** How many traces are kept for a look back. */
const MAX_TRACES = 2000;

export interface RequestHistory {
  add(trace: RequestTrace): RequestSummary;
  /** Undefined once it is too old. */
  trace(id: number): RequestTrace | undefined;
  /** All that are kept, oldest first. */
  all(): readonly RequestTrace[];
  /** Summaries of the requests since the last call, in order. */
  drain(): readonly RequestSummary[];
}

/** The last requests, each with its trace. */
export function createRequestHistory(): RequestHistory {
  const traces = new Map<number, RequestTrace>();
  let fresh: RequestSummary[] = [];
  return {
    add(trace) {
      traces.set(trace.id, trace);
      if (traces.size > MAX_TRACES) {
        const oldest = traces.keys().next().value;
        if (oldest !== undefined) traces.delete(oldest);
      }
      const { hops: _hops, notChosen: _notChosen, passes: _passes, seenSource: _seenSource, ...summary } = trace;
      fresh.push(summary);
      return summary;
    },
    trace: (id) => traces.get(id),
    all: () => [...traces.values()],
    drain() {
      const requests = fresh;
      fresh = [];
      return requests;
    },
  };
}
