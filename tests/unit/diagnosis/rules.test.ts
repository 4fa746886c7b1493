import { describe, expect, it } from 'vitest';
import { checkManifests, type CheckReport } from '../../../src/cli/check/checkManifests.ts';
import type { Problem } from '../../../src/cli/check/problem.ts';
import { findingRules } from '../../../src/diagnosis/findingRules.ts';
import { manifestRules } from '../../../src/diagnosis/manifestRules.ts';
import { diagnosis } from '../../../src/protocol/messages/diagnosis.ts';
import { ruleCases, type RuleCase } from './ruleCases.ts';

const play = (text: string, { settings, behaviours }: RuleCase): CheckReport => checkManifests([{ name: 'a.yaml', text }], { settings, ...(behaviours === undefined ? {} : { behaviours }) });
const about = ({ problems }: CheckReport, rule: string): readonly Problem[] => problems.filter((problem) => problem.rule === rule);

/** The characters that a problem points at. */
function pointedAt(text: string, { line, column, endLine, endColumn }: Problem): string {
  const source = text.split('\n')[line - 1] ?? '';
  return source.slice(column - 1, endLine === line ? endColumn - 1 : undefined);
}

function mended(text: string, problem: Problem): string {
  const edits = [...(problem.fixes[0]?.edits ?? [])].sort((a, b) => b.start - a.start);
  return edits.reduce((rest, { start, end, text: wanted }) => rest.slice(0, start) + wanted + rest.slice(end), text);
}

describe.each(ruleCases)('$rule', (ruleCase) => {
  const { rule, bad, where, fix, good } = ruleCase;
  const found = about(play(bad, ruleCase), rule);
  const [problem] = found;

  it('is found, at its field', () => {
    expect(found.length).toBeGreaterThan(0);
    expect(problem === undefined ? undefined : pointedAt(bad, problem)).toBe(where);
  });

  it('says so in whole sentences', () => {
    expect(problem?.message).toMatch(/^[^{}]+$/);
    expect(problem?.reason).not.toBe('');
    expect(Reflect.get(diagnosis.titles, rule)).toBeTypeOf('string');
  });

  it(fix === undefined ? 'has no fix' : 'is gone once it is fixed', () => {
    expect(problem?.fixes[0]?.summary).toBe(fix);
    if (fix === undefined || problem === undefined) return;
    const left = about(play(mended(bad, problem), ruleCase), rule);
    expect(left.length).toBe(found.length - 1);
  });

  it('is not found where all is well', () => {
    const report = play(good, ruleCase);
    expect(report.problems.filter(({ source }) => source === 'parse' || (source === 'api' && rule !== 'x')).map(({ message }) => message)).toEqual([]);
    expect(about(report, rule)).toEqual([]);
  });
});

/** These are tried on storage that is put as it shall be: an engine does not come into their state by itself. */
const triedElsewhere = ['podsTerminating'];

it('every rule is tried above', () => {
  const tried = new Set([...ruleCases.map(({ rule }) => rule), ...triedElsewhere]);
  expect([...findingRules, ...manifestRules].map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
});

it('every rule has a text, a title and a reason, and no text is left over', () => {
  const ids = [...new Set([...findingRules, ...manifestRules].map(({ id }) => id)), 'repeatedObject'].sort();
  expect(Object.keys(diagnosis.titles).sort()).toEqual(ids);
  expect(Object.keys(diagnosis.reasons).sort()).toEqual(ids);
  const texts = new Set(Object.keys(diagnosis).map((key) => key.replace(/_(one|zero)$/, '')));
  for (const other of ['titles', 'reasons', 'parse']) texts.delete(other);
  expect([...texts].sort()).toEqual(ids);
});
