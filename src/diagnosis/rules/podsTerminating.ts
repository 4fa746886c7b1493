import { selectorParams, selectorRule } from '../selectorExplanation.ts';

/** The only Pods are being deleted, and nobody makes new ones. */
export const podsTerminating = selectorRule('podsTerminating', 'warning', 'terminating', ({ count }, service) => ({
  path: ['spec', 'selector'], params: { ...selectorParams(service), count },
}));
