import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { diagnosisDocument, diagnosisPath } from '../../scripts/writeDiagnosis.ts';
import { findingRules } from '../../src/diagnosis/findingRules.ts';
import { manifestRules } from '../../src/diagnosis/manifestRules.ts';

it('docs/diagnosis.md lists the rules that there are', () => {
  expect(readFileSync(diagnosisPath, 'utf8')).toBe(diagnosisDocument());
});

it('every rule has a file of its own, and every file is in use', () => {
  const files = readdirSync(new URL('../../src/diagnosis/rules', import.meta.url)).map((name) => name.replace(/\.ts$/, '')).sort();
  expect([...new Set([...findingRules, ...manifestRules].map(({ id }) => id))].sort()).toEqual(files);
});
