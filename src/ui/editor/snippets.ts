/** Whole documents to begin with. `${1:…}` are places to fill in, as the editor's snippets have them. */
export const documentSnippets: readonly { readonly label: string; readonly body: string }[] = [
  { label: 'Service: ClusterIP', body: service('ClusterIP') },
  { label: 'Service: NodePort', body: service('NodePort', '    nodePort: ${5:30080}\n') },
  { label: 'Service: LoadBalancer', body: service('LoadBalancer') },
  { label: 'Service: headless', body: service('ClusterIP').replace('  type: ClusterIP\n', '  clusterIP: None\n') },
  { label: 'Service: ExternalName', body: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: ${1:db}\nspec:\n  type: ExternalName\n  externalName: ${2:db.example.com}\n' },
  { label: 'Service: without selector, with EndpointSlice', body: `apiVersion: v1\nkind: Service\nmetadata:\n  name: \${1:db}\nspec:\n  ports:\n  - name: \${2:sql}\n    port: \${3:5432}\n---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: \${1:db}-1\n  labels:\n    kubernetes.io/service-name: \${1:db}\naddressType: IPv4\nports:\n- name: \${2:sql}\n  port: \${3:5432}\nendpoints:\n- addresses:\n  - \${4:192.0.2.10}\n` },
  { label: 'Deployment', body: workload('Deployment') },
  { label: 'StatefulSet', body: workload('StatefulSet').replace('spec:\n', 'spec:\n  serviceName: ${5:web}\n') },
  { label: 'Ingress', body: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: ${1:web}\nspec:\n  rules:\n  - host: ${2:web.example.com}\n    http:\n      paths:\n      - path: ${3:/}\n        pathType: Prefix\n        backend:\n          service:\n            name: ${4:web}\n            port:\n              number: ${5:80}\n' },
  { label: 'Namespace', body: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${1:shop}\n' },
];

function service(type: string, more = ''): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: \${1:web}\nspec:\n  type: ${type}\n  selector:\n    app: \${2:web}\n  ports:\n  - name: http\n    port: \${3:80}\n    targetPort: \${4:8080}\n${more}`;
}

function workload(kind: string): string {
  return `apiVersion: apps/v1\nkind: ${kind}\nmetadata:\n  name: \${1:web}\nspec:\n  replicas: \${2:3}\n  selector:\n    matchLabels:\n      app: \${1:web}\n  template:\n    metadata:\n      labels:\n        app: \${1:web}\n    spec:\n      containers:\n      - name: \${1:web}\n        image: \${3:nginx}\n        ports:\n        - name: http\n          containerPort: \${4:80}\n`;
}
