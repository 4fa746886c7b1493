/** `conntrack -L`, after conntrack-tools 1.4. */
import type { ConntrackRow } from '../../protocol/inspection.ts';
import type { Program, Running } from '../program.ts';
import { parseArgs } from '../shell/arguments.ts';

const numbers = { tcp: 6, udp: 17, sctp: 132 } as const;

function line(row: ConntrackRow): string {
  const { protocol, state, secondsLeft, source, sourcePort, destination, destinationPort, replySource, replySourcePort, replyDestination, hasReply } = row;
  const original = `src=${source} dst=${destination} sport=${sourcePort} dport=${destinationPort}`;
  const reply = `src=${replySource} dst=${replyDestination} sport=${replySourcePort} dport=${sourcePort}`;
  const isAssured = state === 'ESTABLISHED' || state === 'TIME_WAIT';
  return `${protocol.padEnd(8)} ${numbers[protocol]} ${secondsLeft} ${state === '' ? '' : `${state} `}${original} ${hasReply ? '' : '[UNREPLIED] '}${reply} ${isAssured ? '[ASSURED] ' : ''}mark=0 use=1\n`;
}

export const conntrack = (node: string): Program => function* (args, streams, cluster): Running {
  yield* [];
  const longs: Readonly<Record<string, string>> = { '--orig-src': '-s', '--src': '-s', '--orig-dst': '-d', '--dst': '-d', '--proto': '-p', '--dport': '-x', '--orig-port-dst': '-x', '--reply-src': '-r', '--list': '-L', '--count': '-C', '--state': '-z' };
  const parsed = parseArgs(args.flatMap((arg) => { const [name = '', value] = arg.split('=', 2); return longs[name] === undefined ? [arg] : value === undefined ? [longs[name]] : [longs[name], value]; }), 'LCn s: d: p: x: r: z: o: f:');
  if ('error' in parsed || (!parsed.has('L') && !parsed.has('C'))) {
    streams.err(`conntrack v1.4.7 (conntrack-tools): ${'error' in parsed ? parsed.error : 'you have to specify an operation: -L lists, -C counts'}\n`);
    return 2;
  }
  const is = (flag: string, value: string | number): boolean => !parsed.has(flag) || parsed.value(flag) === String(value);
  const rows = cluster.engine.conntrack(node).filter((row) => is('p', row.protocol) && is('s', row.source) && is('d', row.destination) && is('x', row.destinationPort) && is('r', row.replySource) && is('z', row.state));
  if (parsed.has('C')) {
    streams.out(`${rows.length}\n`);
    return 0;
  }
  for (const row of rows) streams.out(line(row));
  streams.err(`conntrack v1.4.7 (conntrack-tools): ${rows.length} flow entries have been shown.\n`);
  return 0;
};
