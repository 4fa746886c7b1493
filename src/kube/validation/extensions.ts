/**
 * Rules for what extends a cluster. Mirrors pkg/apis/{admissionregistration,node}/validation and apiextensions/validation (v1.36).
 * Simplified: names, what a webhook does beside its answer, and the handler of a RuntimeClass; the rest is taken as it is.
 */
import type { FieldError } from '../field.ts';
import { invalid, notSupported, required } from '../fieldErrors.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { CustomResourceDefinition, MutatingWebhookConfiguration, RuntimeClass, ValidatingWebhookConfiguration } from '../types.generated.ts';
import { isDNS1123Label } from './names.ts';
import { validateImmutableField } from './objectMeta.ts';
import { validateMetadataOnly, validateMetadataOnlyUpdate } from './storedKinds.ts';

type WebhookConfiguration = ValidatingWebhookConfiguration | MutatingWebhookConfiguration;

const harmless = ['None', 'NoneOnDryRun'];

function webhookErrors({ webhooks = [] }: Loose<WebhookConfiguration>): FieldError[] {
  return webhooks.flatMap(({ sideEffects, admissionReviewVersions = [] }, index) => {
    const at = fieldPath('webhooks').index(index);
    const errors = admissionReviewVersions.length > 0 ? [] : [required(at.child('admissionReviewVersions'), 'must specify one of v1, v1beta1')];
    if (sideEffects === undefined) return [...errors, required(at.child('sideEffects'), `must specify one of ${harmless.join(', ')}`)];
    return harmless.includes(sideEffects) ? errors : [...errors, notSupported(at.child('sideEffects'), sideEffects, harmless)];
  });
}

/** A ValidatingWebhookConfiguration or MutatingWebhookConfiguration. */
export function validateWebhookConfiguration(configuration: Loose<WebhookConfiguration>): FieldError[] {
  return [...validateMetadataOnly(configuration, false), ...webhookErrors(configuration)];
}

/** The same, of one that replaces `old`. */
export function validateWebhookConfigurationUpdate(configuration: Loose<WebhookConfiguration>, old: Loose<WebhookConfiguration>): FieldError[] {
  return [...validateMetadataOnlyUpdate(configuration, old, false), ...webhookErrors(configuration)];
}

/** A CustomResourceDefinition, whose name follows from what it defines. */
export function validateCustomResourceDefinition(definition: Loose<CustomResourceDefinition>): FieldError[] {
  const { group = '', names } = definition.spec ?? {};
  const name = definition.metadata?.name ?? '';
  return [
    ...validateMetadataOnly(definition, false),
    ...(name === `${names?.plural ?? ''}.${group}` ? [] : [invalid(fieldPath('metadata', 'name'), name, 'must be spec.names.plural+"."+spec.group')]),
  ];
}

/** The same, of one that replaces `old`. */
export function validateCustomResourceDefinitionUpdate(definition: Loose<CustomResourceDefinition>, old: Loose<CustomResourceDefinition>): FieldError[] {
  return validateMetadataOnlyUpdate(definition, old, false);
}

/** A RuntimeClass. */
export function validateRuntimeClass(runtimeClass: Loose<RuntimeClass>): FieldError[] {
  const handler = runtimeClass.handler ?? '';
  return [...validateMetadataOnly(runtimeClass, false), ...isDNS1123Label(handler).map((fault) => invalid(fieldPath('handler'), handler, fault))];
}

/** A RuntimeClass that replaces `old`, whose handler stays. */
export function validateRuntimeClassUpdate(runtimeClass: Loose<RuntimeClass>, old: Loose<RuntimeClass>): FieldError[] {
  return [...validateMetadataOnlyUpdate(runtimeClass, old, false), ...validateImmutableField(runtimeClass.handler ?? '', old.handler ?? '', fieldPath('handler'))];
}
