import { matchesLabels } from '../../kube/selectors.ts';
import { documentRef, findDocument } from '../../manifests/findDocument.ts';
import type { ManifestParse } from '../../manifests/parseManifests.ts';
import type { ManifestResult } from '../../protocol/command.ts';
import type { FindingView } from '../../protocol/view.ts';
import { isRecord, stringAt, valueAt } from '../jsonParts.ts';

type Labels = Readonly<Record<string, string>>;

/** What a text wants and the API server refused, so that others miss it. */
export interface Refused {
  /** `Kind/name`, whatever the namespace. */
  readonly names: ReadonlySet<string>;
  /** The labels of Pods that would be there. */
  readonly labels: readonly Labels[];
}

const selectorRules: ReadonlySet<string> = new Set(['selectorNoPods', 'selectorMatchesOthers', 'selectorValue', 'selectorKey', 'otherNamespace']);

/** Rules that miss an object, with the parameters that name it. */
const missing: Readonly<Record<string, { readonly kind: string; readonly name: string }>> = {
  ingressServiceMissing: { kind: 'Service', name: 'service' },
  serviceNameMissing: { kind: 'Service', name: 'serviceName' },
  sliceServiceMissing: { kind: 'Service', name: 'service' },
  endpointsServiceMissing: { kind: 'Service', name: 'endpoints' },
  subdomainWithoutService: { kind: 'Service', name: 'subdomain' },
  serviceVariableMissing: { kind: 'Service', name: 'service' },
  addressServiceUnknown: { kind: 'Service', name: 'service' },
  externalNameServiceMissing: { kind: 'Service', name: 'target' },
};

export function refusedIn(parse: ManifestParse, results: readonly ManifestResult[]): Refused {
  const bodies = results.flatMap(({ outcome, index }) => (outcome === 'failed' ? [parse.documents[index]?.body] : []));
  return {
    names: new Set(bodies.flatMap((body) => {
      const ref = documentRef(body);
      return ref === undefined ? [] : [`${ref.kind}/${ref.name}`];
    })),
    labels: bodies.flatMap((body) => {
      const labels = stringAt(body, 'kind') === 'Pod' ? valueAt(body, 'metadata', 'labels') : valueAt(body, 'spec', 'template', 'metadata', 'labels');
      return isRecord(labels) ? [texts(labels)] : [];
    }),
  };
}

/** Findings without those that only follow from what was refused: mending the refusal mends them. */
export function withoutConsequences(findings: readonly FindingView[], parse: ManifestParse, refused: Refused): readonly FindingView[] {
  if (refused.names.size === 0 && refused.labels.length === 0) return findings;
  return findings.filter((finding) => !isConsequence(finding, parse, refused));
}

function isConsequence({ rule, params, field }: FindingView, parse: ManifestParse, { names, labels }: Refused): boolean {
  if (selectorRules.has(rule)) {
    const index = findDocument(parse, field.object);
    const selector = index === undefined ? undefined : valueAt(parse.documents[index]?.body, 'spec', 'selector');
    return isRecord(selector) && labels.some((each) => matchesLabels(texts(selector), each));
  }
  if (rule === 'autoscalerTargetMissing') return names.has(`${params['kind'] ?? ''}/${params['name'] ?? ''}`);
  const wanted = Object.hasOwn(missing, rule) ? missing[rule] : undefined;
  return wanted !== undefined && names.has(`${wanted.kind}/${params[wanted.name] ?? ''}`);
}

function texts(map: Readonly<Record<string, unknown>>): Labels {
  return Object.fromEntries(Object.entries(map).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
}
