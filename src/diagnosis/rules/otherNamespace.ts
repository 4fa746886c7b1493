import { selectorParams, selectorRule } from '../selectorExplanation.ts';

/** The Pods that the selector means live in another Namespace. */
export const otherNamespace = selectorRule('otherNamespace', 'error', 'otherNamespace', ({ namespace, count }, service) => ({
  path: ['metadata', 'namespace'],
  params: { ...selectorParams(service), otherNamespace: namespace, count },
  fix: { value: namespace },
}));
