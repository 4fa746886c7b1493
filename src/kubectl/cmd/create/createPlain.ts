/** Generators of objects that are little more than a name. Mirrors create_namespace.go, create_serviceaccount.go and create_priorityclass.go of k8s.io/kubectl/pkg/cmd/create (v1.36). */
import { generatorCommand } from './generator.ts';

export const createNamespaceCommand = generatorCommand({
  use: 'namespace NAME [--dry-run=server|client|none]', aliases: ['ns'], short: 'Create a namespace with the specified name', long: 'Create a namespace with the specified name.',
  examples: '# Create a new namespace named my-namespace\nkubectl create namespace my-namespace',
  kind: 'Namespace',
  build: (_context, name) => ({ metadata: { name } }),
});

export const createServiceAccountCommand = generatorCommand({
  use: 'serviceaccount NAME [--dry-run=server|client|none]', aliases: ['sa'], short: 'Create a service account with the specified name', long: 'Create a service account with the specified name.',
  examples: '# Create a new service account named my-service-account\nkubectl create serviceaccount my-service-account',
  kind: 'ServiceAccount', failure: 'failed to create serviceaccount: ',
  build: (_context, name) => ({ metadata: { name } }),
});

export const createPriorityClassCommand = generatorCommand({
  use: 'priorityclass NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]', aliases: ['pc'], short: 'Create a priority class with the specified name',
  long: 'Create a priority class with the specified name, value, globalDefault and description.',
  examples: `# Create a priority class named high-priority
kubectl create priorityclass high-priority --value=1000 --description="high priority"

# Create a priority class named default-priority that is considered as the global default priority
kubectl create priorityclass default-priority --value=1000 --global-default=true --description="default priority"

# Create a priority class named high-priority that cannot preempt pods with lower priority
kubectl create priorityclass high-priority --value=1000 --description="high priority" --preemption-policy="Never"`,
  flags: [
    { name: 'value', type: 'int32', help: 'the value of this priority class.' },
    { name: 'global-default', type: 'bool', help: 'global-default specifies whether this PriorityClass should be considered as the default priority.' },
    { name: 'description', type: 'string', help: 'description is an arbitrary string that usually provides guidelines on when this priority class should be used.' },
    { name: 'preemption-policy', type: 'string', default: 'PreemptLowerPriority', help: 'preemption-policy is the policy for preempting pods with lower priority.' },
  ],
  kind: 'PriorityClass', failure: 'failed to create priorityclass: ',
  build: ({ flags }, name) => ({ metadata: { name }, value: flags.int('value'), globalDefault: flags.bool('global-default'), description: flags.string('description'), preemptionPolicy: flags.string('preemption-policy') }),
});
