/** kubectl as a program. */
import { commandGroups, rootCommand } from './cmd/commands.ts';
import { createKubeConfig } from './config/kubeConfig.ts';
import type { KubectlHost } from './host.ts';
import type { Program } from './program.ts';
import { runCommandLine } from './runCommand.ts';

/** kubectl on a machine: with its kubeconfig, which `config` commands change, its files and its editor. */
export function createKubectl(host: Partial<KubectlHost> = {}): Program {
  const { files = new Map<string, string>(), config = createKubeConfig() } = host;
  const line = { root: rootCommand, groups: commandGroups, host: { ...host, files, config } };
  return (args, streams, cluster) => runCommandLine(line, args, streams, cluster);
}

/** kubectl without files, on a kubeconfig of its own that starts with namespace `default`. */
export const kubectl: Program = (args, streams, cluster) => createKubectl()(args, streams, cluster);
