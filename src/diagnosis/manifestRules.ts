import type { ManifestRule } from './manifestRule.ts';
import { autoscalerReplicas } from './rules/autoscalerReplicas.ts';
import { clusterIPMayBeTaken } from './rules/clusterIPMayBeTaken.ts';
import { clusterIPOutsideRange } from './rules/clusterIPOutsideRange.ts';
import { endpointsOverwritten } from './rules/endpointsOverwritten.ts';
import { headlessNodePort } from './rules/headlessNodePort.ts';
import { headlessType } from './rules/headlessType.ts';
import { nodePortMayBeTaken } from './rules/nodePortMayBeTaken.ts';
import { sliceClaimsController } from './rules/sliceClaimsController.ts';

/** The rules about documents, in the order in which their findings are listed. */
export const manifestRules: readonly ManifestRule[] = [
  clusterIPOutsideRange, clusterIPMayBeTaken, nodePortMayBeTaken, headlessType, headlessNodePort, endpointsOverwritten, sliceClaimsController, autoscalerReplicas,
];
