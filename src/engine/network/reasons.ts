import type { Reason } from '../../protocol/request.ts';

/** What a code of a trace may carry, and what it says in English; `{name}` stands for a parameter. */
interface ReasonEntry { readonly params: readonly string[]; readonly en: string }

/** Every reason that a trace gives: the message catalogue has a text for each. */
export const reasons = {
  'dns.resolved': { params: ['name', 'address', 'queries'], en: '{name} resolves to {address} after {queries} queries' },
  'dns.resolvedMany': { params: ['name', 'address', 'count', 'queries'], en: '{name} resolves to {count} addresses; the client takes {address}' },
  'dns.alias': { params: ['name', 'target', 'address', 'queries'], en: '{name} is an alias of {target}, which has the address {address}' },
  'dns.nameError': { params: ['name', 'queries'], en: 'no name that the search list makes of {name} exists' },
  'dns.noAddress': { params: ['name', 'queries'], en: '{name} exists but has no address' },
  'dns.noServer': { params: ['name'], en: 'no DNS server answers for {name}' },

  'send.toNode': { params: ['node', 'address', 'port'], en: 'a process sends to {address}:{port} from {node}' },
  'send.fromPod': { params: ['node', 'address', 'port'], en: 'the Pod sends to {address}:{port}; its Node {node} takes the packet' },
  'send.fromOutside': { params: ['node', 'address', 'port'], en: '{address}:{port} is an address of {node}' },
  'send.toBalancer': { params: ['address', 'port'], en: 'the load balancer takes packets for {address}:{port}' },

  'balance.turn': { params: ['node', 'count'], en: 'the load balancer gives {node} its turn among {count} Nodes' },
  'balance.healthy': { params: ['node', 'count', 'port'], en: 'the load balancer gives {node} its turn among the {count} Nodes whose health check on port {port} answers 200' },
  'balance.noNodes': { params: ['address'], en: 'no Node takes packets for {address}: none is ready, or no health check answers 200' },
  'balance.noService': { params: ['address'], en: 'no Service has the load balancer address {address}' },

  'rule.clusterIP': { params: ['service', 'address', 'port'], en: '{address}:{port} is the cluster IP of {service}' },
  'rule.externalIP': { params: ['service', 'address', 'port'], en: '{address}:{port} is an external IP of {service}' },
  'rule.loadBalancer': { params: ['service', 'address', 'port'], en: '{address}:{port} is the load balancer address of {service}' },
  'rule.nodePort': { params: ['service', 'port'], en: 'port {port} of every Node belongs to {service}' },

  'dnat.random': { params: ['address', 'port', 'count'], en: 'one of {count} endpoints is drawn at random' },
  'dnat.only': { params: ['address', 'port'], en: 'there is one endpoint' },
  'dnat.local': { params: ['address', 'port', 'count', 'node'], en: 'one of the {count} endpoints on {node} itself, because the traffic policy is Local' },
  'dnat.shortCircuit': { params: ['address', 'port', 'count'], en: 'asked from inside the cluster, all {count} endpoints may be taken although the traffic policy is Local' },
  'dnat.sameZone': { params: ['address', 'port', 'count', 'zone'], en: 'one of the {count} endpoints for zone {zone}' },
  'dnat.sameNode': { params: ['address', 'port', 'count', 'node'], en: 'one of the {count} endpoints for {node}' },
  'dnat.terminating': { params: ['address', 'port', 'count'], en: 'no endpoint is ready: one of the {count} that terminate and still serve is taken' },
  'dnat.fallback': { params: ['address', 'port', 'count', 'node'], en: 'ipvs has no endpoint on {node} and takes one elsewhere, although the traffic policy is Local' },
  'dnat.roundRobin': { params: ['address', 'port', 'count'], en: 'the next of {count} real servers in turn' },
  'dnat.leastConnections': { params: ['address', 'port', 'count'], en: 'the real server with the fewest connections of {count}' },
  'dnat.sourceHash': { params: ['address', 'port', 'count'], en: 'the real server for this client address, of {count}' },
  'dnat.destinationHash': { params: ['address', 'port', 'count'], en: 'the real server for this destination address, of {count}' },
  'dnat.shortestDelay': { params: ['address', 'port', 'count'], en: 'the real server with the shortest expected delay of {count}' },
  'dnat.neverQueue': { params: ['address', 'port', 'count'], en: 'an idle real server, of {count}' },
  'affinity.held': { params: ['address', 'port', 'client', 'seconds'], en: '{client} is held to this endpoint for {seconds} more seconds' },
  'affinity.new': { params: ['address', 'port', 'client', 'seconds', 'count'], en: 'one of {count} endpoints is drawn at random, and {client} is held to it for {seconds} seconds' },
  'conntrack.established': { params: ['address', 'port', 'node'], en: '{node} remembers this connection and its endpoint' },
  'conntrack.untranslated': { params: ['node'], en: '{node} remembers this flow without a rewritten destination' },

  'snat.externalPolicyCluster': { params: ['node', 'source'], en: 'the source becomes {source}: with externalTrafficPolicy Cluster the answer must come back through {node}' },
  'snat.nonLocalSource': { params: ['node', 'source'], en: 'the source becomes {source}: it is not an address of the cluster\'s Pods' },
  'snat.fromNode': { params: ['node', 'source'], en: 'the source becomes {source}: the Node itself asks' },
  'snat.hairpin': { params: ['node', 'source'], en: 'the source becomes {source}: the Pod reaches itself through its Service' },

  'forward.podCIDR': { params: ['node', 'cidr'], en: '{cidr} is behind {node}' },
  'forward.node': { params: ['node', 'address'], en: '{address} is an address of {node}' },
  'forward.host': { params: ['host', 'address'], en: '{address} is the host {host}' },

  'deliver.pod': { params: ['port', 'address'], en: 'a process of the Pod listens on {port}' },
  'deliver.hostNetwork': { params: ['port', 'node'], en: 'a Pod on the network of {node} listens on {port}' },
  'deliver.host': { params: ['port', 'host'], en: '{host} listens on {port}' },
  'deliver.healthCheck': { params: ['port', 'node', 'code'], en: 'kube-proxy on {node} answers health checks on {port} with {code}' },
  'deliver.apiServer': { params: ['port'], en: 'the API server listens on {port}' },

  'answer.received': { params: ['milliseconds', 'source'], en: 'answered; the source address seen was {source}' },
  'answer.silent': { params: ['port'], en: 'the server on {port} accepts the connection and waits to be spoken to' },
  'answer.late': { params: ['milliseconds'], en: 'the process takes {milliseconds} ms, longer than the client waits' },
  'answer.lost': { params: ['node'], en: 'the answer does not come back through {node}, which rewrote the destination: the client does not know its sender' },
  'answer.noRoute': { params: ['host', 'address'], en: '{host} has no way back to {address}' },

  'reset.error': { params: ['rate'], en: 'the process fails this request' },
  'reset.dead': { params: [], en: 'this connection has failed before' },
  'reset.forgotten': { params: ['node'], en: '{node} has forgotten the connection, and its endpoint does not know it' },
  'closed.podGone': { params: ['pod'], en: 'the Pod has gone and closed its connections' },

  'refuse.notListening': { params: ['port', 'address'], en: 'nothing listens on {port}' },
  'refuse.loopback': { params: ['port'], en: 'nothing listens on {port} at the loopback address' },
  'refuse.nodePortClosed': { params: ['port', 'node'], en: 'no Service has the node port {port} at this address of {node}, and nothing else listens there' },
  'reject.noEndpoints': { params: ['service', 'node'], en: '{service} has no usable endpoint: kube-proxy on {node} refuses' },
  'reject.undefinedPort': { params: ['address', 'port', 'node'], en: 'no Service has port {port} at {address}: kube-proxy on {node} refuses' },

  'drop.noLocalEndpoints': { params: ['service', 'node'], en: '{service} has endpoints, but none on {node}, and the traffic policy is Local' },
  'drop.sourceRanges': { params: ['service', 'source'], en: '{source} is not in loadBalancerSourceRanges of {service}' },
  'drop.unallocatedClusterIP': { params: ['address'], en: '{address} is in the Service range and belongs to no Service' },
  'drop.noService': { params: ['address', 'port'], en: 'no rule knows {address}:{port}; the packet leaves for the router, which drops it' },
  'drop.router': { params: ['address'], en: 'the router knows no way to {address}' },
  'drop.nodeDown': { params: ['node'], en: '{node} is down' },
  'drop.partitioned': { params: ['node'], en: '{node} is cut off from the network' },
  'drop.linkCut': { params: ['from', 'to'], en: 'the link between {from} and {to} is cut' },
  'drop.noRouteAfterRewrite': { params: ['address'], en: 'the rewritten destination {address} cannot be reached from the Node that sends' },
  'drop.unreachableIgnored': { params: ['address'], en: '{address} is reported unreachable, and nobody hears of it' },
  'drop.martian': { params: ['address'], en: 'the Pod gets a packet from its own address {address} and drops it' },
  'drop.tooManyHops': { params: ['hops'], en: 'the packet was passed on {hops} times' },

  'unreachable.noPod': { params: ['address', 'node'], en: 'no Pod on {node} has the address {address}' },
  'unreachable.noHost': { params: ['address'], en: 'no host has the address {address}' },
  'unreachable.noRoute': { params: ['host', 'address'], en: '{host} has no route to {address}' },
  'unreachable.noClient': { params: ['client'], en: '{client} does not run' },
  'unreachable.noFamily': { params: ['host', 'address'], en: '{host} has no address of the family of {address}' },
  'unreachable.target': { params: ['target'], en: '{target} names no address and port' },

  'notChosen.notReady': { params: [], en: 'it is not ready' },
  'notChosen.terminating': { params: [], en: 'it terminates' },
  'notChosen.otherZone': { params: ['zone'], en: 'it is not for zone {zone}' },
  'notChosen.otherNode': { params: ['node'], en: 'it is not for {node}' },
  'notChosen.policyLocal': { params: ['node'], en: 'it is not on {node}, and the traffic policy is Local' },
  'notChosen.lostDraw': { params: ['count'], en: 'another of {count} was drawn' },
  'notChosen.notItsTurn': { params: ['count'], en: 'it was the turn of another of {count}' },
  'notChosen.affinity': { params: ['client'], en: '{client} is held to another' },
  'notChosen.connection': { params: [], en: 'the connection is with another' },
  'notChosen.targetPort': { params: ['port'], en: 'none of its containers has a port named {port}' },
  'notChosen.noEndpoint': { params: [], en: 'the Service has no address of it' },
  'notChosen.dns': { params: ['count'], en: 'the client took another of the {count} addresses that the name has' },
} as const satisfies Readonly<Record<string, ReasonEntry>>;

/** A code that a trace can carry. */
export type ReasonCode = keyof typeof reasons;

/** All codes, in the order of the table. */
export const reasonCodes = Object.keys(reasons) as readonly ReasonCode[];

/** The names of a code's parameters. */
export type ReasonParam<C extends ReasonCode> = (typeof reasons)[C]['params'][number];

/** A reason with every parameter that its code asks for. */
export function reason<C extends ReasonCode>(code: C, params: Readonly<Record<ReasonParam<C>, string | number>>): Reason {
  return { code, params };
}
