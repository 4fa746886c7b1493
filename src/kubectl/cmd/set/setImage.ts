/** `kubectl set image`. Mirrors k8s.io/kubectl/pkg/cmd/set/set_image.go (v1.36). */
import { quote } from '../../../kube/quote.ts';
import { Failure, type ClientError } from '../../errors.ts';
import { changedContainers, withPodSpec } from '../../generate/podTemplateOf.ts';
import { parsePairs, resourcesAndPairs } from '../../generate/pairs.ts';
import { immediate, type CommandSpec } from '../command.ts';
import { dryRunStrategy } from '../dryRun.ts';
import { setFlags, setInfos, setObjects } from './setObjects.ts';
import { textOf } from '../../jsonText.ts';

export const setImageCommand: CommandSpec = {
  use: 'image (-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  short: 'Update the image of a pod template',
  long: 'Update existing container image(s) of resources.\n\n Possible resources include (case insensitive):\n\n pod (po), replicationcontroller (rc), deployment (deploy), daemonset (ds), statefulset (sts), cronjob (cj), replicaset (rs)',
  examples: `# Set a deployment's nginx container image to 'nginx:1.9.1', and its busybox container image to 'busybox'
kubectl set image deployment/nginx busybox=busybox nginx=nginx:1.9.1

# Update all deployments' and rc's nginx container's image to 'nginx:1.9.1'
kubectl set image deployments,rc nginx=nginx:1.9.1 --all

# Update image of all containers of daemonset abc to 'nginx:1.9.1'
kubectl set image daemonset abc *=nginx:1.9.1`,
  flags: setFlags('image'),
  run: immediate((context) => {
    const { flags, args } = context;
    const dryRun = dryRunStrategy(context);
    const { resources, pairs } = resourcesAndPairs(args, 'image');
    const images = parsePairs(pairs, 'image');
    const infos = setInfos(context, resources);
    const errors: ClientError[] = [];
    if (flags.bool('all') && flags.string('selector') !== '') errors.push({ message: 'cannot set --all and --selector at the same time' });
    if (resources.length === 0 && flags.list('filename').length === 0) errors.push({ message: 'one or more resources must be specified as <resource> <name> or <resource>/<name>' });
    if (images.size === 0) errors.push({ message: 'at least one image update is required' });
    else if (images.size > 1 && images.has('*')) errors.push({ message: 'all containers are already specified by *, but saw more than one container_name=container_image pairs' });
    if (flags.bool('local') && dryRun === 'server') errors.push({ message: 'cannot specify --local and --dry-run=server - did you mean --dry-run=client?' });
    if (errors.length > 0) throw new Failure(errors);
    const problems: ClientError[] = [];
    return setObjects(context, infos, {
      operation: 'image updated', failure: 'failed to patch image update to pod template: ', problems,
      change: (object) => withPodSpec(object, (spec) => {
        const found = new Set<string>();
        const changed = changedContainers(spec, (container) => {
          const name = textOf(container['name']);
          const image = images.get(name) ?? images.get('*');
          if (image === undefined) return container;
          found.add(images.has(name) ? name : '*');
          return { ...container, image };
        });
        for (const name of images.keys()) if (!found.has(name)) problems.push({ message: `error: unable to find container named ${quote(name)}` });
        return changed;
      }),
    });
  }),
};
