import type { Pause, Program, Running } from '../program.ts';
import type { Output } from './execute.ts';

/** Things that run at once beside what is typed. */
const MAX_JOBS = 20;
const FIRST_PID = 4711;

/** Something that runs beside what is typed. */
export interface Job {
  readonly number: number;
  readonly label: string;
  readonly running: Running;
  pause: Pause;
}

/** What runs in the background of one terminal. */
export interface Jobs {
  all(): readonly Job[];
  /** False where there are too many already. Says its number. */
  add(running: Running, label: string, output: Output): boolean;
  /** `%1`, `1`, `%%` or nothing for the newest. */
  find(name: string | undefined): Job | undefined;
  remove(job: Job): void;
}

const stateLine = ({ number, label }: Job, state: string): string => `[${number}]+  ${state.padEnd(22)}  ${label}\n`;

/** What bash says of a job that has ended by itself, or of one that is listed. */
export function jobText(job: Job, state: 'Running' | 'Done' | 'Terminated' | `Exit ${number}`): string {
  return stateLine(job, state).replace(/\n$/, state === 'Running' ? ' &\n' : '\n');
}

export function createJobs(): Jobs {
  let jobs: readonly Job[] = [];
  return {
    all: () => jobs,
    add(running, label, output) {
      if (jobs.length >= MAX_JOBS) return false;
      const number = (jobs.at(-1)?.number ?? 0) + 1;
      jobs = [...jobs, { number, label, running, pause: { untilMs: 0, orOnChange: true } }];
      output.out(`[${number}] ${FIRST_PID + number}\n`);
      return true;
    },
    find: (name) => (name === undefined || name === '%%' || name === '%+' ? jobs.at(-1) : jobs.find(({ number }) => String(number) === name.replace('%', '') || String(FIRST_PID + number) === name)),
    remove(job) {
      jobs = jobs.filter((other) => other !== job);
    },
  };
}

/** `jobs`, `kill %1`, `fg %1`. */
export function jobPrograms(jobs: Jobs): readonly (readonly [string, Program])[] {
  const list: Program = function* (_args, streams): Running {
    for (const job of jobs.all()) streams.out(jobText(job, 'Running'));
    return 0;
  };
  const kill: Program = function* (args, streams): Running {
    const names = args.filter((arg) => !arg.startsWith('-'));
    if (names.length === 0) streams.err('kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n');
    let exit = names.length === 0 ? 2 : 0;
    for (const name of names) {
      const job = jobs.find(name);
      if (job === undefined) {
        streams.err(name.startsWith('%') ? `bash: kill: ${name}: no such job\n` : `bash: kill: (${name}) - No such process\n`);
        exit = 1;
      } else {
        jobs.remove(job);
        job.running.return(143);
        streams.out(jobText(job, 'Terminated'));
      }
    }
    return exit;
  };
  const foreground: Program = function* (args, streams): Running {
    const job = jobs.find(args[0]);
    if (job === undefined) {
      streams.err(`bash: fg: ${args[0] ?? 'current'}: no such job\n`);
      return 1;
    }
    jobs.remove(job);
    streams.out(`${job.label}\n`);
    return yield* job.running;
  };
  return [['jobs', list], ['kill', kill], ['fg', foreground]];
}
