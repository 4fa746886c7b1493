import { ipToBigInt } from '../../../kube/ip.ts';
import type { Element } from './model.ts';

const protocolNumbers: Readonly<Record<string, number>> = { tcp: 6, udp: 17, sctp: 132 };

/** A part of a key as the kernel keeps it: in network order, filled up to 4 bytes, last byte first here. */
function reversedHex(part: string): string {
  const protocol = protocolNumbers[part];
  let hex: string;
  if (protocol !== undefined) hex = `${protocol.toString(16).padStart(2, '0')}000000`;
  else if (/^\d+$/.test(part)) hex = `${Number(part).toString(16).padStart(4, '0')}0000`;
  else hex = (ipToBigInt(part) ?? 0n).toString(16).padStart(part.includes(':') ? 32 : 8, '0');
  let reversed = '';
  for (let index = hex.length - 2; index >= 0; index -= 2) reversed += hex.slice(index, index + 2);
  return reversed;
}

/** The elements of a set as nft lists them: its hosts keep the lowest byte first, and so compare keys from their ends. */
export function sortElements(elements: readonly Element[]): readonly Element[] {
  const keyed = elements.map((element) => ({ element, at: element.key.split(' . ').reverse().map(reversedHex).join('') }));
  return keyed.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ element }) => element);
}
