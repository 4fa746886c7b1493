import { missingName, portRule } from '../servicePorts.ts';

/** A name that some Pods have and some have not: those are left out. */
export const namedPortMissingOnSome = portRule('namedPortMissingOnSome', 'warning', (portCase) => {
  const missing = missingName(portCase);
  return missing?.isEverywhere === false ? missing.draft : undefined;
});
