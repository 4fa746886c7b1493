/** `kubectl autoscale`. Mirrors k8s.io/kubectl/pkg/cmd/autoscale/autoscale.go (v1.36). */
import type { JsonObject } from '../../kube/json.ts';
import { formatQuantity, parseQuantity } from '../../kube/quantity.ts';
import { failStatus, fail } from '../errors.ts';
import { withSavedConfig } from '../generate/savedConfig.ts';
import { createTypedPrinter, typedObject } from '../printers/typedPrinter.ts';
import { resources } from '../resource/builder.ts';
import type { ResourceInfo } from '../resource/resourceInfo.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';
import { knownKind } from './create/generator.ts';
import { dryRunStrategy } from './dryRun.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags, saveConfigFlag } from './sharedFlags.ts';

const scalable: ReadonlySet<string> = new Set(['ReplicationController', 'Deployment', 'ReplicaSet', 'StatefulSet']);

/** `80%` is a share of what is asked for, anything else an amount; a bare number is in `unit`. */
function targetOf(text: string, name: 'cpu' | 'memory', unit: string): JsonObject {
  const input = text.trim();
  if (input === '') fail('empty input');
  if (input.endsWith('%')) {
    const percent = input.slice(0, -1);
    if (!/^\+?\d{1,10}$/.test(percent)) fail(`invalid percentage value: ${percent}`);
    return { type: 'Utilization', averageUtilization: Number(percent) };
  }
  const parsed = parseQuantity(/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(input) ? `${Number(input)}${unit}` : input);
  return { type: 'AverageValue', averageValue: parsed.ok ? formatQuantity(parsed.quantity) : fail(`invalid resource ${name} value: ${input}`) };
}

function metricsOf({ flags }: CommandContext): readonly JsonObject[] {
  const metric = (name: string, target: JsonObject): JsonObject => ({ type: 'Resource', resource: { name, target } });
  const percent = flags.int('cpu-percent');
  return [
    ...(percent > 0 ? [metric('cpu', { type: 'Utilization', averageUtilization: percent })] : []),
    ...(flags.string('cpu') === '' ? [] : [metric('cpu', targetOf(flags.string('cpu'), 'cpu', 'm'))]),
    ...(flags.string('memory') === '' ? [] : [metric('memory', targetOf(flags.string('memory'), 'memory', 'Mi'))]),
  ];
}

function autoscalerOf(context: CommandContext, { mapping, name }: ResourceInfo): JsonObject {
  const { flags } = context;
  const min = flags.int('min');
  return typedObject({
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler',
    metadata: { name: flags.string('name') === '' ? name : flags.string('name'), ...(context.isNamespaceEnforced ? { namespace: context.namespace } : {}) },
    spec: { scaleTargetRef: { apiVersion: mapping.apiVersion, kind: mapping.kind, name }, maxReplicas: flags.int('max'), ...(min > 0 ? { minReplicas: min } : {}), metrics: metricsOf(context) },
  });
}

/** A refusal is tried again through the older API, where what was asked for can be said there. */
function whyNot({ flags }: CommandContext, status: Parameters<typeof failStatus>[0]): never {
  const incompatible = (error: string): never => fail(`failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: ${error}`);
  const [cpu, memory] = [flags.string('cpu'), flags.string('memory')];
  if (cpu.trim() === '') return incompatible('empty input');
  if (memory !== '' || (flags.int('cpu-percent') < 0 && !cpu.trim().endsWith('%'))) return incompatible('%!w(<nil>)');
  return failStatus(status);
}

export const autoscaleCommand: CommandSpec = {
  use: 'autoscale (-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY]', short: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  long: 'Creates an autoscaler that automatically chooses and sets the number of pods that run in a Kubernetes cluster. The command will attempt to use the autoscaling/v2 API first, in case of an error, it will fall back to autoscaling/v1 API.\n\n Looks up a deployment, replica set, stateful set, or replication controller by name and creates an autoscaler that uses the given resource as a reference. An autoscaler can automatically increase or decrease number of pods deployed within the system as needed.',
  examples: '# Auto scale a deployment "foo", with the number of pods between 2 and 10, no target CPU utilization specified so a default autoscaling policy will be used\nkubectl autoscale deployment foo --min=2 --max=10\n\n# Auto scale a replication controller "foo", with the number of pods between 1 and 5, target CPU utilization at 80%\nkubectl autoscale rc foo --max=5 --cpu=80%',
  flags: [
    ...printFlags(), ...filenameFlags('identifying the resource to autoscale.'), dryRunFlag, saveConfigFlag, fieldManagerFlag('kubectl-autoscale'),
    { name: 'min', type: 'int32', default: '-1', help: "The lower limit for the number of pods that can be set by the autoscaler. If it's not specified or negative, the server will apply a default value." },
    { name: 'max', type: 'int32', default: '-1', help: 'The upper limit for the number of pods that can be set by the autoscaler. Required.', isRequired: true },
    { name: 'cpu-percent', type: 'int32', default: '-1', help: "The target average CPU utilization (represented as a percent of requested CPU) over all the pods. If it's not specified or negative, a default autoscaling policy will be used.", deprecated: 'Use --cpu with percentage or resource quantity format (e.g., \'70%\' for utilization or \'500m\' for milliCPU).' },
    { name: 'cpu', type: 'string', help: 'Target CPU utilization over all the pods. When specified as a percentage (e.g."70%" for 70% of requested CPU) it will target average utilization. When specified as quantity (e.g."500m" for 500 milliCPU) it will target average value. Value without units is treated as a quantity with miliCPU being the unit (e.g."500" is "500m").' },
    { name: 'memory', type: 'string', help: 'Target memory utilization over all the pods. When specified  as a percentage (e.g."60%" for 60% of requested memory) it will target average utilization. When specified as quantity (e.g."200Mi" for 200 MiB, "1Gi" for 1 GiB) it will target average value. Value without units is treated as a quantity with mebibytes being the unit (e.g."200" is "200Mi").' },
    { name: 'name', type: 'string', help: 'The name for the newly created object. If not specified, the name of the input resource will be used.' },
  ],
  run: immediate((context) => {
    const { flags, args, client, namespace } = context;
    const dryRun = dryRunStrategy(context);
    const [min, max] = [flags.int('min'), flags.int('max')];
    if (max < 1) fail(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
    if (max < min) fail(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
    if (flags.int('cpu-percent') > 0 && flags.string('cpu') !== '') fail('--cpu-percent and --cpu are mutually exclusive');
    metricsOf(context);
    let count = 0;
    resources(context, { args, filenames: flags.list('filename'), kustomize: flags.string('kustomize'), isRecursive: flags.bool('recursive'), isContinueOnError: true, isFlattened: true }).visit((info) => {
      const { mapping } = info;
      if (!scalable.has(mapping.kind)) fail(`cannot autoscale a ${mapping.kind}: could not find scale subresource for ${mapping.group}/${mapping.version}, Resource=${mapping.plural} in discovery information`);
      count++;
      const autoscaler = autoscalerOf(context, info);
      if (dryRun === 'client') return createTypedPrinter(context, { operation: 'created', dryRun })(autoscaler);
      const sent = flags.bool('save-config') ? withSavedConfig(autoscaler) : autoscaler;
      const answer = client.create(knownKind('HorizontalPodAutoscaler'), namespace, sent, dryRun === 'server' ? { isDryRun: true } : {});
      if (!answer.ok) return whyNot(context, answer.status);
      createTypedPrinter(context, { operation: 'autoscaled', dryRun })(answer.object);
    });
    if (count === 0) fail('no objects passed to autoscale');
    return 0;
  }),
};
