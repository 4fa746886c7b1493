import { presetSettings } from '../protocol/settings.ts';
import { defineScenario, deployment, flow, outside } from './scenario.ts';

export const clusterIP = defineScenario({
  id: 'clusterip',
  steps: ['inside', 'outside', 'scale', 'kill'],
  manifests: `apiVersion: v1
kind: Service
metadata:
  name: demo-svc-clusterip
spec:
  type: ClusterIP
  clusterIP: 10.96.1.1 # belongs to nobody: every Node rewrites it
  selector:
    app: web
  ports:
  - name: http
    port: 80
    targetPort: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3 # drag the slider and watch this number
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: nginx
        image: nginx
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
  settings: presetSettings('kubeadm', { nodes: 2 }),
  traffic: [
    flow('by-name', deployment('client'), 'http://demo-svc-clusterip/', 6),
    flow('from-node', { kind: 'node', name: 'node-1' }, '10.96.1.1:80', 2),
    flow('from-outside', outside(), '10.96.1.1:80', 1),
  ],
});
