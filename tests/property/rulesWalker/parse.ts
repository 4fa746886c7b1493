/** One option of a rule with its words: `--dport 80`, `! -s 10.0.0.0/8`. */
export interface Option { readonly name: string; readonly isNegated: boolean; readonly words: readonly string[] }
export interface ParsedRule { readonly options: readonly Option[] }
/** Tables by name, their chains by name, their rules in order. */
export type Ruleset = ReadonlyMap<string, ReadonlyMap<string, readonly ParsedRule[]>>;

/** Words of a line; a quoted part is one. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

function parseRule(line: string): { readonly chain: string; readonly rule: ParsedRule } {
  const [, chain = '', ...words] = wordsOf(line);
  const options: { name: string; isNegated: boolean; words: string[] }[] = [];
  let isNegated = false;
  for (const word of words) {
    if (word === '!') isNegated = true;
    else if (/^--?[a-z]/.test(word)) {
      options.push({ name: word, isNegated, words: [] });
      isNegated = false;
    } else options.at(-1)?.words.push(word);
  }
  return { chain, rule: { options } };
}

/** Reads what iptables-save writes. */
export function parseRuleset(text: string): Ruleset {
  const tables = new Map<string, Map<string, ParsedRule[]>>();
  let table = new Map<string, ParsedRule[]>();
  for (const line of text.split('\n')) {
    if (line.startsWith('*')) {
      table = new Map();
      tables.set(line.slice(1), table);
    } else if (line.startsWith(':')) table.set(line.slice(1).split(' ')[0] ?? '', []);
    else if (line.startsWith('-A ')) {
      const { chain, rule } = parseRule(line);
      const rules = table.get(chain);
      if (rules === undefined) throw new Error(`a rule of a chain that was not declared: ${line}`);
      rules.push(rule);
    }
  }
  return tables;
}
