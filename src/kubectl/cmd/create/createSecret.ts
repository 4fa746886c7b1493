/** `kubectl create secret`. Mirrors create_secret.go, create_secret_docker.go and create_secret_tls.go of k8s.io/kubectl/pkg/cmd/create (v1.36). */
import { encodeBase64 } from '../../../kube/base64.ts';
import type { JsonObject } from '../../../kube/json.ts';
import { goJson, quote } from '../../../kube/quote.ts';
import { isConfigMapKey } from '../../../kube/validation/names.ts';
import { fail } from '../../errors.ts';
import type { FlagSpec } from '../../flags.ts';
import { readDataSources } from '../../generate/dataSources.ts';
import { hashedName } from '../../generate/hashedName.ts';
import type { CommandContext, CommandSpec } from '../command.ts';
import { dataFlags, dataSourcesOf } from './createConfigMap.ts';
import { generatorCommand } from './generator.ts';

const dockerConfigKey = '.dockerconfigjson';
const hashFlag: FlagSpec = { name: 'append-hash', type: 'bool', help: 'Append a hash of the secret to its name.' };

function secretOf({ flags }: CommandContext, name: string, type: string, data: Readonly<Record<string, string>>): JsonObject {
  const object: JsonObject = { metadata: { name }, data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, encodeBase64(value)])), type };
  return flags.bool('append-hash') ? hashedName('Secret', object) : object;
}

function readSecretData(sources: Parameters<typeof readDataSources>[0], { host }: CommandContext): Record<string, string> {
  const data: Record<string, string> = {};
  readDataSources(sources, host.files, (key, value) => {
    const problems = isConfigMapKey(key);
    if (problems.length > 0) fail(`${quote(key)} is not valid key name for a Secret ${problems.join(';')}`);
    if (Object.hasOwn(data, key)) fail(`cannot add key ${key}, another key by that name already exists`);
    data[key] = value;
  }, true);
  return data;
}

const genericCommand = generatorCommand({
  use: 'generic NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]', short: 'Create a secret from a local file, directory, or literal value',
  long: 'Create a secret based on a file, directory, or specified literal value.\n\n A single secret may package one or more key/value pairs.',
  examples: `# Create a new secret named my-secret with keys for each file in folder bar
kubectl create secret generic my-secret --from-file=path/to/bar

# Create a new secret named my-secret with key1=supersecret and key2=topsecret
kubectl create secret generic my-secret --from-literal=key1=supersecret --from-literal=key2=topsecret`,
  flags: [...dataFlags('secret'), { name: 'type', type: 'string', help: 'The type of secret to create' }],
  kind: 'Secret', failure: 'failed to create secret ',
  build: (context, name) => secretOf(context, name, context.flags.string('type'), readSecretData(dataSourcesOf(context), context)),
});

const dockerRegistryCommand = generatorCommand({
  use: 'docker-registry NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none]',
  short: 'Create a secret for use with a Docker registry', long: 'Create a new secret for use with Docker registries.\n\n Dockercfg secrets are used to authenticate against Docker registries.',
  examples: `# If you do not already have a .dockercfg file, create a dockercfg secret directly
kubectl create secret docker-registry my-secret --docker-server=DOCKER_REGISTRY_SERVER --docker-username=DOCKER_USER --docker-password=DOCKER_PASSWORD --docker-email=DOCKER_EMAIL`,
  flags: [
    { name: 'docker-username', type: 'string', help: 'Username for Docker registry authentication' },
    { name: 'docker-password', type: 'string', help: 'Password for Docker registry authentication' },
    { name: 'docker-email', type: 'string', help: 'Email for Docker registry' },
    { name: 'docker-server', type: 'string', default: 'https://index.docker.io/v1/', help: 'Server location for Docker registry' },
    { name: 'from-file', type: 'stringSlice', help: 'Key files can be specified using their file path, in which case a default name of .dockerconfigjson will be given to them, or optionally with a name and file path, in which case the given name will be used. Specifying a directory will iterate each named file in the directory that is a valid secret key. For this command, the key should always be .dockerconfigjson.' },
    hashFlag,
  ],
  kind: 'Secret', failure: 'failed to create secret ',
  build(context, name) {
    const { flags } = context;
    const type = 'kubernetes.io/dockerconfigjson';
    const files = flags.list('from-file');
    const [username, password, email, server] = [flags.string('docker-username'), flags.string('docker-password'), flags.string('docker-email'), flags.string('docker-server')];
    if (files.length > 0) return secretOf(context, name, type, readSecretData({ literals: [], files, envFiles: [] }, context));
    if (username === '' || password === '' || server === '') fail('either --from-file or the combination of --docker-username, --docker-password and --docker-server is required');
    const entry = { username, password, ...(email === '' ? {} : { email }), auth: encodeBase64(`${username}:${password}`) };
    return secretOf(context, name, type, { [dockerConfigKey]: goJson({ auths: { [server]: entry } }) });
  },
});

const tlsCommand = generatorCommand({
  use: 'tls NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]', short: 'Create a TLS secret',
  long: 'Create a TLS secret from the given public/private key pair.\n\n The public/private key pair must exist beforehand. The public key certificate must be .PEM encoded and match the given private key.',
  examples: '# Create a new TLS secret named tls-secret with the given key pair\nkubectl create secret tls tls-secret --cert=path/to/tls.crt --key=path/to/tls.key',
  flags: [
    { name: 'cert', type: 'string', help: 'Path to PEM encoded public key certificate.' },
    { name: 'key', type: 'string', help: 'Path to private key associated with given certificate.' },
    hashFlag,
  ],
  kind: 'Secret', failure: 'failed to create secret ',
  build(context, name) {
    const { flags, host } = context;
    const [cert, key] = [flags.string('cert'), flags.string('key')];
    if (key === '' || cert === '') fail('key and cert must be specified');
    const read = (path: string): string => host.files.get(path) ?? fail(`Cannot read file ${path}, open ${path}: no such file or directory`);
    // Simplified: kubectl also checks that certificate and key belong together; here a text is looked at only for its form.
    const [certText, keyText] = [read(cert), read(key)];
    if (!certText.includes('-----BEGIN CERTIFICATE-----')) fail('tls: failed to find any PEM data in certificate input');
    if (!/-----BEGIN (?:[A-Z ]+ )?PRIVATE KEY-----/.test(keyText)) fail('tls: failed to find any PEM data in key input');
    return secretOf(context, name, 'kubernetes.io/tls', { 'tls.crt': certText, 'tls.key': keyText });
  },
});

export const createSecretCommand: CommandSpec = {
  use: 'secret (docker-registry | generic | tls)', short: 'Create a secret using a specified subcommand',
  long: 'Create a secret with specified type.\n\n A docker-registry type secret is for accessing a container registry.\n\n A generic type secret indicate an Opaque secret type.\n\n A tls type secret holds TLS certificate and its associated key.',
  isHelpOnStderr: true,
  subcommands: [dockerRegistryCommand, genericCommand, tlsCommand],
};
