import type { ManifestDiagnostic } from '../../protocol/message.ts';
import { sentence } from './sentence.ts';

export type Severity = ManifestDiagnostic['severity'];

export interface ProblemFix {
  /** In one line, what it changes. */
  readonly summary: string;
  /** Replacements in the file; offsets count UTF-16 code units, lines and columns from 1. */
  readonly edits: readonly { readonly start: number; readonly end: number; readonly line: number; readonly column: number; readonly text: string }[];
}

/** Something wrong with a manifest, as it is printed. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** `Kind/namespace/name`; empty where the text does not say. */
  readonly object: string;
  readonly severity: Severity;
  /** `parse`, `api`, `warning`, or `diagnosis`. */
  readonly source: ManifestDiagnostic['source'];
  readonly rule: string;
  readonly message: string;
  readonly reason: string;
  readonly fixes: readonly ProblemFix[];
}

const MAX_SUMMARY = 100;

export function problemOf(file: string, text: string, diagnostic: ManifestDiagnostic): Problem {
  const { range, source, severity, params, fixes } = diagnostic;
  const rule = diagnostic.rule ?? source;
  return {
    file, severity, source, rule,
    line: range.startLine, column: range.startColumn, endLine: range.endLine, endColumn: range.endColumn,
    object: diagnostic.object ?? '',
    message: (diagnostic.rule === undefined ? undefined : sentence(diagnostic.rule, params)) ?? diagnostic.message,
    reason: sentence(`reasons.${rule}`) ?? '',
    fixes: fixes.map(({ edits }) => ({
      summary: [...new Set(edits.map((edit) => summaryOf(text.slice(edit.range.start, edit.range.end), edit.text)))].join('; '),
      edits: edits.map((edit) => ({ start: edit.range.start, end: edit.range.end, line: edit.range.startLine, column: edit.range.startColumn, text: edit.text })),
    })),
  };
}

function summaryOf(before: string, after: string): string {
  const [old, wanted] = [inALine(before), inALine(after)];
  if (old === '' && wanted === '') return after.length < before.length ? 'remove space' : 'insert space';
  if (old === '') return `insert ${wanted}`;
  return wanted === '' ? `remove ${old}` : `replace ${old} with ${wanted}`;
}

function inALine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_SUMMARY ? `${line.slice(0, MAX_SUMMARY)}…` : line;
}
