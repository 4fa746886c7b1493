/** `kubectl version`. Mirrors k8s.io/kubectl/pkg/cmd/version/version.go (v1.36). */
import { fail } from '../errors.ts';
import { printYAML } from '../printers/yaml.ts';
import { gitVersion, kustomizeVersion, serverVersion } from '../version.ts';
import { immediate, type CommandSpec } from './command.ts';

export const versionCommand: CommandSpec = {
  use: 'version',
  short: 'Print the client and server version information',
  long: 'Print the client and server version information for the current context.',
  examples: `# Print the client and server versions for the current context
kubectl version`,
  flags: [
    { name: 'client', type: 'bool', help: 'If true, shows client version only (no server required).' },
    { name: 'output', shorthand: 'o', type: 'string', help: "One of 'yaml' or 'json'." },
  ],
  run: immediate(({ flags, args, streams }) => {
    const isClientOnly = flags.bool('client');
    if (args.length > 0 && !isClientOnly) fail(`extra arguments: [${args.join(' ')}]`);
    const output = flags.string('output');
    const { emulationMajor: _major, emulationMinor: _minor, minCompatibilityMajor: _compatibleMajor, minCompatibilityMinor: _compatibleMinor, ...clientVersion } = serverVersion;
    const info = { clientVersion, kustomizeVersion, ...(isClientOnly ? {} : { serverVersion: { ...serverVersion } }) };
    switch (output) {
      case '': streams.out(`Client Version: ${gitVersion}\nKustomize Version: ${kustomizeVersion}\n${isClientOnly ? '' : `Server Version: ${gitVersion}\n`}`); return 0;
      case 'yaml': streams.out(`${printYAML(info)}\n`); return 0;
      case 'json': streams.out(`${JSON.stringify(info, undefined, 2)}\n`); return 0;
      default: return fail("--output must be 'yaml' or 'json'");
    }
  }),
};
