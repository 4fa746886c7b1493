import { describe, expect, it } from 'vitest';
import { nextFreeAddress } from '../../../../src/engine/apiserver/allocators/ipAllocator.ts';
import { PortAllocator } from '../../../../src/engine/apiserver/allocators/portAllocator.ts';
import { PortOperation } from '../../../../src/engine/apiserver/allocators/portOperation.ts';
import { createRandom, type Random } from '../../../../src/engine/random.ts';
import { parseCIDR, type CIDR } from '../../../../src/kube/ip.ts';

const random = (): Random => createRandom(3, 'allocation');

function cidr(text: string): CIDR {
  const parsed = parseCIDR(text);
  if (parsed === undefined) throw new Error(text);
  return parsed.cidr;
}

/** Everything that a range gives, one after the other. */
function drain(range: CIDR): string[] {
  const taken: string[] = [];
  const source = random();
  for (;;) {
    const next = nextFreeAddress(range, (address) => taken.includes(address), source);
    if (next === undefined) return taken;
    taken.push(next);
  }
}

describe('addresses', () => {
  it.each([
    { range: '10.0.0.0/24', dynamic: 238, total: 254, firstStatic: '10.0.0.1', lastStatic: '10.0.0.16' },
    { range: '10.0.0.0/28', dynamic: 14, total: 14, firstStatic: '10.0.0.1', lastStatic: '10.0.0.1' },
    { range: 'fd00::/120', dynamic: 239, total: 255, firstStatic: 'fd00::1', lastStatic: 'fd00::10' },
  ])('of $range come from above the static band first, and then from it', ({ range, dynamic, total, firstStatic, lastStatic }) => {
    const order = drain(cidr(range));
    expect(order).toHaveLength(total);
    expect(new Set(order).size).toBe(total);
    const band = total - dynamic;
    if (band > 0) for (const address of [firstStatic, lastStatic]) expect(order.indexOf(address)).toBeGreaterThanOrEqual(dynamic);
  });

  it('never are the first or, in IPv4, the last of a range', () => {
    expect(drain(cidr('10.0.0.0/29')).sort()).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6']);
    expect(drain(cidr('fd00::/126')).sort()).toEqual(['fd00::1', 'fd00::2', 'fd00::3']);
  });

  it('can be had from ranges that are wider than numbers', () => {
    const address = nextFreeAddress(cidr('fd00:10:96::/64'), () => false, random());
    expect(address).toMatch(/^fd00:10:96:/);
  });
});

describe('node ports', () => {
  it('come from above the first 86 of the default range until those are gone', () => {
    const ports = new PortAllocator({ from: 30000, to: 32767 }, random());
    const order = Array.from({ length: 2768 }, () => ports.allocateNext() ?? 0);
    expect(new Set(order).size).toBe(2768);
    expect(Math.min(...order.slice(0, 2682))).toBe(30086);
    expect(ports.allocateNext()).toBeUndefined();
    ports.release(30500);
    expect(ports.allocateNext()).toBe(30500);
  });

  it.each([
    { port: 29999, refusal: 'provided port is not in the valid range. The range of valid ports is 30000-32767' },
    { port: 32768, refusal: 'provided port is not in the valid range. The range of valid ports is 30000-32767' },
    { port: -5, refusal: 'provided port is not in the valid range. The range of valid ports is 30000-32767' },
    { port: 30080, refusal: 'provided port is already allocated' },
    { port: 30081, refusal: undefined },
  ])('asked for as $port', ({ port, refusal }) => {
    const ports = new PortAllocator({ from: 30000, to: 32767 }, random());
    ports.allocate(30080);
    expect(ports.allocate(port)).toBe(refusal);
  });

  it('are given back when a request fails, and released only when it succeeds', () => {
    const ports = new PortAllocator({ from: 30000, to: 30031 }, random());
    ports.allocate(30000);
    const failing = new PortOperation(ports, false);
    failing.allocate(30001);
    failing.releaseOnCommit(30000);
    failing.revert();
    expect([ports.has(30000), ports.has(30001)]).toEqual([true, false]);
    const succeeding = new PortOperation(ports, false);
    succeeding.allocate(30001);
    succeeding.releaseOnCommit(30000);
    succeeding.commit();
    expect([ports.has(30000), ports.has(30001)]).toEqual([false, true]);
  });

  it('are not taken by a dry run', () => {
    const ports = new PortAllocator({ from: 30000, to: 30031 }, random());
    const operation = new PortOperation(ports, true);
    expect(operation.allocate(30001)).toBeUndefined();
    expect(operation.allocate(30001)).toBe('provided port is already allocated');
    operation.commit();
    expect(ports.has(30001)).toBe(false);
  });
});
