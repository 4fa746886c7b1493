import { createEngine, type Engine } from '../../../../src/engine/engine.ts';
import { createEngineAccess } from '../../../../src/kubectl/clusterAccess.ts';
import { createKubeConfig } from '../../../../src/kubectl/config/kubeConfig.ts';
import { createTerminal, type Terminal } from '../../../../src/kubectl/shell/terminal.ts';
import { presetSettings, type ClusterSettings } from '../../../../src/protocol/settings.ts';

const MAX_TURNS = 20_000;

/** A terminal on a small cluster. */
export interface Prompt {
  readonly engine: Engine;
  readonly terminal: Terminal;
  /** Types a line, lets as much time pass as it waits for, and gives what was printed. `maxMs`: Ctrl-C after this much simulated time. */
  readonly type: (line: string, maxMs?: number) => string;
  readonly pass: (ms: number) => void;
  /** Exit code of the last line. */
  readonly exit: () => number;
}

export function createPrompt(manifests = '', change: (settings: ClusterSettings) => ClusterSettings = (settings) => settings): Prompt {
  const engine = createEngine({ settings: change(presetSettings('kubeadm', { nodes: 2 })), seed: 1 });
  const access = createEngineAccess(engine);
  const [client] = engine.settings().outsideClients;
  const terminal = createTerminal({ cluster: access.cluster, config: createKubeConfig(), client: client?.name ?? '', files: () => new Map([['manifests.yaml', manifests]]) });
  const pass = (ms: number): void => { access.observe(engine.advance(ms)); };

  const isRunning = (): boolean => terminal.isRunning;

  function type(line: string, maxMs = 600_000): string {
    terminal.enter(line);
    const endMs = engine.nowMs + maxMs;
    let text = '';
    for (let turn = 0; turn < MAX_TURNS && isRunning(); turn++) {
      const isEager = terminal.resume(engine.nowMs, true);
      text += terminal.takeOutput();
      if (isEager || !isRunning()) continue;
      if (engine.nowMs >= endMs) {
        terminal.interrupt();
        text += terminal.takeOutput();
        break;
      }
      const waitsMs = (terminal.waitsUntilMs() ?? 0) - engine.nowMs;
      pass(Math.max(1, Math.min(100, waitsMs, endMs - engine.nowMs)));
    }
    return text;
  }

  pass(1000);
  if (manifests !== '') type('kubectl apply -f manifests.yaml');
  pass(15_000);
  return { engine, terminal, type, pass, exit: () => terminal.shell.state.lastExit };
}
