import type { Program, Running } from '../program.ts';
import { conntrack } from './conntrack.ts';
import { curl } from './curl.ts';
import { env, printenv } from './environment.ts';
import { cat } from './files.ts';
import { dig, host, nslookup } from './names.ts';
import { hostname, ip } from './network.ts';
import type { Place } from './place.ts';
import { nc, ping } from './reach.ts';
import { ipset, iptables, iptablesSave, ipvsadm, nft } from './rules.ts';
import { netstat, ss } from './sockets.ts';
import { wget } from './wget.ts';

const say = (text: string): Program => function* (_args, streams): Running {
  yield* [];
  streams.out(text);
  return 0;
};

/** What every machine has. */
function common(place: Place): readonly (readonly [string, Program])[] {
  return [
    ['curl', curl(place)], ['wget', wget(place)], ['nslookup', nslookup(place)], ['dig', dig(place)], ['host', host(place)], ['nc', nc(place)], ['ncat', nc(place)], ['ping', ping(place)], ['hostname', hostname(place)],
    ['env', env(place)], ['printenv', printenv(place)], ['ip', ip(place)], ['ss', ss(place)], ['netstat', netstat(place)], ['whoami', say('root\n')], ['pwd', say(place.kind === 'pod' ? '/\n' : '/root\n')],
  ];
}

function onNode(name: string): readonly (readonly [string, Program])[] {
  return [
    ['iptables-save', iptablesSave('iptables-save')(name)], ['ip6tables-save', iptablesSave('ip6tables-save')(name)], ['iptables', iptables('iptables-save')(name)], ['ip6tables', iptables('ip6tables-save')(name)],
    ['nft', nft(name)], ['ipvsadm', ipvsadm(name)], ['ipset', ipset(name)], ['conntrack', conntrack(name)],
  ];
}

const known = new Map<string, ReadonlyMap<string, Program>>();
/** Places that were visited; beyond these the oldest is made anew. */
const MAX_KNOWN = 64;

/**
 * The programs that a place has, by name. Simplified: every container has the same ones, whatever its image holds.
 */
export function programsAt(place: Place): ReadonlyMap<string, Program> {
  // What leads away from one's own machine is not part of its name.
  if (place.kind === 'local') return new Map(common(place));
  const key = JSON.stringify(place);
  let found = known.get(key);
  if (found === undefined) {
    found = new Map([...common(place), ['cat', cat(place)], ...(place.kind === 'node' ? onNode(place.name) : [])]);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(key, found);
  }
  return found;
}
