import { quote } from '../../kube/quote.ts';
import { isQualifiedName } from '../../kube/validation/names.ts';
import type { Pod } from '../../kube/types.generated.ts';
import { sortedKeys } from './multiline.ts';

/**
 * What a fieldRef of a Pod's metadata comes to; empty for other fields and for keys that are no labels.
 * Mirrors ExtractFieldPathAsString of kubectl/pkg/util/fieldpath/fieldpath.go (v1.36), which knows metadata only.
 */
export function podFieldValue({ metadata }: Pod, fieldPath: string): string {
  const subscripted = /^(.+?)\['(.*)'\]$/.exec(fieldPath);
  if (subscripted !== null) {
    const [, path = '', key = ''] = subscripted;
    if (path === 'metadata.annotations') return isQualifiedName(key.toLowerCase()).length > 0 ? '' : metadata.annotations?.[key] ?? '';
    if (path === 'metadata.labels') return isQualifiedName(key).length > 0 ? '' : metadata.labels?.[key] ?? '';
    return '';
  }
  switch (fieldPath) {
    case 'metadata.annotations': return formatMap(metadata.annotations);
    case 'metadata.labels': return formatMap(metadata.labels);
    case 'metadata.name': return metadata.name;
    case 'metadata.namespace': return metadata.namespace ?? '';
    case 'metadata.uid': return metadata.uid ?? '';
    default: return '';
  }
}

function formatMap(map: Readonly<Record<string, string>> | undefined): string {
  return sortedKeys(map).map((key) => `${key}=${quote(map?.[key] ?? '')}`).join('\n');
}
