import { parseTexts } from '../protocol/messages/parseTexts.ts';
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


export type ProblemCode = keyof typeof parseTexts;

/** The English sentence of a problem, with its parameters filled in. */
export function problemMessage(code: ProblemCode, params: ProblemParams): string {
  return parseTexts[code].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
}

/** How a character is named in a message: `U+0009`. */
export function characterName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
