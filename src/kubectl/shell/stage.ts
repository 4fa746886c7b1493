import type { Program, Running, ClusterAccess, Streams } from '../program.ts';

/** A program that works line by line: what comes in can go out at once, so that it also follows what does not end. */
export interface Filter {
  line(text: string): void;
  /** The last line has come. Gives the exit code. */
  end(): number;
  /** Nothing that may still come would change its output. */
  readonly isDone?: boolean;
}

/** Makes a filter of arguments; text instead: why they cannot be understood, and the exit code then. */
export type FilterProgram = (args: readonly string[], out: (text: string) => void) => Filter | { readonly error: string; readonly exit: number };

/** What stands behind a name. */
export type Executable = { readonly kind: 'program'; readonly run: Program } | { readonly kind: 'filter'; readonly make: FilterProgram };

/** One part of a pipeline that reads what the part before writes. */
export interface Stage {
  write(text: string): void;
  /** The part before has ended. */
  close(): Running;
  readonly isDone: boolean;
}

/** A filter reads at once; half a line waits for its other half. */
export function filterStage(name: string, filter: Filter | { readonly error: string; readonly exit: number }, err: (text: string) => void): Stage {
  if ('error' in filter) {
    err(`${name}: ${filter.error}\n`);
    return { write: () => undefined, isDone: true, *close() { return filter.exit; } };
  }
  let rest = '';
  return {
    get isDone() {
      return filter.isDone === true;
    },
    write(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (filter.isDone === true) return;
        filter.line(line);
      }
    },
    *close() {
      if (rest !== '' && filter.isDone !== true) filter.line(rest);
      return filter.end();
    },
  };
}

/** Any other program reads everything when it starts. */
export function programStage(program: Program, args: readonly string[], streams: Omit<Streams, 'stdin'>, cluster: ClusterAccess): Stage {
  const read: string[] = [];
  return {
    isDone: false,
    write: (text) => void read.push(text),
    *close() {
      return yield* program(args, { stdin: read.join(''), out: (text) => { streams.out(text); }, err: (text) => { streams.err(text); } }, cluster);
    },
  };
}
