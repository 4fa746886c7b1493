/** "Did you mean this?" Mirrors Command.SuggestionsFor of spf13/cobra v1.10.2. */
import { commandName, isAvailable } from './commandTree.ts';
import type { CommandSpec } from './command.ts';

/** Words that people use for a command. */
const suggestFor: Readonly<Record<string, readonly string[]>> = {
  get: ['list', 'ls'], delete: ['rm'], scale: ['resize'], describe: [], run: [], cordon: [], uncordon: [], drain: [], taint: [],
};

/** Levenshtein's distance, case not counted. */
function editDistance(a: string, b: string): number {
  const left = a.toLowerCase();
  const right = b.toLowerCase();
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left.charAt(i - 1) === right.charAt(j - 1);
      next.push(same ? (row[j - 1] ?? 0) : 1 + Math.min(row[j] ?? 0, next[j - 1] ?? 0, row[j - 1] ?? 0));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

/** Names of commands that were perhaps meant, in the order in which the commands stand. */
export function suggestionsFor(typed: string, commands: readonly CommandSpec[]): string[] {
  return commands.filter(isAvailable).map(commandName).filter((name) => {
    const isPrefix = name.toLowerCase().startsWith(typed.toLowerCase());
    return isPrefix || editDistance(typed, name) <= 2 || (suggestFor[name] ?? []).some((word) => word.toLowerCase() === typed.toLowerCase());
  });
}
