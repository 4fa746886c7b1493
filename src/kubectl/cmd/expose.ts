/** `kubectl expose`. Mirrors k8s.io/kubectl/pkg/cmd/expose/expose.go (v1.36). */
import type { JsonObject } from '../../kube/json.ts';
import { isJsonObject } from '../../kube/json.ts';
import { orFail } from '../client.ts';
import { fail } from '../errors.ts';
import { exposeService } from '../generate/exposeService.ts';
import { exposedPorts, exposedSelector } from '../generate/exposedObject.ts';
import { makeLabelSpec } from '../generate/labelSpec.ts';
import { overridden, overrideFlags } from '../generate/overrides.ts';
import { withSavedConfig } from '../generate/savedConfig.ts';
import { createTypedPrinter, typedObject } from '../printers/typedPrinter.ts';
import { resources } from '../resource/builder.ts';
import { groupKind } from '../rollout/rolloutStatus.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';
import { knownKind } from './create/generator.ts';
import { dryRunStrategy, type DryRun } from './dryRun.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags, saveConfigFlag } from './sharedFlags.ts';
import { textOf } from '../jsonText.ts';

const exposable: ReadonlySet<string> = new Set(['ReplicationController', 'Service', 'Pod', 'Deployment.apps', 'ReplicaSet.apps']);
/** Names of Services are no longer. */
const maxNameLength = 63;

/** What one object leaves for the next: kubectl keeps what it found out. */
interface Found { selector: string; port: string; ports: string; labels: string; protocols: ReadonlyMap<string, readonly string[]> }

function inspect({ flags }: CommandContext, object: JsonObject, found: Found): void {
  if (found.selector === '') found.selector = exposedSelector(object);
  const ports = exposedPorts(object);
  if (found.port === '') {
    const numbers = [...new Set(ports.map(({ port }) => String(port)))];
    const [only] = numbers;
    if (only === undefined && flags.string('cluster-ip') !== 'None') fail("couldn't find port via --port flag or introspection");
    if (numbers.length === 1 && only !== undefined) found.port = only;
    else if (numbers.length > 1) found.ports = numbers.join(',');
  }
  if (ports.length > 0) {
    const protocols = new Map<string, string[]>();
    for (const { port, protocol } of ports) protocols.set(String(port), [...protocols.get(String(port)) ?? [], protocol]);
    found.protocols = protocols;
  }
  if (found.labels !== '') return;
  const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
  const labels = isJsonObject(metadata['labels']) ? metadata['labels'] : {};
  found.labels = makeLabelSpec(Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, textOf(value)])));
}

function generated({ flags }: CommandContext, name: string, found: Found): JsonObject {
  return exposeService({
    name, selector: found.selector, labels: found.labels, ports: found.ports === '' ? found.port : found.ports, protocols: found.protocols,
    targetPort: flags.string('target-port'), protocol: flags.string('protocol'), externalIP: flags.string('external-ip'), type: flags.string('type'),
    loadBalancerIP: flags.string('load-balancer-ip'), sessionAffinity: flags.string('session-affinity'), clusterIP: flags.string('cluster-ip'),
  });
}

function create(context: CommandContext, service: JsonObject, dryRun: DryRun): JsonObject {
  const object = context.flags.bool('save-config') ? withSavedConfig(service) : service;
  return orFail(context.client.create(knownKind('Service'), context.namespace, object, dryRun === 'server' ? { isDryRun: true } : {}));
}

export const exposeCommand: CommandSpec = {
  use: 'expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]',
  short: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  long: `Expose a resource as a new Kubernetes service.

Looks up a deployment, service, replica set, replication controller or pod by name and uses the selector for that resource as the selector for a new service on the specified port. A deployment or replica set will be exposed as a service only if its selector is convertible to a selector that service supports, i.e. when the selector contains only the matchLabels component. Note that if no port is specified via --port and the exposed resource has multiple ports, all will be re-used by the new service. Also if no labels are specified, the new service will re-use the labels from the resource it exposes.

Possible resources include (case insensitive):

pod (po), service (svc), replicationcontroller (rc), deployment (deploy), replicaset (rs)`,
  examples: `# Create a service for a replicated nginx, which serves on port 80 and connects to the containers on port 8000
kubectl expose rc nginx --port=80 --target-port=8000

# Create a service for a pod valid-pod, which serves on port 444 with the name "frontend"
kubectl expose pod valid-pod --port=444 --name=frontend

# Create a service for an nginx deployment, which serves on port 80 and connects to the containers on port 8000
kubectl expose deployment nginx --port=80 --target-port=8000`,
  flags: [
    ...printFlags(), fieldManagerFlag('kubectl-expose'), ...overrideFlags(), dryRunFlag, saveConfigFlag, ...filenameFlags('identifying the resource to expose a service'),
    { name: 'protocol', type: 'string', help: "The network protocol for the service to be created. Default is 'TCP'." },
    { name: 'port', type: 'string', help: 'The port that the service should serve on. Copied from the resource being exposed, if unspecified' },
    { name: 'type', type: 'string', help: "Type for this service: ClusterIP, NodePort, LoadBalancer, or ExternalName. Default is 'ClusterIP'." },
    { name: 'load-balancer-ip', type: 'string', help: 'IP to assign to the LoadBalancer. If empty, an ephemeral IP will be created and used (cloud-provider specific).' },
    { name: 'selector', type: 'string', help: 'A label selector to use for this service. Only equality-based selector requirements are supported. If empty (the default) infer the selector from the resource being exposed.' },
    { name: 'labels', shorthand: 'l', type: 'string', help: 'Labels to apply to the service created by this call.' },
    { name: 'target-port', type: 'string', help: 'Name or number for the port on the container that the service should direct traffic to. Optional.' },
    { name: 'external-ip', type: 'string', help: 'Additional external IP address (not managed by Kubernetes) to accept for the service. If this IP is routed to a node, the service can be accessed by this IP in addition to its generated service IP.' },
    { name: 'name', type: 'string', help: 'The name for the newly created object.' },
    { name: 'session-affinity', type: 'string', help: "If non-empty, set the session affinity for the service to this; legal values: 'None', 'ClientIP'" },
    { name: 'cluster-ip', type: 'string', help: "ClusterIP to be assigned to the service. Leave empty to auto-allocate, or set to 'None' to create a headless service." },
  ],
  run: immediate((context) => {
    const { flags, args } = context;
    const dryRun = dryRunStrategy(context);
    const print = createTypedPrinter(context, { operation: 'exposed', dryRun });
    const found: Found = { selector: flags.string('selector'), port: flags.string('port'), ports: '', labels: flags.string('labels'), protocols: new Map() };
    resources(context, { args, filenames: flags.list('filename'), kustomize: flags.string('kustomize'), isRecursive: flags.bool('recursive'), isContinueOnError: true, isFlattened: true }).visit((info) => {
      if (!exposable.has(groupKind(info.mapping))) fail(`cannot expose a ${groupKind(info.mapping)}`);
      // Files may have the kind in small letters.
      inspect(context, { ...info.object, kind: info.mapping.kind }, found);
      const name = flags.string('name') === '' ? info.name.slice(0, maxNameLength) : flags.string('name');
      const service = overridden(context, typedObject(generated(context, name, found)));
      if (dryRun !== 'client') return print(create(context, service, dryRun));
      const metadata = isJsonObject(service['metadata']) ? service['metadata'] : {};
      print(context.isNamespaceEnforced ? { ...service, metadata: { ...metadata, namespace: context.namespace } } : service);
    });
    return 0;
  }),
};
