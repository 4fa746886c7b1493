/** The middle of several runs, in microseconds a call. */
export function medianMicros(runs: number, callsPerRun: number, prepare: () => (index: number) => void): number {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const call = prepare();
    for (let index = 0; index < callsPerRun / 10; index++) call(index);
    globalThis.gc?.();
    const started = process.hrtime.bigint();
    for (let index = 0; index < callsPerRun; index++) call(index);
    times.push(Number(process.hrtime.bigint() - started) / 1000 / callsPerRun);
  }
  return median(times);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** One line of the report: a figure, what it is measured against, and what it may be at most. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Absent: reported, not limited. */
  readonly limit?: number;
  readonly details: Readonly<Record<string, number>>;
}
