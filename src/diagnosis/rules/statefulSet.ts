import type { Service, StatefulSet } from '../../kube/types.generated.ts';
import { matchesLabels } from '../../kube/selectors.ts';
import { nearest } from '../editDistance.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { namespaceOf } from '../servicePods.ts';

function governingService(set: StatefulSet, { reader }: RuleContext): Service | undefined {
  return reader.get('Service', namespaceOf(set), set.spec.serviceName ?? '');
}

function picks(service: Service, set: StatefulSet): boolean {
  const { selector } = service.spec;
  return selector !== undefined && Object.keys(selector).length > 0 && matchesLabels(selector, set.spec.template.metadata?.labels);
}

/** The Service that would give its Pods their names does not exist. */
export const serviceNameMissing: Rule<StatefulSet> = {
  id: 'serviceNameMissing', severity: 'warning',
  check(set, context) {
    const { serviceName = '' } = set.spec;
    if (serviceName === '' || governingService(set, context) !== undefined) return [];
    const services = context.reader.list('Service', namespaceOf(set));
    const picking = services.filter((service) => picks(service, set));
    const likely = (picking.find((service) => service.spec.clusterIP === 'None') ?? picking[0])?.metadata.name ?? nearest(serviceName, services.map((service) => service.metadata.name));
    const params = { statefulSet: set.metadata.name, serviceName, nearest: likely ?? '' };
    return [{ path: ['spec', 'serviceName'], params, ...(likely === undefined ? {} : { fix: { value: likely } }) }];
  },
};

/** It exists, but its selector does not pick these Pods, so that they get no names. */
export const serviceNamePicksOthers: Rule<StatefulSet> = {
  id: 'serviceNamePicksOthers', severity: 'warning',
  check(set, context) {
    const service = governingService(set, context);
    if (service === undefined || picks(service, set)) return [];
    return [{ path: ['spec', 'serviceName'], params: { statefulSet: set.metadata.name, serviceName: service.metadata.name } }];
  },
};
