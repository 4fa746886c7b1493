/** Mirrors GetDryRunStrategy and GetValidationDirective of k8s.io/kubectl/pkg/cmd/util/helpers.go (v1.36). */
import { fail } from '../errors.ts';
import { parseBool } from '../flags.ts';
import type { CommandContext } from './command.ts';

export type DryRun = 'none' | 'client' | 'server';

/** What `--dry-run` says; ends the command where it says nothing that there is. */
export function dryRunStrategy({ flags, streams }: CommandContext): DryRun {
  const text = flags.string('dry-run');
  if (text === 'client' || text === 'server' || text === 'none') return text;
  const truth = text === 'unchanged' ? true : parseBool(text);
  if (truth === undefined) return fail(`Invalid dry-run value (${text}). Must be "none", "server", or "client".`);
  const line = text === 'unchanged' ? 719 : truth ? 733 : 736;
  const how = text === 'unchanged' ? '--dry-run is deprecated' : `--dry-run=${text} is deprecated (boolean value)`;
  streams.err(`W0101 00:00:00.000000       1 helpers.go:${line}] ${how} and can be replaced with --dry-run=${truth ? 'client' : 'none'}.\n`);
  return truth ? 'client' : 'none';
}

/** What `--validate` says; ends the command where it says nothing that there is. */
export function validationDirective({ flags }: CommandContext): 'Strict' | 'Warn' | 'Ignore' {
  const text = flags.string('validate');
  const truth = parseBool(text);
  if (truth !== undefined) return truth ? 'Strict' : 'Ignore';
  switch (text) {
    case 'strict': return 'Strict';
    case 'warn': return 'Warn';
    case 'ignore': return 'Ignore';
    default: return fail(`invalid - validate option ${JSON.stringify(text)}; must be one of: strict (or true), warn, ignore (or false)`);
  }
}
