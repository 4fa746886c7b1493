import type { Pause, Running } from '../program.ts';
import { jobText, type Job } from './jobs.ts';
import { createShell, type Shell, type ShellHost } from './shell.ts';

/** Text that one stretch of running may print before the rest waits for the next; and what is kept back at most. */
const MAX_RESUMES = 500;
const MAX_HELD = 2_000_000;

/** A shell whose programs run in simulated time, a stretch at a time, so that they can be looked at and stopped. */
export interface Terminal {
  readonly prompt: string;
  /** What was typed last still runs. */
  readonly isRunning: boolean;
  /** That, or something in the background, does. */
  readonly isBusy: boolean;
  readonly shell: Shell;
  /** A line was typed. Nothing happens while a program runs. */
  enter(line: string): void;
  /** Ctrl-C: ends what runs, or what was begun and not finished. */
  interrupt(): void;
  /**
   * Lets the programs that run go on as far as they can at this simulated time. `hasChanged`: something in the cluster did, since the
   * last time. True where one could go on at once and only the bound of one stretch stopped it.
   */
  resume(nowMs: number, hasChanged: boolean): boolean;
  /** The simulated time at which the next one wants to go on; undefined where nothing runs. */
  waitsUntilMs(): number | undefined;
  /** Something was printed since it was taken last. */
  readonly hasOutput: boolean;
  /** What was printed since it was taken last. */
  takeOutput(): string;
}

/** A terminal at its first prompt. */
export function createTerminal(host: ShellHost): Terminal {
  const shell = createShell(host);
  let running: Running | undefined;
  let pause: Pause | undefined;
  /** Programs that wait for the prompts that they have opened; the innermost is the last. */
  const parked: Running[] = [];
  let held: string[] = [];
  let heldLength = 0;
  let isCut = false;

  function print(text: string): void {
    if (heldLength + text.length > MAX_HELD) {
      isCut = true;
      return;
    }
    held.push(text);
    heldLength += text.length;
  }

  function advance(): void {
    if (running === undefined) return;
    const step = running.next();
    if (step.done === true) {
      // A line has ended: it may have left the prompt that a program waits for.
      running = parked.pop();
      pause = running === undefined ? undefined : { untilMs: 0, orOnChange: true };
    } else if (step.value.isPrompt === true) {
      parked.push(running);
      running = undefined;
      pause = undefined;
    } else pause = step.value;
  }

  /** Lets a job go on; true where only the bound stopped it. */
  function advanceJob(job: Job, nowMs: number, hasChanged: boolean): boolean {
    let mayChange = hasChanged;
    for (let count = 0; count < MAX_RESUMES; count++) {
      if (nowMs < job.pause.untilMs && !(job.pause.orOnChange && mayChange)) return false;
      mayChange = false;
      const step = job.running.next();
      if (step.done === true) {
        shell.jobs.remove(job);
        print(jobText(job, step.value === 0 ? 'Done' : `Exit ${step.value}`));
        return false;
      }
      job.pause = step.value;
    }
    return true;
  }

  /** Lets what was typed last go on; true where only the bound stopped it. */
  function advanceForeground(nowMs: number, hasChanged: boolean): boolean {
    let mayChange = hasChanged;
    for (let count = 0; count < MAX_RESUMES; count++) {
      if (running === undefined || pause === undefined) return false;
      if (nowMs < pause.untilMs && !(pause.orOnChange && mayChange)) return false;
      mayChange = false;
      advance();
    }
    return true;
  }

  return {
    shell,
    get prompt() {
      return shell.prompt;
    },
    get isRunning() {
      return running !== undefined;
    },
    get isBusy() {
      return running !== undefined || shell.jobs.all().length > 0;
    },
    enter(line) {
      if (running !== undefined) return;
      running = shell.run(line, { out: print, err: print });
      pause = { untilMs: 0, orOnChange: true };
    },
    interrupt() {
      print('^C\n');
      running?.return(130);
      if (running !== undefined) shell.state.lastExit = 130;
      running = undefined;
      pause = undefined;
      shell.abandon();
    },
    resume(nowMs, hasChanged) {
      const isEager = advanceForeground(nowMs, hasChanged);
      return shell.jobs.all().map((job) => advanceJob(job, nowMs, hasChanged)).includes(true) || isEager;
    },
    waitsUntilMs() {
      const times = [...(running === undefined || pause === undefined ? [] : [pause.untilMs]), ...shell.jobs.all().map((job) => job.pause.untilMs)];
      return times.length === 0 ? undefined : Math.min(...times);
    },
    get hasOutput() {
      return held.length > 0 || isCut;
    },
    takeOutput() {
      const text = held.join('') + (isCut ? '\n… (output was cut here)\n' : '');
      held = [];
      heldLength = 0;
      isCut = false;
      return text;
    },
  };
}
