import type { Service, StatefulSet } from '../kube/types.generated.ts';
import type { Rule } from './rule.ts';
import { endpointsNameDiffers, endpointsPortNameDiffers, noEndpoints } from './rules/endpoints.ts';
import { externalNameIsIP } from './rules/externalName.ts';
import { localPolicyNodes } from './rules/externalTrafficPolicy.ts';
import { headlessAffinity } from './rules/headless.ts';
import { loadBalancerClass, loadBalancerPending } from './rules/loadBalancer.ts';
import { podsCrashing, podsNotReady, podsUnschedulable } from './rules/readiness.ts';
import { otherNamespace, scaledToZero, selectorKey, selectorMatchesOthers, selectorNoPods, selectorValue } from './rules/selector.ts';
import { serviceNameMissing, serviceNamePicksOthers } from './rules/statefulSet.ts';
import { namedPortMissing, namedPortMissingOnSome, namedPortUnknown, noPortDeclared, targetPortNotDeclared } from './rules/targetPort.ts';

/** The rules about Services, in the order in which their findings are listed. */
export const serviceRules: readonly Rule<Service>[] = [
  otherNamespace, selectorValue, selectorKey, selectorMatchesOthers, selectorNoPods, scaledToZero,
  podsCrashing, podsUnschedulable, podsNotReady,
  targetPortNotDeclared, namedPortMissing, namedPortUnknown, namedPortMissingOnSome, noPortDeclared,
  endpointsNameDiffers, noEndpoints, endpointsPortNameDiffers,
  externalNameIsIP, headlessAffinity, loadBalancerPending, loadBalancerClass, localPolicyNodes,
];

export const statefulSetRules: readonly Rule<StatefulSet>[] = [serviceNameMissing, serviceNamePicksOthers];

/** All rules, by id. */
export const findingRules: readonly { readonly id: string; readonly severity: 'error' | 'warning' | 'info' }[] = [...serviceRules, ...statefulSetRules].map(({ id, severity }) => ({ id, severity }));
