import type { JsonObject } from '../../kube/json.ts';
import { valueOf } from '../../kube/objects.ts';
import { quote } from '../../kube/quote.ts';
import { isQualifiedName } from '../../kube/validation/names.ts';
import { metadataMap, metadataText } from '../metadata.ts';
import { sortedKeys } from './multiline.ts';

/**
 * What a fieldRef of a Pod's metadata comes to; empty for other fields and for keys that are no labels.
 * Mirrors ExtractFieldPathAsString of kubectl/pkg/util/fieldpath/fieldpath.go (v1.36), which knows metadata only.
 */
export function podFieldValue(pod: JsonObject, fieldPath: string): string {
  const subscripted = /^(.+?)\['(.*)'\]$/.exec(fieldPath);
  if (subscripted !== null) {
    const [, path = '', key = ''] = subscripted;
    if (path === 'metadata.annotations') return isQualifiedName(key.toLowerCase()).length > 0 ? '' : valueOf(metadataMap(pod, 'annotations'), key) ?? '';
    if (path === 'metadata.labels') return isQualifiedName(key).length > 0 ? '' : valueOf(metadataMap(pod, 'labels'), key) ?? '';
    return '';
  }
  switch (fieldPath) {
    case 'metadata.annotations': return formatMap(metadataMap(pod, 'annotations'));
    case 'metadata.labels': return formatMap(metadataMap(pod, 'labels'));
    case 'metadata.name': return metadataText(pod, 'name');
    case 'metadata.namespace': return metadataText(pod, 'namespace');
    case 'metadata.uid': return metadataText(pod, 'uid');
    default: return '';
  }
}

function formatMap(map: Readonly<Record<string, string>>): string {
  return sortedKeys(map).map((key) => `${key}=${quote(map[key] ?? '')}`).join('\n');
}
