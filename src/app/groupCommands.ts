import type { AppCommand } from '../store/types.ts';

/** Commands by what they belong to, in the order of the first of each. */
export function groupCommands(commands: readonly AppCommand[]): readonly (readonly [string, readonly AppCommand[]])[] {
  const groups = new Map<string, AppCommand[]>();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return [...groups];
}
