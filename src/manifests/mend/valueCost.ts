import { parseIP } from '../../kube/ip.ts';
import type { Scalar } from '../../kube/wireTypes.ts';
import type { Frame, Wanted } from './frames.ts';

const wrongType = 9;
const unlikely = 4;
const odd = 2;

const dnsName = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const labelValue = /^[A-Za-z0-9]([-\w.]*[A-Za-z0-9])?$/;
const quantity = /^[-+]?[0-9.]+(?:m|k|[KMGTPE]i?|n|u|e[0-9]+)?$/;

const enums: Readonly<Record<string, readonly string[]>> = {
  'ServiceSpec.type': ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
  'ServiceSpec.sessionAffinity': ['None', 'ClientIP'],
  'ServiceSpec.externalTrafficPolicy': ['Cluster', 'Local'],
  'ServiceSpec.internalTrafficPolicy': ['Cluster', 'Local'],
  'ServiceSpec.ipFamilyPolicy': ['SingleStack', 'PreferDualStack', 'RequireDualStack'],
  'ServiceSpec.ipFamilies': ['IPv4', 'IPv6'],
  'ServiceSpec.trafficDistribution': ['PreferClose', 'PreferSameZone', 'PreferSameNode'],
  '*.protocol': ['TCP', 'UDP', 'SCTP'],
  '*.imagePullPolicy': ['Always', 'IfNotPresent', 'Never'],
  'PodSpec.restartPolicy': ['Always', 'OnFailure', 'Never'],
  'PodSpec.dnsPolicy': ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  '*.pathType': ['Prefix', 'Exact', 'ImplementationSpecific'],
  '*.operator': ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt', 'Equal'],
  '*.effect': ['NoSchedule', 'NoExecute', 'PreferNoSchedule'],
  '*.whenUnsatisfiable': ['DoNotSchedule', 'ScheduleAnyway'],
  'NetworkPolicySpec.policyTypes': ['Ingress', 'Egress'],
  '*.addressType': ['IPv4', 'IPv6', 'FQDN'],
  'DeploymentStrategy.type': ['RollingUpdate', 'Recreate'],
  'DaemonSetUpdateStrategy.type': ['RollingUpdate', 'OnDelete'],
  'StatefulSetUpdateStrategy.type': ['RollingUpdate', 'OnDelete'],
  '*.podManagementPolicy': ['OrderedReady', 'Parallel'],
  '*.concurrencyPolicy': ['Allow', 'Forbid', 'Replace'],
  '*.accessModes': ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'],
  '*.scheme': ['HTTP', 'HTTPS'],
  'MetricSpec.type': ['Resource', 'Pods', 'Object', 'External', 'ContainerResource'],
  'MetricTarget.type': ['Utilization', 'Value', 'AverageValue'],
  'HPAScalingPolicy.type': ['Pods', 'Percent'],
};
const names: ReadonlySet<string> = new Set([
  'name', 'namespace', 'serviceName', 'serviceAccountName', 'secretName', 'claimName', 'nodeName', 'hostname', 'subdomain', 'generateName', 'ingressClassName', 'storageClassName',
  'priorityClassName', 'appProtocol', 'externalName', 'resourceVersion',
]);
const addresses: ReadonlySet<string> = new Set(['ip', 'clusterIP', 'clusterIPs', 'loadBalancerIP', 'externalIPs', 'podIP', 'podIPs', 'hostIP']);
/** Texts of several words are usual there. */
const prose: ReadonlySet<string> = new Set(['message', 'reason', 'description', 'command', 'args', 'value', 'schedule', 'content']);
const labelMaps: ReadonlySet<string> = new Set(['labels', 'selector', 'matchLabels', 'nodeSelector']);
const flow = /^(?:\{[\s\S]*\}|\[[\s\S]*\]|null|~)$/;

/** How unlikely a text is as the value of a field. Quotes are still around it. */
export function valueCost(wanted: Wanted, text: string, owner: Frame, key: string): number {
  if (wanted.kind !== 'scalar') return flow.test(text) || /^[&*]\w+$/.test(text) ? 0 : 15;
  const isQuoted = /^(?:"[\s\S]*"|'[\s\S]*')$/.test(text);
  const bare = isQuoted ? text.slice(1, -1) : text;
  if (!isQuoted) {
    if (text === 'null' || text === '~') return odd;
    if (/^[{[]/.test(text)) return wrongType;
    if (/^[%@`>|!&*,}\]]/.test(text)) return 6;
  }
  const typed = scalarCost(wanted.scalar, bare, isQuoted);
  return wanted.scalar === 'string' ? stringCost(bare, isQuoted, owner, key) : typed;
}

function scalarCost(scalar: Scalar, text: string, isQuoted: boolean): number {
  switch (scalar) {
    case 'int32': case 'int64': return !isQuoted && /^-?[0-9]+$/.test(text) ? (text.length > 10 ? unlikely : 0) : wrongType;
    case 'float64': return !isQuoted && /^-?[0-9.]+$/.test(text) ? 0 : wrongType;
    case 'bool': return isQuoted || !/^(?:true|false|yes|no|on|off)$/i.test(text) ? wrongType : /^(?:true|false)$/i.test(text) ? 0 : odd;
    case 'intOrString': return /^(?:[0-9]{1,5}|[0-9]{1,3}%)$/.test(text) ? 0 : /^(?=.*[a-z])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(text) && text.length <= 15 ? 0 : 6;
    case 'quantity': return quantity.test(text) ? 0 : wrongType;
    case 'time': case 'microTime': return /^[0-9]{4}-[0-9]{2}-[0-9]{2}/.test(text) ? 0 : wrongType;
    case 'bytes': return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? (text.length % 4 === 0 ? 0 : unlikely) : wrongType;
    case 'string': case 'any': return 0;
  }
}

function stringCost(text: string, isQuoted: boolean, owner: Frame, key: string): number {
  let cost = 0;
  const known = enums[`${owner.struct?.name ?? ''}.${key}`] ?? enums[`*.${key}`];
  if (known !== undefined && owner.kind !== 'map') cost += text === '' || known.includes(text) ? 0 : 5;
  if (owner.kind === 'map') {
    if (labelMaps.has(owner.key)) cost += text === '' || labelValue.test(text) ? 0 : wrongType;
    return cost;
  }
  if (owner.objectKind !== '' && key === 'apiVersion') return /^(?:[a-z0-9.-]+\/)?v[0-9]+(?:(?:alpha|beta)[0-9]+)?$/.test(text) ? cost : cost + 8;
  if (addresses.has(key)) return cost + (parseIP(text) !== undefined || text === 'None' || text === '' ? 0 : unlikely);
  if (names.has(key)) return cost + (dnsName.test(text) || (/^[A-Z_][A-Z0-9_]*$/.test(text) && owner.struct?.name === 'EnvVar') || /^[a-z0-9-]+-$/.test(text) && key === 'generateName' ? 0 : /^[A-Za-z0-9_.:/-]+$/.test(text) ? odd : unlikely);
  if (key === 'image') return cost + (/^[\w./:@-]+$/.test(text) ? 0 : unlikely);
  if (/\s/.test(text) && !isQuoted && !prose.has(key)) cost += odd;
  return cost;
}
