import { describe, expect, it } from 'vitest';
import { createEngineAccess } from '../../src/kubectl/clusterAccess.ts';
import { createKubeConfig } from '../../src/kubectl/config/kubeConfig.ts';
import { createTerminal } from '../../src/kubectl/shell/terminal.ts';
import { scenarios } from '../../src/ui/messages/en/scenarios.ts';
import { runScenario } from './runScenario.ts';

const commands = Object.entries(scenarios).flatMap(([id, { steps }]) => Object.values(steps).flatMap((text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, command = '']) => ({ id, command }))));

/** Types a command into the terminal of a scenario's cluster and lets time pass until it has ended. */
function type(id: string, command: string): { readonly output: string; readonly exit: number } {
  const { engine } = runScenario(id);
  const access = createEngineAccess(engine);
  const terminal = createTerminal({ cluster: access.cluster, config: createKubeConfig(), client: 'outside', files: () => new Map() });
  terminal.enter(command);
  for (let turn = 0; turn < 200 && terminal.isRunning; turn++) {
    terminal.resume(engine.nowMs, true);
    access.observe(engine.advance(100));
  }
  return { output: terminal.takeOutput(), exit: terminal.shell.state.lastExit };
}

describe('the commands in the steps', () => {
  it('are there', () => {
    expect(commands.length).toBeGreaterThan(10);
  });

  it.each(commands)('$id: $command', ({ id, command }) => {
    const { output, exit } = type(id, command);
    expect({ exit, output }).toMatchObject({ exit: 0 });
    expect(output.length).toBeGreaterThan(10);
  });
});
