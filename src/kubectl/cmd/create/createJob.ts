/** `kubectl create job` and `cronjob`. Mirrors create_job.go and create_cronjob.go of k8s.io/kubectl/pkg/cmd/create (v1.36). */
import type { JsonObject } from '../../../kube/json.ts';
import { isJsonObject } from '../../../kube/json.ts';
import { fail } from '../../errors.ts';
import { resources } from '../../resource/builder.ts';
import type { CommandContext } from '../command.ts';
import { generatorCommand } from './generator.ts';

function podTemplate(name: string, image: string, command: readonly string[], restartPolicy: string): JsonObject {
  return { spec: { containers: [{ name, image, command }], restartPolicy } };
}

export const createJobCommand = generatorCommand({
  use: 'job NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]', short: 'Create a job with the specified name', long: 'Create a job with the specified name.',
  examples: `# Create a job
kubectl create job my-job --image=busybox

# Create a job with a command
kubectl create job my-job --image=busybox -- date

# Create a job from a cron job named "a-cronjob"
kubectl create job test-job --from=cronjob/a-cronjob`,
  flags: [
    { name: 'image', type: 'string', help: 'Image name to run.' },
    { name: 'from', type: 'string', help: 'The name of the resource to create a Job from (only CronJob is supported).' },
  ],
  kind: 'Job', failure: 'failed to create job: ',
  build(context, name) {
    const { flags } = context;
    const command = context.args.slice(1);
    const [image, from] = [flags.string('image'), flags.string('from')];
    if ((image === '') === (from === '')) fail('either --image or --from must be specified');
    if (command.length > 0 && from !== '') fail('cannot specify --from and command');
    if (from !== '') return jobFromCronJob(context, name, from);
    return { metadata: { name }, spec: { template: podTemplate(name, image, command, 'Never') } };
  },
});

function jobFromCronJob(context: CommandContext, name: string, from: string): JsonObject {
  const infos = resources(context, { args: [from], isFlattened: true, isLatest: true }).infos();
  const [info] = infos;
  if (info === undefined || infos.length !== 1) return fail('from must be an existing cronjob');
  if (info.mapping.kind !== 'CronJob') fail(`unknown object type *v1.${info.mapping.kind}`);
  const object = info.object ?? {};
  const part = (value: JsonObject, field: string): JsonObject => {
    const inner = value[field];
    return isJsonObject(inner) ? inner : {};
  };
  const template = part(part(object, 'spec'), 'jobTemplate');
  const metadata = part(template, 'metadata');
  const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: info.name, uid: part(object, 'metadata')['uid'] ?? '', controller: true };
  return {
    metadata: { name, annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...part(metadata, 'annotations') }, labels: part(metadata, 'labels'), ownerReferences: [owner] },
    spec: part(template, 'spec'),
  };
}

export const createCronJobCommand = generatorCommand({
  use: "cronjob NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...]", aliases: ['cj'], short: 'Create a cron job with the specified name', long: 'Create a cron job with the specified name.',
  examples: `# Create a cron job
kubectl create cronjob my-job --image=busybox --schedule="*/1 * * * *"

# Create a cron job with a command
kubectl create cronjob my-job --image=busybox --schedule="*/1 * * * *" -- date`,
  flags: [
    { name: 'image', type: 'string', help: 'Image name to run.', isRequired: true },
    { name: 'schedule', type: 'string', help: 'A schedule in the Cron format the job should be run with.', isRequired: true },
    { name: 'restart', type: 'string', default: 'OnFailure', help: "job's restart policy. supported values: OnFailure, Never" },
  ],
  kind: 'CronJob', failure: 'failed to create cronjob: ',
  build({ flags, args }, name) {
    const template = podTemplate(name, flags.string('image'), args.slice(1), flags.string('restart'));
    return { metadata: { name }, spec: { schedule: flags.string('schedule'), jobTemplate: { metadata: { name }, spec: { template } } } };
  },
});
