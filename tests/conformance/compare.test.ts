import { describe, expect, it } from 'vitest';
import { firstDifference, matchesText, orderCauses } from '../../src/cli/conformance/compare.ts';
import { checkStep } from '../../src/cli/conformance/check.ts';
import { maskObject, maskText } from '../../src/cli/conformance/mask.ts';
import type { Recording, Step } from '../../src/cli/conformance/recording.ts';
import type { JsonValue } from '../../src/kube/json.ts';

const recording: Recording = { group: 'g', file: 'f', name: 'n', cluster: { nodes: 2, proxy: 'iptables', isDualStack: false }, steps: [], doneText: '' };
const cname = (name: string, data: string): JsonValue => ({ name, type: 'CNAME', ttl: 30, data });
const address = (name: string): JsonValue => ({ name, type: 'A', ttl: 30, data: '10.96.1.1' });
const sliceNamed = (name: string): JsonValue => ({ metadata: { name, labels: { 'kubernetes.io/service-name': 'web' } }, addressType: 'IPv4', endpoints: [], ports: [] });
const step = (verb: string, saw: JsonValue): Step => ({ verb, argument: null, step: {}, saw });

describe('firstDifference', () => {
  it.each([
    { name: 'keys have no order', wanted: { a: 1, b: 2 }, got: { b: 2, a: 1 }, path: undefined },
    { name: 'lists have', wanted: [1, 2], got: [2, 1], path: '[0]' },
    { name: 'a missing field', wanted: { a: { b: 1 } }, got: { a: {} }, path: 'a.b' },
    { name: 'a field too many', wanted: {}, got: { a: 1 }, path: 'a' },
    { name: 'any legal value for <auto>', wanted: { a: '<auto>' }, got: { a: 30100 }, path: undefined },
    { name: 'but some value', wanted: { a: '<auto>' }, got: {}, path: 'a' },
    { name: 'a null is not a missing value', wanted: { a: null }, got: {}, path: 'a' },
  ])('$name', ({ wanted, got, path }) => {
    expect(firstDifference(wanted, got)?.path).toBe(path);
  });
});

describe('matchesText', () => {
  it.each([
    ['svc "<auto>" is in use', 'svc "10.96.3.4" is in use', true],
    ['<object>: no', '{"a":[1]}: no', true],
    ['a.b', 'aXb', false],
    ['name-<auto>', 'other-x', false],
  ])('%s ~ %s: %s', (wanted, got, holds) => {
    expect(matchesText(wanted, got)).toBe(holds);
  });
});

describe('masks', () => {
  it('leaves out what differs from run to run, and keeps what was given', () => {
    const object = { kind: 'Service', apiVersion: 'v1', metadata: { name: 'web', uid: 'x', resourceVersion: '7' }, spec: { clusterIP: '10.96.1.10', ports: [{ nodePort: 30080 }, { nodePort: 30999 }] } };
    expect(maskObject(object, '30080')).toEqual({ kind: 'Service', apiVersion: 'v1', metadata: { name: 'web' }, spec: { clusterIP: '<auto>', ports: [{ nodePort: 30080 }, { nodePort: '<auto>' }] } });
  });
  it('replaces addresses and node ports in text', () => {
    expect(maskText('10.96.0.1 10.96.7.7 80:30080,81:31234', '31234')).toBe('10.96.0.1 <auto> 80:<auto>,81:31234');
  });
  it('sorts causes of one field, and no others', () => {
    const cause = (field: string, message: string): JsonValue => ({ field, message });
    expect(orderCauses([cause('b', '2'), cause('a', '9'), cause('b', '1')])).toEqual([cause('b', '1'), cause('b', '2'), cause('a', '9')]);
  });
});

describe('checkStep', () => {
  it.each<{ name: string; verb: string; saw: JsonValue; got: JsonValue; path: string | undefined }>([
    { name: 'one kind of outcome must be that for all', verb: 'request', saw: { tally: { answered: 5 } }, got: { tally: { answered: 4, refused: 1 } }, path: 'tally.answered' },
    { name: 'several kinds may be distributed otherwise', verb: 'request', saw: { tally: { answered: 5, refused: 3 } }, got: { tally: { answered: 1, refused: 7 } }, path: undefined },
    { name: 'many tries show the whole set', verb: 'request', saw: { tally: { answered: 40 }, pods: { 'default/a': ['x'] } }, got: { tally: { answered: 40 }, able: { 'default/a': ['x'], 'default/b': ['x'] } }, path: 'pods.default/b' },
    { name: 'few tries a part of it', verb: 'request', saw: { tally: { answered: 2 }, pods: { 'default/a': ['x'] } }, got: { tally: { answered: 2 }, able: { 'default/a': ['x'], 'default/b': ['x'] } }, path: undefined },
    { name: 'a Pod that cannot answer', verb: 'request', saw: { tally: { answered: 2 }, pods: { 'default/c': ['x'] } }, got: { tally: { answered: 2 }, able: { 'default/a': ['x'] } }, path: 'pods.default/c' },
    { name: 'DNS answers are a set', verb: 'dns', saw: { tried: [{ query: 'q', rcode: 'NOERROR', answers: [{ type: 'A', data: '1' }, { type: 'A', data: '2' }] }] }, got: { tried: [{ query: 'q', rcode: 'NOERROR', answers: [{ type: 'A', data: '2' }, { type: 'A', data: '1' }] }] }, path: undefined },
    { name: 'CNAMEs may be recorded in any order', verb: 'dns', saw: { tried: [{ answers: [cname('b', 'c'), cname('a', 'b'), address('c')] }] }, got: { tried: [{ answers: [cname('a', 'b'), cname('b', 'c'), address('c')] }] }, path: undefined },
    { name: 'a CNAME comes before what it points to', verb: 'dns', saw: { tried: [{ answers: [cname('a', 'b'), address('b')] }] }, got: { tried: [{ answers: [address('b'), cname('a', 'b')] }] }, path: 'tried[0].answers' },
    { name: 'the serial of an SOA is a time', verb: 'dns', saw: { tried: [{ answers: [{ type: 'SOA', data: 'ns. host. 1795273954 7200 1800 86400 30' }] }] }, got: { tried: [{ answers: [{ type: 'SOA', data: 'ns. host. 0 7200 1800 86400 30' }] }] }, path: undefined },
    { name: 'the suffix of a slice without generateName', verb: 'get', saw: { items: [sliceNamed('web-hjcbm')] }, got: { items: [sliceNamed('web-474gr')] }, path: undefined },
    { name: 'a name that was given', verb: 'get', saw: { items: [sliceNamed('web-given')] }, got: { items: [sliceNamed('web-474gr')] }, path: 'items[0].metadata.name' },
    { name: 'columns may move with a masked value', verb: 'kubectl', saw: { stdout: 'web   <auto>   80', stderr: '', exit: 0 }, got: { stdout: 'web  <auto>     80', stderr: '', exit: 0 }, path: undefined },
    { name: 'to the space otherwise', verb: 'kubectl', saw: { stdout: 'web   80', stderr: '', exit: 0 }, got: { stdout: 'web  80', stderr: '', exit: 0 }, path: 'stdout' },
  ])('$name', ({ verb, saw, got, path }) => {
    expect(checkStep(recording, step(verb, saw), got)?.path).toBe(path);
  });
});
