import { presetSettings } from '../protocol/settings.ts';
import { defineScenario, deployment, flow } from './scenario.ts';

export const topology = defineScenario({
  id: 'topology',
  steps: ['zone', 'node', 'empty'],
  manifests: `apiVersion: v1
kind: Service
metadata:
  name: near
spec:
  trafficDistribution: PreferSameZone # try PreferSameNode, or take the line out
  selector:
    app: near
  ports:
  - port: 80
    targetPort: 8080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: near
spec:
  replicas: 4
  selector:
    matchLabels:
      app: near
  template:
    metadata:
      labels:
        app: near
    spec:
      containers:
      - name: web
        image: nginx
        ports:
        - containerPort: 8080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: client-a
spec:
  replicas: 1
  selector:
    matchLabels:
      app: client-a
  template:
    metadata:
      labels:
        app: client-a
    spec:
      nodeSelector:
        topology.kubernetes.io/zone: zone-a
      containers:
      - name: curl
        image: curlimages/curl
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: client-b
spec:
  replicas: 1
  selector:
    matchLabels:
      app: client-b
  template:
    metadata:
      labels:
        app: client-b
    spec:
      nodeSelector:
        topology.kubernetes.io/zone: zone-b
      containers:
      - name: curl
        image: curlimages/curl
`,
  settings: presetSettings('kubeadm', { nodes: 4 }),
  traffic: [
    flow('from-a', deployment('client-a'), 'http://near/', 5),
    flow('from-b', deployment('client-b'), 'http://near/', 5),
  ],
});
