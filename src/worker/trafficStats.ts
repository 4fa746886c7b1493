import type { TrafficStats } from '../protocol/message.ts';
import type { ObjectId } from '../protocol/ref.ts';
import type { RequestSummary } from '../protocol/request.ts';

const BUCKET_MS = 1000;
const BUCKETS = 10;
/** Latencies kept for one bucket; enough for a percentile. */
const MAX_SAMPLES = 2000;

interface Bucket { readonly index: number; total: number; readonly outcomes: Map<string, number>; readonly perPod: Map<ObjectId, number>; readonly latencies: number[] }

export interface StatsWindow {
  add(requests: readonly RequestSummary[]): void;
  /** Numbers of the last ten seconds of simulated time. */
  stats(nowMs: number): TrafficStats;
}

/** Counts requests by the second in which they began. */
export function createStatsWindow(): StatsWindow {
  let buckets: Bucket[] = [];

  function bucketAt(atMs: number): Bucket {
    const index = Math.floor(atMs / BUCKET_MS);
    let bucket = buckets.findLast((each) => each.index === index);
    if (bucket === undefined) {
      bucket = { index, total: 0, outcomes: new Map(), perPod: new Map(), latencies: [] };
      buckets.push(bucket);
    }
    return bucket;
  }

  return {
    add(requests) {
      for (const request of requests) {
        const bucket = bucketAt(request.startMs);
        bucket.total++;
        bucket.outcomes.set(request.outcome, (bucket.outcomes.get(request.outcome) ?? 0) + 1);
        if (request.outcome === 'answered' && request.pod !== undefined) bucket.perPod.set(request.pod, (bucket.perPod.get(request.pod) ?? 0) + 1);
        if (bucket.latencies.length < MAX_SAMPLES) bucket.latencies.push(request.endMs - request.startMs);
      }
    },
    stats(nowMs) {
      const newest = Math.floor(nowMs / BUCKET_MS);
      buckets = buckets.filter((bucket) => bucket.index > newest - BUCKETS);
      const latencies = buckets.flatMap((bucket) => bucket.latencies).sort((a, b) => a - b);
      return {
        windowMs: BUCKETS * BUCKET_MS,
        total: buckets.reduce((sum, bucket) => sum + bucket.total, 0),
        outcomes: summed(buckets.map((bucket) => bucket.outcomes)),
        p95Ms: latencies[Math.max(0, Math.ceil(latencies.length * 0.95) - 1)] ?? 0,
        perPod: summed(buckets.map((bucket) => bucket.perPod)),
      };
    },
  };
}

function summed(maps: readonly ReadonlyMap<string, number>[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const map of maps) for (const [key, count] of map) sums.set(key, (sums.get(key) ?? 0) + count);
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
