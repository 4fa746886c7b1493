import { describe, expect, it } from 'vitest';
import { parseFlags, type FlagSpec, type ParsedFlags } from '../../../src/kubectl/flags.ts';

const specs: readonly FlagSpec[] = [
  { name: 'output', shorthand: 'o', type: 'string', help: '' },
  { name: 'all', shorthand: 'A', type: 'bool', help: '' },
  { name: 'watch', shorthand: 'w', type: 'bool', help: '' },
  { name: 'labels', shorthand: 'L', type: 'stringSlice', help: '' },
  { name: 'pair', type: 'stringArray', help: '' },
  { name: 'replicas', type: 'int32', default: '1', help: '' },
  { name: 'timeout', type: 'duration', default: '10s', help: '' },
  { name: 'dry-run', type: 'string', default: 'none', noOptDefVal: 'unchanged', help: '' },
];

function parsed(...args: readonly string[]): ParsedFlags {
  const result = parseFlags(specs, args);
  if (!result.ok) throw new Error(result.error);
  return result.parsed;
}

function refusal(...args: readonly string[]): string {
  const result = parseFlags(specs, args);
  if (result.ok) throw new Error('the flags are well');
  return result.error;
}

describe('parseFlags', () => {
  it.each([[['-oyaml']], [['-o=yaml']], [['-o', 'yaml']], [['--output=yaml']], [['--output', 'yaml']], [['-Aoyaml']], [['-wAo', 'yaml']]])('%j', (args) => {
    expect(parsed('svc', ...args, 'web').values.string('output')).toBe('yaml');
    expect(parsed('svc', ...args, 'web').args).toEqual(['svc', 'web']);
  });

  it('gives defaults and says what was given', () => {
    const { values } = parsed('--replicas', '3');
    expect([values.int('replicas'), values.durationMs('timeout'), values.changed('replicas'), values.changed('timeout'), values.string('dry-run')]).toEqual([3, 10_000, true, false, 'none']);
    expect(parsed('--dry-run', 'x')).toMatchObject({ args: ['x'] });
    expect(parsed('--dry-run', 'x').values.string('dry-run')).toBe('unchanged');
  });

  it('collects repeated flags', () => {
    expect(parsed('-La,b', '-L', '"c,d"').values.list('labels')).toEqual(['a', 'b', 'c,d']);
    expect(parsed('--pair=a,b', '--pair', 'c').values.list('pair')).toEqual(['a,b', 'c']);
  });

  it('takes what comes after -- as arguments', () => {
    expect(parsed('a', '--', '-o', 'b')).toMatchObject({ args: ['a', '-o', 'b'], argsLenAtDash: 1 });
    expect(parsed('--watch=false').values.bool('watch')).toBe(false);
    expect(parsed('-h').isHelp).toBe(true);
  });

  it.each([
    [['--foo'], 'unknown flag: --foo'],
    [['-Ax'], "unknown shorthand flag: 'x' in -x"],
    [['--output'], 'flag needs an argument: --output'],
    [['-Ao'], "flag needs an argument: 'o' in -o"],
    [['--replicas=x'], 'invalid argument "x" for "--replicas" flag: strconv.ParseInt: parsing "x": invalid syntax'],
    [['-w=x'], 'invalid argument "x" for "-w, --watch" flag: strconv.ParseBool: parsing "x": invalid syntax'],
    [['--timeout=5'], 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'],
    [['--=x'], 'bad flag syntax: --=x'],
  ])('%j', (args, error) => {
    expect(refusal(...args)).toBe(error);
  });
});
