import { isJsonObject } from '../../kube/json.ts';
import { allKinds, kindInfoByKind, kindInfoByResource, type KindInfo } from '../../kube/scheme.ts';
import type { FieldEdit } from '../../protocol/edit.ts';
import { nearest } from '../editDistance.ts';
import { fieldOf, textOf, type Fix, type FixTarget, type Offer } from './fix.ts';
import { ingressEdits } from './ingressBackend.ts';
import { title } from './offerTitle.ts';
import { fieldsOfType } from './schemaWalk.ts';

const MAX_OFFERS = 3;
const refused = /no matches for kind|no kind "|apiVersion not set|kind not set|cannot be handled as a|Object 'Kind' is missing|Object 'apiVersion' is missing/;

/** A kind that no version has, a version that does not have the kind, or one of the two missing. */
export const versionAndKind: Fix = {
  id: 'versionAndKind',
  propose({ message }, target) {
    if (!refused.test(message) || target.info !== undefined) return [];
    const kind = textOf(target, ['kind']);
    const apiVersion = textOf(target, ['apiVersion']);
    const known = kindInfoByKind(kind);
    if (known !== undefined) return known.apiVersion === apiVersion ? [] : [versionOffer(target, known)];
    const meant = kind === '' ? likelyKinds(target) : kindsLike(kind);
    return meant.slice(0, MAX_OFFERS).map((info) => kindOffer(target, info));
  },
};

function versionOffer(target: FixTarget, info: KindInfo): Offer {
  const edits: FieldEdit[] = [{ type: 'set', path: ['apiVersion'], value: info.apiVersion }];
  if (info.kind === 'Ingress') edits.push(...ingressEdits(target));
  const labels = fieldOf(target, ['spec', 'template', 'metadata', 'labels']);
  // Older versions took the selector from the template.
  if (info.group === 'apps' && fieldOf(target, ['spec', 'selector']) === undefined && isJsonObject(labels)) edits.push({ type: 'set', path: ['spec', 'selector', 'matchLabels'], value: labels });
  return { title: textOf(target, ['apiVersion']) === '' ? title('addValue', { field: 'apiVersion', text: info.apiVersion }) : title('changeTo', { text: info.apiVersion }), edits };
}

function kindOffer(target: FixTarget, info: KindInfo): Offer {
  const edits: FieldEdit[] = [{ type: 'set', path: ['kind'], value: info.kind }];
  if (textOf(target, ['apiVersion']) !== info.apiVersion) edits.unshift({ type: 'set', path: ['apiVersion'], value: info.apiVersion });
  return { title: textOf(target, ['kind']) === '' ? title('addValue', { field: 'kind', text: info.kind }) : title('changeTo', { text: info.kind }), edits };
}

function kindsLike(kind: string): readonly KindInfo[] {
  const byResource = kindInfoByResource(kind);
  const like = byResource?.kind ?? nearest(kind, allKinds.map((info) => info.kind));
  const info = like === undefined ? undefined : kindInfoByKind(like);
  return info === undefined ? [] : [info];
}

/** The kinds that have all that the document has. */
function likelyKinds({ body }: FixTarget): readonly KindInfo[] {
  const { apiVersion, spec } = body;
  const keys = Object.keys(body).filter((key) => key !== 'apiVersion' && key !== 'kind' && key !== 'metadata');
  if (keys.length === 0) return [];
  return allKinds.filter((info) => {
    if (typeof apiVersion === 'string' && apiVersion !== info.apiVersion) return false;
    const fields = fieldsOfType(info.struct) ?? {};
    const specFields = fieldsOfType(fields['spec'] ?? '') ?? {};
    return keys.every((key) => Object.hasOwn(fields, key)) && (!isJsonObject(spec) || (Object.keys(spec).length > 0 && Object.keys(spec).every((key) => Object.hasOwn(specFields, key))));
  }).toSorted((a, b) => usual.indexOf(b.kind) - usual.indexOf(a.kind));
}

/** The likelier ones last. */
const usual = ['ConfigMap', 'DaemonSet', 'StatefulSet', 'Pod', 'Deployment', 'Service'];
