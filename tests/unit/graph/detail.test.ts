import { describe, expect, it } from 'vitest';
import { density, detail, gridFor } from '../../../src/graph/detail.ts';
import { podSuffix, replicaSetName, shortAddress, sortByName } from '../../../src/graph/names.ts';

describe('detail', () => {
  it.each([
    { zoom: 1, pods: 12, expected: 'chips' },
    { zoom: 0.4, pods: 12, expected: 'cells' },
    { zoom: 1, pods: 5_000, expected: 'cells' },
    { zoom: 0.1, pods: 12, expected: 'tiles' },
    { zoom: 0.1, pods: 5_000, expected: 'tiles' },
  ])('draws $expected of $pods Pods at $zoom', ({ zoom, pods, expected }) => {
    expect(detail(zoom, pods)).toBe(expected);
  });

  it('has a gap between crowded and no longer crowded', () => {
    expect([density(400, 30, 'chips'), density(401, 30, 'chips'), density(320, 30, 'cells'), density(300, 27, 'cells')]).toEqual(['chips', 'cells', 'cells', 'chips']);
  });

  it('grows the grid in steps and shrinks it late', () => {
    const grid = (pods: number, before: number) => gridFor(pods, { pods, groups: 1, podsInGroup: pods }, { density: 'chips', tracks: 1, columns: before }).columns;
    expect([grid(18, 3), grid(19, 3), grid(17, 5), grid(13, 5)]).toEqual([3, 5, 5, 3]);
  });

  it('stands many groups side by side', () => {
    const start = { density: 'cells', tracks: 1, columns: 12 } as const;
    expect([1, 6, 17, 100].map((groups) => gridFor(5_000, { pods: 500, groups, podsInGroup: 50 }, start).tracks)).toEqual([1, 2, 3, 6]);
  });
});

describe('names', () => {
  it.each([
    ['web-7c5ddbdf54-7xk2p', true, '7xk2p'],
    ['agent-x2x4z', true, 'x2x4z'],
    ['db-0', true, 'db-0'],
    ['web-7c5ddbdf54-7xk2p', false, 'web-7c5ddbdf54-7xk2p'],
  ])('%s', (name, hasWorkload, expected) => {
    expect(podSuffix(name, hasWorkload)).toBe(expected);
  });

  it.each([['10.244.0.2', '…0.2'], ['fd00:10:244::5', '…:5'], ['', '']])('shortens %s', (address, expected) => {
    expect(shortAddress(address)).toBe(expected);
  });

  it('sorts numbers by value', () => {
    expect(sortByName(['db-10', 'db-2', 'a', 'db-1'].map((name) => ({ name }))).map(({ name }) => name)).toEqual(['a', 'db-1', 'db-2', 'db-10']);
  });

  it.each([['web-7c5ddbdf54-7xk2p', 'web-7c5ddbdf54'], ['web', null]])('finds the ReplicaSet of %s', (name, expected) => {
    expect(replicaSetName(name)).toBe(expected);
  });
});
