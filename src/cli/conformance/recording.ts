import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';

/** One step of a recording: what was done, and what a real cluster answered (absent: it only sets the scene). */
export interface Step { readonly verb: string; readonly argument: JsonValue; readonly step: JsonObject; readonly saw: JsonValue | undefined }

export interface Recording {
  readonly group: string;
  readonly file: string;
  readonly name: string;
  readonly cluster: { readonly nodes: number; readonly proxy: string; readonly isDualStack: boolean };
  readonly steps: readonly Step[];
  /** All that was done, as text: a value that stands in it was not chosen by the cluster. */
  readonly doneText: string;
}

function toStep(value: JsonValue): Step {
  const step = isJsonObject(value) && isJsonObject(value['do']) ? value['do'] : {};
  // `{kubectl, stdin}` is one step; every other has a single key.
  const verb = 'kubectl' in step ? 'kubectl' : (Object.keys(step)[0] ?? 'settle');
  return { verb, argument: step[verb] ?? null, step, saw: isJsonObject(value) ? value['saw'] : undefined };
}

function toRecording(value: JsonValue, group: string, file: string): Recording {
  if (!isJsonObject(value)) throw new Error(`${file}: a recording is an object`);
  const cluster = isJsonObject(value['cluster']) ? value['cluster'] : {};
  const rawSteps = Array.isArray(value['steps']) ? (value['steps'] as readonly JsonValue[]) : [];
  const steps = rawSteps.map(toStep);
  return {
    group,
    file,
    name: typeof value['name'] === 'string' ? value['name'] : '(no name)',
    cluster: {
      nodes: typeof cluster['nodes'] === 'number' ? cluster['nodes'] : 2,
      proxy: typeof cluster['proxy'] === 'string' ? cluster['proxy'] : 'iptables',
      isDualStack: cluster['dual'] === true,
    },
    steps,
    doneText: JSON.stringify(steps.map((step) => step.step)),
  };
}

function jsonFiles(path: string): string[] {
  if (statSync(path).isFile()) return path.endsWith('.json') ? [path] : [];
  return readdirSync(path).sort().flatMap((entry) => jsonFiles(join(path, entry)));
}

/** Every recording below a folder; the group is the name of the folder that holds the file. */
export function readRecordings(path: string): Recording[] {
  return jsonFiles(path).flatMap((file) => {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!Array.isArray(parsed)) throw new Error(`${file}: a list of recordings was expected`);
    const group = basename(dirname(file));
    return (parsed as JsonValue[]).map((value) => toRecording(value, group, `${group}/${basename(file)}`));
  });
}
