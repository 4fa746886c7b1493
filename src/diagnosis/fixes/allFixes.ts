import { address } from './address.ts';
import { clusterIP } from './clusterIP.ts';
import { deprecated } from './deprecated.ts';
import { duplicate } from './duplicate.ts';
import { enumValue } from './enumValue.ts';
import { externalName } from './externalName.ts';
import type { Fix, FixTarget, Offer, Refusal } from './fix.ts';
import { gluedColon } from './gluedColon.ts';
import { gluedDash } from './gluedDash.ts';
import { immutable } from './immutable.ts';
import { ingressBackend } from './ingressBackend.ts';
import { labelSelector } from './labelSelector.ts';
import { mergeKey } from './mergeKey.ts';
import { missingNamespace } from './missingNamespace.ts';
import { nodePort } from './nodePort.ts';
import { notForType } from './notForType.ts';
import { portNames } from './portNames.ts';
import { portNumber } from './portNumber.ts';
import { probeHandlers } from './probe.ts';
import { quantity } from './quantity.ts';
import { requiredField } from './requiredField.ts';
import { selectorMismatch } from './selectorMismatch.ts';
import { serverFields } from './serverFields.ts';
import { topologyKeys } from './topologyKeys.ts';
import { unknownField } from './unknownField.ts';
import { unknownVolume } from './unknownVolume.ts';
import { invalidName } from './validName.ts';
import { valueShape } from './valueShape.ts';
import { valueType } from './valueType.ts';
import { versionAndKind } from './versionAndKind.ts';

/** The fixes in order: where several know one refusal, the offers of the more particular come first. */
const allFixes: readonly Fix[] = [
  versionAndKind, missingNamespace, serverFields,
  topologyKeys, ingressBackend, labelSelector, gluedDash, unknownField,
  gluedColon, valueType, valueShape, quantity, mergeKey,
  duplicate, portNames, requiredField, enumValue, immutable, clusterIP, nodePort, portNumber, externalName, address, invalidName, selectorMismatch, notForType, unknownVolume, probeHandlers, deprecated,
];

const MAX_OFFERS = 4;

/** What would mend a refusal, the best first. */
export function offersFor(refusal: Refusal, target: FixTarget): readonly Offer[] {
  return allFixes.flatMap((fix) => fix.propose(refusal, target)).slice(0, MAX_OFFERS);
}
