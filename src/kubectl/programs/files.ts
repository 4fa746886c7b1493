/** What a container or a Node holds at well-known paths. */
import type { ClusterAccess, Program, Running } from '../program.ts';
import { addressesOf, hostNameOf, podAt, resolvConfOf } from './machine.ts';
import type { Place } from './place.ts';

/** As kubelet writes it: pkg/kubelet/network/dns (v1.36). */
function resolvConf(cluster: ClusterAccess, place: Place): string {
  const { nameservers, searches, options } = resolvConfOf(cluster, place);
  return [
    searches.length > 0 ? `search ${searches.join(' ')}\n` : '',
    ...nameservers.map((server) => `nameserver ${server}\n`),
    options.length > 0 ? `options ${options.join(' ')}\n` : '',
  ].join('');
}

/** As kubelet writes it: managedHostsFileContent of pkg/kubelet/kubelet_pods.go (v1.36). */
function hosts(cluster: ClusterAccess, place: Place): string {
  const pod = podAt(cluster, place);
  const isManaged = pod !== undefined && pod.spec.hostNetwork !== true;
  const local = `127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n`;
  if (!isManaged) return `${local}${addressesOf(cluster, place).map((ip) => `${ip}\t${hostNameOf(cluster, place)}\n`).join('')}`;
  const name = pod.spec.hostname ?? pod.metadata.name;
  const { subdomain = '' } = pod.spec;
  const domain = subdomain === '' ? '' : `${name}.${subdomain}.${pod.metadata.namespace ?? ''}.svc.${cluster.engine.settings().dns.clusterDomain}\t`;
  const aliases = (pod.spec.hostAliases ?? []).map(({ ip, hostnames = [] }) => `${ip}\t${hostnames.join('\t')}\n`).join('');
  return `# Kubernetes-managed hosts file.\n${local}${addressesOf(cluster, place).map((ip) => `${ip}\t${domain}${name}\n`).join('')}${aliases === '' ? '' : `\n# Entries added by HostAliases.\n${aliases}`}`;
}

/** The text of a file; undefined where there is none. */
function fileAt(cluster: ClusterAccess, place: Place, path: string): string | undefined {
  switch (path) {
    case '/etc/resolv.conf': return resolvConf(cluster, place);
    case '/etc/hosts': return hosts(cluster, place);
    case '/etc/hostname': return `${hostNameOf(cluster, place)}\n`;
    case '/var/run/secrets/kubernetes.io/serviceaccount/namespace': return place.kind === 'pod' ? place.namespace : undefined;
    default: return undefined;
  }
}

export function cat(place: Place): Program {
  return function* (args, streams, cluster): Running {
    const paths = args.filter((arg) => !arg.startsWith('-') || arg === '-');
    if (paths.length === 0) streams.out(streams.stdin);
    let exit = 0;
    for (const path of paths) {
      const text = path === '-' ? streams.stdin : fileAt(cluster, place, path);
      if (text === undefined) {
        streams.err(`cat: ${path}: No such file or directory\n`);
        exit = 1;
      } else streams.out(text);
    }
    yield* [];
    return exit;
  };
}
