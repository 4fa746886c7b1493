/** `kubectl proxy`. Mirrors k8s.io/kubectl/pkg/cmd/proxy/proxy.go (v1.36). */
import type { CommandSpec } from './command.ts';

/** Simplified: the proxy says that it serves and does nothing else; there is no one on this machine who could ask it. */
export const proxyCommand: CommandSpec = {
  use: 'proxy [--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix]', short: 'Run a proxy to the Kubernetes API server',
  long: 'Creates a proxy server or application-level gateway between localhost and the Kubernetes API server. It also allows serving static content over specified HTTP path. All incoming data enters through one port and gets forwarded to the remote Kubernetes API server port, except for the path matching the static content path.',
  examples: '# To proxy all of the Kubernetes API and nothing else\nkubectl proxy --api-prefix=/',
  flags: [
    { name: 'port', shorthand: 'p', type: 'int', default: '8001', help: 'The port on which to run the proxy. Set to 0 to pick a random port.' },
    { name: 'address', type: 'string', default: '127.0.0.1', help: 'The IP address on which to serve on.' },
    { name: 'api-prefix', type: 'string', default: '/', help: 'Prefix to serve the proxied API under.' },
    { name: 'www', shorthand: 'w', type: 'string', help: 'Also serve static files from the given directory under the specified prefix.' },
    { name: 'www-prefix', shorthand: 'P', type: 'string', default: '/static/', help: 'Prefix to serve static files under, if static file directory is specified.' },
  ],
  *run({ cluster, flags, streams }) {
    streams.out(`Starting to serve on ${flags.string('address')}:${flags.int('port') === 0 ? 40_000 : flags.int('port')}\n`);
    for (;;) yield { untilMs: cluster.nowMs + 3_600_000, orOnChange: false };
  },
};
