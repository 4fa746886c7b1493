import generated from '../../kube/schema.generated.json';
import { allKinds } from '../../kube/scheme.ts';

interface Definition { readonly properties?: Readonly<Record<string, object>>; readonly [key: string]: unknown }

/** What the API models leave out: the values that a string may have. */
const enums: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  ServiceSpec: {
    type: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
    sessionAffinity: ['None', 'ClientIP'],
    externalTrafficPolicy: ['Cluster', 'Local'],
    internalTrafficPolicy: ['Cluster', 'Local'],
    ipFamilyPolicy: ['SingleStack', 'PreferDualStack', 'RequireDualStack'],
    trafficDistribution: ['PreferSameZone', 'PreferSameNode'],
  },
  ServicePort: { protocol: ['TCP', 'UDP', 'SCTP'] },
  ContainerPort: { protocol: ['TCP', 'UDP', 'SCTP'] },
  EndpointPort: { protocol: ['TCP', 'UDP', 'SCTP'] },
  DiscoveryEndpointPort: { protocol: ['TCP', 'UDP', 'SCTP'] },
  EndpointSlice: { addressType: ['IPv4', 'IPv6', 'FQDN'] },
  PodSpec: {
    restartPolicy: ['Always', 'OnFailure', 'Never'],
    dnsPolicy: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  },
  Container: { imagePullPolicy: ['Always', 'IfNotPresent', 'Never'] },
  DeploymentStrategy: { type: ['RollingUpdate', 'Recreate'] },
  StatefulSetSpec: { podManagementPolicy: ['OrderedReady', 'Parallel'] },
  StatefulSetUpdateStrategy: { type: ['RollingUpdate', 'OnDelete'] },
  DaemonSetUpdateStrategy: { type: ['RollingUpdate', 'OnDelete'] },
  Toleration: { operator: ['Exists', 'Equal'], effect: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] },
  NetworkPolicySpec: {},
  HTTPIngressPath: { pathType: ['Exact', 'Prefix', 'ImplementationSpecific'] },
};

function withEnums(name: string, definition: Definition): Definition {
  const values = enums[name];
  if (values === undefined || definition.properties === undefined) return definition;
  const properties = Object.fromEntries(Object.entries(definition.properties).map(([field, schema]) => {
    const allowed = values[field];
    return [field, allowed === undefined ? schema : { ...schema, enum: allowed }];
  }));
  return { ...definition, properties };
}

/** One JSON Schema for any document: the kinds of the scheme, told apart by apiVersion and kind. */
export function kubernetesSchema(): object {
  const source: Readonly<Record<string, Definition>> = generated.definitions;
  const definitions = Object.fromEntries(Object.entries(source).map(([name, definition]) => [name, withEnums(name, definition)]));
  const oneOf = allKinds.flatMap((info) => {
    const definition = definitions[info.struct];
    if (definition?.properties === undefined) return [];
    return [{
      ...definition,
      title: info.kind,
      required: ['apiVersion', 'kind', 'metadata'],
      properties: { ...definition.properties, apiVersion: { const: info.apiVersion, default: info.apiVersion }, kind: { const: info.kind, default: info.kind } },
    }];
  });
  return { definitions, oneOf };
}
