import { describe, expect, it } from 'vitest';
import { parseSelector } from '../../../src/kube/selectorParser.ts';
import type { Labels } from '../../../src/kube/selectors.ts';
import { formatLabelSelector, formatLabels, formatRequirements, matchesLabels, matchesLabelSelector, matchesRequirements } from '../../../src/kube/selectors.ts';

describe('selector maps', () => {
  it.each<{ name: string; selector: Labels | undefined; labels: Labels | undefined; matches: boolean }>([
    { name: 'all pairs match', selector: { app: 'web' }, labels: { app: 'web', tier: 'x' }, matches: true },
    { name: 'one does not', selector: { app: 'web', tier: 'y' }, labels: { app: 'web', tier: 'x' }, matches: false },
    { name: 'an empty map', selector: {}, labels: {}, matches: true },
    { name: 'no map', selector: undefined, labels: { app: 'web' }, matches: false },
    { name: 'no labels', selector: { app: 'web' }, labels: undefined, matches: false },
    { name: 'an inherited property is no label', selector: { toString: 'x' }, labels: {}, matches: false },
  ])('$name', ({ selector, labels, matches }) => {
    expect(matchesLabels(selector, labels)).toBe(matches);
  });
});

describe('LabelSelectors', () => {
  const labels = { app: 'web', tier: 'front' };
  it.each([
    { operator: 'In', key: 'app', values: ['api', 'web'], matches: true }, { operator: 'In', key: 'env', values: ['x'], matches: false },
    { operator: 'NotIn', key: 'env', values: ['x'], matches: true }, { operator: 'NotIn', key: 'app', values: ['web'], matches: false },
    { operator: 'Exists', key: 'tier', values: [], matches: true }, { operator: 'DoesNotExist', key: 'tier', values: [], matches: false }, { operator: 'Bogus', key: 'tier', values: [], matches: false },
  ])('$key $operator $values', ({ matches, ...expression }) => {
    expect(matchesLabelSelector({ matchLabels: { app: 'web' }, matchExpressions: [expression] }, labels)).toBe(matches);
  });

  it('print as kubectl prints them', () => {
    expect(formatLabelSelector({ matchLabels: { b: '1' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['y', 'x'] }, { key: 'c', operator: 'DoesNotExist' }] })).toBe('a in (x,y),b=1,!c');
    expect([formatLabelSelector({}), formatLabelSelector(undefined), formatLabels({ b: '2', a: '1' })]).toEqual(['<none>', '<none>', 'a=1,b=2']);
  });
});

describe('selector texts', () => {
  it.each([
    ['', ''], ['app=web', 'app=web'], [' app == web , tier!=db', 'app==web,tier!=db'], ['b in (y, x),a', 'a,b in (x,y)'], ['!a', '!a'], ['a notin (x)', 'a notin (x)'], ['a>1,a<5', 'a>1,a<5'],
    ['a=', 'a='], ['a in (,x)', 'a in (,x)'], ['in in (in)', 'in in (in)'], ['example.com/a=b', 'example.com/a=b'],
  ])('%j reads as %j', (text, printed) => {
    const parsed = parseSelector(text);
    expect(parsed.ok && formatRequirements(parsed.requirements)).toBe(printed);
  });

  it.each([
    ['a=b=c', "found '=', expected: ',' or 'end of string'"], ['a=b,', "found '', expected: identifier after ','"], ['=x', "found '=', expected: !, identifier, or 'end of string'"],
    ['a in x', "unable to parse requirement: found 'x' expected: '('"], ['a in (x', "unable to parse requirement: found '', expected: ',' or ')'"], ['a ~ b', "unable to parse requirement: found '~', expected: in, notin, =, ==, !=, gt, lt"],
  ])('refuses %j', (text, error) => {
    expect(parseSelector(text)).toEqual({ ok: false, error });
  });

  it('checks keys and values', () => {
    const parsed = parseSelector('bad key=x');
    expect(parsed.ok).toBe(false);
    expect(parseSelector('a=b c').ok).toBe(false);
    expect(parseSelector('a>x').ok).toBe(false);
  });

  it.each([['n>3', true], ['n<3', false], ['n!=5', false], ['m!=5', true], ['n,!m', true], ['n in (5)', true]])('%s against n=5', (text, matches) => {
    const parsed = parseSelector(text);
    expect(parsed.ok && matchesRequirements(parsed.requirements, { n: '5' })).toBe(matches);
  });
});
