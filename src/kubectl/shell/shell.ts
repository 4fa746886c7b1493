import { fail } from '../errors.ts';
import { namespaceOfContext } from '../config/kubeConfig.ts';
import { createKubectl } from '../kubectl.ts';
import type { KubectlHost } from '../host.ts';
import type { ClusterAccess, Program, Running } from '../program.ts';
import type { Forward, Place } from '../programs/place.ts';
import { programsAt } from '../programs/programs.ts';
import { builtins } from './builtins.ts';
import { runScript, type Interpreter, type Output, type ShellState } from './execute.ts';
import { filters } from './filters.ts';
import { createJobs, jobPrograms, type Jobs } from './jobs.ts';
import { help } from './help.ts';
import { parseShell } from './parse.ts';
import { quoteWord } from './quoteWord.ts';
import type { Executable } from './stage.ts';

/** What a shell needs of whoever shows it. */
export interface ShellHost {
  readonly cluster: ClusterAccess;
  /** Files that are there, by name: the manifests of the page. Asked anew for each line. */
  files(): ReadonlyMap<string, string>;
  readonly config: KubectlHost['config'];
  readonly edit?: KubectlHost['edit'];
  readonly documentation?: KubectlHost['documentation'];
  /** The outside client that the user's own machine stands for. */
  readonly client: string;
}

/** An interpreter of commands with a prompt that can go into Pods and onto Nodes. */
export interface Shell {
  readonly prompt: string;
  /** Where the prompt stands now. */
  readonly place: Place;
  /** Runs what was typed: one line, or several that belong together. Text that goes on in the next line is kept until the rest has come. */
  run(line: string, output: Output): Running;
  /** Forgets a text that was not finished. */
  abandon(): void;
  /** Names of everything that can be typed first. */
  names(): readonly string[];
  readonly state: ShellState;
  /** The namespace of kubectl's current context. */
  readonly namespace: string;
  /** What runs beside what is typed. */
  readonly jobs: Jobs;
  /** Runs a program in a container, as `kubectl exec` does. */
  readonly exec: NonNullable<KubectlHost['exec']>;
}

/** What only a shell itself can do. */
const notPrograms = new Set(['alias', 'exit', 'export', 'logout', ':', 'jobs', 'kill', 'fg']);

interface Level { readonly place: Place; readonly state: ShellState }

const shells = new Set(['sh', 'bash', 'ash', '/bin/sh', '/bin/bash', '/bin/ash', '/usr/bin/bash']);

function newState(): ShellState {
  return { variables: new Map(), aliases: new Map(), lastExit: 0 };
}

/** A prompt on the user's own machine. `alias k=kubectl` is there already. */
export function createShell(host: ShellHost): Shell {
  const forwards = new Map<number, Forward>();
  const own: Level = { place: { kind: 'local', client: host.client, forwards }, state: newState() };
  const jobs = createJobs();
  let typed = '';
  own.state.aliases.set('k', ['kubectl']);
  const levels: Level[] = [own];
  let unfinished = '';
  const top = (): Level => levels.at(-1) ?? own;

  function promptOf({ kind, ...place }: Place): string {
    if (kind === 'local') return '$ ';
    return kind === 'node' && 'name' in place ? `root@${place.name}:~# ` : '/ # ';
  }

  /** What runs in a container: a shell of its own, a script, or a program. */
  function inContainer(place: Place, [name = '', ...args]: readonly string[], streams: Output & { readonly stdin: string }, isInteractive: boolean): Running {
    if (shells.has(name)) {
      if (args[0] === '-c') return runText({ place, state: newState() }, args[1] ?? '', streams, streams.stdin);
      return streams.stdin === '' && isInteractive ? enter(place) : runText({ place, state: newState() }, streams.stdin, streams, '');
    }
    const level: Level = { place, state: newState() };
    if (interpreter(level).find(name) === undefined || notPrograms.has(name)) {
      return fail(`Internal error occurred: error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: "${name}": executable file not found in $PATH`);
    }
    return runText(level, [name, ...args].map(quoteWord).join(' '), streams, streams.stdin);
  }

  /** Opens a prompt and waits until it is left. */
  function* enter(place: Place): Running {
    const level: Level = { place, state: newState() };
    levels.push(level);
    while (levels.includes(level)) yield { untilMs: Infinity, orOnChange: false, isPrompt: true };
    return level.state.lastExit;
  }

  function* runText(level: Level, text: string, output: Output, stdin: string): Running {
    const parsed = parseShell(text);
    if (parsed.kind === 'script') return yield* runScript(interpreter(level), parsed.script, output, stdin);
    output.err(`sh: ${parsed.kind === 'error' ? parsed.message : 'syntax error: unexpected end of file'}\n`);
    return 2;
  }

  const ssh: Program = function* (args, streams): Running {
    const at = args.findIndex((arg, index) => !arg.startsWith('-') && !/^-[pliOoFJ]$/.test(args[index - 1] ?? ''));
    const [target = '', ...rest] = at < 0 ? [] : args.slice(at);
    const command = rest[0] === '--' ? rest.slice(1) : rest;
    const name = target.replace(/^[^@]*@/, '');
    const node = host.cluster.engine.reader.list('Node').find(({ metadata, status }) => metadata.name === name || status?.addresses?.some(({ address }) => address === name) === true);
    if (target === '') {
      streams.err('usage: ssh NODE [command]\n');
      return 255;
    }
    if (node === undefined) {
      streams.err(`ssh: Could not resolve hostname ${name}: Name or service not known\n`);
      return 255;
    }
    const place: Place = { kind: 'node', name: node.metadata.name };
    return command.length === 0 ? yield* enter(place) : yield* runText({ place, state: newState() }, command.join(' '), streams, streams.stdin);
  };

  const exit: Program = function* (): Running {
    if (levels.length > 1) levels.pop();
    return 0;
  };

  const exec: Shell['exec'] = (target, argv, streams, isInteractive) => inContainer({ kind: 'pod', ...target }, argv, streams, isInteractive);

  /** Ports of this machine that lead into a Pod until they are closed. */
  const listen: NonNullable<KubectlHost['listen']> = (ports) => {
    const busy = ports.find(({ local }) => forwards.has(local));
    if (busy !== undefined) return { busy: busy.local };
    for (const { local, ...target } of ports) forwards.set(local, target);
    return { close: () => { for (const { local } of ports) forwards.delete(local); } };
  };

  const kubectlHere: Program = (args, streams, cluster) => createKubectl({
    files: host.files(), config: host.config, ...(host.edit === undefined ? {} : { edit: host.edit }), ...(host.documentation === undefined ? {} : { documentation: host.documentation }),
    exec, listen,
  })(args, streams, cluster);

  const ls: Program = function* (_args, streams): Running {
    for (const name of host.files().keys()) streams.out(`${name}\n`);
    return 0;
  };

  const catFiles: Program = function* (args, streams): Running {
    let status = 0;
    for (const name of args.filter((arg) => !arg.startsWith('-'))) {
      const text = host.files().get(name);
      if (text === undefined) {
        streams.err(`cat: ${name}: No such file or directory\n`);
        status = 1;
      } else streams.out(text.endsWith('\n') || text === '' ? text : `${text}\n`);
    }
    return status;
  };

  /** `cat` of files on the user's own machine, of what is piped in elsewhere. */
  const readsFiles = (args: readonly string[]): boolean => args.some((arg) => !arg.startsWith('-'));

  function interpreter({ place, state }: Level): Interpreter {
    const machine = programsAt(place);
    const shell: Interpreter = { state, cluster: host.cluster, name: place.kind === 'pod' ? 'sh' : 'bash', find, background };
    const own = builtins(shell);
    const local = new Map<string, Program>(place.kind === 'local' ? [['kubectl', kubectlHere], ['ssh', ssh], ['ls', ls], ['help', help]] : []);
    local.set('exit', exit).set('logout', exit);
    for (const [name, program] of jobPrograms(jobs)) local.set(name, program);
    function find(name: string): Executable | undefined {
      if (name === 'cat' && place.kind === 'local') return { kind: 'program', run: localCat };
      const program = local.get(name) ?? machine.get(name) ?? own.get(name);
      if (program !== undefined) return { kind: 'program', run: program };
      const make = filters.get(name);
      return make === undefined ? undefined : { kind: 'filter', make };
    }
    return shell;
  }

  const background: NonNullable<Interpreter['background']> = (running, output) => {
    if (!jobs.add(running, typed.trim().replace(/\s*&$/, ''), output)) output.err('bash: fork: retry: Resource temporarily unavailable\n');
  };

  const localCat: Program = function* (args, streams, cluster): Running {
    if (readsFiles(args)) return yield* catFiles(args, streams, cluster);
    streams.out(streams.stdin);
    return 0;
  };

  return {
    state: own.state, jobs, exec,
    get namespace() {
      return namespaceOfContext(host.config.get());
    },
    get prompt() {
      return unfinished === '' ? promptOf(top().place) : '> ';
    },
    get place() {
      return top().place;
    },
    abandon() {
      unfinished = '';
    },
    names() {
      const { place, state } = top();
      const local = place.kind === 'local' ? ['kubectl', 'ssh', 'ls', 'help'] : [];
      return [...new Set([...local, 'exit', 'jobs', 'kill', 'fg', ...state.aliases.keys(), ...programsAt(place).keys(), ...builtins(interpreter(top())).keys(), ...filters.keys()])].sort();
    },
    *run(line, output) {
      const text = unfinished === '' ? line : `${unfinished}\n${line}`;
      const parsed = parseShell(text);
      if (parsed.kind === 'incomplete') {
        unfinished = text;
        return 0;
      }
      unfinished = '';
      typed = text;
      const level = top();
      if (parsed.kind === 'error') {
        output.err(`${level.place.kind === 'pod' ? 'sh' : 'bash'}: ${parsed.message}\n`);
        level.state.lastExit = 2;
        return 2;
      }
      return yield* runScript(interpreter(level), parsed.script, output);
    },
  };
}
