/** `kubectl options`. Mirrors k8s.io/kubectl/pkg/cmd/options/options.go (v1.36). */
import { globalFlags } from '../globalFlags.ts';
import { flagUsages } from '../help/usage.ts';
import { immediate, type CommandSpec } from './command.ts';

export const optionsCommand: CommandSpec = {
  use: 'options',
  short: 'Print the list of flags inherited by all commands',
  isHidden: true,
  run: immediate(({ streams }) => {
    streams.out(`The following options can be passed to any command:\n\n${flagUsages(globalFlags)}`);
    return 0;
  }),
};
