import { missingName, portRule } from '../servicePorts.ts';

/** A name that no Pod has, and no name is like it. */
export const namedPortUnknown = portRule('namedPortUnknown', 'error', (portCase) => {
  const missing = missingName(portCase);
  return missing?.isEverywhere === true && missing.likely === undefined ? missing.draft : undefined;
});
