import { dateWithZone } from '../programs/clockText.ts';
import type { Program, Running } from '../program.ts';
import { parseArgs } from './arguments.ts';
import { runScript, type Interpreter } from './execute.ts';
import { parseShell } from './parse.ts';
import { quoteWord } from './quoteWord.ts';

/** Clears the screen and puts the cursor into its corner. */
const CLEAR = '\u001b[H\u001b[2J\u001b[3J';

const durationUnits: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `5`, `0.5`, `2m` in milliseconds; undefined where it is no duration. */
function durationMs(text: string): number | undefined {
  const found = /^(?<number>\d+(?:\.\d+)?|\.\d+)(?<unit>[smhd]?)$/.exec(text)?.groups;
  return found === undefined ? undefined : Number(found['number']) * (durationUnits[found['unit'] ?? ''] ?? 1000);
}

const sleep: Program = function* (args, streams, cluster): Running {
  const times = args.map(durationMs);
  if (times.length === 0 || times.includes(undefined)) {
    streams.err(times.length === 0 ? 'sleep: missing operand\n' : `sleep: invalid time interval ‘${args[times.indexOf(undefined)] ?? ''}’\n`);
    return 1;
  }
  const untilMs = cluster.nowMs + times.reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
  while (cluster.nowMs < untilMs) yield { untilMs, orOnChange: false };
  return 0;
};

const echo: Program = function* (args, streams): Running {
  const flags = args.findIndex((arg) => !/^-[neE]+$/.test(arg));
  const given = args.slice(0, flags < 0 ? args.length : flags).join('');
  const text = args.slice(flags < 0 ? args.length : flags).join(' ');
  const said = given.includes('e') ? text.replace(/\\([nt\\])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter === 't' ? '\t' : '\\')) : text;
  streams.out(given.includes('n') ? said : `${said}\n`);
  return 0;
};

/** The simulated clock. */
const date: Program = function* (_args, streams, cluster): Running {
  streams.out(`${dateWithZone(cluster.nowMs, false)}\n`);
  return 0;
};

const seq: Program = function* (args, streams): Running {
  const numbers = args.map(Number);
  const [first = NaN, second, third] = numbers;
  const from = second === undefined ? 1 : first;
  const step = third === undefined ? 1 : (second ?? 1);
  const to = third ?? second ?? first;
  if (numbers.some(Number.isNaN) || Number.isNaN(to) || step === 0) {
    streams.err(args.length === 0 ? 'seq: missing operand\n' : `seq: invalid floating point argument: ‘${args.find((arg) => Number.isNaN(Number(arg))) ?? ''}’\n`);
    return 1;
  }
  for (let value = from, count = 0; (step > 0 ? value <= to : value >= to) && count < 100_000; value += step, count++) streams.out(`${value}\n`);
  return 0;
};

/** Runs a command again and again, each time on a clean screen. */
function watch(shell: Interpreter): Program {
  return function* (args, streams, cluster): Running {
    const command = args.findIndex((arg, index) => !arg.startsWith('-') && !/^-(n|-interval)$/.test(args[index - 1] ?? ''));
    const parsed = parseArgs(args.slice(0, command < 0 ? args.length : command), 'tdbegcx n:');
    if ('error' in parsed || command < 0) {
      streams.err(`${'error' in parsed ? `watch: ${parsed.error}\n` : ''}Usage:\n watch [options] command\n`);
      return 1;
    }
    const seconds = Math.max(0.1, Number(parsed.value('n') || 2) || 2);
    const rest = args.slice(command);
    const text = rest.length === 1 ? (rest[0] ?? '') : rest.map(quoteWord).join(' ');
    const script = parseShell(text);
    if (script.kind !== 'script') {
      streams.err(`sh: 1: ${script.kind === 'error' ? script.message : 'Syntax error: Unterminated quoted string'}\n`);
      return 2;
    }
    for (;;) {
      const lines: string[] = [];
      yield* runScript(shell, script.script, { out: (line) => void lines.push(line), err: (line) => void lines.push(line) });
      streams.out(CLEAR);
      if (!parsed.has('t')) streams.out(`Every ${seconds.toFixed(1)}s: ${rest.join(' ')}\n\n`);
      streams.out(lines.join(''));
      const untilMs = cluster.nowMs + seconds * 1000;
      while (cluster.nowMs < untilMs) yield { untilMs, orOnChange: false };
    }
  };
}

function alias({ state }: Interpreter): Program {
  return function* (args, streams): Running {
    if (args.length === 0) for (const [name, words] of state.aliases) streams.out(`alias ${name}='${words.join(' ')}'\n`);
    let exit = 0;
    for (const arg of args) {
      const at = arg.indexOf('=');
      if (at > 0) state.aliases.set(arg.slice(0, at), arg.slice(at + 1).split(/\s+/).filter((word) => word !== ''));
      else if (state.aliases.has(arg)) streams.out(`alias ${arg}='${state.aliases.get(arg)?.join(' ') ?? ''}'\n`);
      else {
        streams.err(`bash: alias: ${arg}: not found\n`);
        exit = 1;
      }
    }
    return exit;
  };
}

function exportVariables({ state }: Interpreter): Program {
  return function* (args): Running {
    for (const arg of args) {
      const at = arg.indexOf('=');
      if (at > 0) state.variables.set(arg.slice(0, at), arg.slice(at + 1));
    }
    return 0;
  };
}

const constant = (exit: number): Program => function* (): Running {
  return exit;
};

const clear: Program = function* (_args, streams): Running {
  streams.out(CLEAR);
  return 0;
};

/** What every prompt has, wherever it stands. */
export function builtins(shell: Interpreter): ReadonlyMap<string, Program> {
  return new Map<string, Program>([
    ['alias', alias(shell)], ['clear', clear], ['date', date], ['echo', echo], ['export', exportVariables(shell)], ['false', constant(1)], ['seq', seq], ['sleep', sleep], ['true', constant(0)], [':', constant(0)], ['watch', watch(shell)],
  ]);
}
