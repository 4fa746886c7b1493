import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rulesByKind } from '../src/diagnosis/findingRules.ts';
import { manifestRules } from '../src/diagnosis/manifestRules.ts';
import { findingReasons } from '../src/protocol/messages/findingReasons.ts';
import { findingTitles } from '../src/protocol/messages/findingTitles.ts';

export const diagnosisPath = fileURLToPath(new URL('../docs/diagnosis.md', import.meta.url));

interface Entry { readonly id: string; readonly severity: string; readonly kinds: readonly string[] }

const severities = { error: 'error', warning: 'warning', info: 'note' } as const;
const textOf = (texts: object, id: string): string => String(Reflect.get(texts, id)).replaceAll('|', '\\|');

function entries(): readonly Entry[] {
  const all = new Map<string, { severity: string; kinds: string[] }>();
  const add = (kind: string, { id, severity }: { readonly id: string; readonly severity: keyof typeof severities }): void => {
    const entry = all.get(id) ?? { severity: severities[severity], kinds: [] };
    if (!entry.kinds.includes(kind)) entry.kinds.push(kind);
    all.set(id, entry);
  };
  for (const [kind, rules] of Object.entries(rulesByKind)) for (const rule of rules) add(kind, rule);
  for (const rule of manifestRules) add(rule.kind ?? 'any', rule);
  return [...all].map(([id, entry]) => ({ id, ...entry }));
}

/** The list of all rules, by the kinds that they speak of. */
export function diagnosisDocument(): string {
  const byKinds = new Map<string, Entry[]>();
  for (const entry of entries()) {
    const heading = entry.kinds.length > 2 ? 'Pods and the templates of workloads' : entry.kinds.join(', ');
    byKinds.set(heading, [...(byKinds.get(heading) ?? []), entry]);
  }
  const sections = [...byKinds].map(([heading, rules]) => `## ${heading}

| Rule | | What is wrong | Why it matters |
|---|---|---|---|
${rules.map(({ id, severity }) => `| \`${id}\` | ${severity} | ${textOf(findingTitles, id)} | ${textOf(findingReasons, id)} |`).join('\n')}
`);
  return `# Diagnosis

What the API server accepts can still be wrong. These rules look at objects as the cluster has them, once it has settled, and say what hardly is meant; each points at a field, and many bring a fix.
The page shows them on the cards, in the list of problems and in the inspector; \`npm run check -- FILE…\` prints them.

Each is one file of \`src/diagnosis/rules/\`. Written by \`scripts/writeDiagnosis.ts\`; do not edit it by hand.
${entries().length} rules.

${sections.join('\n')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(diagnosisPath, diagnosisDocument());
