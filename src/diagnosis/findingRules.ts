import type { Endpoints, EndpointSlice, HorizontalPodAutoscaler, Ingress, NetworkPolicy, PodDisruptionBudget, Service, StatefulSet } from '../kube/types.generated.ts';
import type { PodAuthor } from './podTemplate.ts';
import type { Rule, Severity } from './rule.ts';
import type { RuleKinds } from './ruleContext.ts';
import { addressPortUnknown } from './rules/addressPortUnknown.ts';
import { addressServiceUnknown } from './rules/addressServiceUnknown.ts';
import { affinityPerNode } from './rules/affinityPerNode.ts';
import { autoscalerTargetMissing } from './rules/autoscalerTargetMissing.ts';
import { budgetBlocksDrain } from './rules/budgetBlocksDrain.ts';
import { budgetSelectsNothing } from './rules/budgetSelectsNothing.ts';
import { configNameDiffers } from './rules/configNameDiffers.ts';
import { distributionIgnored } from './rules/distributionIgnored.ts';
import { distributionOneZone } from './rules/distributionOneZone.ts';
import { distributionZoneWithout } from './rules/distributionZoneWithout.ts';
import { endpointIsServiceIP } from './rules/endpointIsServiceIP.ts';
import { endpointsAddressIsServiceIP } from './rules/endpointsAddressIsServiceIP.ts';
import { endpointsNameDiffers } from './rules/endpointsNameDiffers.ts';
import { endpointsPortNameDiffers } from './rules/endpointsPortNameDiffers.ts';
import { endpointsServiceMissing } from './rules/endpointsServiceMissing.ts';
import { endpointsWrittenTwice } from './rules/endpointsWrittenTwice.ts';
import { externalIPNotNode } from './rules/externalIPNotNode.ts';
import { externalIPTaken } from './rules/externalIPTaken.ts';
import { externalNameIsIP } from './rules/externalNameIsIP.ts';
import { externalNameLoop } from './rules/externalNameLoop.ts';
import { externalNamePorts } from './rules/externalNamePorts.ts';
import { externalNameSelector } from './rules/externalNameSelector.ts';
import { externalNameServiceMissing } from './rules/externalNameServiceMissing.ts';
import { externalNameShort } from './rules/externalNameShort.ts';
import { familyWithoutPods } from './rules/familyWithoutPods.ts';
import { headlessAffinity } from './rules/headlessAffinity.ts';
import { headlessPortNotTranslated } from './rules/headlessPortNotTranslated.ts';
import { hostNetworkDNS } from './rules/hostNetworkDNS.ts';
import { hostPortReplicas } from './rules/hostPortReplicas.ts';
import { hostnameWithoutSubdomain } from './rules/hostnameWithoutSubdomain.ts';
import { ingressClassUnknown } from './rules/ingressClassUnknown.ts';
import { ingressPortMissing } from './rules/ingressPortMissing.ts';
import { ingressServiceMissing } from './rules/ingressServiceMissing.ts';
import { internalPolicyNodes } from './rules/internalPolicyNodes.ts';
import { livenessKillsFirst } from './rules/livenessKillsFirst.ts';
import { loadBalancerClass } from './rules/loadBalancerClass.ts';
import { loadBalancerIPIgnored } from './rules/loadBalancerIPIgnored.ts';
import { loadBalancerPending } from './rules/loadBalancerPending.ts';
import { localPolicyNodes } from './rules/localPolicyNodes.ts';
import { namedPortMissing } from './rules/namedPortMissing.ts';
import { namedPortMissingOnSome } from './rules/namedPortMissingOnSome.ts';
import { namedPortNumbersDiffer } from './rules/namedPortNumbersDiffer.ts';
import { namedPortUnknown } from './rules/namedPortUnknown.ts';
import { noEndpoints } from './rules/noEndpoints.ts';
import { noPortDeclared } from './rules/noPortDeclared.ts';
import { nothingListens } from './rules/nothingListens.ts';
import { otherNamespace } from './rules/otherNamespace.ts';
import { podsCrashing } from './rules/podsCrashing.ts';
import { podsNotReady } from './rules/podsNotReady.ts';
import { podsTerminating } from './rules/podsTerminating.ts';
import { podsUnschedulable } from './rules/podsUnschedulable.ts';
import { policyServicePort } from './rules/policyServicePort.ts';
import { policyShutsOut } from './rules/policyShutsOut.ts';
import { portNameTwiceInPod } from './rules/portNameTwiceInPod.ts';
import { portProtocolDiffers } from './rules/portProtocolDiffers.ts';
import { probePortNotDeclared } from './rules/probePortNotDeclared.ts';
import { probePortUnknown } from './rules/probePortUnknown.ts';
import { readinessIgnored } from './rules/readinessIgnored.ts';
import { samePodsOtherAffinity } from './rules/samePodsOtherAffinity.ts';
import { scaledToZero } from './rules/scaledToZero.ts';
import { selectorKey } from './rules/selectorKey.ts';
import { selectorMatchesOthers } from './rules/selectorMatchesOthers.ts';
import { selectorNoPods } from './rules/selectorNoPods.ts';
import { selectorPicksJobs } from './rules/selectorPicksJobs.ts';
import { selectorPinsRevision } from './rules/selectorPinsRevision.ts';
import { selectorValue } from './rules/selectorValue.ts';
import { serviceLinksOff } from './rules/serviceLinksOff.ts';
import { serviceNameEmpty } from './rules/serviceNameEmpty.ts';
import { serviceNameMissing } from './rules/serviceNameMissing.ts';
import { serviceNameNotHeadless } from './rules/serviceNameNotHeadless.ts';
import { serviceNamePicksOthers } from './rules/serviceNamePicksOthers.ts';
import { serviceVariableMissing } from './rules/serviceVariableMissing.ts';
import { sliceBesideSelector } from './rules/sliceBesideSelector.ts';
import { sliceNotReady } from './rules/sliceNotReady.ts';
import { slicePortsMissing } from './rules/slicePortsMissing.ts';
import { sliceServiceMissing } from './rules/sliceServiceMissing.ts';
import { sliceUnlabelled } from './rules/sliceUnlabelled.ts';
import { sourceRangesExcludeClients } from './rules/sourceRangesExcludeClients.ts';
import { sourceRangesNodePorts } from './rules/sourceRangesNodePorts.ts';
import { subdomainPicksOthers } from './rules/subdomainPicksOthers.ts';
import { subdomainWithoutService } from './rules/subdomainWithoutService.ts';
import { targetPortMissingOnSome } from './rules/targetPortMissingOnSome.ts';
import { targetPortNotDeclared } from './rules/targetPortNotDeclared.ts';
import { targetPortNotListening } from './rules/targetPortNotListening.ts';

/** The rules about Services, in the order in which their findings are listed. */
const serviceRules: readonly Rule<Service>[] = [
  otherNamespace, selectorValue, selectorKey, selectorMatchesOthers, selectorNoPods, scaledToZero, podsTerminating,
  podsCrashing, podsUnschedulable, podsNotReady,
  targetPortNotDeclared, namedPortMissing, namedPortUnknown, portProtocolDiffers, targetPortNotListening, nothingListens, namedPortMissingOnSome, targetPortMissingOnSome, noPortDeclared, portNameTwiceInPod, namedPortNumbersDiffer, headlessPortNotTranslated,
  endpointsNameDiffers, noEndpoints, endpointsPortNameDiffers, endpointsWrittenTwice,
  externalNameIsIP, externalNameShort, externalNameServiceMissing, externalNameLoop, externalNameSelector, externalNamePorts,
  selectorPinsRevision, selectorPicksJobs, samePodsOtherAffinity, headlessAffinity, affinityPerNode, readinessIgnored, familyWithoutPods,
  loadBalancerPending, loadBalancerClass, loadBalancerIPIgnored, sourceRangesExcludeClients, sourceRangesNodePorts, externalIPTaken, externalIPNotNode,
  localPolicyNodes, internalPolicyNodes, distributionIgnored, distributionOneZone, distributionZoneWithout,
];

/** The rules about Pods, on their own or as templates. */
const templateRules: readonly Rule<PodAuthor>[] = [
  probePortUnknown, probePortNotDeclared, livenessKillsFirst, hostPortReplicas, hostNetworkDNS, subdomainWithoutService, subdomainPicksOthers, hostnameWithoutSubdomain, serviceVariableMissing, serviceLinksOff, addressServiceUnknown, addressPortUnknown, configNameDiffers,
];

const statefulSetRules: readonly Rule<StatefulSet>[] = [serviceNameMissing, serviceNamePicksOthers, serviceNameEmpty, serviceNameNotHeadless];
const sliceRules: readonly Rule<EndpointSlice>[] = [sliceUnlabelled, sliceServiceMissing, slicePortsMissing, endpointIsServiceIP, sliceNotReady, sliceBesideSelector];
const endpointsRules: readonly Rule<Endpoints>[] = [endpointsServiceMissing, endpointsAddressIsServiceIP];
const ingressRules: readonly Rule<Ingress>[] = [ingressServiceMissing, ingressPortMissing, ingressClassUnknown];
const policyRules: readonly Rule<NetworkPolicy>[] = [policyServicePort, policyShutsOut];
const budgetRules: readonly Rule<PodDisruptionBudget>[] = [budgetSelectsNothing, budgetBlocksDrain];
const autoscalerRules: readonly Rule<HorizontalPodAutoscaler>[] = [autoscalerTargetMissing];

type RuleTable = { readonly [K in keyof RuleKinds]?: readonly Rule<RuleKinds[K]>[] };

/** Which rules speak of which kind, in the order in which findings are listed. */
export const rulesByKind: RuleTable = {
  Service: serviceRules,
  EndpointSlice: sliceRules,
  Endpoints: endpointsRules,
  Deployment: templateRules,
  StatefulSet: [...statefulSetRules, ...templateRules],
  DaemonSet: templateRules,
  ReplicaSet: templateRules,
  ReplicationController: templateRules,
  Job: templateRules,
  CronJob: templateRules,
  Pod: templateRules,
  Ingress: ingressRules,
  NetworkPolicy: policyRules,
  PodDisruptionBudget: budgetRules,
  HorizontalPodAutoscaler: autoscalerRules,
};

/** All rules about objects, by id. */
export const findingRules: readonly { readonly id: string; readonly severity: Severity }[] = [
  ...serviceRules, ...sliceRules, ...endpointsRules, ...statefulSetRules, ...templateRules, ...ingressRules, ...policyRules, ...budgetRules, ...autoscalerRules,
].map(({ id, severity }) => ({ id, severity }));
