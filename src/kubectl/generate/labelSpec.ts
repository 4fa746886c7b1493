import { fail } from '../errors.ts';

/** `a=b,c=d` as a map. Mirrors ParseLabels of kubectl/pkg/generate/generate.go (v1.36). */
export function parseLabelSpec(text: string): Readonly<Record<string, string>> {
  if (text === '') fail('no label spec passed');
  return Object.fromEntries(text.split(',').map((spec): [string, string] => {
    const [key = '', value = '', more] = spec.split('=');
    if (!spec.includes('=') || more !== undefined) fail(`unexpected label spec: ${spec}`);
    if (key === '') fail('unexpected empty label key');
    return [key, value];
  }));
}

/** The map as `a=b,c=d`. */
export function makeLabelSpec(labels: Readonly<Record<string, string>>): string {
  return Object.keys(labels).sort().map((key) => `${key}=${labels[key] ?? ''}`).join(',');
}
