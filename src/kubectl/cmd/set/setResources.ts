/** `kubectl set resources`. Mirrors k8s.io/kubectl/pkg/cmd/set/set_resources.go (v1.36). */
import type { JsonObject } from '../../../kube/json.ts';
import { isJsonObject } from '../../../kube/json.ts';
import { fail, type ClientError } from '../../errors.ts';
import { changedContainers, matchesName, withPodSpec } from '../../generate/podTemplateOf.ts';
import { resourceListOf } from '../create/createPolicy.ts';
import { immediate, type CommandSpec } from '../command.ts';
import { dryRunStrategy } from '../dryRun.ts';
import { setFlags, setInfos, setObjects } from './setObjects.ts';
import { textOf } from '../../jsonText.ts';

type Amounts = Readonly<Record<string, string>> | undefined;

function withAmounts(container: JsonObject, limits: Amounts, requests: Amounts): JsonObject {
  const resources = isJsonObject(container['resources']) ? container['resources'] : {};
  const merged = (field: string, amounts: Amounts): JsonObject => {
    const before = resources[field];
    return amounts === undefined ? {} : { [field]: { ...(isJsonObject(before) ? before : {}), ...amounts } };
  };
  return { ...container, resources: { ...resources, ...merged('limits', limits), ...merged('requests', requests) } };
}

export const setResourcesCommand: CommandSpec = {
  use: 'resources (-f FILENAME | TYPE NAME) ([--limits=LIMITS & --requests=REQUESTS]', short: 'Update resource requests/limits on objects with pod templates',
  long: 'Specify compute resource requirements (CPU, memory) for any resource that defines a pod template. If a pod is successfully scheduled, it is guaranteed the amount of resource requested, but may burst up to its specified limits.\n\n For each compute resource, if a limit is specified and a request is omitted, the request will default to the limit.',
  examples: '# Set a deployments nginx container cpu limits to "200m" and memory to "512Mi"\nkubectl set resources deployment nginx -c=nginx --limits=cpu=200m,memory=512Mi',
  flags: [
    ...setFlags('resources'),
    { name: 'containers', shorthand: 'c', type: 'string', default: '*', help: 'The names of containers in the selected pod templates to change, all containers are selected by default - may use wildcards' },
    { name: 'limits', type: 'string', help: "The resource requirement requests for this container.  For example, 'cpu=100m,memory=256Mi'.  Note that server side components may assign requests depending on the server configuration, such as limit ranges." },
    { name: 'requests', type: 'string', help: "The resource requirement requests for this container.  For example, 'cpu=100m,memory=256Mi'.  Note that server side components may assign requests depending on the server configuration, such as limit ranges." },
  ],
  run: immediate((context) => {
    const { flags, args } = context;
    const dryRun = dryRunStrategy(context);
    const infos = setInfos(context, args);
    if (flags.bool('local') && dryRun === 'server') fail('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
    if (flags.bool('all') && flags.string('selector') !== '') fail('cannot set --all and --selector at the same time');
    if (flags.string('limits') === '' && flags.string('requests') === '') fail('you must specify an update to requests or limits (in the form of --requests/--limits)');
    const limits = resourceListOf(flags.string('limits'));
    const requests = resourceListOf(flags.string('requests'));
    const pattern = flags.string('containers');
    const problems: ClientError[] = [];
    return setObjects(context, infos, {
      operation: 'resource requirements updated', failure: 'failed to patch resources update to pod template ', problems,
      change(object) {
        const seen = { isMatch: false };
        const changed = withPodSpec(object, (spec) => changedContainers(spec, (container) => {
          if (!matchesName(textOf(container['name']), pattern)) return container;
          seen.isMatch = true;
          return withAmounts(container, limits, requests);
        }));
        if (!seen.isMatch) problems.push({ message: `error: unable to find container named ${pattern}` });
        return seen.isMatch ? changed : undefined;
      },
    });
  }),
};
