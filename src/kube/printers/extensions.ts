/** Mirrors the printers of pkg/printers/internalversion/printers.go for admission, classes and drivers, and the columns of APIService in kube-aggregator (v1.36). */
import type { Loose } from '../loose.ts';
import type {
  APIService, CSIDriver, MutatingWebhookConfiguration, RuntimeClass, ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding, ValidatingWebhookConfiguration,
} from '../types.generated.ts';
import { age, columns, handler } from './table.ts';

const unset = '<unset>';

export const webhookConfigurationTable = handler<ValidatingWebhookConfiguration | MutatingWebhookConfiguration>(columns(['Name', 'Webhooks', 'Age']), (configuration, nowMs) => [
  configuration.metadata?.name ?? '', configuration.webhooks?.length ?? 0, age(configuration, nowMs),
]);

export const validatingAdmissionPolicyTable = handler<ValidatingAdmissionPolicy>(columns(['Name', 'Validations', 'ParamKind', 'Age']), (policy, nowMs) => {
  const { validations = [], paramKind } = policy.spec ?? {};
  return [policy.metadata?.name ?? '', validations.length, paramKind === undefined ? unset : `${paramKind.apiVersion ?? ''}/${paramKind.kind ?? ''}`, age(policy, nowMs)];
});

export const validatingAdmissionPolicyBindingTable = handler<ValidatingAdmissionPolicyBinding>(columns(['Name', 'PolicyName', 'ParamRef', 'Age']), (binding, nowMs) => {
  const { policyName = '', paramRef } = binding.spec ?? {};
  const { namespace = '*', name = '' } = paramRef ?? {};
  const reference = paramRef === undefined ? unset : name === '' ? `${namespace}/*` : `${namespace}/${name}`;
  return [binding.metadata?.name ?? '', policyName, reference, age(binding, nowMs)];
});

export const runtimeClassTable = handler<RuntimeClass>(columns(['Name', 'Handler', 'Age']), (runtimeClass, nowMs) => [runtimeClass.metadata?.name ?? '', runtimeClass.handler ?? '', age(runtimeClass, nowMs)]);

export const csiDriverTable = handler<CSIDriver>(columns(['Name', 'AttachRequired', 'PodInfoOnMount', 'StorageCapacity', 'TokenRequests', 'RequiresRepublish', 'Modes', 'Age']), (driver, nowMs) => {
  const { attachRequired = true, podInfoOnMount = false, storageCapacity = false, requiresRepublish = false, tokenRequests = [], volumeLifecycleModes = [] } = driver.spec ?? {};
  const audiences = tokenRequests.map((request) => request.audience ?? '').join(',');
  return [driver.metadata?.name ?? '', attachRequired, podInfoOnMount, storageCapacity, audiences === '' ? unset : audiences, requiresRepublish, volumeLifecycleModes.join(',') || '<none>', age(driver, nowMs)];
});

function availability({ status }: Loose<APIService>): string {
  const available = status?.conditions?.find(({ type }) => type === 'Available');
  if (available === undefined) return 'Unknown';
  return available.status === 'True' ? 'True' : `${available.status ?? ''} (${available.reason ?? ''})`;
}

export const apiServiceTable = handler<APIService>(columns(['Name', 'Service', 'Available', 'Age']), (apiService, nowMs) => {
  const service = apiService.spec?.service;
  return [apiService.metadata?.name ?? '', service === undefined ? 'Local' : `${service.namespace ?? ''}/${service.name ?? ''}`, availability(apiService), age(apiService, nowMs)];
});
