import type { JsonValue } from '../../kube/json.ts';
import { checkStep } from './check.ts';
import { createPlayer } from './player.ts';
import { readRecordings, type Recording } from './recording.ts';

export interface Failure {
  readonly group: string;
  readonly file: string;
  readonly name: string;
  /** Counted from 0; -1 where the recording could not be played at all. */
  readonly step: number;
  readonly path: string;
  readonly wanted: JsonValue;
  readonly got: JsonValue;
}

export interface GroupResult { readonly passed: number; readonly failed: number }
export interface ConformanceReport { readonly groups: Readonly<Record<string, GroupResult>>; readonly failures: readonly Failure[] }

/** Plays a recording from an empty cluster; the first step that answers otherwise fails it. */
function playRecording(recording: Recording): Failure | undefined {
  const { group, file, name } = recording;
  let step = -1;
  try {
    const player = createPlayer(recording);
    for (const [index, recorded] of recording.steps.entries()) {
      step = index;
      const difference = checkStep(recording, recorded, player.play(recorded));
      if (difference !== undefined) return { group, file, name, step, path: difference.path, wanted: difference.wanted ?? null, got: difference.got ?? null };
    }
    return undefined;
  } catch (error) {
    // A bug in the engine fails this recording and leaves the others to be played.
    return { group, file, name, step, path: '', wanted: null, got: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

/** Plays every recording below the folders. */
export function runConformance(paths: readonly string[], filter: { readonly group?: string; readonly only?: RegExp } = {}): ConformanceReport {
  const groups: Record<string, { passed: number; failed: number }> = {};
  const failures: Failure[] = [];
  for (const recording of paths.flatMap(readRecordings)) {
    if (filter.group !== undefined && recording.group !== filter.group) continue;
    if (filter.only !== undefined && !filter.only.test(recording.name)) continue;
    const counts = (groups[recording.group] ??= { passed: 0, failed: 0 });
    const failure = playRecording(recording);
    if (failure === undefined) counts.passed++;
    else {
      counts.failed++;
      failures.push(failure);
    }
  }
  return { groups, failures };
}
