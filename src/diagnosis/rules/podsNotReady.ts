import { causeRule } from '../podCauses.ts';

/** All Pods run, none is ready: readiness probes fail. */
export const podsNotReady = causeRule('podsNotReady', 'warning', 'notReady');
