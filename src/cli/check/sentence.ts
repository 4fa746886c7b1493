import { diagnosis } from '../../protocol/messages/diagnosis.ts';

type Params = Readonly<Record<string, string | number>>;

/** An entry of the catalogue, as the page says it: the form for one where `count` is one, with the parameters in their places. */
export function sentence(rule: string, params: Params = {}): string | undefined {
  const count = params['count'];
  const forms = [...(count === 1 ? [`${rule}_one`] : []), ...(count === 0 ? [`${rule}_zero`] : []), rule];
  const text = forms.map(entry).find((found) => found !== undefined);
  return text?.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? '')).trim();
}

/** What is at a path of names, if it is a text. */
function entry(key: string): string | undefined {
  let part: unknown = diagnosis;
  for (const name of key.split('.')) part = typeof part === 'object' && part !== null && Object.hasOwn(part, name) ? Reflect.get(part, name) : undefined;
  return typeof part === 'string' ? part : undefined;
}
