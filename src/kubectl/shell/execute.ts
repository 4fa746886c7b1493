import type { ClusterAccess, Running } from '../program.ts';
import { filterStage, programStage, type Executable, type Stage } from './stage.ts';
import type { Command, Pipeline, Script, SimpleCommand, Word } from './syntax.ts';

/** Where text goes. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** What an interpreter knows beside the script: it lasts from line to line. */
export interface ShellState {
  readonly variables: Map<string, string>;
  readonly aliases: Map<string, readonly string[]>;
  lastExit: number;
}

export interface Interpreter {
  readonly state: ShellState;
  readonly cluster: ClusterAccess;
  /** What it says before its own errors, and of a command that it does not know. */
  readonly name: 'bash' | 'sh';
  find(name: string): Executable | undefined;
  /** Lets something run beside what is typed next. Absent: only one thing runs at a time. */
  background?(running: Running, output: Output): void;
}

/** Loops may go on until Ctrl-C; each turn lets the host have a look. */
const COMMAND_NOT_FOUND = 127;
/** Words that one expansion may make, and characters that a substitution may collect. */
const MAX_WORDS = 10_000;
const MAX_COLLECTED = 1_000_000;

/** Runs a script. Gives the exit code of what ran last. */
export function* runScript(shell: Interpreter, script: Script, output: Output, stdin = ''): Running {
  for (const { after, pipeline } of script) {
    const isWanted = after === 'always' || (after === 'success') === (shell.state.lastExit === 0);
    if (!isWanted) continue;
    if (pipeline.isBackground === true && shell.background !== undefined) {
      shell.background(runPipeline(shell, pipeline, output, ''), output);
      shell.state.lastExit = 0;
    } else shell.state.lastExit = yield* runPipeline(shell, pipeline, output, stdin);
  }
  return shell.state.lastExit;
}

function* runPipeline(shell: Interpreter, { commands, isNegated }: Pipeline, output: Output, stdin: string): Running {
  const exit = yield* runFrom(shell, commands, output, stdin);
  return isNegated ? (exit === 0 ? 1 : 0) : exit;
}

/** The last part writes to the screen, each other one to the part after it. */
function* runFrom(shell: Interpreter, commands: readonly Command[], output: Output, stdin: string): Running {
  const [first, ...rest] = commands;
  if (first === undefined) return 0;
  if (rest.length === 0) return yield* runCommand(shell, first, output, stdin);
  const stages: Stage[] = [];
  for (let index = rest.length - 1; index >= 0; index--) {
    const command = rest[index];
    const next = stages[0];
    const out = next === undefined ? (text: string) => { output.out(text); } : (text: string) => { next.write(text); };
    if (command !== undefined) stages.unshift(yield* stageOf(shell, command, { out, err: (text) => { output.err(text); } }));
  }
  const head = stages[0];
  const running = runCommand(shell, first, { out: (text) => head?.write(text), err: (text) => { output.err(text); } }, stdin);
  let exit = 0;
  for (let step = running.next(); ; step = running.next()) {
    if (step.done === true) break;
    if (head?.isDone === true) {
      running.return(0);
      break;
    }
    yield step.value;
  }
  for (const stage of stages) exit = yield* stage.close();
  return exit;
}

function* stageOf(shell: Interpreter, command: Command, output: Output): Generator<{ readonly untilMs: number; readonly orOnChange: boolean }, Stage, void> {
  if (command.kind === 'simple' && command.assignments.length === 0 && command.redirects.length === 0 && command.input === undefined) {
    const [name = '', ...args] = withAlias(shell, yield* expandAll(shell, command.words, output));
    const found = shell.find(name);
    if (found?.kind === 'filter') return filterStage(name, found.make(args, (text) => { output.out(text); }), (text) => { output.err(text); });
    if (found !== undefined) return programStage(found.run, args, output, shell.cluster);
  }
  const read: string[] = [];
  return { isDone: false, write: (text) => void read.push(text), close: () => runCommand(shell, command, output, read.join('')) };
}

function* runCommand(shell: Interpreter, command: Command, output: Output, stdin: string): Running {
  switch (command.kind) {
    case 'simple': return yield* runSimple(shell, command, output, stdin);
    case 'group': return yield* runScript(shell, command.body, output, stdin);
    case 'if': {
      for (const { condition, body } of command.branches) {
        if ((yield* runScript(shell, condition, output, stdin)) === 0) return yield* runScript(shell, body, output, stdin);
      }
      shell.state.lastExit = 0;
      return command.otherwise === undefined ? 0 : yield* runScript(shell, command.otherwise, output, stdin);
    }
    case 'for': {
      let exit = 0;
      for (const value of yield* expandAll(shell, command.words, output)) {
        shell.state.variables.set(command.variable, value);
        exit = yield* runScript(shell, command.body, output, stdin);
        yield { untilMs: shell.cluster.nowMs, orOnChange: false };
      }
      return exit;
    }
    case 'while': {
      let exit = 0;
      while (((yield* runScript(shell, command.condition, output, stdin)) === 0) !== command.isUntil) {
        exit = yield* runScript(shell, command.body, output, stdin);
        yield { untilMs: shell.cluster.nowMs, orOnChange: false };
      }
      return exit;
    }
  }
}

function withAlias(shell: Interpreter, words: readonly string[]): readonly string[] {
  const [name = '', ...rest] = words;
  const alias = shell.state.aliases.get(name);
  return alias === undefined ? words : [...alias, ...rest];
}

function* runSimple(shell: Interpreter, command: SimpleCommand, output: Output, stdin: string): Running {
  const values: [string, string][] = [];
  for (const { name, value } of command.assignments) values.push([name, (yield* expandJoined(shell, value, output))]);
  if (command.words.length === 0) {
    for (const [name, value] of values) shell.state.variables.set(name, value);
    return 0;
  }
  const given = command.input === undefined ? stdin : yield* expandJoined(shell, command.input, output);
  const target = yield* redirected(shell, command, output);
  if ('error' in target) {
    output.err(`${shell.name}: ${target.error}\n`);
    return 1;
  }
  const [name = '', ...args] = withAlias(shell, yield* expandAll(shell, command.words, output));
  const found = shell.find(name);
  if (found === undefined) {
    target.err(shell.name === 'bash' ? `bash: ${name}: command not found\n` : `sh: ${name}: not found\n`);
    return COMMAND_NOT_FOUND;
  }
  if (found.kind === 'program') return yield* found.run(args, { stdin: given, out: target.out, err: target.err }, shell.cluster);
  const stage = filterStage(name, found.make(args, target.out), target.err);
  stage.write(given);
  return yield* stage.close();
}

function* redirected(shell: Interpreter, { redirects }: SimpleCommand, output: Output): Generator<{ readonly untilMs: number; readonly orOnChange: boolean }, Output | { readonly error: string }, void> {
  let { out, err } = { out: (text: string) => { output.out(text); }, err: (text: string) => { output.err(text); } };
  const none = (): void => undefined;
  for (const { stream, target } of redirects) {
    const name = yield* expandJoined(shell, target, output);
    if (name === '&1') err = out;
    else if (name === '&2') out = err;
    else if (name !== '/dev/null') return { error: `${name}: Read-only file system` };
    else {
      if (stream !== 'err') out = none;
      if (stream !== 'out') err = none;
    }
  }
  return { out, err };
}

type Expanding<T> = Generator<{ readonly untilMs: number; readonly orOnChange: boolean }, T, void>;

function variable({ state }: Interpreter, name: string): string {
  if (name === '?') return String(state.lastExit);
  return state.variables.get(name) ?? '';
}

function* collected(shell: Interpreter, script: Script, output: Output): Expanding<string> {
  let text = '';
  const out = (added: string): void => {
    if (text.length < MAX_COLLECTED) text += added;
  };
  yield* runScript(shell, script, { out, err: (added) => { output.err(added); } });
  return text.replace(/\n+$/, '');
}

/** A word as one text, whatever it expands to. */
function* expandJoined(shell: Interpreter, word: Word, output: Output): Expanding<string> {
  let text = '';
  for (const part of word) text += part.kind === 'text' ? part.text : part.kind === 'variable' ? variable(shell, part.name) : yield* collected(shell, part.script, output);
  return text;
}

/** Arguments: what expands unquoted is split at spaces; what expands to nothing is no argument. */
function* expandAll(shell: Interpreter, words: readonly Word[], output: Output): Expanding<readonly string[]> {
  const all: string[] = [];
  for (const word of words) {
    let current: string | undefined;
    for (const part of word) {
      const text = part.kind === 'text' ? part.text : part.kind === 'variable' ? variable(shell, part.name) : yield* collected(shell, part.script, output);
      if (part.isQuoted || part.kind === 'text') {
        current = (current ?? '') + text;
        continue;
      }
      const [head = '', ...pieces] = text.split(/\s+/);
      if (head !== '') current = (current ?? '') + head;
      for (const piece of pieces) {
        if (current !== undefined) all.push(current);
        current = piece === '' ? undefined : piece;
      }
    }
    if (current !== undefined) all.push(...braced(current));
    if (all.length > MAX_WORDS) break;
  }
  return all.slice(0, MAX_WORDS);
}

/** `{1..5}`, which people loop over. */
function braced(text: string): readonly string[] {
  const range = /^\{(?<from>-?\d+)\.\.(?<to>-?\d+)\}$/.exec(text)?.groups;
  if (range === undefined) return [text];
  const from = Number(range['from']);
  const to = Number(range['to']);
  const step = from <= to ? 1 : -1;
  return Array.from({ length: Math.min(MAX_WORDS, Math.abs(to - from) + 1) }, (_, index) => String(from + index * step));
}
