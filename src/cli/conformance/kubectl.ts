import type { Engine } from '../../engine/engine.ts';
import type { JsonObject, JsonValue } from '../../kube/json.ts';
import { createEngineAccess } from '../../kubectl/clusterAccess.ts';
import { documentation } from '../../kube/documentation.ts';
import { createKubectl } from '../../kubectl/kubectl.ts';
import type { Program } from '../../kubectl/program.ts';
import { maskText } from './mask.ts';

/** A program that waits longer than this is ended, as by Ctrl-C. */
const MAX_SIMULATED_MS = 3_600_000;
const MAX_PAUSES = 20_000;

export interface ProgramOutput { readonly stdout: string; readonly stderr: string; readonly exit: number }

/** Words of a command line as a shell splits them: quotes and backslashes, nothing else. */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  for (const match of line.matchAll(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+/gs)) {
    words.push(match[0].replace(/'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/gs, (_whole, single?: string, double?: string, escaped?: string) => single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? ''));
  }
  return words;
}

/** Runs a program to its end; where it waits, the cluster's time goes on. */
export function runProgram(engine: Engine, program: Program, args: readonly string[], stdin: string): ProgramOutput {
  let stdout = '';
  let stderr = '';
  const access = createEngineAccess(engine);
  const streams = { stdin, out: (text: string) => { stdout += text; }, err: (text: string) => { stderr += text; } };
  const running = program(args, streams, access.cluster);
  const endMs = engine.nowMs + MAX_SIMULATED_MS;
  for (let pauses = 0; pauses < MAX_PAUSES; pauses++) {
    const step = running.next();
    if (step.done === true) return { stdout, stderr, exit: step.value };
    // Nobody types here: a prompt is left at once.
    if (step.value.isPrompt === true) {
      running.return(0);
      return { stdout, stderr, exit: 0 };
    }
    const { untilMs, orOnChange } = step.value;
    for (let isResumed = false; !isResumed;) {
      const nextMs = Math.min(untilMs, endMs, orOnChange ? (engine.nextAtMs() ?? untilMs) : untilMs);
      const output = engine.advance(Math.max(0, nextMs - engine.nowMs));
      access.observe(output);
      isResumed = engine.nowMs >= Math.min(untilMs, endMs) || (orOnChange && output.changes.length > 0);
      if (engine.nowMs >= endMs) {
        running.return(130);
        return { stdout, stderr, exit: 130 };
      }
    }
  }
  running.return(130);
  return { stdout, stderr, exit: 130 };
}

/** A `kubectl` step: arguments as one text, and perhaps what is piped in. */
export function kubectlStep(engine: Engine, step: JsonObject, doneText: string): JsonValue {
  const line = step['kubectl'];
  const stdin = step['stdin'];
  const { stdout, stderr, exit } = runProgram(engine, createKubectl({ documentation }), splitWords(typeof line === 'string' ? line : ''), typeof stdin === 'string' ? stdin : '');
  return { stdout: sortedList(line, maskText(stdout, doneText)), stderr: maskText(stderr, doneText), exit };
}

/** The lines of `--list` have no order. */
function sortedList(line: JsonValue | undefined, text: string): string {
  if (typeof line !== 'string' || !/(?:^|\s)--list\b/.test(line)) return text;
  const lines = text.split('\n').filter((each) => each !== '');
  return lines.length === 0 ? text : `${lines.sort().join('\n')}\n`;
}

