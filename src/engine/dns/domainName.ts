import { formatIP, parseIP } from '../../kube/ip.ts';

/** The name with its closing dot. */
export function fqdn(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

/** The labels of a name, without the root's empty one. */
export function labelsOf(name: string): readonly string[] {
  const absolute = fqdn(name);
  return absolute === '.' ? [] : absolute.slice(0, -1).split('.');
}

/** Whether `name` is `zone` or lies under it, whatever the case of letters. Both absolute. */
export function isInZone(name: string, zone: string): boolean {
  const lowerName = name.toLowerCase();
  const lowerZone = zone.toLowerCase();
  return lowerName === lowerZone || lowerName.endsWith(`.${lowerZone}`) || lowerZone === '.';
}

/** Whether every label has between 1 and 63 characters: others cannot be put into a message. */
export function isPackable(name: string): boolean {
  return labelsOf(name).every((label) => label.length > 0 && label.length < 64);
}

/** The name under in-addr.arpa or ip6.arpa that stands for an address, absolute; the text itself where it is no address. */
export function reverseNameOf(address: string): string {
  const ip = parseIP(address);
  if (ip === undefined) return address;
  if (ip.family === 'IPv4') return `${formatIP(ip).split('.').reverse().join('.')}.in-addr.arpa.`;
  return `${(ip.value.toString(16).padStart(32, '0').match(/./g) ?? []).reverse().join('.')}.ip6.arpa.`;
}

/** The address that a name under in-addr.arpa or ip6.arpa stands for; empty where it is not a whole one. */
export function addressOfReverseName(name: string): string {
  const lower = fqdn(name).toLowerCase();
  if (lower.endsWith('.in-addr.arpa.')) {
    const octets = lower.slice(0, -'.in-addr.arpa.'.length).split('.').reverse();
    return octets.length === 4 ? octets.join('.') : '';
  }
  if (!lower.endsWith('.ip6.arpa.')) return '';
  const nibbles = lower.slice(0, -'.ip6.arpa.'.length).split('.').reverse();
  if (nibbles.length !== 32 || nibbles.some((nibble) => nibble.length !== 1)) return '';
  return Array.from({ length: 8 }, (_, group) => nibbles.slice(group * 4, group * 4 + 4).join('')).join(':');
}
