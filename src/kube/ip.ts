/**
 * IP addresses and CIDRs. Mirrors k8s.io/utils/net and Go's net and net/netip packages (v1.36): what the API server reads,
 * leading zeros included, and what it writes.
 */
export type IPFamily = 'IPv4' | 'IPv6';

/** `::ffff:1.2.3.4` is the IPv4 address 1.2.3.4, as it is to Go's net package. */
export interface IP {
  readonly family: IPFamily;
  readonly value: bigint;
}

export interface CIDR {
  readonly family: IPFamily;
  /** The first address of the range. */
  readonly base: bigint;
  readonly prefixLength: number;
}

const maxIPv4 = 0xffffffffn;
const mappedPrefix = 0xffffn;

/** The width of a family's addresses in bits. */
export function addressBits(family: IPFamily): number {
  return family === 'IPv4' ? 32 : 128;
}

/** Reads an address as net.ParseIP of older Go did (leading zeros are decimal). No zones, no blanks. */
export function parseIP(text: string): IP | undefined {
  const firstMark = /[.:]/.exec(text)?.[0];
  if (firstMark === '.') {
    const value = parseIPv4(text);
    return value === undefined ? undefined : { family: 'IPv4', value };
  }
  if (firstMark !== ':') return undefined;
  const value = parseIPv6(text);
  return value === undefined ? undefined : fromIPv6(value);
}

function fromIPv6(value: bigint): IP {
  return value >> 32n === mappedPrefix ? { family: 'IPv4', value: value & maxIPv4 } : { family: 'IPv6', value };
}

function parseIPv4(text: string): bigint | undefined {
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  let value = 0;
  for (const octet of octets) {
    if (!/^\d+$/.test(octet)) return undefined;
    const number = Number(octet);
    if (number > 255) return undefined;
    value = value * 256 + number;
  }
  return BigInt(value);
}

function parseIPv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = '', tail] = halves;
  const hasGap = tail !== undefined;
  const front = parseGroups(head, !hasGap);
  const back = hasGap ? parseGroups(tail, true) : [];
  if (front === undefined || back === undefined) return undefined;
  const count = front.length + back.length;
  // A gap stands for at least one group.
  if (hasGap ? count > 7 : count !== 8) return undefined;
  let value = 0n;
  for (const group of front) value = (value << 16n) | BigInt(group);
  value <<= BigInt(16 * (8 - count));
  for (const group of back) value = (value << 16n) | BigInt(group);
  return value;
}

/** Groups of 16 bits; an IPv4 address may stand for the last two. */
function parseGroups(text: string, mayEndInIPv4: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (mayEndInIPv4 && i === parts.length - 1 && part.includes('.')) {
      const ipv4 = parseIPv4(part);
      if (ipv4 === undefined) return undefined;
      groups.push(Number(ipv4 >> 16n), Number(ipv4 & 0xffffn));
      continue;
    }
    if (!/^[0-9a-fA-F]+$/.test(part)) return undefined;
    const group = Number.parseInt(part, 16);
    if (group > 0xffff) return undefined;
    groups.push(group);
  }
  return groups;
}

/** The canonical text: dotted IPv4, RFC 5952 IPv6. */
export function formatIP(ip: IP): string {
  if (ip.family === 'IPv4') {
    const value = Number(ip.value);
    return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
  }
  return formatIPv6(ip.value);
}

function formatIPv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(16 * (7 - i))) & 0xffffn));
  let gapStart = -1;
  let gapLength = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0) end++;
    if (end - i > gapLength) {
      gapStart = i;
      gapLength = end - i;
    }
    i = Math.max(i, end);
  }
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return gapStart < 0 ? text(groups) : `${text(groups.slice(0, gapStart))}::${text(groups.slice(gapStart + gapLength))}`;
}

/** Whether a readable address has digits that netip refuses: leading zeros, or more than four hex digits in a group. */
export function hasLeadingZeros(text: string): boolean {
  const lastColon = text.lastIndexOf(':');
  const dotted = text.slice(lastColon + 1);
  if (dotted.includes('.') && dotted.split('.').some((octet) => octet.length > 1 && octet.startsWith('0'))) return true;
  return text.includes(':') && text.split(':').some((group) => !group.includes('.') && group.length > 4);
}

/** Whether the text is an IPv6 form of an IPv4 address. */
export function isIPv4Mapped(text: string): boolean {
  return text.includes(':') && parseIP(text)?.family === 'IPv4';
}

/** The family of a readable address; `undefined` for everything else. */
export function ipFamilyOf(text: string): IPFamily | undefined {
  return parseIP(text)?.family;
}

/** The address as a number; `undefined` where it cannot be read. */
export function ipToBigInt(text: string): bigint | undefined {
  return parseIP(text)?.value;
}

/** The canonical text of a number as an address of that family. */
export function bigIntToIP(value: bigint, family: IPFamily): string {
  return formatIP({ family, value });
}

/** Whether two texts are the same address; false where either cannot be read. */
export function isSameIP(a: string, b: string): boolean {
  if (a === b) return parseIP(a) !== undefined;
  const left = parseIP(a);
  const right = parseIP(b);
  return left !== undefined && right !== undefined && left.family === right.family && left.value === right.value;
}

/** What net.ParseCIDR gives: the address as written, and the range. */
export interface ParsedCIDR {
  readonly ip: IP;
  readonly cidr: CIDR;
}

/** Reads `10.0.0.7/8` as net.ParseCIDR of older Go did: bits beyond the prefix are fine, leading zeros too. */
export function parseCIDR(text: string): ParsedCIDR | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const address = text.slice(0, slash);
  const mask = text.slice(slash + 1);
  if (!/^\d+$/.test(mask)) return undefined;
  const ip = parseIP(address);
  if (ip === undefined) return undefined;
  const isWide = address.includes(':');
  const length = Number(mask);
  if (length > (isWide ? 128 : 32)) return undefined;
  if (isWide && ip.family === 'IPv4') return mappedCIDR(ip, length);
  return { ip, cidr: cidrOf(ip, length) };
}

/** A range written as `::ffff:…/n`: IPv4 where the prefix covers the mapping, otherwise a range of IPv6. */
function mappedCIDR(ip: IP, length: number): ParsedCIDR {
  if (length >= 96) return { ip, cidr: cidrOf(ip, length - 96) };
  return { ip, cidr: cidrOf({ family: 'IPv6', value: (mappedPrefix << 32n) | ip.value }, length) };
}

/** The range of a prefix length around an address. */
function cidrOf(ip: IP, prefixLength: number): CIDR {
  const hostBits = BigInt(addressBits(ip.family) - prefixLength);
  return { family: ip.family, base: (ip.value >> hostBits) << hostBits, prefixLength };
}

/** `10.0.0.0/8` */
export function formatCIDR(cidr: CIDR): string {
  return `${bigIntToIP(cidr.base, cidr.family)}/${cidr.prefixLength}`;
}

/** How many addresses the range has. */
export function cidrSize(cidr: CIDR): bigint {
  return 1n << BigInt(addressBits(cidr.family) - cidr.prefixLength);
}

/** Whether an address is in the range; false for the other family. */
export function cidrContains(cidr: CIDR, ip: IP): boolean {
  return cidr.family === ip.family && ip.value >= cidr.base && ip.value < cidr.base + cidrSize(cidr);
}

/** Whether all of `inner` is in `outer`. */
export function cidrContainsCIDR(outer: CIDR, inner: CIDR): boolean {
  return outer.prefixLength <= inner.prefixLength && cidrContains(outer, { family: inner.family, value: inner.base });
}

/** Whether an address text is in a range text; false where either cannot be read. */
export function isIPInCIDR(ip: string, cidr: string): boolean {
  const address = parseIP(ip);
  const range = parseCIDR(cidr);
  return address !== undefined && range !== undefined && cidrContains(range.cidr, address);
}

/** 0.0.0.0 or `::` */
export function isUnspecifiedIP(ip: IP): boolean {
  return ip.value === 0n;
}

/** 127.0.0.0/8 or `::1` */
export function isLoopbackIP(ip: IP): boolean {
  return ip.family === 'IPv4' ? ip.value >> 24n === 127n : ip.value === 1n;
}

/** 169.254.0.0/16 or fe80::/10 */
export function isLinkLocalUnicastIP(ip: IP): boolean {
  return ip.family === 'IPv4' ? ip.value >> 16n === 0xa9fen : ip.value >> 118n === 0x3fan;
}

/** 224.0.0.0/24, or ff02::/16 with any flags */
export function isLinkLocalMulticastIP(ip: IP): boolean {
  return ip.family === 'IPv4' ? ip.value >> 8n === 0xe00000n : ((ip.value >> 112n) & 0xff0fn) === 0xff02n;
}
