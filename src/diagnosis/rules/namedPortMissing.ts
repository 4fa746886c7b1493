import { missingName, portRule } from '../servicePorts.ts';

/** A name that no Pod has: the port leads nowhere. */
export const namedPortMissing = portRule('namedPortMissing', 'error', (portCase) => {
  const missing = missingName(portCase);
  return missing?.isEverywhere === true && missing.likely !== undefined ? missing.draft : undefined;
});
