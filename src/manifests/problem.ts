import type { TextRange } from './lineIndex.ts';

export type ProblemParams = Readonly<Record<string, string | number>>;

/** What is wrong with a text, before any API server sees it. */
export interface ManifestProblem {
  /** `parse.<code>`: the catalogue entry. */
  readonly code: ProblemCode;
  readonly params: ProblemParams;
  /** The same in English. */
  readonly message: string;
  readonly range: TextRange;
}

/** A problem whose place is still two offsets. */
export interface RawProblem {
  readonly code: ProblemCode;
  readonly params: ProblemParams;
  readonly start: number;
  readonly end: number;
  /** What the API server's parser says, where that is known. */
  readonly readError?: string;
}

const english = {
  tooLong: 'The text has {{length}} characters; at most {{limit}} are read.',
  tooManyDocuments: 'More than {{limit}} documents; the rest is not read.',
  tooDeep: 'Lists and maps are nested more than {{limit}} levels deep here.',
  tab: 'A tab is used for indentation. YAML allows spaces only.',
  controlCharacter: 'The character {{character}} is not allowed here.',
  aliasLimit: 'The aliases of this document would expand to too much; it is not read.',
  unknownAnchor: 'There is no anchor "&{{name}}" before this alias.',
  recursiveAnchor: 'The anchor "&{{name}}" contains itself.',
  mergeValue: '"<<" takes a map, or a list of maps.',
  keyType: 'A key must be a text, a number or a boolean.',
  tagValue: '"{{text}}" cannot be read as {{tag}}.',
  missingColon: 'A ":" is missing after this key.',
  indentation: 'This line does not line up with the lines it belongs to, or a text with ": " in it needs quotes.',
  listIndentation: 'This entry does not line up with the list it belongs to.',
  unclosed: 'This "{{opener}}" is never closed.',
  missingComma: 'A "," is missing before this.',
  missingSpace: 'A space is missing after the ":".',
  missingDashSpace: 'A space is missing after the "-".',
  unexpectedContent: 'This does not belong to the map or list before it. A new document starts with "---".',
  reservedCharacter: 'A value cannot start with "{{character}}" without quotes.',
  badEscape: 'This escape sequence is not known. Use \'single quotes\', or write \\\\ for a backslash.',
  yaml: 'This is not YAML: {{reason}}.',
  jsonUnexpected: 'Unexpected "{{found}}"; expected {{expected}}.',
  jsonEnd: 'The text ends too early; expected {{expected}}.',
  jsonString: 'This text is not closed, or has a character or an escape that JSON does not allow.',
  jsonNumber: 'This is not a number as JSON writes it.',
} as const;

export type ProblemCode = keyof typeof english;

/** The English sentence of a problem, with its parameters filled in. */
export function problemMessage(code: ProblemCode, params: ProblemParams): string {
  return english[code].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
}

/** How a character is named in a message: `U+0009`. */
export function characterName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
