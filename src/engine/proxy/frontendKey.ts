import type { IPFamily } from '../../kube/ip.ts';
import type { TransportProtocol } from '../../protocol/request.ts';

const numbers: Readonly<Record<string, number>> = { TCP: 0, UDP: 1, SCTP: 2 };

/** A transport protocol as a small number: part of a frontend's key. What is unknown counts as TCP. */
export function protocolNumber(protocol: string): number {
  return numbers[protocol] ?? 0;
}

/** The protocol of a number that `protocolNumber` gave. */
export function protocolOf(number: number): TransportProtocol {
  if (number === 1) return 'UDP';
  return number === 2 ? 'SCTP' : 'TCP';
}

/** One number for a port and a protocol, so that looking up a packet builds no text. */
export function frontendKey(port: number, protocol: number): number {
  return port * 4 + protocol;
}

/** The same for a node port, which is looked up per address family. */
export function nodePortKey(port: number, protocol: number, family: IPFamily): number {
  return frontendKey(port, protocol) * 2 + (family === 'IPv6' ? 1 : 0);
}
