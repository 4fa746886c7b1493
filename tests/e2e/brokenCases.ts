import { readFileSync } from 'node:fs';

/** A manifest of tests/e2e/broken with one mistake, of the kind that people ask about. */
export interface BrokenCase {
  readonly name: string;
  /** Where the mistake is marked, and the characters of it. */
  readonly line: number;
  readonly mark: string;
  /** What is said about it. */
  readonly words: string;
  /** The offer that mends it; absent where only the author can know. */
  readonly fix?: string;
  /** The Service that has two ready endpoints then. */
  readonly service?: string;
}

export function brokenText(name: string): string {
  return readFileSync(new URL(`broken/${name}.yaml`, import.meta.url), 'utf8');
}

export const brokenCases: readonly BrokenCase[] = [
  { name: 'selector-typo', line: 27, mark: 'ngnix', words: 'No Pod has app=ngnix', fix: 'Change to nginx', service: 'nginx-service' },
  { name: 'wrong-target-port', line: 30, mark: '8081', words: 'No container declares port 8081', fix: 'Change to 8080', service: 'hello' },
  { name: 'named-port-typo', line: 34, mark: 'http_api', words: 'must contain only alpha-numeric', fix: 'Change to http-api', service: 'api' },
  { name: 'named-port-unknown', line: 29, mark: 'wbe', words: 'named "wbe"', fix: 'Change to web', service: 'flask' },
  { name: 'selectors', line: 26, mark: 'selectors', words: 'unknown field "spec.selectors"', fix: 'Rename to selector', service: 'redis' },
  { name: 'targetport-case', line: 31, mark: 'targetport', words: 'unknown field "spec.ports[0].targetport"', fix: 'Rename to targetPort', service: 'my-app' },
  { name: 'matchlabels-in-service', line: 29, mark: 'matchLabels', words: 'cannot unmarshal object', fix: 'Take matchLabels away, keep what is in it', service: 'frontend' },
  { name: 'ports-without-names', line: 30, mark: 'port', words: 'spec.ports[0].name: Required value', fix: 'Name the ports: http, https', service: 'web' },
  { name: 'nodeport-8080', line: 32, mark: '8080', words: 'not in the valid range', fix: 'Remove nodePort, so that one is chosen', service: 'jenkins' },
  { name: 'port-in-quotes', line: 32, mark: '"3306"', words: 'cannot unmarshal string into Go struct field ServicePort.spec.ports.port', fix: 'Make it the number 3306', service: 'mysql' },
  { name: 'version-as-number', line: 30, mark: '2', words: 'cannot unmarshal number', fix: 'Put 2 in quotes', service: 'shop' },
  { name: 'type-in-small-letters', line: 26, mark: 'nodePort', words: 'Unsupported value: "nodePort"', fix: 'Change to NodePort', service: 'echo' },
  { name: 'client-ip', line: 26, mark: 'ClientIp', words: 'Unsupported value: "ClientIp"', fix: 'Change to ClientIP', service: 'cart' },
  { name: 'service-in-apps', line: 21, mark: 'apps/v1', words: 'no matches for kind "Service" in version "apps/v1"', fix: 'Change to v1', service: 'web-service' },
  { name: 'old-deployment', line: 1, mark: 'extensions/v1beta1', words: 'no matches for kind "Deployment" in version "extensions/v1beta1"', fix: 'Change to apps/v1', service: 'nginx' },
  { name: 'kind-in-small-letters', line: 22, mark: 'service', words: 'no kind "service" is registered', fix: 'Change to Service', service: 'blog' },
  { name: 'selector-without-matchlabels', line: 8, mark: 'app', words: 'unknown field "spec.selector.app"', fix: 'Put it under matchLabels', service: 'kafka-ui' },
  { name: 'template-labels-differ', line: 13, mark: 'app: workers', words: '`selector` does not match template `labels`', fix: 'Give the template the labels of the selector', service: 'worker' },
  { name: 'cluster-ip-of-another-cluster', line: 34, mark: '- 172.20.184.7', words: 'failed to allocate IP 172.20.184.7', fix: 'Remove clusterIP, so that one is chosen', service: 'prometheus' },
  { name: 'get-output', line: 31, mark: '"18241"', words: 'resourceVersion should not be set', fix: 'Remove the fields that the server writes', service: 'loki' },
  { name: 'headless-none', line: 26, mark: 'none', words: 'must be a valid IP address', fix: 'Change to None', service: 'zk-headless' },
  { name: 'topology-keys', line: 30, mark: 'topologyKeys', words: 'unknown field "spec.topologyKeys"', fix: 'Replace by trafficDistribution: PreferSameZone', service: 'local-cache' },
  { name: 'tabs', line: 24, mark: '\t', words: 'A tab is used for indentation', fix: 'Replace the tabs by spaces', service: 'caddy' },
  { name: 'no-space-after-colon', line: 28, mark: 'app:grafana', words: 'cannot unmarshal string', fix: 'Put a space after the colon', service: 'grafana' },
  { name: 'open-quote', line: 27, mark: '"', words: 'is never closed', fix: 'Insert "', service: 'rabbitmq' },
  { name: 'type-twice', line: 31, mark: 'type', words: 'already set in map', fix: 'Remove the first type', service: 'wordpress' },
  { name: 'name-with-underscore', line: 24, mark: 'User_Service', words: 'RFC 1123', fix: 'Change to user-service (the name only, not what refers to it)', service: 'user-service' },
  { name: 'nodeport-on-clusterip', line: 31, mark: '30007', words: 'may not be used when `type` is \'ClusterIP\'', fix: 'Make the type NodePort', service: 'demo' },
  { name: 'local-on-clusterip', line: 26, mark: 'Local', words: 'may only be set for externally-accessible services', fix: 'Remove externalTrafficPolicy', service: 'edge' },
  { name: 'containers-as-map', line: 15, mark: 'containers', words: 'cannot unmarshal object into Go struct field', fix: 'Make containers a list', service: 'tomcat' },
  { name: 'container-port-typo', line: 19, mark: 'containerport', words: 'unknown field "spec.template.spec.containers[0].ports[0].containerport"', fix: 'Rename to containerPort', service: 'node-app' },
  { name: 'selector-under-metadata', line: 25, mark: 'selector', words: 'unknown field "metadata.selector"', fix: 'Move to spec.selector', service: 'vote' },
  { name: 'replicas-in-quotes', line: 6, mark: '"2"', words: 'cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas', fix: 'Make it the number 2', service: 'billing' },
  { name: 'env-number', line: 24, mark: '5432', words: 'cannot unmarshal number into Go struct field EnvVar', fix: 'Put 5432 in quotes', service: 'pg' },
  { name: 'namespace-missing', line: 5, mark: 'production', words: 'namespaces "production" not found', fix: 'Add Namespace production', service: 'orders' },
  { name: 'service-in-default', line: 31, mark: 'default', words: 'finds Pods of its own namespace', fix: 'Change to backend', service: 'inventory' },
  { name: 'target-port-number-in-quotes', line: 30, mark: '"8080"', words: 'must contain at least one letter', fix: 'Make it the number 8080', service: 'spring-boot-app' },
  { name: 'protocol-in-small-letters', line: 30, mark: 'tcp', words: 'Unsupported value: "tcp"', fix: 'Change to TCP', service: 'syslog' },
  { name: 'old-ingress', line: 31, mark: 'networking.k8s.io/v1beta1', words: 'no matches for kind "Ingress"', fix: 'Change to networking.k8s.io/v1', service: 'site' },
  { name: 'no-image', line: 16, mark: 'name', words: 'containers[0].image: Required value', fix: 'Add image: nginx', service: 'nginx' },
  { name: 'restart-never', line: 20, mark: 'Never', words: 'Unsupported value: "Never": supported values: "Always"', fix: 'Change to Always', service: 'batch-api' },
  { name: 'pull-policy', line: 20, mark: 'IfNotPresents', words: 'Unsupported value: "IfNotPresents"', fix: 'Change to IfNotPresent', service: 'local-image' },
  { name: 'port-without-ports', line: 28, mark: 'port', words: 'unknown field "spec.port"', fix: 'Make it an entry of ports', service: 'chat' },
  { name: 'ports-as-map', line: 28, mark: 'ports', words: 'cannot unmarshal object into Go struct field ServiceSpec.spec.ports', fix: 'Make ports a list', service: 'auth' },
  { name: 'source-range-without-mask', line: 28, mark: '203.0.113.7', words: 'must be a valid CIDR value', fix: 'Change to 203.0.113.7/32', service: 'admin' },
  { name: 'json-misspelt', line: 28, mark: '"nodeport"', words: 'unknown field "spec.ports[0].nodeport"', fix: 'Rename to nodePort', service: 'json-app' },
  { name: 'headless-nodeport', line: 27, mark: 'None', words: 'may not be set to \'None\' for NodePort services', fix: 'Remove type', service: 'cassandra' },
  { name: 'line-too-far-in', line: 30, mark: 'targetPort: 9411', words: 'does not line up', fix: 'Let the line begin at column 5', service: 'zipkin' },
  { name: 'nodeport-taken', line: 44, mark: '31000', words: 'provided port is already allocated', fix: 'Remove nodePort, so that one is chosen', service: 'two' },
  { name: 'selector-of-nothing', line: 29, mark: 'component: ledger', words: 'No Pod in namespace "default" has the labels component=ledger' },
  { name: 'external-name-ip', line: 7, mark: '192.168.1.20', words: 'taken for a name, not for an address' },
  { name: 'half-a-manifest', line: 28, mark: 'eighty', words: 'cannot unmarshal string into Go struct field ServicePort.spec.ports.port' },
];
