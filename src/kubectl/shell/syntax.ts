/** The part of the shell's grammar that people paste: lists, pipelines, quotes, variables, substitution, loops, here-documents. */

export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: 'variable'; readonly name: string; readonly isQuoted: boolean }
  | { readonly kind: 'command'; readonly script: Script; readonly isQuoted: boolean };

/** What becomes one argument, or several where an unquoted expansion has spaces. */
export type Word = readonly Part[];

export interface SimpleCommand {
  readonly kind: 'simple';
  readonly assignments: readonly { readonly name: string; readonly value: Word }[];
  readonly words: readonly Word[];
  /** What a here-document or a here-string gives it to read. */
  readonly input?: Word;
  /** Where its output goes instead: only /dev/null and `&1` there are. */
  readonly redirects: readonly Redirect[];
}

export interface Redirect { readonly stream: 'out' | 'err' | 'both'; readonly target: Word }

export type Command =
  | SimpleCommand
  | { readonly kind: 'for'; readonly variable: string; readonly words: readonly Word[]; readonly body: Script }
  | { readonly kind: 'while'; readonly isUntil: boolean; readonly condition: Script; readonly body: Script }
  | { readonly kind: 'if'; readonly branches: readonly { readonly condition: Script; readonly body: Script }[]; readonly otherwise?: Script }
  | { readonly kind: 'group'; readonly body: Script };

/** `isBackground`: `&` stands behind it, and the script goes on at once. */
export interface Pipeline { readonly commands: readonly Command[]; readonly isNegated: boolean; readonly isBackground?: boolean }

/** Pipelines in order; `after` says on which end of the one before it runs. */
export type Script = readonly { readonly after: 'always' | 'success' | 'failure'; readonly pipeline: Pipeline }[];

/** What a line is: a script, a mistake, or the beginning of something that goes on in the next line. */
export type Parsed =
  | { readonly kind: 'script'; readonly script: Script }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'error'; readonly message: string };

export class ShellSyntaxError extends Error {}

/** The text ended within something. */
export class ShellIncomplete extends Error {}
