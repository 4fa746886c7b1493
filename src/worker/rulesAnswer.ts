import type { Engine } from '../engine/engine.ts';
import { ruleLines, type PlacedLine } from '../engine/proxy/rules/formatRules.ts';
import { parseObjectId } from '../protocol/ref.ts';
import type { RuleHit, RuleProgram, RulesAnswer, RulesQuestion } from '../protocol/rules.ts';

const DEFAULT_LINES = 200;
/** More lines than this are not sent at once. */
const MAX_LINES = 500;

const placeKey = (family: number, chain: number | undefined, rule: number | undefined): string => `${family} ${chain ?? ''} ${rule ?? ''}`;

/** Where each rule stands. Of several lines of a declaration, the first. */
function lineIndex(lines: readonly PlacedLine[]): ReadonlyMap<string, PlacedLine> {
  const index = new Map<string, PlacedLine>();
  for (const line of lines) {
    const key = placeKey(line.family, line.chain, line.rule);
    if (!index.has(key)) index.set(key, line);
  }
  return index;
}

function hitLines(lines: readonly PlacedLine[], hits: readonly RuleHit[]): RulesAnswer['hits'] {
  if (hits.length === 0) return [];
  const index = lineIndex(lines);
  return hits.flatMap((hit) => {
    const line = index.get(placeKey(hit.family, hit.chain, hit.rule));
    return line === undefined ? [] : [{ line: line.line, text: hit.text, pass: hit.pass }];
  });
}

/** The lines of a Node's rules that a question asks for. `gone`: there is no such Node (any more). */
export function rulesAnswer(engine: Pick<Engine, 'rules' | 'rulesHit'>, question: RulesQuestion): RulesAnswer | { readonly kind: 'gone' } {
  const { name } = parseObjectId(question.node);
  const rules = engine.rules(name);
  if (rules === undefined) return { kind: 'gone' };
  const lines = ruleLines(rules);
  const met = question.requestId === undefined ? undefined : engine.rulesHit(question.requestId);
  const hits = hitLines(lines, met?.hits.filter((hit) => hit.node === name) ?? []);
  const isHit = new Set(hits.map((hit) => hit.line));
  const wanted = question.text?.toLowerCase() ?? '';
  const left = lines.filter(({ line, text, owner, family }) =>
    (question.program === undefined || rules.families[family]?.program === question.program)
    && (question.service === undefined || owner?.service === question.service)
    && (question.isHitOnly !== true || isHit.has(line))
    && (wanted === '' || text.toLowerCase().includes(wanted)));
  const offset = Math.max(0, question.offset ?? 0);
  const limit = Math.min(MAX_LINES, Math.max(0, question.limit ?? DEFAULT_LINES));
  const programs: readonly RuleProgram[] = [...new Set(rules.families.map(({ program }) => program))];
  return {
    kind: 'rules', mode: rules.mode, programs, total: left.length, hits, isOutdated: met?.isOutdated ?? false,
    lines: left.slice(offset, offset + limit).map(({ line, text, owner }) => (owner === undefined ? { line, text } : { line, text, owner })),
  };
}
