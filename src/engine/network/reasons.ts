import type { Reason } from '../../protocol/request.ts';

/** Every reason that a trace or a view of endpoints gives, with the names of its parameters. What it says stands in the message catalogue, under `why`. */
export const reasons = {
  'dns.resolved': ['name', 'address', 'queries'],
  'dns.resolvedMany': ['name', 'address', 'count', 'queries'],
  'dns.alias': ['name', 'target', 'address', 'queries'],
  'dns.nameError': ['name', 'queries'],
  'dns.noAddress': ['name', 'queries'],
  'dns.noServer': ['name'],

  'send.toNode': ['node', 'address', 'port'],
  'send.fromPod': ['node', 'address', 'port'],
  'send.fromOutside': ['node', 'address', 'port'],
  'send.toBalancer': ['address', 'port'],

  'balance.turn': ['node', 'count'],
  'balance.healthy': ['node', 'count', 'port'],
  'balance.noNodes': ['address'],
  'balance.noService': ['address'],

  'rule.clusterIP': ['service', 'address', 'port'],
  'rule.externalIP': ['service', 'address', 'port'],
  'rule.loadBalancer': ['service', 'address', 'port'],
  'rule.nodePort': ['service', 'port'],

  'dnat.random': ['address', 'port', 'count'],
  'dnat.only': ['address', 'port'],
  'dnat.local': ['address', 'port', 'count', 'node'],
  'dnat.shortCircuit': ['address', 'port', 'count'],
  'dnat.sameZone': ['address', 'port', 'count', 'zone'],
  'dnat.sameNode': ['address', 'port', 'count', 'node'],
  'dnat.terminating': ['address', 'port', 'count'],
  'dnat.fallback': ['address', 'port', 'count', 'node'],
  'dnat.roundRobin': ['address', 'port', 'count'],
  'dnat.leastConnections': ['address', 'port', 'count'],
  'dnat.sourceHash': ['address', 'port', 'count'],
  'dnat.destinationHash': ['address', 'port', 'count'],
  'dnat.shortestDelay': ['address', 'port', 'count'],
  'dnat.neverQueue': ['address', 'port', 'count'],
  'affinity.held': ['address', 'port', 'client', 'seconds'],
  'affinity.new': ['address', 'port', 'client', 'seconds', 'count'],
  'conntrack.established': ['address', 'port', 'node'],
  'conntrack.untranslated': ['node'],

  'snat.externalPolicyCluster': ['node', 'source'],
  'snat.nonLocalSource': ['node', 'source'],
  'snat.fromNode': ['node', 'source'],
  'snat.hairpin': ['node', 'source'],

  'forward.podCIDR': ['node', 'cidr'],
  'forward.node': ['node', 'address'],
  'forward.host': ['host', 'address'],

  'deliver.pod': ['port', 'address'],
  'deliver.hostNetwork': ['port', 'node'],
  'deliver.host': ['port', 'host'],
  'deliver.healthCheck': ['port', 'node', 'code'],
  'deliver.apiServer': ['port'],

  'answer.received': ['milliseconds', 'source'],
  'answer.silent': ['port'],
  'answer.late': ['milliseconds'],
  'answer.lost': ['node'],
  'answer.noRoute': ['host', 'address'],

  'reset.error': ['rate'],
  'reset.dead': [],
  'reset.forgotten': ['node'],
  'closed.podGone': ['pod'],

  'refuse.notListening': ['port', 'address'],
  'refuse.loopback': ['port'],
  'refuse.nodePortClosed': ['port', 'node'],
  'reject.noEndpoints': ['service', 'node'],
  'reject.undefinedPort': ['address', 'port', 'node'],

  'drop.noLocalEndpoints': ['service', 'node'],
  'drop.sourceRanges': ['service', 'source'],
  'drop.unallocatedClusterIP': ['address'],
  'drop.noService': ['address', 'port'],
  'drop.router': ['address'],
  'drop.nodeDown': ['node'],
  'drop.partitioned': ['node'],
  'drop.linkCut': ['from', 'to'],
  'drop.noRouteAfterRewrite': ['address'],
  'drop.unreachableIgnored': ['address'],
  'drop.martian': ['address'],
  'drop.tooManyHops': ['hops'],

  'unreachable.noPod': ['address', 'node'],
  'unreachable.noHost': ['address'],
  'unreachable.noRoute': ['host', 'address'],
  'unreachable.noClient': ['client'],
  'unreachable.noFamily': ['host', 'address'],
  'unreachable.target': ['target'],

  'notChosen.notReady': [],
  'notChosen.terminating': [],
  'notChosen.otherZone': ['zone'],
  'notChosen.otherNode': ['node'],
  'notChosen.policyLocal': ['node'],
  'notChosen.lostDraw': ['count'],
  'notChosen.notItsTurn': ['count'],
  'notChosen.affinity': ['client'],
  'notChosen.connection': [],
  'notChosen.targetPort': ['port'],
  'notChosen.noEndpoint': [],
  'notChosen.dns': ['count'],

  'endpoint.ready': [],
  'endpoint.notReady': [],
  'endpoint.notRunning': ['phase'],
  'endpoint.crashed': ['container'],
  'endpoint.gate': ['gate'],
  'endpoint.probe': ['container'],
  'endpoint.manual': [],
  'endpoint.published': [],
  'endpoint.terminating': [],
  'endpoint.terminatingServing': [],
  'endpoint.ended': ['phase'],
  'endpoint.noAddress': ['phase'],
  'endpoint.family': ['family'],
  'endpoint.pending': [],

  'change.policyCluster': ['service', 'field'],
  'change.noAffinity': ['service', 'field'],
  'change.policyLocalSource': ['service', 'field'],
  'change.publishNotReady': ['service', 'field'],
  'change.sourceRange': ['cidr'],
  'change.noDistribution': ['service'],
  'change.port': ['service', 'port'],
  'change.name': ['name', 'namespace'],
  'change.finding': ['service'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A code that a trace can carry. */
export type ReasonCode = keyof typeof reasons;

/** All codes, in the order of the table. */
export const reasonCodes = Object.keys(reasons) as readonly ReasonCode[];

/** The names of a code's parameters. */
export type ReasonParam<C extends ReasonCode> = (typeof reasons)[C][number];

/** A reason with every parameter that its code asks for. */
export function reason<C extends ReasonCode>(code: C, params: Readonly<Record<ReasonParam<C>, string | number>>): Reason {
  return { code, params };
}
