import { compareBytes } from '../../kube/utf8.ts';
import type { Labels } from '../../kube/selectors.ts';
import type { ObjectMeta, Taint, Toleration } from '../../kube/types.generated.ts';
import type { PrefixWriter } from './prefixWriter.ts';

const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';
/** An annotation longer than this goes on lines of its own, cut. */
const maxAnnotationLength = 140;

/** The keys of a map in the order in which Go's sort.Strings puts them. */
export function sortedKeys(map: Readonly<Record<string, unknown>> | undefined): string[] {
  return Object.keys(map ?? {}).sort(compareBytes);
}

/** Lines behind a title; the title's cell is empty from the second on. */
function writeLines(w: PrefixWriter, head: string, indent: string, lines: readonly string[]): void {
  if (lines.length === 0) return w.write(0, `${indent}${head}:\t<none>\n`);
  w.write(0, `${indent}${head}:\t${lines.join(`\n${indent}\t`)}\n`);
}

/** `a=b` a line, sorted, or `<none>`. Mirrors printLabelsMultilineWithIndent of kubectl/pkg/describe/describe.go (v1.36). */
export function writeLabels(w: PrefixWriter, title: string, labels: Labels | undefined, indent = ''): void {
  writeLines(w, title, indent, sortedKeys(labels).map((key) => `${key}=${labels?.[key] ?? ''}`));
}

/** `a: b` a line, sorted, without the last applied configuration. Long or multi-line values stand under their key, cut. Mirrors printAnnotationsMultiline. */
export function writeAnnotations(w: PrefixWriter, title: string, annotations: Labels | undefined): void {
  const lines = sortedKeys(annotations).filter((key) => key !== lastAppliedAnnotation).map((key) => annotationLine(key, (annotations?.[key] ?? '').replace(/\n$/, '')));
  w.write(0, `${title}:\t${lines.length === 0 ? '<none>' : lines.join('\n\t')}\n`);
}

function annotationLine(key: string, value: string): string {
  if (value.length + key.length + 2 <= maxAnnotationLength && !value.includes('\n')) return `${key}: ${value}`;
  const rest = value.split('\n').map((line) => `\t  ${shorten(line, maxAnnotationLength - 2)}`);
  return [`${key}:`, ...rest].join('\n');
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}...` : text;
}

/** The first lines of most descriptions: name, namespace, labels, annotations. */
export function writeMeta(w: PrefixWriter, metadata: ObjectMeta): void {
  w.write(0, `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n`);
  writeLabelsAndAnnotations(w, metadata);
}

export function writeLabelsAndAnnotations(w: PrefixWriter, metadata: ObjectMeta): void {
  writeLabels(w, 'Labels', metadata.labels);
  writeAnnotations(w, 'Annotations', metadata.annotations);
}

/** `key=value:effect` a line, sorted by effect and key. Mirrors printTaintsMultilineWithIndent. */
export function writeTaints(w: PrefixWriter, title: string, taints: readonly Taint[] | undefined): void {
  const sortKey = ({ effect, key }: Taint): string => `${effect},${key}`;
  const sorted = [...taints ?? []].sort((a, b) => compareBytes(sortKey(a), sortKey(b)));
  writeLines(w, title, '', sorted.map(formatTaint));
}

/** `key=value:effect`, without what is empty. Mirrors Taint.ToString of k8s.io/api/core/v1/taint.go. */
export function formatTaint({ key, value = '', effect }: Taint): string {
  if (effect === '') return value === '' ? key : `${key}=${value}:`;
  return value === '' ? `${key}:${effect}` : `${key}=${value}:${effect}`;
}

/** One toleration a line, sorted by key. Mirrors printTolerationsMultilineWithIndent. */
export function writeTolerations(w: PrefixWriter, title: string, tolerations: readonly Toleration[] | undefined): void {
  const sorted = [...tolerations ?? []].sort((a, b) => compareBytes(a.key ?? '', b.key ?? ''));
  writeLines(w, title, '', sorted.map(formatToleration));
}

function formatToleration({ key = '', value = '', effect = '', operator, tolerationSeconds }: Toleration): string {
  let text = key;
  if (value !== '') text += `=${value}`;
  if (effect !== '') text += `:${effect}`;
  if (operator === 'Exists' && value === '') text += key !== '' || effect !== '' ? ' op=Exists' : 'op=Exists';
  return tolerationSeconds === undefined ? text : `${text} for ${tolerationSeconds}s`;
}

/** Names of Pods, sorted. Mirrors printPodsMultiline. */
export function writeNames(w: PrefixWriter, title: string, names: readonly string[]): void {
  writeLines(w, title, '', [...names].sort(compareBytes));
}

/** `a=b,c=d`, sorted, or `<none>`: labels.FormatLabels. */
export function formatLabelMap(labels: Labels | undefined): string {
  const text = sortedKeys(labels).map((key) => `${key}=${labels?.[key] ?? ''}`).join(',');
  return text === '' ? '<none>' : text;
}
