import { decode } from '../../src/kube/decode.ts';
import { setDefaults } from '../../src/kube/defaults.ts';
import { isJsonObject, type JsonObject } from '../../src/kube/json.ts';
import type { KubeObjectLike } from '../../src/kube/kubeObject.ts';
import { kindInfo } from '../../src/kube/scheme.ts';
import { validateCreate } from '../../src/kube/validation.ts';
import { warningsFor } from '../../src/kube/warnings.ts';
import { parseManifests } from '../../src/manifests/parseManifests.ts';
import { thirtyObjects } from './manifests.ts';
import { medianMicros, type Figure } from './measure.ts';

/** What the API server does with a document before it stores it. */
function accept(body: JsonObject): void {
  const { apiVersion, kind } = body;
  const info = typeof apiVersion === 'string' && typeof kind === 'string' ? kindInfo(apiVersion, kind) : undefined;
  if (info === undefined) throw new Error('every document that is measured has a kind');
  const decoded = decode(info, body, { fieldValidation: 'Strict', decodingErrors: [], isYAML: true });
  if (!decoded.ok) throw new Error(decoded.status.message);
  const metadata = isJsonObject(decoded.object['metadata']) ? decoded.object['metadata'] : {};
  // Decoding has read the JSON into the kind's own struct.
  const object = setDefaults({ ...decoded.object, metadata: { ...metadata, namespace: 'default' } } as unknown as KubeObjectLike);
  const complaints = [...validateCreate(object).map(({ message }) => message), ...warningsFor(object)];
  if (complaints.length > 0) throw new Error(`what is measured is valid, but: ${complaints.join('; ')}`);
}

/** Decoding, defaulting and validating thirty documents, in milliseconds, beside the reading of the same objects as JSON. */
export function validateFigure(): Figure {
  const bodies = parseManifests(thirtyObjects()).documents.map(({ body }) => body).filter(isJsonObject);
  if (bodies.length !== 30) throw new Error(`thirty documents are measured, not ${bodies.length}`);
  const text = JSON.stringify(bodies);
  const fullMs = medianMicros(7, 40, () => () => { for (const body of bodies) accept(body); }) / 1000;
  const parseMs = medianMicros(7, 40, () => () => { JSON.parse(text); }) / 1000;
  return { name: 'validate', value: fullMs, unit: 'ms for 30 documents', limit: 10, details: { timesJSONParse: fullMs / parseMs } };
}
