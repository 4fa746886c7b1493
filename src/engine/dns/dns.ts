import type { IPFamily } from '../../kube/ip.ts';
import type { EngineContext } from '../context.ts';
import { fqdn } from './domainName.ts';
import type { DNSAnswer, DNSTry } from './dnsRecord.ts';
import { queryOutside } from './outsideNames.ts';
import { createRecordIndex } from './recordIndex.ts';
import { clusterFirstResolvConf, HOST_NAMESERVER, podResolvConf, searchOrder, type ResolvConf } from './resolvConf.ts';
import { queryCluster, type ZoneData } from './zone.ts';

/** What a resolver came to. */
export interface Lookup {
  /** The queries in the order in which they were made; the last one is the one that counts. */
  readonly tried: readonly (DNSTry & { readonly type: string })[];
  /** Empty where the name does not resolve. */
  readonly addresses: readonly string[];
}

/** The cluster's DNS server, and resolvers that ask it. */
export interface DNS {
  /** Rises whenever an answer can have changed. */
  readonly epoch: number;
  /** What the server answers. A name without closing dot is taken as absolute. Answers are in the order of the objects. */
  query(name: string, type: string): DNSAnswer;
  /** A query as a Pod of a Namespace makes it: through its search list, or of the name as it stands. */
  resolve(fromNamespace: string, name: string, type: string, search: boolean): { readonly tried: readonly DNSTry[] };
  /** /etc/resolv.conf of a Pod; undefined where there is no such Pod. */
  resolvConf(namespace: string, podName: string): ResolvConf | undefined;
  /** The addresses of a host name for one who has this file, of the families in that order. */
  lookup(conf: ResolvConf, host: string, families: readonly IPFamily[]): Lookup;
}

/**
 * The DNS of a cluster, answering from indexes that follow Services, EndpointSlices and Namespaces.
 * Simplified: the server is not a Pod, answers at once and is reached from everywhere; answers are not cached.
 */
export function createDNS(context: EngineContext): DNS {
  const index = createRecordIndex(context.api);
  const data: ZoneData = { index, settings: () => context.settings(), nowSeconds: () => context.scheduler.nowMs / 1000 };
  const query = (name: string, type: string): DNSAnswer => queryCluster(data, fqdn(name), type);

  function ask(conf: ResolvConf, name: string, type: string): DNSAnswer {
    const { dns, outsideNames } = context.settings();
    const [server] = conf.nameservers;
    if (server === dns.clusterIP) return query(name, type);
    return server === HOST_NAMESERVER ? queryOutside(outsideNames, name, type) : { rcode: 'TIMEOUT', answers: [] };
  }

  return {
    get epoch() {
      return index.epoch;
    },
    query,
    resolve(fromNamespace, name, type, search) {
      const names = search ? searchOrder(clusterFirstResolvConf(fromNamespace, context.settings().dns), name) : [fqdn(name)];
      const tried: DNSTry[] = [];
      for (const candidate of names) {
        const answer = query(candidate, type);
        tried.push({ query: candidate, ...answer });
        if (answer.answers.length > 0) break;
      }
      return { tried };
    },
    resolvConf(namespace, podName) {
      const pod = context.api.get('Pod', namespace, podName);
      return pod === undefined ? undefined : podResolvConf(pod, context.settings().dns);
    },
    lookup(conf, host, families) {
      const tried: (DNSTry & { readonly type: string })[] = [];
      for (const candidate of searchOrder(conf, host)) {
        const addresses: string[] = [];
        for (const family of families) {
          const type = family === 'IPv4' ? 'A' : 'AAAA';
          const answer = ask(conf, candidate, type);
          tried.push({ query: candidate, type, ...answer });
          addresses.push(...answer.answers.flatMap((record) => (record.type === type ? [record.data] : [])));
        }
        if (addresses.length > 0) return { tried, addresses };
      }
      return { tried, addresses: [] };
    },
  };
}

export type { DNSAnswer, DNSRecord, DNSTry } from './dnsRecord.ts';
export type { ResolvConf } from './resolvConf.ts';
