/** What a program was given: one-letter flags, their values, and the rest in order. */
export interface ParsedArgs {
  readonly has: (flag: string) => boolean;
  /** Empty where the flag was not given. */
  readonly value: (flag: string) => string;
  readonly rest: readonly string[];
}

/** Names that GNU's programs also have for the letters that occur. */
const longNames: Readonly<Record<string, string>> = {
  'ignore-case': 'i', 'invert-match': 'v', count: 'c', 'line-number': 'n', lines: 'n', reverse: 'r', unique: 'u', 'numeric-sort': 'n', 'extended-regexp': 'E', 'fixed-strings': 'F', 'only-matching': 'o', quiet: 'q',
  'word-regexp': 'w', 'line-regexp': 'x', 'after-context': 'A', 'before-context': 'B', context: 'C', regexp: 'e', 'max-count': 'm', key: 'k', fields: 'f', delimiter: 'd', interval: 'n', 'no-title': 't', words: 'w', chars: 'm', bytes: 'c',
};

/** `flags`: letters without a value, then letters with one and a colon, as in `vic A: B:`. Flags may be grouped, and stand anywhere. */
export function parseArgs(args: readonly string[], flags: string): ParsedArgs | { readonly error: string } {
  const valued = new Set([...flags.matchAll(/(\S):/g)].map(([, letter = '']) => letter));
  const known = new Set(Array.from(flags.replace(/[\s:]/g, '')));
  const values = new Map<string, string>();
  const rest: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (arg === '--') {
      rest.push(...args.slice(index + 1));
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      rest.push(arg);
      continue;
    }
    let letters = arg.slice(1);
    if (arg.startsWith('--')) {
      const [name = '', given] = arg.slice(2).split('=', 2);
      const letter = longNames[name];
      if (letter === undefined || !known.has(letter)) return { error: `unrecognized option '${arg}'` };
      if (!valued.has(letter)) letters = letter;
      else {
        values.set(letter, given ?? args[++index] ?? '');
        continue;
      }
    }
    for (let at = 0; at < letters.length; at++) {
      const letter = letters[at] ?? '';
      if (!known.has(letter)) return { error: `invalid option -- '${letter}'` };
      if (!valued.has(letter)) {
        values.set(letter, '');
        continue;
      }
      const attached = letters.slice(at + 1);
      const given = attached === '' ? args[++index] : attached;
      if (given === undefined) return { error: `option requires an argument -- '${letter}'` };
      values.set(letter, given);
      break;
    }
  }
  return { has: (flag) => values.has(flag), value: (flag) => values.get(flag) ?? '', rest };
}
