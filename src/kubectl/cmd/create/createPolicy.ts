/** `kubectl create poddisruptionbudget` and `quota`. Mirrors create_pdb.go and create_quota.go of k8s.io/kubectl/pkg/cmd/create (v1.36). */
import type { JsonObject } from '../../../kube/json.ts';
import { formatQuantity, parseQuantity } from '../../../kube/quantity.ts';
import { parseSelector } from '../../../kube/selectorParser.ts';
import { fail } from '../../errors.ts';
import { atoi } from '../../generate/servicePorts.ts';
import { generatorCommand } from './generator.ts';

/** A LabelSelector out of its text form. Mirrors ParseToLabelSelector of apimachinery/pkg/apis/meta/v1/helpers.go. */
export function labelSelectorOf(text: string): JsonObject {
  const parsed = parseSelector(text);
  if (!parsed.ok) return fail(`couldn't parse the selector string "${text}": ${parsed.error}`);
  const matchLabels: Record<string, string> = {};
  const matchExpressions: JsonObject[] = [];
  for (const { key, operator, values } of parsed.requirements) {
    const [first = ''] = values;
    switch (operator) {
      case '=': case '==': matchLabels[key] = first; break;
      case 'in': matchExpressions.push({ key, operator: 'In', values }); break;
      case 'notin': matchExpressions.push({ key, operator: 'NotIn', values }); break;
      case 'exists': matchExpressions.push({ key, operator: 'Exists' }); break;
      case '!': matchExpressions.push({ key, operator: 'DoesNotExist' }); break;
      case '!=': fail('"!=" is not a valid label selector operator'); break;
      default: fail(`"${operator}" isn't supported in label selectors`);
    }
  }
  return { matchLabels, matchExpressions };
}

export const createPodDisruptionBudgetCommand = generatorCommand({
  use: 'poddisruptionbudget NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]', aliases: ['pdb'], short: 'Create a pod disruption budget with the specified name',
  long: 'Create a pod disruption budget with the specified name, selector, and desired minimum available pods.',
  examples: `# Create a pod disruption budget named my-pdb that will select all pods with the app=rails label
# and require at least one of them being available at any point in time
kubectl create poddisruptionbudget my-pdb --selector=app=rails --min-available=1

# Create a pod disruption budget named my-pdb that will select all pods with the app=nginx label
# and require at least half of the pods selected to be available at any point in time
kubectl create pdb my-pdb --selector=app=nginx --min-available=50%`,
  flags: [
    { name: 'min-available', type: 'string', help: 'The minimum number or percentage of available pods this budget requires.' },
    { name: 'max-unavailable', type: 'string', help: 'The maximum number or percentage of unavailable pods this budget requires.' },
    { name: 'selector', type: 'string', help: 'A label selector to use for this budget. Only equality-based selector requirements are supported.' },
  ],
  kind: 'PodDisruptionBudget', failure: 'failed to create poddisruptionbudgets: ',
  build({ flags }, name) {
    const [selector, min, max] = [flags.string('selector'), flags.string('min-available'), flags.string('max-unavailable')];
    if (selector === '') fail('a selector must be specified');
    if (max === '' && min === '') fail('one of min-available or max-unavailable must be specified');
    if (max !== '' && min !== '') fail('min-available and max-unavailable cannot be both specified');
    const form = /^[0-9]+%?$/;
    if (min !== '' && !form.test(min)) fail('invalid format specified for min-available');
    if (max !== '' && !form.test(max)) fail('invalid format specified for max-unavailable');
    const amount = (text: string): string | number => atoi(text) ?? text;
    return { metadata: { name }, spec: { selector: labelSelectorOf(selector), ...(min === '' ? { maxUnavailable: amount(max) } : { minAvailable: amount(min) }) } };
  },
});

/** `cpu=1,memory=1Gi` as a ResourceList; absent where the text is empty. Mirrors populateResourceListV1. */
export function resourceListOf(text: string): Readonly<Record<string, string>> | undefined {
  if (text === '') return undefined;
  const list: Record<string, string> = {};
  for (const statement of text.split(',')) {
    const parts = statement.split('=');
    const [name = '', amount = ''] = parts;
    if (parts.length !== 2) fail(`Invalid argument syntax ${statement}, expected <resource>=<value>`);
    const parsed = parseQuantity(amount);
    list[name] = parsed.ok ? formatQuantity(parsed.quantity) : fail(parsed.error);
  }
  return list;
}

export const createQuotaCommand = generatorCommand({
  use: 'quota NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]', aliases: ['resourcequota'], short: 'Create a quota with the specified name',
  long: 'Create a resource quota with the specified name, hard limits, and optional scopes.',
  examples: `# Create a new resource quota named my-quota
kubectl create quota my-quota --hard=cpu=1,memory=1G,pods=2,services=3,replicationcontrollers=2,resourcequotas=1,secrets=5,persistentvolumeclaims=10

# Create a new resource quota named best-effort
kubectl create quota best-effort --hard=pods=100 --scopes=BestEffort`,
  flags: [
    { name: 'hard', type: 'string', help: 'A comma-delimited set of resource=quantity pairs that define a hard limit.' },
    { name: 'scopes', type: 'string', help: 'A comma-delimited set of quota scopes that must all match each object tracked by the quota.' },
  ],
  kind: 'ResourceQuota', failure: 'failed to create quota: ',
  build({ flags }, name) {
    const hard = resourceListOf(flags.string('hard'));
    const text = flags.string('scopes');
    const scopes = text === '' ? [] : text.split(',');
    if (scopes.includes('')) fail('invalid resource quota scope ""');
    return { metadata: { name }, spec: { ...(hard === undefined ? {} : { hard }), scopes } };
  },
});
