import { selectorParams, selectorRule } from '../selectorExplanation.ts';

/** There are no Pods at all. */
export const selectorNoPods = selectorRule('selectorNoPods', 'warning', 'noPods', (_, service) => ({ path: ['spec', 'selector'], params: selectorParams(service) }));
