/** Every command, in the groups of kubectl's help. Mirrors NewKubectlCommand of k8s.io/kubectl/pkg/cmd/cmd.go (v1.36). */
import type { CommandGroup } from '../help/usage.ts';
import { annotateCommand } from './annotate.ts';
import { apiResourcesCommand, apiVersionsCommand } from './apiResources.ts';
import { applyCommand } from './apply.ts';
import { autoscaleCommand } from './autoscale.ts';
import { clusterInfoCommand } from './clusterInfo.ts';
import type { CommandSpec } from './command.ts';
import { configCommand } from './config.ts';
import { createCommand } from './create.ts';
import { deleteCommand } from './delete.ts';
import { describeCommand } from './describe.ts';
import { diffCommand } from './diff.ts';
import { editCommand } from './edit.ts';
import { exposeCommand } from './expose.ts';
import { getCommand } from './get.ts';
import { labelCommand } from './label.ts';
import { optionsCommand } from './options.ts';
import { patchCommand } from './patch.ts';
import { replaceCommand } from './replace.ts';
import { rolloutCommand } from './rollout.ts';
import { scaleCommand } from './scale.ts';
import { setCommand } from './set.ts';
import { attachCommand } from './attach.ts';
import { cordonCommand } from './cordon.ts';
import { drainCommand } from './drain.ts';
import { execCommand } from './exec.ts';
import { logsCommand } from './logs.ts';
import { runCommand } from './run.ts';
import { taintCommand } from './taint.ts';
import { topCommand } from './top.ts';
import { uncordonCommand } from './uncordon.ts';
import { authCommand } from './auth.ts';
import { cpCommand } from './cp.ts';
import { debugCommand } from './debug.ts';
import { eventsCommand } from './events.ts';
import { explainCommand } from './explain.ts';
import { portForwardCommand } from './portForward.ts';
import { proxyCommand } from './proxy.ts';
import { versionCommand } from './version.ts';
import { waitCommand } from './wait.ts';

export const commandGroups: readonly CommandGroup[] = [
  { message: 'Basic Commands (Beginner):', commands: [createCommand, exposeCommand, runCommand, setCommand] },
  { message: 'Basic Commands (Intermediate):', commands: [explainCommand, getCommand, editCommand, deleteCommand] },
  { message: 'Deploy Commands:', commands: [rolloutCommand, scaleCommand, autoscaleCommand] },
  { message: 'Cluster Management Commands:', commands: [clusterInfoCommand, topCommand, cordonCommand, uncordonCommand, drainCommand, taintCommand] },
  { message: 'Troubleshooting and Debugging Commands:', commands: [describeCommand, logsCommand, attachCommand, execCommand, portForwardCommand, proxyCommand, cpCommand, authCommand, debugCommand, eventsCommand] },
  { message: 'Advanced Commands:', commands: [diffCommand, applyCommand, patchCommand, replaceCommand, waitCommand] },
  { message: 'Settings Commands:', commands: [labelCommand, annotateCommand] },
  { message: 'Other Commands:', commands: [apiResourcesCommand, apiVersionsCommand, configCommand, versionCommand] },
];

export const rootCommand: CommandSpec = {
  use: 'kubectl',
  short: 'kubectl controls the Kubernetes cluster manager',
  long: 'kubectl controls the Kubernetes cluster manager.\n\n Find more information at: https://kubernetes.io/docs/reference/kubectl/',
  subcommands: [...commandGroups.flatMap(({ commands }) => commands), optionsCommand],
};
