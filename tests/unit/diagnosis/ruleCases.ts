import type { Behaviour } from '../../../src/protocol/command.ts';
import { presetSettings, type ClusterSettings } from '../../../src/protocol/settings.ts';

/** A manifest that a rule speaks of, and one beside it that it must leave alone. */
export interface RuleCase {
  readonly rule: string;
  readonly bad: string;
  /** The characters that it points at. */
  readonly where: string;
  /** What its fix changes. */
  readonly fix?: string;
  readonly good: string;
  readonly settings: ClusterSettings;
  readonly behaviours?: Readonly<Record<string, Behaviour>>;
}

const settings = presetSettings('kubeadm');
const withoutCloud: ClusterSettings = { ...settings, cloud: { kind: 'none' } };
const oneZone: ClusterSettings = { ...settings, nodes: settings.nodes.map((node) => ({ ...node, zone: 'zone-a' })) };
const dualStack = presetSettings('kubeadm', { isDualStack: true });

const join = (...documents: readonly string[]): string => documents.map((document) => document.trim()).join('\n---\n') + '\n';
const indent = (text: string, by: number): string => text.trim().split('\n').map((line) => ' '.repeat(by) + line).join('\n');

function service(name: string, spec: string, metadata = ''): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${metadata === '' ? '' : `${indent(metadata, 2)}\n`}spec:\n${indent(spec, 2)}`;
}

interface WorkloadOptions { readonly kind?: string; readonly replicas?: number; readonly labels?: string; readonly pod?: string; readonly container?: string; readonly spec?: string; readonly ports?: string }

/** A workload of one container `c`, with port 80 named http. */
function workload(name: string, options: WorkloadOptions = {}): string {
  const { kind = 'Deployment', replicas = 1, labels = `{app: ${name}}`, pod = '', container = '', spec = '', ports = '- name: http\n  containerPort: 80' } = options;
  return `apiVersion: apps/v1
kind: ${kind}
metadata:
  name: ${name}
spec:
${spec === '' ? '' : `${indent(spec, 2)}\n`}${kind === 'DaemonSet' ? '' : `  replicas: ${replicas}\n`}  selector:
    matchLabels: ${labels}
  template:
    metadata:
      labels: ${labels}
    spec:
${pod === '' ? '' : `${indent(pod, 6)}\n`}      containers:
      - name: c
        image: c
${container === '' ? '' : `${indent(container, 8)}\n`}${ports === '' ? '' : `        ports:\n${indent(ports, 8)}\n`}`;
}

function slice(name: string, rest: string, labels = 'kubernetes.io/service-name: web'): string {
  return `apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: ${name}\n${labels === '' ? '' : `  labels:\n${indent(labels, 4)}\n`}addressType: IPv4\n${rest.trim()}`;
}
const endpoints = (name: string, subsets = '[{addresses: [{ip: 10.0.0.9}], ports: [{port: 80}]}]'): string => `apiVersion: v1\nkind: Endpoints\nmetadata:\n  name: ${name}\nsubsets: ${subsets}`;
const stored = (apiVersion: string, kind: string, name: string, spec: string): string => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec:\n${indent(spec, 2)}`;

const web = workload('web');
const toWeb = 'selector:\n  app: web\nports:\n- port: 80\n  targetPort: 80';
const fine = join(service('web', toWeb), web);
const byHand = service('web', 'ports:\n- port: 80');
const ownSlice = slice('web-1', 'ports:\n- port: 80\nendpoints:\n- addresses: [10.0.0.9]');
const named = 'selector:\n  app: web\nports:\n- port: 80\n  targetPort: http';
const headless = 'clusterIP: None\nselector:\n  app: web\nports:\n- port: 80';

type Draft = Omit<RuleCase, 'settings'> & { readonly settings?: ClusterSettings };

const selectorCases: readonly Draft[] = [
  { rule: 'selectorValue', bad: join(service('web', toWeb.replace('app: web', 'app: wbe')), web), where: 'wbe', fix: 'replace wbe with web', good: fine },
  { rule: 'selectorKey', bad: join(service('web', toWeb.replace('app: web', 'ap: web')), web), where: 'web', fix: 'replace ap with app', good: fine },
  { rule: 'selectorMatchesOthers', bad: join(service('web', toWeb.replace('app: web', 'app: database')), web), where: 'app: database', good: fine },
  { rule: 'selectorNoPods', bad: service('web', toWeb), where: 'app: web', good: fine },
  {
    rule: 'otherNamespace', bad: join('apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}', service('web', toWeb, 'namespace: default'), web.replace('  name: web', '  name: web\n  namespace: shop')),
    where: 'default', fix: 'replace default with shop', good: join('apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}', service('web', toWeb, 'namespace: shop'), web.replace('  name: web', '  name: web\n  namespace: shop')),
  },
  { rule: 'scaledToZero', bad: join(service('web', toWeb), workload('web', { replicas: 0 })), where: 'app: web', good: fine },
  { rule: 'podsCrashing', bad: fine, behaviours: { 'Deployment/default/web': { crashes: true } }, where: 'app: web', good: join(service('web', toWeb), workload('web', { kind: 'StatefulSet' })) },
  { rule: 'podsUnschedulable', bad: join(service('web', toWeb), workload('web', { pod: 'nodeSelector: {disk: ssd}' })), where: 'app: web', good: join(service('web', toWeb), workload('web', { pod: 'nodeSelector: {kubernetes.io/hostname: node-1}' })) },
  {
    rule: 'podsNotReady', bad: join(service('web', toWeb), workload('web', { container: 'readinessProbe:\n  httpGet: {port: nosuch}' })), where: 'app: web',
    good: join(service('web', toWeb), workload('web', { container: 'readinessProbe:\n  httpGet: {port: 80}\n  initialDelaySeconds: 90' })),
  },
  { rule: 'selectorPinsRevision', bad: join(service('web', 'selector:\n  app: web\n  pod-template-hash: "12345"\nports:\n- port: 80'), web), where: '"12345"', fix: 'remove pod-template-hash: "12345"', good: join(service('web', 'selector:\n  app: web\n  statefulset.kubernetes.io/pod-name: web-0\nports:\n- port: 80'), workload('web', { kind: 'StatefulSet' })) },
  {
    rule: 'selectorPicksJobs', bad: join(service('web', toWeb), web, stored('batch/v1', 'Job', 'migrate', 'template:\n  metadata: {labels: {app: web}}\n  spec:\n    restartPolicy: Never\n    containers: [{name: c, image: c}]')), where: 'app: web',
    good: join(service('web', toWeb), web, stored('batch/v1', 'Job', 'migrate', 'template:\n  metadata: {labels: {app: migrate}}\n  spec:\n    restartPolicy: Never\n    containers: [{name: c, image: c}]')),
  },
];

const portCases: readonly Draft[] = [
  { rule: 'targetPortNotDeclared', bad: join(service('web', toWeb.replace('targetPort: 80', 'targetPort: 8080')), web), where: '8080', fix: 'replace 8080 with 80', good: fine },
  { rule: 'noPortDeclared', bad: join(service('web', toWeb), workload('web', { ports: '' })), where: '80', good: fine },
  { rule: 'namedPortMissing', bad: join(service('web', named.replace('http', 'htpp')), web), where: 'htpp', fix: 'replace htpp with http', good: join(service('web', named), web) },
  { rule: 'namedPortUnknown', bad: join(service('web', named.replace('http', 'grpc')), workload('web', { ports: '- {name: http, containerPort: 80}\n- {name: admin, containerPort: 81}' })), where: 'grpc', good: join(service('web', named), web) },
  {
    rule: 'namedPortMissingOnSome', bad: join(service('web', named), web, workload('web2', { labels: '{app: web, v: "2"}', ports: '- {name: web, containerPort: 80}' })), where: 'http',
    good: join(service('web', named), web, workload('web2', { labels: '{app: web, v: "2"}' })),
  },
  { rule: 'portProtocolDiffers', bad: join(service('web', 'selector: {app: web}\nports:\n- port: 53\n  protocol: UDP'), workload('web', { ports: '- containerPort: 53' })), where: 'UDP', fix: 'replace UDP with TCP', good: join(service('web', 'selector: {app: web}\nports:\n- port: 53\n  protocol: UDP'), workload('web', { ports: '- containerPort: 53\n  protocol: UDP' })) },
  { rule: 'targetPortNotListening', bad: fine, behaviours: { 'Deployment/default/web': { listensOn: [8080] } }, where: '80', fix: 'replace 80 with 8080', good: join(service('web', toWeb.replace('targetPort: 80', 'targetPort: 8080')), workload('web', { ports: '- containerPort: 8080' })) },
  { rule: 'nothingListens', bad: fine, behaviours: { 'Deployment/default/web': { listensOn: [] } }, where: '80', good: join(service('web', toWeb), workload('web', { kind: 'StatefulSet' })) },
  {
    rule: 'targetPortMissingOnSome', bad: join(service('web', toWeb), web, workload('db', { labels: '{app: web, tier: db}', ports: '- containerPort: 5432' })), where: '80',
    good: join(service('web', toWeb), web, workload('web2', { labels: '{app: web, tier: web}' })),
  },
  { rule: 'portNameTwiceInPod', bad: join(service('web', named), workload('web', { ports: '- {name: http, containerPort: 80}\n- {name: other, containerPort: 82}\n' }).replace('      containers:', '      initContainers:\n      - {name: side, image: c, restartPolicy: Always, ports: [{name: http, containerPort: 81}]}\n      containers:')), where: 'http', good: join(service('web', named), web) },
  {
    rule: 'namedPortNumbersDiffer', bad: join(service('web', named), web, workload('web2', { labels: '{app: web, v: "2"}', ports: '- {name: http, containerPort: 8080}' })), where: 'http',
    good: join(service('web', named), web, workload('web2', { labels: '{app: web, v: "2"}' })),
  },
  { rule: 'headlessPortNotTranslated', bad: join(service('web', `clusterIP: None\n${toWeb.replace('port: 80', 'port: 8000')}`), web), where: '8000', fix: 'replace 8000 with 80', good: join(service('web', headless), web) },
];

const aliasCases: readonly Draft[] = [
  { rule: 'externalNameIsIP', bad: service('db', 'type: ExternalName\nexternalName: 10.0.0.206'), where: '10.0.0.206', good: service('db', 'type: ExternalName\nexternalName: db.example.com') },
  { rule: 'externalNameShort', bad: join(service('alias', 'type: ExternalName\nexternalName: web.default.svc'), fine), where: 'web.default.svc', fix: 'replace web.default.svc with web.default.svc.cluster.local', good: join(service('alias', 'type: ExternalName\nexternalName: web.default.svc.cluster.local'), fine) },
  { rule: 'externalNameServiceMissing', bad: join(service('alias', 'type: ExternalName\nexternalName: wbe.default.svc.cluster.local'), fine), where: 'wbe.default.svc.cluster.local', fix: 'replace wbe.default.svc.cluster.local with web.default.svc.cluster.local', good: join(service('alias', 'type: ExternalName\nexternalName: web.default.svc.cluster.local'), fine) },
  { rule: 'externalNameLoop', bad: join(service('a', 'type: ExternalName\nexternalName: b.default.svc.cluster.local'), service('b', 'type: ExternalName\nexternalName: a.default.svc.cluster.local')), where: 'b.default.svc.cluster.local', good: join(service('a', 'type: ExternalName\nexternalName: b.default.svc.cluster.local'), service('b', 'type: ExternalName\nexternalName: db.example.com')) },
  { rule: 'externalNameSelector', bad: join(service('a', 'type: ExternalName\nexternalName: db.example.com\nselector:\n  app: web'), web), where: 'app: web', fix: 'remove selector: app: web', good: service('a', 'type: ExternalName\nexternalName: db.example.com') },
  { rule: 'externalNamePorts', bad: service('a', 'type: ExternalName\nexternalName: db.example.com\nports:\n- port: 80\n  targetPort: 8080'), where: 'ports', fix: 'remove ports: - port: 80 targetPort: 8080', good: service('a', 'type: ExternalName\nexternalName: db.example.com\nports:\n- port: 80') },
];

const policyCases: readonly Draft[] = [
  { rule: 'samePodsOtherAffinity', bad: join(service('web', `sessionAffinity: ClientIP\n${toWeb}`), service('other', toWeb), web), where: 'ClientIP', good: join(service('web', `sessionAffinity: ClientIP\n${toWeb}`), service('other', headless), web) },
  { rule: 'headlessAffinity', bad: join(service('web', `sessionAffinity: ClientIP\n${headless}`), web), where: 'ClientIP', fix: 'replace ClientIP with None', good: join(service('web', headless), web) },
  { rule: 'affinityPerNode', bad: join(service('web', `type: LoadBalancer\nsessionAffinity: ClientIP\n${toWeb}`), web), where: 'ClientIP', good: join(service('web', `sessionAffinity: ClientIP\n${toWeb}`), web) },
  { rule: 'readinessIgnored', bad: join(service('web', `publishNotReadyAddresses: true\n${toWeb}`), workload('web', { container: 'readinessProbe: {httpGet: {port: 80}}' })), where: 'true', fix: 'remove publishNotReadyAddresses: true', good: join(service('web', `publishNotReadyAddresses: true\n${headless}`), workload('web', { container: 'readinessProbe: {httpGet: {port: 80}}' })) },
  { rule: 'loadBalancerPending', settings: withoutCloud, bad: join(service('web', `type: LoadBalancer\n${toWeb}`), web), where: 'LoadBalancer', good: join(service('web', `type: NodePort\n${toWeb}`), web) },
  { rule: 'loadBalancerClass', bad: join(service('web', `type: LoadBalancer\nloadBalancerClass: example.com/x\n${toWeb}`), web), where: 'example.com/x', fix: 'remove loadBalancerClass: example.com/x', good: join(service('web', `type: LoadBalancer\n${toWeb}`), web) },
  { rule: 'loadBalancerIPIgnored', bad: join(service('web', `type: LoadBalancer\nloadBalancerIP: 203.0.113.77\n${toWeb}`), web), where: '203.0.113.77', fix: 'remove loadBalancerIP: 203.0.113.77', good: join(service('web', `type: LoadBalancer\n${toWeb}`), web) },
  { rule: 'sourceRangesExcludeClients', bad: join(service('web', `type: LoadBalancer\nloadBalancerSourceRanges: [192.0.2.0/24]\n${toWeb}`), web), where: '[192.0.2.0/24]', good: join(service('web', `type: LoadBalancer\nloadBalancerSourceRanges: [172.30.0.0/16]\n${toWeb}`), web) },
  { rule: 'sourceRangesNodePorts', bad: join(service('web', `type: LoadBalancer\nloadBalancerSourceRanges: [172.30.0.0/16]\n${toWeb}`), web), where: '[172.30.0.0/16]', good: join(service('web', `type: LoadBalancer\nallocateLoadBalancerNodePorts: false\nloadBalancerSourceRanges: [172.30.0.0/16]\n${toWeb}`), web) },
  { rule: 'externalIPTaken', bad: join(service('web', `externalIPs: [172.30.0.11]\n${toWeb}`), service('web2', `externalIPs: [172.30.0.11]\n${toWeb}`), web), where: '172.30.0.11', good: join(service('web', `externalIPs: [172.30.0.11]\n${toWeb}`), service('web2', `externalIPs: [172.30.0.12]\n${toWeb}`), web) },
  { rule: 'externalIPNotNode', bad: join(service('web', `externalIPs: [198.51.100.7]\n${toWeb}`), web), where: '198.51.100.7', good: join(service('web', `externalIPs: [172.30.0.11]\n${toWeb}`), web) },
  { rule: 'localPolicyNodes', bad: join(service('web', `type: NodePort\nexternalTrafficPolicy: Local\n${toWeb}`), web), where: 'Local', fix: 'replace Local with Cluster', good: join(service('web', `type: NodePort\nexternalTrafficPolicy: Local\n${toWeb}`), workload('web', { kind: 'DaemonSet' })) },
  { rule: 'internalPolicyNodes', bad: join(service('web', `internalTrafficPolicy: Local\n${toWeb}`), web), where: 'Local', fix: 'replace Local with Cluster', good: join(service('web', `internalTrafficPolicy: Local\n${toWeb}`), workload('web', { kind: 'DaemonSet' })) },
  { rule: 'distributionIgnored', bad: join(service('web', `trafficDistribution: PreferSameZone\ninternalTrafficPolicy: Local\n${toWeb}`), workload('web', { kind: 'DaemonSet' })), where: 'PreferSameZone', fix: 'remove trafficDistribution: PreferSameZone', good: join(service('web', `trafficDistribution: PreferSameZone\n${toWeb}`), web) },
  { rule: 'distributionOneZone', settings: oneZone, bad: join(service('web', `trafficDistribution: PreferSameZone\n${toWeb}`), web), where: 'PreferSameZone', good: join(service('web', `trafficDistribution: PreferSameNode\n${toWeb}`), web) },
  { rule: 'distributionZoneWithout', bad: join(service('web', `trafficDistribution: PreferSameZone\n${toWeb}`), web), where: 'PreferSameZone', good: join(service('web', `trafficDistribution: PreferSameZone\n${toWeb}`), workload('web', { kind: 'DaemonSet' })) },
  { rule: 'familyWithoutPods', settings: { ...dualStack, nodes: settings.nodes }, bad: join(service('web', `ipFamilyPolicy: RequireDualStack\nipFamilies:\n- IPv4\n- IPv6\n${toWeb}`), web), where: 'IPv6', good: fine },
];

const endpointCases: readonly Draft[] = [
  { rule: 'noEndpoints', bad: byHand, where: 'spec', good: join(byHand, ownSlice) },
  { rule: 'endpointsNameDiffers', bad: join(byHand, endpoints('web-external')), where: 'web', fix: 'replace web with web-external', good: join(byHand, endpoints('web')) },
  { rule: 'endpointsPortNameDiffers', bad: join(service('web', 'ports:\n- name: http\n  port: 80'), slice('web-1', 'ports:\n- name: web\n  port: 80\nendpoints:\n- addresses: [10.0.0.9]')), where: 'http', fix: 'replace http with web', good: join(byHand, ownSlice) },
  { rule: 'endpointsWrittenTwice', bad: join(byHand, endpoints('web'), slice('web-1', 'ports:\n- port: 80\nendpoints:\n- addresses: [10.0.0.10]')), where: 'web', good: join(byHand, ownSlice) },
  { rule: 'sliceUnlabelled', bad: join(byHand, slice('web-1', 'ports:\n- port: 80\nendpoints:\n- addresses: [10.0.0.9]', '')), where: 'metadata', fix: 'insert labels: kubernetes.io/service-name: web', good: join(byHand, ownSlice) },
  { rule: 'sliceServiceMissing', bad: join(byHand, slice('web-1', 'ports:\n- port: 80\nendpoints:\n- addresses: [10.0.0.9]', 'kubernetes.io/service-name: wbe')), where: 'wbe', fix: 'replace wbe with web', good: join(byHand, ownSlice) },
  { rule: 'slicePortsMissing', bad: join(byHand, slice('web-1', 'endpoints:\n- addresses: [10.0.0.9]')), where: 'apiVersion', fix: 'insert ports: - port: 80 protocol: TCP', good: join(byHand, ownSlice) },
  { rule: 'endpointIsServiceIP', bad: join(service('other', `clusterIP: 10.96.0.50\n${toWeb}`), byHand, slice('web-1', 'ports:\n- port: 80\nendpoints:\n- addresses: [10.96.0.50]')), where: '10.96.0.50', good: join(service('other', `clusterIP: 10.96.0.51\n${toWeb}`), byHand, ownSlice) },
  { rule: 'endpointsAddressIsServiceIP', bad: join(service('other', `clusterIP: 10.96.0.50\n${toWeb}`), byHand, endpoints('web', '[{addresses: [{ip: 10.96.0.50}], ports: [{port: 80}]}]')), where: '10.96.0.50', good: join(byHand, endpoints('web')) },
  { rule: 'endpointsServiceMissing', bad: endpoints('gone'), where: 'gone', good: join(byHand, endpoints('web')) },
  { rule: 'sliceNotReady', bad: join(byHand, slice('web-1', 'ports:\n- port: 80\nendpoints:\n- addresses: [10.0.0.9]\n  conditions:\n    ready: false')), where: 'false', fix: 'replace false with true', good: join(byHand, slice('web-1', 'ports:\n- port: 80\nendpoints:\n- addresses: [10.0.0.9]\n  conditions:\n    ready: true')) },
  { rule: 'sliceBesideSelector', bad: join(fine, ownSlice), where: 'web', good: join(byHand, ownSlice) },
  { rule: 'endpointsOverwritten', bad: join(fine, endpoints('web')), where: 'web', good: join(byHand, endpoints('web')) },
  { rule: 'sliceClaimsController', bad: join(byHand, slice('web-1', 'ports:\n- port: 80\nendpoints:\n- addresses: [10.0.0.9]', 'kubernetes.io/service-name: web\nendpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io')), where: 'endpointslice-controller.k8s.io', fix: 'remove endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io', good: join(byHand, slice('web-1', 'ports:\n- port: 80\nendpoints:\n- addresses: [10.0.0.9]', 'kubernetes.io/service-name: web\nendpointslice.kubernetes.io/managed-by: staff')) },
];

const setOf = (serviceName: string): string => workload('web', { kind: 'StatefulSet', spec: serviceName === '' ? '' : `serviceName: ${serviceName}` });
const templateCases: readonly Draft[] = [
  { rule: 'serviceNameMissing', bad: join(service('web-headless', headless), setOf('web')), where: 'web', fix: 'replace web with web-headless', good: join(service('web', headless), setOf('web')) },
  { rule: 'serviceNamePicksOthers', bad: join(service('web', headless.replace('app: web', 'app: other')), setOf('web')), where: 'web', good: join(service('web', headless), setOf('web')) },
  { rule: 'serviceNameEmpty', bad: join(service('web', headless), setOf('')), where: 'spec', fix: 'insert serviceName: web', good: join(service('web', headless), setOf('web')) },
  { rule: 'serviceNameNotHeadless', bad: join(service('web', toWeb), service('names', headless), setOf('web')), where: 'web', fix: 'replace web with names', good: join(service('web', headless), setOf('web')) },
  { rule: 'probePortUnknown', bad: workload('web', { container: 'readinessProbe:\n  httpGet:\n    port: htpp' }), where: 'htpp', fix: 'replace htpp with http', good: workload('web', { container: 'readinessProbe:\n  httpGet:\n    port: http' }) },
  { rule: 'probePortNotDeclared', bad: workload('web', { container: 'livenessProbe:\n  tcpSocket:\n    port: 8080' }), where: '8080', fix: 'replace 8080 with 80', good: workload('web', { container: 'livenessProbe:\n  tcpSocket:\n    port: 80' }) },
  {
    rule: 'livenessKillsFirst', bad: workload('web', { container: 'readinessProbe:\n  httpGet: {port: 80}\n  initialDelaySeconds: 60\nlivenessProbe:\n  httpGet: {port: 80}\n  initialDelaySeconds: 5' }), where: '5', fix: 'replace 5 with 60',
    good: workload('web', { container: 'readinessProbe:\n  httpGet: {port: 80}\n  initialDelaySeconds: 20\nlivenessProbe:\n  httpGet: {port: 80}\n  initialDelaySeconds: 15' }),
  },
  { rule: 'hostPortReplicas', bad: workload('web', { replicas: 3, ports: '- containerPort: 80\n  hostPort: 8080' }), where: '3', fix: 'replace 3 with 2', good: workload('web', { replicas: 2, ports: '- containerPort: 80\n  hostPort: 8080' }) },
  { rule: 'hostNetworkDNS', bad: workload('web', { pod: 'hostNetwork: true' }), where: 'spec', fix: 'insert dnsPolicy: ClusterFirstWithHostNet', good: workload('web', { pod: 'hostNetwork: true\ndnsPolicy: ClusterFirstWithHostNet' }) },
  { rule: 'subdomainWithoutService', bad: join(service('names', headless), workload('web', { pod: 'hostname: a\nsubdomain: nams' })), where: 'nams', fix: 'replace nams with names', good: join(service('names', headless), workload('web', { pod: 'hostname: a\nsubdomain: names' })) },
  { rule: 'subdomainPicksOthers', bad: join(service('names', headless.replace('app: web', 'app: db')), workload('web', { pod: 'subdomain: names' })), where: 'names', good: join(service('names', headless), workload('web', { pod: 'subdomain: names' })) },
  { rule: 'hostnameWithoutSubdomain', bad: join(service('names', headless), workload('web', { pod: 'hostname: a' })), where: 'a', fix: 'insert subdomain: names', good: workload('web', { pod: 'hostname: a' }) },
  { rule: 'serviceVariableMissing', bad: workload('web', { container: 'args: ["--db=$(MY_DB_SERVICE_HOST)"]' }), where: '"--db=$(MY_DB_SERVICE_HOST)"', good: join(service('my-db', toWeb), workload('web', { container: 'args: ["--db=$(MY_DB_SERVICE_HOST)", "$$(OTHER_SERVICE_HOST)"]' })) },
  { rule: 'serviceLinksOff', bad: join(service('my-db', toWeb), workload('web', { pod: 'enableServiceLinks: false', container: 'args: ["--db=$(MY_DB_SERVICE_HOST)"]' })), where: 'false', fix: 'replace false with true', good: workload('web', { pod: 'enableServiceLinks: false' }) },
  { rule: 'addressServiceUnknown', bad: join(service('redis-cart', toWeb), workload('web', { container: 'env:\n- name: REDIS\n  value: redis-crat:6379' })), where: 'redis-crat:6379', fix: 'replace redis-crat:6379 with redis-cart:6379', good: join(service('redis-cart', toWeb), workload('web', { container: 'env:\n- name: REDIS\n  value: memcached:11211\n- name: SHOP\n  value: https://redis.example.com:6379' })) },
  { rule: 'addressPortUnknown', bad: join(service('api', toWeb), workload('web', { container: 'env:\n- name: API\n  value: http://api.default:8080/v1' })), where: 'http://api.default:8080/v1', fix: 'replace http://api.default:8080/v1 with http://api.default:80/v1', good: join(service('api', toWeb), workload('web', { container: 'env:\n- name: API\n  value: http://api.default:80/v1' })) },
  { rule: 'configNameDiffers', bad: join('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web-config}', workload('web', { container: 'envFrom:\n- configMapRef:\n    name: web-confg' })), where: 'web-confg', fix: 'replace web-confg with web-config', good: join('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web-config}', workload('web', { container: 'envFrom:\n- configMapRef:\n    name: elsewhere' })) },
];

const ingress = (port: string, name = 'web', rest = ''): string => stored('networking.k8s.io/v1', 'Ingress', 'web', `${rest}\nrules:\n- http:\n    paths:\n    - path: /\n      pathType: Prefix\n      backend:\n        service:\n          name: ${name}\n          port:\n            ${port}`);
const className = stored('networking.k8s.io/v1', 'IngressClass', 'nginx', 'controller: example.com/nginx');
const budget = (spec: string): string => stored('policy/v1', 'PodDisruptionBudget', 'web', spec);
const autoscaler = (name: string, minReplicas: number): string => stored('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', `minReplicas: ${minReplicas}\nmaxReplicas: 5\nscaleTargetRef:\n  apiVersion: apps/v1\n  kind: Deployment\n  name: ${name}`);
const netpol = (ingressRules: string): string => stored('networking.k8s.io/v1', 'NetworkPolicy', 'web', `podSelector: {matchLabels: {app: web}}\npolicyTypes: [Ingress]\n${ingressRules}`);
const at8080 = join(service('web', toWeb.replace('targetPort: 80', 'targetPort: 8080')), workload('web', { ports: '- containerPort: 8080' }));

const storedCases: readonly Draft[] = [
  { rule: 'ingressServiceMissing', bad: join(fine, ingress('number: 80', 'wbe')), where: 'wbe', fix: 'replace wbe with web', good: join(fine, ingress('number: 80')) },
  { rule: 'ingressPortMissing', bad: join(at8080, ingress('number: 8080')), where: '8080', fix: 'replace 8080 with 80', good: join(at8080, ingress('number: 80')) },
  { rule: 'ingressClassUnknown', bad: join(fine, className, ingress('number: 80', 'web', 'ingressClassName: ngnix')), where: 'ngnix', fix: 'replace ngnix with nginx', good: join(fine, ingress('number: 80', 'web', 'ingressClassName: traefik')) },
  { rule: 'policyServicePort', bad: join(at8080, netpol('ingress:\n- ports:\n  - port: 80')), where: '80', fix: 'replace 80 with 8080', good: join(at8080, netpol('ingress:\n- ports:\n  - port: 8080')) },
  { rule: 'policyShutsOut', bad: join(fine, netpol('ingress: []')), where: '[]', good: join(fine, netpol('ingress:\n- {}')) },
  { rule: 'budgetSelectsNothing', bad: join(web, budget('minAvailable: 0\nselector:\n  matchLabels:\n    app: wbe')), where: 'app: wbe', fix: 'replace wbe with web', good: join(web, budget('minAvailable: 0\nselector:\n  matchLabels:\n    app: web')) },
  { rule: 'budgetBlocksDrain', bad: join(web, budget('minAvailable: 1\nselector:\n  matchLabels:\n    app: web')), where: '1', fix: 'remove minAvailable: 1; insert maxUnavailable: 1', good: join(workload('web', { replicas: 2 }), budget('minAvailable: 50%\nselector:\n  matchLabels:\n    app: web')) },
  { rule: 'autoscalerTargetMissing', bad: join(web, autoscaler('wbe', 1)), where: 'wbe', fix: 'replace wbe with web', good: join(web, autoscaler('web', 1)) },
  { rule: 'autoscalerReplicas', bad: join(web, autoscaler('web', 3)), where: '1', fix: 'remove replicas: 1', good: join(web.replace('  replicas: 1\n', ''), autoscaler('web', 3)) },
];

const manifestCases: readonly Draft[] = [
  { rule: 'clusterIPOutsideRange', bad: join(service('web', `clusterIP: 10.200.0.1\n${toWeb}`), web), where: '10.200.0.1', fix: 'remove clusterIP: 10.200.0.1', good: join(service('web', `clusterIP: 10.96.0.77\n${toWeb}`), web) },
  { rule: 'clusterIPMayBeTaken', bad: join(service('a', toWeb), service('web', `clusterIP: 10.100.0.1\n${toWeb}`), web), where: '10.100.0.1', good: join(service('web', `clusterIP: 10.100.0.1\n${toWeb}`), service('a', toWeb), service('b', `clusterIP: 10.96.0.77\n${toWeb}`), web) },
  { rule: 'nodePortMayBeTaken', bad: join(service('a', `type: NodePort\n${toWeb}`), service('web', `type: NodePort\n${toWeb}\n  nodePort: 32000`), web), where: '32000', good: join(service('a', `type: NodePort\n${toWeb}`), service('web', `type: NodePort\n${toWeb}\n  nodePort: 30080`), web) },
  { rule: 'headlessType', bad: join(service('web', `type: NodePort\nclusterIP: None\n${toWeb}`), web), where: 'None', fix: 'remove clusterIP: None', good: join(service('web', headless), web) },
  { rule: 'headlessNodePort', bad: join(service('web', `clusterIP: None\n${toWeb}\n  nodePort: 30080`), web), where: '30080', fix: 'remove nodePort: 30080', good: join(service('web', headless), web) },
];

export const ruleCases: readonly RuleCase[] = [...selectorCases, ...portCases, ...aliasCases, ...policyCases, ...endpointCases, ...templateCases, ...storedCases, ...manifestCases].map((draft) => ({ settings, ...draft }));
