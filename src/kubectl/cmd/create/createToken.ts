/** `kubectl create token`. Mirrors k8s.io/kubectl/pkg/cmd/create/create_token.go (v1.36). */
import { fail } from '../../errors.ts';
import { immediate, type CommandSpec } from '../command.ts';
import { printFlags } from '../sharedFlags.ts';
import { knownKind, nameFromArgs } from './generator.ts';

/** Simplified: no tokens are signed here, so the command ends as it does where a server gives none. */
export const createTokenCommand: CommandSpec = {
  use: 'token SERVICE_ACCOUNT_NAME', short: 'Request a service account token', long: 'Request a service account token.',
  examples: '# Request a token to authenticate to the kube-apiserver as the service account "myapp" in the current namespace\nkubectl create token myapp',
  flags: [
    ...printFlags(),
    { name: 'audience', type: 'stringArray', help: 'Audience of the requested token. If unset, defaults to requesting a token for use with the Kubernetes API server. May be repeated to request a token valid for multiple audiences.' },
    { name: 'duration', type: 'duration', help: 'Requested lifetime of the issued token. If not set or if set to 0, the lifetime will be determined by the server automatically. The server may return a token with a longer or shorter lifetime.' },
  ],
  run: immediate((context) => {
    const name = nameFromArgs(context);
    if (context.flags.durationMs('duration') < 0) fail('--duration must be greater than or equal to 0');
    const account = context.client.get(knownKind('ServiceAccount'), context.namespace, name);
    fail(account.ok ? 'failed to create token: no token in server response' : `failed to create token: ${account.status.message}`);
  }),
};
