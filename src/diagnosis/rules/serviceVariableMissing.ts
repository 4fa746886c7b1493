import { isServiceIPSet } from '../../kube/serviceUtil.ts';
import { nearest } from '../editDistance.ts';
import { templateRule } from '../podTemplate.ts';
import type { FindingDraft } from '../rule.ts';
import { serviceVariables } from '../serviceVariables.ts';

/** No Service with a cluster IP gives the variable: the text stays as it is. */
export const serviceVariableMissing = templateRule('serviceVariableMissing', 'warning', (template, context) => serviceVariables(template).flatMap(({ variable, service, path }): readonly FindingDraft[] => {
  if (template.spec.enableServiceLinks === false || service === 'kubernetes') return [];
  const there = context.reader.get('Service', template.namespace, service);
  if (there !== undefined && isServiceIPSet(there)) return [];
  const likely = nearest(service, context.shapes('Service', template.namespace).filter(isServiceIPSet).map((each) => each.metadata.name)) ?? '';
  return [{ path, params: { variable, service, nearest: likely } }];
}));
