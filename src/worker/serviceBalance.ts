import type { BalanceRow, InspectionAnswer } from '../protocol/inspection.ts';
import type { ObjectId } from '../protocol/ref.ts';
import type { ClientRef, RequestSummary } from '../protocol/request.ts';

/** How far back the counts reach, in simulated milliseconds, and how many requests they hold at most. */
const WINDOW_MS = 60_000;
const MAX_REQUESTS = 20_000;

interface Counted { readonly atMs: number; readonly service: ObjectId; readonly pod: ObjectId | undefined; readonly client: string; readonly isKept: boolean }

export interface ServiceBalance {
  add(requests: readonly RequestSummary[]): void;
  /** Of the last minute. `even`: the Pods among which an even draw would choose; `isAffine`: clients are held. */
  of(service: ObjectId, nowMs: number, even: readonly ObjectId[], isAffine: boolean): Extract<InspectionAnswer, { kind: 'balance' }>;
}

function clientKey(client: ClientRef): string {
  switch (client.kind) {
    case 'pod': return `${client.namespace}/${client.name}`;
    case 'workload': return client.id;
    case 'node': case 'outside': return client.name;
  }
}

/** Who answered for a Service, and over how many connections: a kept connection counts once for each client and Pod. */
export function createServiceBalance(): ServiceBalance {
  let counted: Counted[] = [];

  function rowsOf(answered: readonly Counted[], even: readonly ObjectId[]): readonly BalanceRow[] {
    const share = even.length === 0 ? 0 : answered.length / even.length;
    const pods = new Map<ObjectId, Counted[]>(even.map((pod) => [pod, []]));
    for (const request of answered) {
      if (request.pod === undefined) continue;
      const known = pods.get(request.pod);
      if (known === undefined) pods.set(request.pod, [request]);
      else known.push(request);
    }
    return [...pods].map(([pod, own]): BalanceRow => ({
      pod, answered: own.length, expected: even.includes(pod) ? share : 0, connections: connectionsOf(own), clients: new Set(own.map(({ client }) => client)).size,
    })).sort((a, b) => b.answered - a.answered || (a.pod < b.pod ? -1 : 1));
  }

  return {
    add(requests) {
      for (const { startMs, service, pod, outcome, spec } of requests) {
        if (service !== undefined) counted.push({ atMs: startMs, service, pod: outcome === 'answered' ? pod : undefined, client: clientKey(spec.from), isKept: spec.connection === 'keepAlive' });
      }
      if (counted.length > MAX_REQUESTS) counted = counted.slice(-MAX_REQUESTS);
    },
    of(service, nowMs, even, isAffine) {
      const sinceMs = Math.max(0, nowMs - WINDOW_MS);
      const own = counted.filter((request) => request.service === service && request.atMs >= sinceMs);
      const answered = own.filter(({ pod }) => pod !== undefined);
      const rows = rowsOf(answered, even);
      return { kind: 'balance', rows, answered: answered.length, failed: own.length - answered.length, connections: rows.reduce((sum, row) => sum + row.connections, 0), isAffine, sinceMs: own[0]?.atMs ?? sinceMs };
    },
  };
}

function connectionsOf(requests: readonly Counted[]): number {
  const kept = new Set(requests.filter(({ isKept }) => isKept).map(({ client }) => client));
  return requests.filter(({ isKept }) => !isKept).length + kept.size;
}
