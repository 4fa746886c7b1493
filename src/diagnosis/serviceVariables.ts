import type { FieldPath } from '../protocol/ref.ts';
import { containersOf, type PodTemplate } from './podTemplate.ts';

export interface ServiceVariable { readonly variable: string; readonly service: string; readonly path: FieldPath }

/** The variables of Services that containers refer to, as `$(WEB_SERVICE_HOST)`, and do not define themselves. */
export function serviceVariables(template: PodTemplate): readonly ServiceVariable[] {
  return containersOf(template).flatMap(({ container, path }) => {
    const own = new Set((container.env ?? []).map(({ name }) => name));
    const texts: readonly { readonly text: string; readonly path: FieldPath }[] = [
      ...(container.env ?? []).map(({ value = '' }, index) => ({ text: value, path: [...path, 'env', index, 'value'] })),
      ...(container.command ?? []).map((text, index) => ({ text, path: [...path, 'command', index] })),
      ...(container.args ?? []).map((text, index) => ({ text, path: [...path, 'args', index] })),
    ];
    return texts.flatMap((each) => [...each.text.matchAll(/(?<!\$)\$\(([A-Z][A-Z0-9_]*)_SERVICE_(?:HOST|PORT)\)/g)].flatMap((match): readonly ServiceVariable[] => {
      const variable = match[0].slice(2, -1);
      return own.has(variable) ? [] : [{ variable, service: (match[1] ?? '').toLowerCase().replaceAll('_', '-'), path: each.path }];
    }));
  });
}
