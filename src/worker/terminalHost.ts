import type { Terminal } from '../kubectl/shell/terminal.ts';
import type { ShellHost } from '../kubectl/shell/shell.ts';
import type { EngineOutput } from '../engine/engine.ts';
import type { AccessedEngine, EngineAccess } from '../kubectl/clusterAccess.ts';
import type { ClusterAccess } from '../kubectl/program.ts';
import type { Command } from '../protocol/command.ts';
import type { PageCommand, PageLogEntry, WorkerMessage } from '../protocol/message.ts';
import type { TerminalInput, TerminalUpdate } from '../protocol/terminal.ts';
import { documentOf } from './drift.ts';

/** The terminal's code, which is loaded when it is first used. */
export interface TerminalCode {
  createTerminal(host: ShellHost): Terminal;
  createAccess(engine: AccessedEngine): EngineAccess;
  createConfig(): ShellHost['config'];
  /** What the API's schema says, which is loaded beside the rest. Absent: `explain` has no descriptions. */
  readonly documentation?: ShellHost['documentation'];
  complete(shell: Terminal['shell'], cluster: ClusterAccess, files: readonly string[], line: string, cursor: number): { readonly from: number; readonly candidates: readonly string[] };
}

/** The cluster as a terminal host uses it. */
export interface TerminalCluster {
  readonly engine: ClusterAccess['engine'] & { readonly nowMs: number };
  dispatch(command: Command): ReturnType<ClusterAccess['dispatch']>;
  /** Hears of everything that happens from now on. */
  observe(observer: (output: EngineOutput) => void): void;
}

/** One terminal on one cluster. */
export interface TerminalHost {
  input(input: TerminalInput): void;
  /** Lets what runs go on. True where it could go on at once. */
  resume(): boolean;
  readonly isRunning: boolean;
  /** The simulated time at which what runs wants to go on. */
  waitsUntilMs(): number | undefined;
}

/** What changes the cluster is told to the page, so that a replay has it; what only looks is not. */
function isLogged(command: Command): command is PageCommand {
  if (command.type === 'applyManifests') return false;
  return command.type !== 'api' || (command.request.verb !== 'get' && command.request.verb !== 'list' && command.request.isDryRun !== true);
}

/** `manifests`: the text of the editor, a file to the terminal. */
export function createTerminalHost(code: TerminalCode, cluster: TerminalCluster, manifests: () => string, post: (message: WorkerMessage) => void): TerminalHost {
  let entries: PageLogEntry[] = [];
  let edit: TerminalUpdate['edit'];
  let hasChanged = false;
  let given = 0;
  let isOwn = false;
  const files = (): ReadonlyMap<string, string> => new Map([['manifests.yaml', manifests()]]);
  const { engine } = cluster;
  const access = code.createAccess({
    get nowMs() {
      return engine.nowMs;
    },
    reader: engine.reader, runtime: engine.runtime, dns: engine.dns, settings: () => engine.settings(), trace: (id) => engine.trace(id), requests: () => engine.requests(), events: () => engine.events(),
    envForPod: (namespace, name) => engine.envForPod(namespace, name), conntrack: (node) => engine.conntrack(node), rules: (node) => engine.rules(node),
    dispatch(command) {
      if (isLogged(command)) entries.push({ atMs: engine.nowMs, entry: { kind: 'command', command } });
      isOwn = true;
      const output = cluster.dispatch(command);
      isOwn = false;
      return output;
    },
  });
  cluster.observe((output) => {
    if (output.changes.length > 0) hasChanged = true;
    // What a program does itself it is told by the access.
    if (!isOwn) access.observe(output);
  });
  const [client] = cluster.engine.settings().outsideClients;
  const terminal = code.createTerminal({
    cluster: access.cluster, config: code.createConfig(), client: client?.name ?? '',
    files,
    ...(code.documentation === undefined ? {} : { documentation: code.documentation }),
    edit: ({ apiVersion, kind, namespace, name }) => {
      const object = engine.reader.getAny(kind, namespace, name);
      edit = { object: { apiVersion, kind, name, ...(namespace === '' ? {} : { namespace }) }, yaml: object === undefined ? '' : documentOf(object) };
    },
  });

  function report(completion?: TerminalUpdate['completion']): void {
    const output = terminal.takeOutput();
    post({
      type: 'terminal', entries,
      update: { output, isRunning: terminal.isRunning, prompt: terminal.prompt, given, ...(completion === undefined ? {} : { completion }), ...(edit === undefined ? {} : { edit }) },
    });
    entries = [];
    edit = undefined;
  }

  function resume(): boolean {
    if (!terminal.isBusy) return false;
    const wasRunning = terminal.isRunning;
    const had = hasChanged;
    hasChanged = false;
    const isEager = terminal.resume(cluster.engine.nowMs, had);
    if (terminal.hasOutput || entries.length > 0 || edit !== undefined || terminal.isRunning !== wasRunning) report();
    return isEager;
  }

  report();
  return {
    get isRunning() {
      return terminal.isBusy;
    },
    waitsUntilMs: () => terminal.waitsUntilMs(),
    resume,
    input(input) {
      switch (input.kind) {
        case 'enter':
          given++;
          terminal.enter(input.line);
          resume();
          // What waits without having printed anything is told to run.
          if (terminal.isRunning) report();
          break;
        case 'interrupt':
          given++;
          terminal.interrupt();
          report();
          break;
        case 'complete':
          report({ line: input.line, ...code.complete(terminal.shell, access.cluster, [...files().keys()], input.line, input.cursor) });
          break;
      }
    },
  };
}
