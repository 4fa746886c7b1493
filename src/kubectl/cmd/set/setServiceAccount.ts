/** `kubectl set serviceaccount`. Mirrors k8s.io/kubectl/pkg/cmd/set/set_serviceaccount.go (v1.36). */
import { fail } from '../../errors.ts';
import { withPodSpec } from '../../generate/podTemplateOf.ts';
import { immediate, type CommandSpec } from '../command.ts';
import { dryRunStrategy } from '../dryRun.ts';
import { setFlags, setInfos, setObjects } from './setObjects.ts';

export const setServiceAccountCommand: CommandSpec = {
  use: 'serviceaccount (-f FILENAME | TYPE NAME) SERVICE_ACCOUNT', aliases: ['sa'], short: 'Update the service account of a resource',
  long: 'Update the service account of pod template resources.\n\n Possible resources (case insensitive) can be:\n\n replicationcontroller (rc), deployment (deploy), daemonset (ds), job, replicaset (rs), statefulset',
  examples: "# Set deployment nginx-deployment's service account to serviceaccount1\nkubectl set serviceaccount deployment nginx-deployment serviceaccount1",
  flags: setFlags('serviceaccount', false),
  run: immediate((context) => {
    const { args, flags } = context;
    if (flags.bool('local') && dryRunStrategy(context) === 'server') fail('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
    const serviceAccountName = args.at(-1) ?? fail('serviceaccount is required');
    return setObjects(context, setInfos(context, args.slice(0, -1)), {
      operation: 'serviceaccount updated', failure: 'failed to patch ServiceAccountName ', tellsUnchanged: true,
      change: (object) => withPodSpec(object, (spec) => ({ ...spec, serviceAccountName })),
    });
  }),
};
