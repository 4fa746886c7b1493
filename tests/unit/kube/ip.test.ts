import { describe, expect, it } from 'vitest';
import {
  bigIntToIP, cidrContainsCIDR, cidrSize, formatCIDR, formatIP, hasLeadingZeros, ipFamilyOf, ipToBigInt, isIPInCIDR, isIPv4Mapped, isLinkLocalMulticastIP, isLinkLocalUnicastIP, isLoopbackIP, isSameIP,
  isUnspecifiedIP, parseCIDR, parseIP,
} from '../../../src/kube/ip.ts';

function canonical(text: string): string | undefined {
  const ip = parseIP(text);
  return ip === undefined ? undefined : formatIP(ip);
}

describe('addresses', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'], ['010.000.000.001', '10.0.0.1'], ['255.255.255.255', '255.255.255.255'], ['::', '::'], ['::1', '::1'], ['2001:DB8::0:1', '2001:db8::1'],
    ['fd00:10:96::a', 'fd00:10:96::a'], ['1:0:0:2:0:0:0:3', '1:0:0:2::3'], ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'], ['::ffff:1.2.3.4', '1.2.3.4'], ['64:ff9b::1.2.3.4', '64:ff9b::102:304'],
    ['0001:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'], ['1::', '1::'],
  ])('%s is %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it.each(['', '10.0.0', '10.0.0.256', '10.0.0.1.2', '10.0.0.1/8', ' 10.0.0.1', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7::8', ':1', '1:', 'g::', 'fe80::1%eth0', 'web', '12345::', '::1.2.3', '1.2.3.4::'])('refuses %j', (text) => {
    expect(parseIP(text)).toBeUndefined();
  });

  it('tells families, numbers and sameness', () => {
    expect([ipFamilyOf('1.2.3.4'), ipFamilyOf('::1'), ipFamilyOf('::ffff:1.2.3.4'), ipFamilyOf('x')]).toEqual(['IPv4', 'IPv6', 'IPv4', undefined]);
    expect(bigIntToIP((ipToBigInt('10.96.255.255') ?? 0n) + 1n, 'IPv4')).toBe('10.97.0.0');
    expect([isSameIP('010.0.0.1', '10.0.0.1'), isSameIP('::1', '0::1'), isSameIP('1.2.3.4', '1.2.3.5'), isSameIP('x', 'x')]).toEqual([true, true, false, false]);
  });

  it.each([
    ['010.0.0.1', true], ['10.0.0.0', false], ['::00001', true], ['::0001', false], ['::ffff:01.2.3.4', true],
  ])('leading zeros in %s', (text, expected) => {
    expect(hasLeadingZeros(text)).toBe(expected);
  });

  it.each([
    { text: '0.0.0.0', is: isUnspecifiedIP }, { text: '::', is: isUnspecifiedIP }, { text: '127.8.0.1', is: isLoopbackIP }, { text: '::1', is: isLoopbackIP },
    { text: '169.254.1.1', is: isLinkLocalUnicastIP }, { text: 'fe80::1', is: isLinkLocalUnicastIP }, { text: '224.0.0.5', is: isLinkLocalMulticastIP }, { text: 'ff02::1', is: isLinkLocalMulticastIP },
  ])('$text is special', ({ text, is }) => {
    const ip = parseIP(text);
    const checks = [isUnspecifiedIP, isLoopbackIP, isLinkLocalUnicastIP, isLinkLocalMulticastIP];
    expect(checks.filter((check) => ip !== undefined && check(ip))).toEqual([is]);
  });
});

describe('ranges', () => {
  it.each([
    ['10.0.0.7/8', '10.0.0.0/8'], ['10.0.0.0/08', '10.0.0.0/8'], ['2001:db8::1/64', '2001:db8::/64'], ['0.0.0.0/0', '0.0.0.0/0'], ['::ffff:10.1.2.3/120', '10.1.2.0/24'], ['1.2.3.4/32', '1.2.3.4/32'],
  ])('%s is %s', (text, expected) => {
    const parsed = parseCIDR(text);
    expect(parsed && formatCIDR(parsed.cidr)).toBe(expected);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/-1', '::/129', 'x/8', '10.0.0.0/8/8'])('refuses %j', (text) => {
    expect(parseCIDR(text)).toBeUndefined();
  });

  it('contains addresses and ranges of its family', () => {
    expect([isIPInCIDR('10.96.3.4', '10.96.0.0/16'), isIPInCIDR('10.97.0.0', '10.96.0.0/16'), isIPInCIDR('::1', '0.0.0.0/0'), isIPInCIDR('fd00::5', 'fd00::/64')]).toEqual([true, false, false, true]);
    const outer = parseCIDR('10.0.0.0/8')?.cidr;
    const inner = parseCIDR('10.1.0.0/16')?.cidr;
    expect(outer && inner && [cidrContainsCIDR(outer, inner), cidrContainsCIDR(inner, outer), cidrSize(inner)]).toEqual([true, false, 65536n]);
    expect(isIPv4Mapped('::ffff:1.2.3.4') && !isIPv4Mapped('1.2.3.4')).toBe(true);
  });
});
