import { selectorParams, selectorRule } from '../selectorExplanation.ts';

/** The selector's value is nearly that of a label. */
export const selectorValue = selectorRule('selectorValue', 'error', 'value', ({ key, value, nearest }, service) => ({
  path: ['spec', 'selector', key],
  params: { ...selectorParams(service), key, value, nearest },
  fix: { value: nearest },
}));
