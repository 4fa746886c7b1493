import { dump, SCALAR_STYLE, visit } from 'js-yaml';
import type { JsonValue } from '../kube/json.ts';
import { isJsonObject } from '../kube/json.ts';
import { resolvePlain } from './resolveScalar.ts';

/** YAML as `kubectl get -o yaml` lays it out: keys sorted, lists not indented, texts that look like something else in double quotes. */
export function formatYAML(value: JsonValue): string {
  return dump(withoutUndefined(value), {
    seqNoIndent: true,
    lineWidth: -1,
    noRefs: true,
    sortKeys: (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0),
    transform: (documents) => {
      visit(documents, (node) => {
        if (node.kind === 'scalar' && node.tag.endsWith('str') && looksLikeAnother(node.value)) node.style = SCALAR_STYLE.DOUBLE_QUOTED;
      });
    },
  });
}

const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const timestamp = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]+)?(?:Z|[-+][0-9]{2}:[0-9]{2})?)?$/;

/** Old parsers also take some of these for numbers or times (go.yaml.in/yaml/v2 encode.go). */
export function looksLikeAnother(text: string): boolean {
  return typeof resolvePlain(text) !== 'string' || base60.test(text) || timestamp.test(text);
}

function withoutUndefined(value: JsonValue): unknown {
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, withoutUndefined(item)]])));
  return Array.isArray(value) ? value.map((item: JsonValue) => withoutUndefined(item)) : value;
}
