import { causeRule } from '../podCauses.ts';

/** No Pod is ready, because no Node takes them. */
export const podsUnschedulable = causeRule('podsUnschedulable', 'error', 'unschedulable');
