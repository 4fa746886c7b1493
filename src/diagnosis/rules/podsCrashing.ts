import { causeRule } from '../podCauses.ts';

/** No Pod is ready, because containers end again and again. */
export const podsCrashing = causeRule('podsCrashing', 'error', 'crashing');
