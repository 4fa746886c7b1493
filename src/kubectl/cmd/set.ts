import type { CommandSpec } from './command.ts';
import { setEnvCommand } from './set/setEnv.ts';
import { setImageCommand } from './set/setImage.ts';
import { setResourcesCommand } from './set/setResources.ts';
import { setSelectorCommand } from './set/setSelector.ts';
import { setServiceAccountCommand } from './set/setServiceAccount.ts';
import { setSubjectCommand } from './set/setSubject.ts';

/** `kubectl set`. Mirrors k8s.io/kubectl/pkg/cmd/set/set.go (v1.36). */
export const setCommand: CommandSpec = {
  use: 'set SUBCOMMAND', short: 'Set specific features on objects', long: 'Configure application resources.\n\n These commands help you make changes to existing application resources.',
  isHelpOnStderr: true,
  subcommands: [setEnvCommand, setImageCommand, setResourcesCommand, setSelectorCommand, setServiceAccountCommand, setSubjectCommand],
};
