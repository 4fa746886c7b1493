import type { JsonValue } from '../kube/json.ts';
import { construct } from './construct.ts';
import { createLineIndex } from './lineIndex.ts';
import { defaultLimits, type ManifestLimits } from './limits.ts';
import { decodingErrors } from './parseManifests.ts';
import { scanYAML, wellFormed } from './scanYAML.ts';
import { checkYAML } from './yamlGrammar.ts';

export type YAMLBody =
  | { readonly body: JsonValue; readonly decodingErrors: readonly string[]; readonly exactNumbers: Readonly<Record<string, string>>; readonly readError?: undefined }
  | { readonly readError: string };

/**
 * Reads the body of a request that says it is YAML, as the API server does: the first document and nothing else, JSON taken for
 * the YAML that it is, Lists not taken apart. `readError` is its parser's own message.
 */
export function readYAMLBody(given: string, limits: ManifestLimits = defaultLimits): YAMLBody {
  const text = wellFormed(given);
  const checked = checkYAML(text);
  if (checked.error !== undefined) return { readError: checked.error };
  const lines = createLineIndex(text);
  const scan = scanYAML(text, { start: 0, end: checked.end }, limits.maxDepth);
  if (scan.problem !== undefined) return { readError: `yaml: line ${lines.lineAt(scan.problem.start)}: ${scan.problem.code}` };
  const [root] = scan.roots;
  if (root === undefined) return { body: null, decodingErrors: [], exactNumbers: {} };
  const constructed = construct(root, false, lines, limits);
  if (!('body' in constructed)) return { readError: constructed.readError ?? `yaml: line ${lines.lineAt(constructed.start)}: ${constructed.code}` };
  return { body: constructed.body, decodingErrors: decodingErrors(constructed.duplicates.map(({ message }) => message), false), exactNumbers: constructed.exactNumbers };
}
