import { presetSettings } from '../protocol/settings.ts';
import { defineScenario, deployment, flow, outside } from './scenario.ts';

export const nodePort = defineScenario({
  id: 'nodeport',
  steps: ['doors', 'ports', 'allocate'],
  manifests: `apiVersion: v1
kind: Service
metadata:
  name: httpd-svc
spec:
  type: NodePort
  selector:
    run: httpd
  ports:
  - name: http
    port: 8080       # of the Service: 10.x.x.x:8080
    targetPort: 80   # of the container
    nodePort: 32312  # of every Node. Remove the line: one is allocated
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: httpd
spec:
  replicas: 2 # three Nodes, two Pods: the third Node answers all the same
  selector:
    matchLabels:
      run: httpd
  template:
    metadata:
      labels:
        run: httpd
    spec:
      containers:
      - name: httpd
        image: httpd
        ports:
        - containerPort: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: client
spec:
  replicas: 1
  selector:
    matchLabels:
      app: client
  template:
    metadata:
      labels:
        app: client
    spec:
      containers:
      - name: curl
        image: curlimages/curl
`,
  settings: presetSettings('kubeadm', { nodes: 3 }),
  traffic: [
    flow('node-1', outside(), '172.30.0.11:32312', 3),
    flow('node-2', outside(), '172.30.0.12:32312', 3),
    flow('node-3', outside(), '172.30.0.13:32312', 3),
    flow('by-name', deployment('client'), 'http://httpd-svc:8080/', 2),
  ],
});
