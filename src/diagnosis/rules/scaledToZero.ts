import { selectorParams, selectorRule } from '../selectorExplanation.ts';

/** The workload that the selector means wants no Pods. */
export const scaledToZero = selectorRule('scaledToZero', 'warning', 'scaledToZero', ({ workload }, service) => ({
  path: ['spec', 'selector'], params: { ...selectorParams(service), workload },
}));
