/** What is refused, and what one click makes of it. */
export interface QuickFixCase {
  readonly name: string;
  /** As the button and the lightbulb say it. */
  readonly offer: string;
  /** The characters that are marked. */
  readonly mark: string;
  readonly text: string;
  readonly after: string;
}

export const quickFixCases: readonly QuickFixCase[] = [
  {
    name: 'a misspelt field', offer: 'Rename to publishNotReadyAddresses', mark: 'pubishNotReadyAddresses',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  pubishNotReadyAddresses: true\n  selectors: {app: web}\n  ports: [{port: 80, targetport: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  publishNotReadyAddresses: true\n  selectors: {app: web}\n  ports: [{port: 80, targetport: 80}]\n',
  },
  {
    name: 'a field in small letters', offer: 'Rename to targetPort', mark: 'targetport',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  pubishNotReadyAddresses: true\n  selectors: {app: web}\n  ports: [{port: 80, targetport: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  pubishNotReadyAddresses: true\n  selectors: {app: web}\n  ports: [{port: 80, targetPort: 80}]\n',
  },
  {
    name: 'a plural too many', offer: 'Rename to selector', mark: 'selectors',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  pubishNotReadyAddresses: true\n  selectors: {app: web}\n  ports: [{port: 80, targetport: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  pubishNotReadyAddresses: true\n  selector: {app: web}\n  ports: [{port: 80, targetport: 80}]\n',
  },
  {
    name: 'a port beside ports', offer: 'Make it an entry of ports', mark: 'port',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  port: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports:\n  - port: 80\n',
  },
  {
    name: 'clusterIp', offer: 'Rename to clusterIP', mark: 'clusterIp',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  clusterIp: None\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  clusterIP: None\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a field that is not wanted', offer: 'Remove clusterIp', mark: 'clusterIp',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  clusterIp: None\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a protocol in small letters', offer: 'Change to TCP', mark: 'tcp',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  sessionAffinity: ClientIp\n  type: Nodeport\n  externalTrafficPolicy: cluster\n  ports: [{port: 80, protocol: tcp}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  sessionAffinity: ClientIp\n  type: Nodeport\n  externalTrafficPolicy: cluster\n  ports: [{port: 80, protocol: TCP}]\n',
  },
  {
    name: 'ClientIp', offer: 'Change to ClientIP', mark: 'ClientIp',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  sessionAffinity: ClientIp\n  type: Nodeport\n  externalTrafficPolicy: cluster\n  ports: [{port: 80, protocol: tcp}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  sessionAffinity: ClientIP\n  type: Nodeport\n  externalTrafficPolicy: cluster\n  ports: [{port: 80, protocol: tcp}]\n',
  },
  {
    name: 'Nodeport', offer: 'Change to NodePort', mark: 'Nodeport',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  sessionAffinity: ClientIp\n  type: Nodeport\n  externalTrafficPolicy: cluster\n  ports: [{port: 80, protocol: tcp}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  sessionAffinity: ClientIp\n  type: NodePort\n  externalTrafficPolicy: cluster\n  ports: [{port: 80, protocol: tcp}]\n',
  },
  {
    name: 'apps/v1beta1', offer: 'Change to apps/v1', mark: 'apps/v1beta1',
    text: 'apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
  },
  {
    name: 'v1 for a Deployment', offer: 'Change to apps/v1', mark: 'v1',
    text: 'apiVersion: v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
  },
  {
    name: 'extensions/v1beta1', offer: 'Change to apps/v1', mark: 'extensions/v1beta1',
    text: 'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
  },
  {
    name: 'apps/v1 for a Service', offer: 'Change to v1', mark: 'apps/v1',
    text: 'apiVersion: apps/v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'an Ingress of extensions/v1beta1', offer: 'Change to networking.k8s.io/v1', mark: 'extensions/v1beta1',
    text: 'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: web}\nspec:\n  rules:\n  - host: x.com\n    http:\n      paths:\n      - path: /\n        backend: {serviceName: web, servicePort: 80}\n',
    after: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec:\n  rules:\n  - host: x.com\n    http:\n      paths:\n      - path: /\n        backend: {service: {name: web, port: {number: 80}}}\n        pathType: Prefix\n',
  },
  {
    name: 'serviceName and servicePort', offer: 'Write backends as networking.k8s.io/v1 has them', mark: 'serviceName',
    text: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec:\n  rules:\n  - host: x.com\n    http:\n      paths:\n      - path: /\n        backend: {serviceName: web, servicePort: 80}\n',
    after: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec:\n  rules:\n  - host: x.com\n    http:\n      paths:\n      - path: /\n        backend: {service: {name: web, port: {number: 80}}}\n        pathType: Prefix\n',
  },
  {
    name: 'a kind in small letters', offer: 'Change to Service', mark: 'service',
    text: 'apiVersion: v1\nkind: service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a misspelt kind', offer: 'Change to Service', mark: 'Servcie',
    text: 'apiVersion: v1\nkind: Servcie\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'no apiVersion', offer: 'Add apiVersion: v1', mark: 'kind',
    text: 'kind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'no kind', offer: 'Add kind: Service', mark: 'apiVersion',
    text: 'apiVersion: v1\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a number in a selector', offer: 'Put 1.0 in quotes', mark: '1.0',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web, version: 1.0}\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web, version: "1.0"}\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a boolean as annotation', offer: 'Put true in quotes', mark: 'true',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web, annotations: {x: true}}\nspec:\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web, annotations: {x: "true"}}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a port in quotes', offer: 'Make it the number 80', mark: '"80"',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: "80"}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'replicas in quotes', offer: 'Make it the number 3', mark: '"3"',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: "3"\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 3\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
  },
  {
    name: 'a number in env', offer: 'Put 8080 in quotes', mark: '8080',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx, env: [{name: P, value: 8080}]}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx, env: [{name: P, value: "8080"}]}\n',
  },
  {
    name: 'matchLabels in the selector of a Service', offer: 'Take matchLabels away, keep what is in it', mark: '{app: web}',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports: [{port: 80}]\n',
  },
  {
    name: 'plain labels in the selector of a Deployment', offer: 'Put it under matchLabels', mark: 'app',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
  },
  {
    name: 'ports without names', offer: 'Name the ports: http, https', mark: 'port',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}, {port: 443}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, name: http}, {port: 443, name: https}]\n',
  },
  {
    name: 'a node port out of range', offer: 'Change to 30080', mark: '80',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  ports: [{port: 80, nodePort: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  ports: [{port: 80, nodePort: 30080}]\n',
  },
  {
    name: 'a node port out of range, without one', offer: 'Remove nodePort, so that one is chosen', mark: '80',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  ports: [{port: 80, nodePort: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a target port out of range', offer: 'Change to 80', mark: '70000',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, targetPort: 70000}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, targetPort: 80}]\n',
  },
  {
    name: 'a target port out of range, without one', offer: 'Remove targetPort', mark: '70000',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, targetPort: 70000}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a node port that is taken', offer: 'Remove nodePort, so that one is chosen', mark: '30080',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  ports: [{port: 80, nodePort: 30080}]\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web2}\nspec:\n  type: NodePort\n  ports: [{port: 80, nodePort: 30080}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  ports: [{port: 80, nodePort: 30080}]\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web2}\nspec:\n  type: NodePort\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a node port that is taken, the next one', offer: 'Change to 30081', mark: '30080',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  ports: [{port: 80, nodePort: 30080}]\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web2}\nspec:\n  type: NodePort\n  ports: [{port: 80, nodePort: 30080}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  ports: [{port: 80, nodePort: 30080}]\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web2}\nspec:\n  type: NodePort\n  ports: [{port: 80, nodePort: 30081}]\n',
  },
  {
    name: 'a name with capitals and underscores', offer: 'Change to my-web (the name only, not what refers to it)', mark: 'My_Web',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: My_Web}\nspec:\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: my-web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a key given twice, the first', offer: 'Remove the first type', mark: 'type',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  type: ClusterIP\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: ClusterIP\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a key given twice, the second', offer: 'Remove the second type', mark: 'type',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  type: ClusterIP\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a port name given twice', offer: 'Change to port-81', mark: 'http',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, name: http}, {port: 81, name: http}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, name: http}, {port: 81, name: port-81}]\n',
  },
  {
    name: 'a port given twice', offer: 'Remove ports[1]', mark: '{port: 80, name: b}',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, name: a}, {port: 80, name: b}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, name: a}]\n',
  },
  {
    name: 'a port name with capitals', offer: 'Change to http-main', mark: 'HTTP_main',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, name: HTTP_main}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, name: http-main}]\n',
  },
  {
    name: 'a selector that picks other labels', offer: 'Give the template the labels of the selector', mark: '{app: wbe}',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: wbe}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
  },
  {
    name: 'a selector that picks other labels, the other way round', offer: 'Select the labels of the template', mark: '{app: wbe}',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: wbe}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: wbe}}\n  template:\n    metadata: {labels: {app: wbe}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
  },
  {
    name: 'a template without labels', offer: 'Give the template the labels of the selector', mark: 'template',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata:\n      labels:\n        app: web\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
  },
  {
    name: 'no selector in a Deployment', offer: 'Add selector', mark: 'spec',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector:\n    matchLabels:\n      app: web\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
  },
  {
    name: 'a cluster address out of range', offer: 'Remove clusterIP, so that one is chosen', mark: '192.168.1.5',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  clusterIP: 192.168.1.5\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a cluster address that is taken', offer: 'Remove clusterIP, so that one is chosen', mark: '10.96.0.50',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  clusterIP: 10.96.0.50\n  ports: [{port: 80}]\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web2}\nspec:\n  clusterIP: 10.96.0.50\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  clusterIP: 10.96.0.50\n  ports: [{port: 80}]\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web2}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a headless Service with node ports', offer: 'Remove clusterIP, so that one is chosen', mark: 'None',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  clusterIP: None\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a headless Service with node ports, the other way round', offer: 'Remove type', mark: 'None',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  clusterIP: None\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  clusterIP: None\n  ports: [{port: 80}]\n',
  },
  {
    name: 'none in small letters', offer: 'Change to None', mark: 'none',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: LoadBalancer\n  clusterIP: none\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: LoadBalancer\n  clusterIP: None\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a URL as externalName', offer: 'Change to my-db.example.com', mark: 'http://my_db.example.com./x',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: ExternalName\n  externalName: http://my_db.example.com./x\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: ExternalName\n  externalName: my-db.example.com\n',
  },
  {
    name: 'a cluster address of an ExternalName', offer: 'Remove clusterIP', mark: '10.96.0.9',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: ExternalName\n  externalName: foo.com\n  clusterIP: 10.96.0.9\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: ExternalName\n  externalName: foo.com\n',
  },
  {
    name: 'too long an affinity', offer: 'Change to 10800', mark: '1000000',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  sessionAffinity: ClientIP\n  sessionAffinityConfig: {clientIP: {timeoutSeconds: 1000000}}\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  sessionAffinity: ClientIP\n  sessionAffinityConfig: {clientIP: {timeoutSeconds: 10800}}\n  ports: [{port: 80}]\n',
  },
  {
    name: 'externalTrafficPolicy of a ClusterIP', offer: 'Remove externalTrafficPolicy', mark: 'Local',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  externalTrafficPolicy: Local\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'externalTrafficPolicy of a ClusterIP, the other way round', offer: 'Make the type NodePort', mark: 'Local',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  externalTrafficPolicy: Local\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  externalTrafficPolicy: Local\n  ports: [{port: 80}]\n  type: NodePort\n',
  },
  {
    name: 'nodePort of a ClusterIP', offer: 'Remove nodePort', mark: '30090',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, nodePort: 30090}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'nodePort of a ClusterIP, the other way round', offer: 'Make the type NodePort', mark: '30090',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, nodePort: 30090}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, nodePort: 30090}]\n  type: NodePort\n',
  },
  {
    name: 'healthCheckNodePort without Local', offer: 'Remove healthCheckNodePort', mark: '30100',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  healthCheckNodePort: 30100\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  ports: [{port: 80}]\n',
  },
  {
    name: 'source ranges without a balancer', offer: 'Remove loadBalancerSourceRanges', mark: '[10.0.0.0/8]',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  loadBalancerSourceRanges: [10.0.0.0/8]\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'source ranges without a balancer, the other way round', offer: 'Make the type LoadBalancer', mark: '[10.0.0.0/8]',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  loadBalancerSourceRanges: [10.0.0.0/8]\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  loadBalancerSourceRanges: [10.0.0.0/8]\n  ports: [{port: 80}]\n  type: LoadBalancer\n',
  },
  {
    name: 'a balancer class without a balancer', offer: 'Remove loadBalancerClass', mark: 'x.io/y',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  loadBalancerClass: x.io/y\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'allocateLoadBalancerNodePorts without a balancer', offer: 'Remove allocateLoadBalancerNodePorts', mark: 'false',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  allocateLoadBalancerNodePorts: false\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'an address as source range', offer: 'Change to 10.0.0.1/32', mark: '10.0.0.1',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: LoadBalancer\n  loadBalancerSourceRanges: [10.0.0.1, 300.0.0.0/8]\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: LoadBalancer\n  loadBalancerSourceRanges: [10.0.0.1/32, 300.0.0.0/8]\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a name as external address', offer: 'Remove externalIPs', mark: 'example.com',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  externalIPs: [example.com]\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'preferclose', offer: 'Change to PreferSameZone', mark: 'preferclose',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  trafficDistribution: preferclose\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  trafficDistribution: PreferSameZone\n  ports: [{port: 80}]\n',
  },
  {
    name: 'internalTrafficPolicy in small letters', offer: 'Change to Local', mark: 'local',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  internalTrafficPolicy: local\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  internalTrafficPolicy: Local\n  ports: [{port: 80}]\n',
  },
  {
    name: 'ipv4', offer: 'Change to IPv4', mark: 'ipv4',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ipFamilies: [ipv4]\n  ipFamilyPolicy: Dual\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ipFamilies: [IPv4]\n  ipFamilyPolicy: Dual\n  ports: [{port: 80}]\n',
  },
  {
    name: 'Dual', offer: 'Change to PreferDualStack', mark: 'Dual',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ipFamilies: [ipv4]\n  ipFamilyPolicy: Dual\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ipFamilies: [ipv4]\n  ipFamilyPolicy: PreferDualStack\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a number in quotes as targetPort', offer: 'Make it the number 80', mark: '"80"',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, targetPort: "80"}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, targetPort: 80}]\n',
  },
  {
    name: 'a targetPort with capitals', offer: 'Change to my-http', mark: 'my_Http',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, targetPort: my_Http}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, targetPort: my-http}]\n',
  },
  {
    name: 'a Job without restartPolicy', offer: 'Add restartPolicy: OnFailure', mark: 'spec',
    text: 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec:\n  template:\n    spec:\n      containers: [{name: a, image: b}]\n',
    after: 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec:\n  template:\n    spec:\n      containers: [{name: a, image: b}]\n      restartPolicy: OnFailure\n',
  },
  {
    name: 'a Job without restartPolicy, the other value', offer: 'Add restartPolicy: Never', mark: 'spec',
    text: 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec:\n  template:\n    spec:\n      containers: [{name: a, image: b}]\n',
    after: 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec:\n  template:\n    spec:\n      containers: [{name: a, image: b}]\n      restartPolicy: Never\n',
  },
  {
    name: 'Never in a Deployment', offer: 'Change to Always', mark: 'Never',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      restartPolicy: Never\n      containers:\n      - {name: web, image: nginx}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      restartPolicy: Always\n      containers:\n      - {name: web, image: nginx}\n',
  },
  {
    name: 'a container without image', offer: 'Add image: nginx', mark: 'name',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
  },
  {
    name: 'a container without name', offer: 'Add name: nginx', mark: 'image',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {image: nginx}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {image: nginx, name: nginx}\n',
  },
  {
    name: 'containers as a map', offer: 'Make containers a list', mark: 'containers',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n        name: web\n        image: nginx\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n        - name: web\n          image: nginx\n',
  },
  {
    name: 'ports as a map', offer: 'Make ports a list', mark: 'ports',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports:\n    port: 80\n    targetPort: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports:\n    - port: 80\n      targetPort: 80\n',
  },
  {
    name: 'ports as a number', offer: 'Make ports a list', mark: '80',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports:\n  - port: 80\n',
  },
  {
    name: 'ports as numbers', offer: 'Put it under port', mark: '80',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [80, 443]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}, {port: 443}]\n',
  },
  {
    name: 'a selector as a list', offer: 'Make selector a map', mark: '- app: web',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector:\n  - app: web\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector:\n    app: web\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a selector as a text', offer: 'Make selector a map', mark: 'app=web',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: app=web\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector:\n    app: web\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a selector under metadata', offer: 'Move to spec.selector', mark: 'selector',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  selector: {app: web}\nspec:\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports: [{port: 80}]\n  selector: {app: web}\n',
  },
  {
    name: 'no name', offer: 'Add name: service', mark: 'metadata',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {labels: {a: b}}\nspec:\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {labels: {a: b}, name: service}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a Namespace that there is not', offer: 'Add Namespace shop', mark: 'shop',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a Namespace that there is not, without one', offer: 'Remove namespace', mark: 'shop',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'port in a container', offer: 'Rename to containerPort', mark: 'port',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx, ports: [{port: 80}]}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx, ports: [{containerPort: 80}]}\n',
  },
  {
    name: 'a mount of no volume', offer: 'Add an empty volume x', mark: 'x',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx, volumeMounts: [{name: x, mountPath: /x}]}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      volumes:\n      - name: x\n        emptyDir: {}\n      containers:\n      - {name: web, image: nginx, volumeMounts: [{name: x, mountPath: /x}]}\n',
  },
  {
    name: 'two probes in one', offer: 'Remove tcpSocket', mark: '{port: 1}',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx, readinessProbe: {httpGet: {path: /, port: 8080}, tcpSocket: {port: 1}}}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx, readinessProbe: {httpGet: {path: /, port: 8080}}}\n',
  },
  {
    name: 'a pull policy in small letters', offer: 'Change to Always', mark: 'always',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx, imagePullPolicy: always}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx, imagePullPolicy: Always}\n',
  },
  {
    name: 'an amount with a unit too many', offer: 'Change to 500m', mark: '500mm',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx, resources: {requests: {cpu: 500mm, memory: 2G}, limits: {memory: 1G}}}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx, resources: {requests: {cpu: 500m, memory: 2G}, limits: {memory: 1G}}}\n',
  },
  {
    name: 'servicename', offer: 'Rename to serviceName', mark: 'servicename',
    text: 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\nspec:\n  servicename: web\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
    after: 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\nspec:\n  serviceName: web\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
  },
  {
    name: 'no pathType', offer: 'Add pathType: Prefix', mark: 'path',
    text: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec:\n  rules:\n  - host: x.com\n    http:\n      paths:\n      - path: /\n        backend: {service: {name: web, port: {number: 80}}}\n',
    after: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec:\n  rules:\n  - host: x.com\n    http:\n      paths:\n      - path: /\n        backend: {service: {name: web, port: {number: 80}}}\n        pathType: Prefix\n',
  },
  {
    name: 'a backend port as a number', offer: 'Put it under number', mark: '80',
    text: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec:\n  rules:\n  - host: X.com\n    http:\n      paths:\n      - path: app\n        pathType: prefix\n        backend: {service: {name: web, port: 80}}\n',
    after: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec:\n  rules:\n  - host: X.com\n    http:\n      paths:\n      - path: app\n        pathType: prefix\n        backend: {service: {name: web, port: {number: 80}}}\n',
  },
  {
    name: 'a label with a space', offer: 'Change to my-web', mark: '{app: "my web"}',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web, labels: {app: "my web"}}\nspec:\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web, labels: {app: "my-web"}}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a label key with a space', offer: 'Rename to my-app', mark: '{"my app": web}',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web, labels: {"my app": web}}\nspec:\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web, labels: {"my-app": web}}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a selector with a space', offer: 'Change to my-web', mark: '{app: "my web"}',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: "my web"}\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: "my-web"}\n  ports: [{port: 80}]\n',
  },
  {
    name: 'tabs', offer: 'Replace the tabs by spaces', mark: '\t',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n\tname: web\nspec:\n\tports:\n\t- port: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n',
  },
  {
    name: 'no space after a colon', offer: 'Put a space after the colon', mark: 'name:web',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name:web\nspec:\n  ports:\n  - port: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n',
  },
  {
    name: 'a quote that is not closed', offer: 'Insert "', mark: '"',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: "web\nspec:\n  ports:\n  - port: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: "web"\nspec:\n  ports:\n  - port: 80\n',
  },
  {
    name: 'a line too far in', offer: 'Let the line begin at column 3', mark: 'labels: {a: b}',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n   labels: {a: b}\nspec:\n  ports:\n  - port: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  labels: {a: b}\nspec:\n  ports:\n  - port: 80\n',
  },
  {
    name: 'no space after a dash', offer: 'Put a space after the dash', mark: '-port',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  -port: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n',
  },
  {
    name: 'an entry out of line', offer: 'Let the line begin at column 5', mark: 'targetPort: 80',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n   targetPort: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n    targetPort: 80\n',
  },
  {
    name: 'policy/v1beta1', offer: 'Change to policy/v1', mark: 'policy/v1beta1',
    text: 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: h}\nspec: {minAvailable: 1, selector: {matchLabels: {a: b}}}\n',
    after: 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: h}\nspec: {minAvailable: 1, selector: {matchLabels: {a: b}}}\n',
  },
  {
    name: 'an address instead of addresses', offer: 'Make addresses a list', mark: '10.0.0.1',
    text: 'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: h}\nendpoints: [{addresses: 10.0.0.1}]\nports: [{port: 80}]\n',
    after: 'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: h}\nendpoints: [{addresses: [10.0.0.1]}]\nports: [{port: 80}]\n',
  },
  {
    name: 'addresses of Endpoints as texts', offer: 'Put it under ip', mark: '10.0.0.1',
    text: 'apiVersion: v1\nkind: Endpoints\nmetadata: {name: web}\nsubsets: [{addresses: [10.0.0.1], ports: [{port: 80}]}]\n',
    after: 'apiVersion: v1\nkind: Endpoints\nmetadata: {name: web}\nsubsets: [{addresses: [{ip: 10.0.0.1}], ports: [{port: 80}]}]\n',
  },
  {
    name: 'a quote that ends at the next one', offer: 'Insert "', mark: '"',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: "web\n  ports:\n  - name: "http"\n    port: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: "web"\n  ports:\n  - name: "http"\n    port: 80\n',
  },
  {
    name: 'a bracket that is not closed', offer: 'Insert ]', mark: '[',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a brace that is not closed', offer: 'Insert }', mark: '{',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a value that begins with @', offer: 'Put the value in quotes', mark: '@',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  externalName: @foo\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  externalName: \'@foo\'\n',
  },
  {
    name: 'a line not far enough in', offer: 'Let the line begin at column 3', mark: 'ports:',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n name: web\nspec:\n  selector:\n    app: web\n ports:\n  - port: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n name: web\nspec:\n  selector:\n    app: web\n  ports:\n  - port: 80\n',
  },
  {
    name: 'no colon', offer: 'Insert :', mark: 'name web',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name web\nspec:\n  ports:\n  - port: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n',
  },
  {
    name: 'no colon after a map', offer: 'Insert :', mark: 'metadata',
    text: 'apiVersion: v1\nkind: Service\nmetadata\n  name: web\nspec:\n  ports:\n  - port: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n',
  },
  {
    name: 'no space after the colon of a key', offer: 'Put a space after the colon', mark: 'kind:Service',
    text: 'apiVersion: v1\nkind:Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n',
  },
  {
    name: 'a text with a colon', offer: 'Put the value in quotes', mark: 'note: see this: important',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  annotations:\n    note: see this: important\nspec:\n  ports:\n  - port: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  annotations:\n    note: \'see this: important\'\nspec:\n  ports:\n  - port: 80\n',
  },
  {
    name: 'no comma', offer: 'Insert ,', mark: '{',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80} {port: 81}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}, {port: 81}]\n',
  },
  {
    name: 'a dash glued to a name', offer: 'Put a space after the dash', mark: '-',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n  -name: x\n    port: 81\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n  - name: x\n    port: 81\n',
  },
  {
    name: 'a label with =', offer: 'Insert :', mark: 'app = web',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  labels:\n    app = web\nspec:\n  ports:\n  - port: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  labels:\n    app: web\nspec:\n  ports:\n  - port: 80\n',
  },
  {
    name: 'containers beside the template', offer: 'Move to spec.template.spec.containers', mark: 'containers',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  containers: [{name: a, image: b}]\n  selector: {matchLabels: {app: web}}\n  template: {metadata: {labels: {app: web}}}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: b}]}}\n',
  },
  {
    name: 'replicas at the top', offer: 'Move to spec.replicas', mark: 'replicas',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nreplicas: 3\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  replicas: 3\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx}\n',
  },
  {
    name: 'labels under spec', offer: 'Move to metadata.labels', mark: 'labels',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports: [{port: 80}]\n  labels: {a: b}\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web, labels: {a: b}}\nspec:\n  selector: {app: web}\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a selector in a port', offer: 'Move to spec.selector', mark: 'selector',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, selector: {app: web}}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n  selector:\n    app: web\n',
  },
  {
    name: 'a label under metadata', offer: 'Move to metadata.labels.app', mark: 'app',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web, app: web}\nspec:\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web, labels: {app: web}}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'containerPort in a container', offer: 'Make it an entry of ports', mark: 'containerPort',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx, containerPort: 80}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx, ports: [{containerPort: 80}]}\n',
  },
  {
    name: 'port in a container, not in ports', offer: 'Make it an entry of ports', mark: 'port',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx, port: 80}\n',
    after: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: nginx, ports: [{containerPort: 80}]}\n',
  },
  {
    name: 'a cluster address that changes', offer: 'Change back to 10.96.0.44', mark: '10.96.0.45',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  clusterIP: 10.96.0.44\n  ports: [{port: 80}]\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  clusterIP: 10.96.0.45\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  clusterIP: 10.96.0.44\n  ports: [{port: 80}]\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  clusterIP: 10.96.0.44\n  ports: [{port: 80}]\n',
  },
  {
    name: 'topologyKeys', offer: 'Replace by trafficDistribution: PreferSameZone', mark: 'topologyKeys',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  topologyKeys:\n  - topology.kubernetes.io/zone\n  - "*"\n  ports:\n  - port: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  trafficDistribution: PreferSameZone\n  ports:\n  - port: 80\n',
  },
  {
    name: 'topologyKeys of no use', offer: 'Remove topologyKeys', mark: 'topologyKeys',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  topologyKeys: ["*"]\n  ports: [{port: 80}]\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n',
  },
  {
    name: 'a mount with a misspelt name', offer: 'Change to config', mark: 'confg',
    text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: web\n    image: nginx\n    volumeMounts:\n    - name: confg\n      mountPath: /etc/web\n  volumes:\n  - name: config\n    emptyDir: {}\n',
    after: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: web\n    image: nginx\n    volumeMounts:\n    - name: config\n      mountPath: /etc/web\n  volumes:\n  - name: config\n    emptyDir: {}\n',
  },
  {
    name: 'a Service without ports', offer: 'Add ports', mark: 'spec',
    text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec: {containers: [{name: web, image: nginx, ports: [{name: http, containerPort: 8080}]}]}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n',
    after: 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec: {containers: [{name: web, image: nginx, ports: [{name: http, containerPort: 8080}]}]}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 8080\n    targetPort: http\n  selector:\n    app: web\n',
  },
  {
    name: 'a probe without port', offer: 'Add port: 8080', mark: 'httpGet',
    text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: web\n    image: nginx\n    ports:\n    - containerPort: 8080\n    readinessProbe:\n      httpGet:\n        path: /\n',
    after: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: web\n    image: nginx\n    ports:\n    - containerPort: 8080\n    readinessProbe:\n      httpGet:\n        path: /\n        port: 8080\n',
  },
  {
    name: 'a port for TCP and UDP', offer: 'Make its protocol UDP', mark: 'name',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: dns\nspec:\n  ports:\n  - name: dns-tcp\n    port: 53\n  - name: dns-udp\n    port: 53\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: dns\nspec:\n  ports:\n  - name: dns-tcp\n    port: 53\n  - name: dns-udp\n    port: 53\n    protocol: UDP\n',
  },
  {
    name: 'what another cluster printed', offer: 'Remove the fields that the server writes', mark: '"812"',
    text: 'apiVersion: v1\nkind: Service\nmetadata:\n  creationTimestamp: "2024-01-01T00:00:00Z"\n  name: web\n  resourceVersion: "812"\n  uid: 6d5b7f1e-8a46-4a0e-9d5c-0f1b6f0f1c11\nspec:\n  ports:\n  - port: 80\n',
    after: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n',
  },
];
