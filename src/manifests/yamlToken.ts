/** Tokens of YAML as go.yaml.in/yaml/v2 scannerc.go cuts them; only what finding errors needs. */
export type TokenType =
  | 'streamStart' | 'streamEnd' | 'directive' | 'documentStart' | 'documentEnd' | 'blockSequenceStart' | 'blockMappingStart' | 'blockEnd'
  | 'flowSequenceStart' | 'flowSequenceEnd' | 'flowMappingStart' | 'flowMappingEnd' | 'blockEntry' | 'flowEntry' | 'key' | 'value'
  | 'alias' | 'anchor' | 'tag' | 'scalar';

/** A place in the text. Lines and columns count from 0. */
export interface Mark { readonly index: number; readonly line: number; readonly column: number }

export interface Token {
  readonly type: TokenType;
  readonly start: Mark;
  /** Of an anchor and an alias: its name. Of a tag: its handle. Of a directive: what it declares. */
  readonly text: string;
}

/** The text is no YAML. `line` counts from 1; 0: it is not told. */
export class YAMLReadError extends Error {
  constructor(problem: string, line: number) {
    super(`yaml: ${line === 0 ? '' : `line ${line}: `}${problem}`);
  }
}

/** Scanners stop on the line itself, parsers count from 0 and say so. */
export function scannerError(problem: string, at: Mark, context: Mark): YAMLReadError {
  return new YAMLReadError(problem, at.line !== 0 ? at.line + 1 : context.line);
}

export function parserError(problem: string, at: Mark, context?: Mark): YAMLReadError {
  return new YAMLReadError(problem, at.line !== 0 ? at.line : (context?.line ?? 0));
}
