/** Words of the form `key=value`. Mirrors GetResourcesAndPairs and ParsePairs of kubectl/pkg/cmd/util/helpers.go (v1.36). */
import { fail } from '../errors.ts';

const isPair = (word: string): boolean => word.includes('=') && !word.startsWith('=');
const isRemoval = (word: string): boolean => word.endsWith('-') && word !== '-';

/** Words before the first pair, and the pairs. `pairType` is what messages call them. */
export function resourcesAndPairs(args: readonly string[], pairType: string): { readonly resources: readonly string[]; readonly pairs: readonly string[] } {
  const first = args.findIndex((word) => isPair(word) || isRemoval(word));
  if (first < 0) return { resources: args, pairs: [] };
  const pairs = args.slice(first);
  const stray = pairs.find((word) => !isPair(word) && !isRemoval(word));
  if (stray !== undefined) fail(`all resources must be specified before ${pairType} changes: ${stray}`);
  return { resources: args.slice(0, first), pairs };
}

/** Pairs by key, the last of equal keys counts. Keys to remove (`key-`) where those are allowed; anything else ends the command. */
export function parsePairs(words: readonly string[], pairType: string): ReadonlyMap<string, string> {
  const invalid = words.filter((word) => !isPair(word));
  if (invalid.length > 0) fail(`invalid ${pairType} format: ${invalid.join(', ')}`);
  return new Map(words.map((word): [string, string] => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]));
}
