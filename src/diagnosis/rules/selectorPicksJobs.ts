import { matchesLabels } from '../../kube/selectors.ts';
import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';
import { namespaceOf, printLabels, selectorOf } from '../serviceSelector.ts';

/** The Pods of a Job carry the labels too: while it runs it gets requests that it does not answer. */
export const selectorPicksJobs: Rule<Service> = {
  id: 'selectorPicksJobs', severity: 'warning',
  check(service, context) {
    const selector = selectorOf(service);
    if (selector === undefined) return [];
    const namespace = namespaceOf(service);
    const job = context.shapes('Job', namespace).find((each) => matchesLabels(selector, each.spec.template.metadata?.labels))
      ?? context.shapes('CronJob', namespace).find((each) => matchesLabels(selector, each.spec.jobTemplate.spec.template.metadata?.labels));
    return job === undefined ? [] : [{ path: ['spec', 'selector'], params: { selector: printLabels(selector), job: `${job.kind}/${job.metadata.name}` } }];
  },
};
