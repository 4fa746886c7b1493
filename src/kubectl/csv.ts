import { quote } from '../kube/quote.ts';

/** One line of comma separated values, as Go's encoding/csv reads it for string slices; the error is Go's. An empty text has no fields. */
export function readCSVLine(text: string): { readonly fields: readonly string[] } | { readonly error: string } {
  const fields: string[] = [];
  if (text === '') return { fields };
  const line = /^[^\n]*/.exec(text)?.[0] ?? '';
  for (let at = 0; ;) {
    if (line.charAt(at) === '"') {
      const quoted = /^"((?:[^"]|"")*)"(.?)/.exec(line.slice(at));
      if (quoted === null) return { error: `record on line 1; parse error on line 2, column 0: extraneous or missing " in quoted-field` };
      const [whole, body = '', next = ''] = quoted;
      if (next !== '' && next !== ',') return { error: `parse error on line 1, column ${at + whole.length}: extraneous or missing " in quoted-field` };
      fields.push(body.replaceAll('""', '"'));
      if (next === '') return { fields };
      at += whole.length;
      continue;
    }
    const end = line.indexOf(',', at);
    const field = end < 0 ? line.slice(at) : line.slice(at, end);
    const quoteAt = field.indexOf('"');
    if (quoteAt >= 0) return { error: `parse error on line 1, column ${at + quoteAt + 1}: bare ${quote('"').slice(2, -1)} in non-quoted field` };
    fields.push(field);
    if (end < 0) return { fields };
    at = end + 1;
  }
}
