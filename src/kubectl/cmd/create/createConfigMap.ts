/** `kubectl create configmap`. Mirrors k8s.io/kubectl/pkg/cmd/create/create_configmap.go (v1.36). */
import type { JsonObject } from '../../../kube/json.ts';
import { quote } from '../../../kube/quote.ts';
import { isConfigMapKey } from '../../../kube/validation/names.ts';
import { fail } from '../../errors.ts';
import type { FlagSpec } from '../../flags.ts';
import { readDataSources } from '../../generate/dataSources.ts';
import { hashedName } from '../../generate/hashedName.ts';
import type { CommandContext } from '../command.ts';
import { generatorCommand } from './generator.ts';

/** Flags that both ConfigMaps and Secrets take their data from. */
export function dataFlags(what: string): readonly FlagSpec[] {
  return [
    { name: 'from-file', type: 'stringSlice', help: `Key file can be specified using its file path, in which case file basename will be used as ${what} key, or optionally with a key and file path, in which case the given key will be used.  Specifying a directory will iterate each named file in the directory whose basename is a valid ${what} key.` },
    { name: 'from-literal', type: 'stringArray', help: `Specify a key and literal value to insert in ${what} (i.e. mykey=somevalue)` },
    { name: 'from-env-file', type: 'stringSlice', help: `Specify the path to a file to read lines of key=val pairs to create a ${what}.` },
    { name: 'append-hash', type: 'bool', help: `Append a hash of the ${what} to its name.` },
  ];
}

/** What the flags of `dataFlags` say. Env files stand alone. */
export function dataSourcesOf({ flags }: CommandContext): Parameters<typeof readDataSources>[0] {
  const sources = { literals: flags.list('from-literal'), files: flags.list('from-file'), envFiles: flags.list('from-env-file') };
  if (sources.envFiles.length > 0 && (sources.files.length > 0 || sources.literals.length > 0)) fail('from-env-file cannot be combined with from-file or from-literal');
  return sources;
}

export const createConfigMapCommand = generatorCommand({
  use: 'configmap NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]', aliases: ['cm'], short: 'Create a config map from a local file, directory or literal value',
  long: 'Create a config map based on a file, directory, or specified literal value.\n\n A single config map may package one or more key/value pairs.',
  examples: `# Create a new config map named my-config based on folder bar
kubectl create configmap my-config --from-file=path/to/bar

# Create a new config map named my-config with specified keys instead of file basenames on disk
kubectl create configmap my-config --from-file=key1=/path/to/bar/file1.txt --from-file=key2=/path/to/bar/file2.txt

# Create a new config map named my-config with key1=config1 and key2=config2
kubectl create configmap my-config --from-literal=key1=config1 --from-literal=key2=config2`,
  flags: dataFlags('configmap'),
  kind: 'ConfigMap', failure: 'failed to create configmap: ',
  build(context, name) {
    const data: Record<string, string> = {};
    readDataSources(dataSourcesOf(context), context.host.files, (key, value) => {
      const problems = isConfigMapKey(key);
      if (problems.length > 0) fail(`${quote(key)} is not a valid key name for a ConfigMap: ${problems.join(',')}`);
      if (Object.hasOwn(data, key)) fail(`cannot add key ${quote(key)}, another key by that name already exists in Data for ConfigMap ${quote(name)}`);
      data[key] = value;
    }, false);
    const object: JsonObject = { metadata: { name }, data };
    return context.flags.bool('append-hash') ? hashedName('ConfigMap', object) : object;
  },
});
