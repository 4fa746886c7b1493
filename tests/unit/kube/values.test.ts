import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../../../src/kube/base64.ts';
import { intValue, percentOf, scaledValue } from '../../../src/kube/intOrString.ts';
import { cloneJson, deepEqual, omit, valueOf } from '../../../src/kube/objects.ts';
import { addQuantities, compareQuantities, formatQuantity, milliValue, parseQuantity, quantityOf, quantityValue, roundedUp } from '../../../src/kube/quantity.ts';
import { formatTime, parseTime } from '../../../src/kube/time.ts';

describe('quantities', () => {
  it.each([
    ['0', '0'], ['1', '1'], ['1000m', '1'], ['100m', '100m'], ['1500m', '1500m'], ['0.5', '500m'], ['.5', '500m'], ['1.', '1.'], ['.', '0'], ['010', '010'], ['100E', '100E'], ['1024', '1024'], ['1024Mi', '1Gi'], ['1.5Gi', '1536Mi'],
    ['0.5Mi', '512Ki'], ['0.1Ki', '102400m'], ['1000Ki', '1000Ki'], ['2048', '2048'], ['1e3', '1e3'], ['1E3', '1E3'], ['12e4', '120e3'], ['1000k', '1M'], ['-1', '-1'], ['+5', '+5'],
    ['0.0000000001', '1n'], ['9Ei', '9223372036854775807'], ['123456', '123456'], ['100', '100'],
  ])('%s is written %s', (text, canonical) => {
    expect(formatQuantity(quantityOf(text))).toBe(canonical);
  });

  it.each(['', 'abc', '1x', '1.2.3', '1 Gi', '1KiB', '--1', '1e'])('refuses %j', (text) => {
    expect(parseQuantity(text).ok).toBe(false);
  });

  it('compares and adds across formats', () => {
    expect(compareQuantities(quantityOf('1Gi'), quantityOf('1G'))).toBe(1);
    expect(compareQuantities(quantityOf('1000m'), quantityOf('1'))).toBe(0);
    expect(formatQuantity(addQuantities(quantityOf('100m'), quantityOf('1.9')))).toBe('2');
    expect(formatQuantity(addQuantities(quantityOf('512Mi'), quantityOf('512Mi')))).toBe('1Gi');
  });

  it('rounds away from zero', () => {
    expect(milliValue(quantityOf('1.0001'))).toBe(1001);
    expect(quantityValue(quantityOf('1500m'))).toBe(2);
    expect(quantityValue(quantityOf('-1500m'))).toBe(-2);
    expect(formatQuantity(roundedUp(quantityOf('1u'), -3))).toBe('1m');
  });
});

describe('numbers or texts', () => {
  it.each([
    { value: 3, total: 10, up: false, scaled: 3 }, { value: '25%', total: 10, up: true, scaled: 3 }, { value: '25%', total: 10, up: false, scaled: 2 },
    { value: '0%', total: 10, up: true, scaled: 0 }, { value: 'http', total: 10, up: true, scaled: undefined }, { value: '25', total: 10, up: true, scaled: undefined },
  ])('$value of $total', ({ value, total, up, scaled }) => {
    expect(scaledValue(value, total, up)).toBe(scaled);
  });

  it('reads percentages and numbers in texts', () => {
    expect([percentOf('150%'), percentOf('x%'), percentOf(5), intValue('80'), intValue('http'), intValue(7)]).toEqual([150, undefined, undefined, 80, 0, 7]);
  });
});

describe('objects', () => {
  it.each([
    { a: {}, b: { labels: {}, list: [], none: null }, equal: true }, { a: { x: 0 }, b: {}, equal: false }, { a: { x: [1, 2] }, b: { x: [2, 1] }, equal: false },
    { a: { emptyDir: {} }, b: {}, equal: false }, { a: { status: { loadBalancer: {} }, resources: {} }, b: {}, equal: true }, { a: { from: [{ podSelector: {} }] }, b: { from: [{ namespaceSelector: {} }] }, equal: false }, { a: { x: { labels: { a: '1' } } }, b: { x: {} }, equal: false }, { a: [], b: undefined, equal: true }, { a: { x: '' }, b: {}, equal: false }, { a: { x: [{}] }, b: { x: [{}] }, equal: true },
  ])('$a and $b', ({ a, b, equal }) => {
    expect(deepEqual(a, b)).toBe(equal);
    expect(deepEqual(b, a)).toBe(equal);
  });

  it('copies, leaves out and reads own keys only', () => {
    const object = { a: [{ b: 1 }], c: undefined };
    const copy = cloneJson(object);
    expect(copy).toEqual({ a: [{ b: 1 }] });
    expect(copy.a).not.toBe(object.a);
    expect(omit({ a: 1, b: 2 }, 'a')).toEqual({ b: 2 });
    expect(valueOf({ a: 'x' }, 'constructor')).toBeUndefined();
  });
});

describe('times', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0], ['2026-11-21T10:20:30Z', 1795256430000], ['2024-02-29T23:59:59Z', 1709251199000], ['2026-11-21T12:20:30+02:00', 1795256430000],
    ['1969-12-31T23:59:59Z', -1000], ['2000-03-01T00:00:00.5Z', 951868800000],
  ])('reads %s', (text, ms) => {
    const parsed = parseTime(text);
    expect(parsed.ok && parsed.ms).toBe(ms);
    const again = parseTime(formatTime(ms));
    expect(again.ok && again.ms).toBe(ms);
  });

  it.each([
    ['abc', 'parsing time "abc" as "2006-01-02T15:04:05Z07:00": cannot parse "abc" as "2006"'],
    ['2026-11-21', 'parsing time "2026-11-21" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"'],
    ['2026-13-01T00:00:00Z', 'parsing time "2026-13-01T00:00:00Z": month out of range'],
    ['2026-02-29T00:00:00Z', 'parsing time "2026-02-29T00:00:00Z": day out of range'],
    ['2026-02-01T00:00:00Zx', 'parsing time "2026-02-01T00:00:00Zx": extra text: "x"'],
  ])('refuses %s', (text, error) => {
    expect(parseTime(text)).toEqual({ ok: false, error });
  });
});

describe('base64', () => {
  it.each([['', ''], ['f', 'Zg=='], ['fo', 'Zm8='], ['foo', 'Zm9v'], ['é🚀', 'w6nwn5qA']])('%j', (text, encoded) => {
    expect(encodeBase64(text)).toBe(encoded);
  });
});
