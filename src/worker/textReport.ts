import { isReplacement } from '../manifests/isReplacement.ts';
import { parseManifests, type ManifestParse } from '../manifests/parseManifests.ts';
import type { ManifestResult } from '../protocol/command.ts';
import type { ManifestDiagnostic, WorkerMessage } from '../protocol/message.ts';
import type { MendOffer } from '../protocol/mending.ts';
import type { FindingView } from '../protocol/view.ts';
import type { LiveCluster } from './liveCluster.ts';
import { offerMending } from './offerMending.ts';
import { manifestFindings } from '../diagnosis/manifestFindings.ts';
import { refusedIn, withoutConsequences } from '../diagnosis/text/consequences.ts';
import { documentsToApply, findingDiagnostics, resultsByDocument, textDiagnostics } from '../diagnosis/text/manifestReport.ts';

/** What became of a text. */
export interface TextReport {
  readonly textRevision: number;
  readonly atMs: number;
  /** Absent where reading it met a bug. */
  readonly parse?: ManifestParse;
  readonly results: readonly ManifestResult[];
  /** Apart from findings, which come and go while the cluster runs. */
  readonly diagnostics: readonly ManifestDiagnostic[];
  readonly mending?: MendOffer;
}

/** Makes the cluster hold what the text asks for; `before` is what became of the text that it takes the place of. Where part of it cannot be read, nothing is deleted. */
export function applyText(cluster: LiveCluster, textRevision: number, text: string, before?: TextReport): TextReport {
  const parse = parseManifests(text);
  const applied = documentsToApply(parse);
  const atMs = cluster.engine.nowMs;
  const output = cluster.dispatch({ type: 'applyManifests', documents: applied.documents, mayPrune: parse.isComplete, isReplacement: before?.parse !== undefined && isReplacement(before.parse.text, text) });
  const results = resultsByDocument(output.results ?? [], applied);
  const context = { reader: cluster.engine.reader, settings: cluster.engine.settings() };
  const diagnostics = [...textDiagnostics(parse, results, context), ...findingDiagnostics(parse, manifestFindings(parse, context))];
  const mending = offerMending(parse, before);
  return { textRevision, atMs, parse, results, diagnostics, ...(mending === undefined ? {} : { mending }) };
}

export function reportMessage({ textRevision, atMs, parse, results, diagnostics, mending }: TextReport, findings: readonly FindingView[]): WorkerMessage {
  const found = parse === undefined ? [] : findingDiagnostics(parse, withoutConsequences(findings, parse, refusedIn(parse, results)));
  return { type: 'manifests', textRevision, atMs, results, diagnostics: [...diagnostics, ...found], isComplete: parse?.isComplete ?? false, ...(mending === undefined ? {} : { mending }) };
}
