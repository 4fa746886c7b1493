import type { CommandSpec } from './command.ts';
import { createConfigMapCommand } from './create/createConfigMap.ts';
import { createDeploymentCommand } from './create/createDeployment.ts';
import { createIngressCommand } from './create/createIngress.ts';
import { createCronJobCommand, createJobCommand } from './create/createJob.ts';
import { createNamespaceCommand, createPriorityClassCommand, createServiceAccountCommand } from './create/createPlain.ts';
import { createPodDisruptionBudgetCommand, createQuotaCommand } from './create/createPolicy.ts';
import { createClusterRoleBindingCommand, createClusterRoleCommand, createRoleBindingCommand, createRoleCommand } from './create/createRBAC.ts';
import { createSecretCommand } from './create/createSecret.ts';
import { createServiceCommand } from './create/createService.ts';
import { createTokenCommand } from './create/createToken.ts';

/** What `kubectl create` makes out of flags, by name. */
export const createSubcommands: readonly CommandSpec[] = [
  createClusterRoleCommand, createClusterRoleBindingCommand, createConfigMapCommand, createCronJobCommand, createDeploymentCommand, createIngressCommand, createJobCommand,
  createNamespaceCommand, createPodDisruptionBudgetCommand, createPriorityClassCommand, createQuotaCommand, createRoleCommand, createRoleBindingCommand, createSecretCommand,
  createServiceCommand, createServiceAccountCommand, createTokenCommand,
];
