import { selectorParams, selectorRule } from '../selectorExplanation.ts';

/** No Pod has these labels; what labels there are. */
export const selectorMatchesOthers = selectorRule('selectorMatchesOthers', 'error', 'others', ({ labels }, service) => ({
  path: ['spec', 'selector'], params: { ...selectorParams(service), labels },
}));
