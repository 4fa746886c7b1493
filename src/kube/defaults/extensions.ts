/** Defaults of what extends a cluster. Mirrors pkg/apis/{admissionregistration,storage}/v1/defaults.go, apiextensions/v1/defaults.go and apiregistration/v1/defaults.go (v1.36). */
import { maybe, orElse } from '../maybe.ts';
import type {
  AdmissionregistrationV1WebhookClientConfig, APIService, CSIDriver, CustomResourceDefinition, MatchResources, MutatingWebhookConfiguration, RuleWithOperations, ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding, ValidatingWebhook, ValidatingWebhookConfiguration,
} from '../types.generated.ts';

const httpsPort = 443;

function ruleDefaults<R extends RuleWithOperations>(rule: R): R {
  return { ...rule, scope: rule.scope ?? '*' };
}

function clientConfigDefaults(config: AdmissionregistrationV1WebhookClientConfig): AdmissionregistrationV1WebhookClientConfig {
  const { service } = config;
  return service === undefined ? config : { ...config, service: { ...service, port: service.port ?? httpsPort } };
}

function webhookDefaults<W extends ValidatingWebhook>(webhook: W): W {
  const config = maybe(webhook.clientConfig);
  return {
    ...webhook,
    failurePolicy: webhook.failurePolicy ?? 'Fail', matchPolicy: webhook.matchPolicy ?? 'Equivalent',
    namespaceSelector: webhook.namespaceSelector ?? {}, objectSelector: webhook.objectSelector ?? {}, timeoutSeconds: webhook.timeoutSeconds ?? 10,
    ...(config === undefined ? {} : { clientConfig: clientConfigDefaults(config) }),
    ...(webhook.rules === undefined ? {} : { rules: webhook.rules.map(ruleDefaults) }),
  };
}

/** A webhook that cannot be reached fails the request, after ten seconds. */
export function setValidatingWebhookConfigurationDefaults(configuration: ValidatingWebhookConfiguration): ValidatingWebhookConfiguration {
  const { webhooks } = configuration;
  return webhooks === undefined ? configuration : { ...configuration, webhooks: webhooks.map(webhookDefaults) };
}

/** The same; and a webhook is not called again after others have changed the object. */
export function setMutatingWebhookConfigurationDefaults(configuration: MutatingWebhookConfiguration): MutatingWebhookConfiguration {
  const { webhooks } = configuration;
  return webhooks === undefined ? configuration : { ...configuration, webhooks: webhooks.map((webhook) => ({ ...webhookDefaults(webhook), reinvocationPolicy: webhook.reinvocationPolicy ?? 'Never' })) };
}

function matchDefaults(match: MatchResources): MatchResources {
  const { resourceRules, excludeResourceRules } = match;
  return {
    ...match,
    matchPolicy: match.matchPolicy ?? 'Equivalent', namespaceSelector: match.namespaceSelector ?? {}, objectSelector: match.objectSelector ?? {},
    ...(resourceRules === undefined ? {} : { resourceRules: resourceRules.map(ruleDefaults) }),
    ...(excludeResourceRules === undefined ? {} : { excludeResourceRules: excludeResourceRules.map(ruleDefaults) }),
  };
}

/** Expressions that fail refuse the object. */
export function setValidatingAdmissionPolicyDefaults(policy: ValidatingAdmissionPolicy): ValidatingAdmissionPolicy {
  const { spec } = policy;
  const match = maybe(spec)?.matchConstraints;
  return { ...policy, spec: { ...spec, failurePolicy: maybe(spec)?.failurePolicy ?? 'Fail', ...(match === undefined ? {} : { matchConstraints: matchDefaults(match) }) } };
}

/** What a binding matches, where it says so. */
export function setValidatingAdmissionPolicyBindingDefaults(binding: ValidatingAdmissionPolicyBinding): ValidatingAdmissionPolicyBinding {
  const match = maybe(binding.spec)?.matchResources;
  return match === undefined ? binding : { ...binding, spec: { ...binding.spec, matchResources: matchDefaults(match) } };
}

/** The names that follow from the kind; no conversion. */
export function setCustomResourceDefinitionDefaults(definition: CustomResourceDefinition): CustomResourceDefinition {
  const { spec } = definition;
  const names = maybe(maybe(spec)?.names);
  const kind = maybe(names?.kind) ?? '';
  return {
    ...definition,
    spec: {
      ...spec, conversion: maybe(spec)?.conversion ?? { strategy: 'None' },
      ...(names === undefined || kind === '' ? {} : { names: { ...names, singular: orElse(names.singular, kind.toLowerCase()), listKind: orElse(names.listKind, `${kind}List`) } }),
    },
  };
}

/** The port of the Service behind it. */
export function setAPIServiceDefaults(apiService: APIService): APIService {
  const service = maybe(apiService.spec)?.service;
  return service === undefined ? apiService : { ...apiService, spec: { ...apiService.spec, service: { ...service, port: service.port ?? httpsPort } } };
}

/** Volumes are attached and last beyond a Pod. */
export function setCSIDriverDefaults(driver: CSIDriver): CSIDriver {
  const { spec } = driver;
  const { volumeLifecycleModes = [] } = maybe(spec) ?? {};
  return {
    ...driver,
    spec: {
      attachRequired: true, podInfoOnMount: false, storageCapacity: false, fsGroupPolicy: 'ReadWriteOnceWithFSType', requiresRepublish: false, seLinuxMount: false,
      ...spec, volumeLifecycleModes: volumeLifecycleModes.length === 0 ? ['Persistent'] : volumeLifecycleModes,
    },
  };
}
