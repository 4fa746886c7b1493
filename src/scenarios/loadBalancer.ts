import { presetSettings } from '../protocol/settings.ts';
import { defineScenario, flow, outside } from './scenario.ts';

export const loadBalancer = defineScenario({
  id: 'loadbalancer',
  steps: ['compare', 'node', 'pending'],
  manifests: `# The same Pods behind two load balancers.
apiVersion: v1
kind: Service
metadata:
  name: web-cluster
spec:
  type: LoadBalancer
  externalTrafficPolicy: Cluster # any Node, any Pod; the source address is lost
  selector:
    app: web
  ports:
  - port: 80
    targetPort: 8080
    nodePort: 30080
---
apiVersion: v1
kind: Service
metadata:
  name: web-local
spec:
  type: LoadBalancer
  externalTrafficPolicy: Local # only Nodes that hold a Pod; the source address stays
  selector:
    app: web
  ports:
  - port: 80
    targetPort: 8080
    nodePort: 30081
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2 # try 3: the third Node joins the second balancer
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: web
        image: nginx
        ports:
        - containerPort: 8080
`,
  settings: presetSettings('kubeadm', { nodes: 3 }),
  traffic: [
    flow('first', outside(), 'http://203.0.113.1/', 5),
    flow('second', outside(), 'http://203.0.113.2/', 5),
    flow('node-port-cluster', outside(), '172.30.0.13:30080', 1),
    flow('node-port-local', outside(), '172.30.0.13:30081', 1),
  ],
});
