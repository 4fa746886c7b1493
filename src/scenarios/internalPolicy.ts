import { presetSettings } from '../protocol/settings.ts';
import { defineScenario, deployment, flow } from './scenario.ts';

export const internalPolicy = defineScenario({
  id: 'internal-policy',
  steps: ['own', 'lonely', 'daemons'],
  manifests: `apiVersion: v1
kind: Service
metadata:
  name: agent
spec:
  internalTrafficPolicy: Local # own Node's Pod or nothing. Try Cluster
  selector:
    app: agent
  ports:
  - port: 80
    targetPort: 8080
---
apiVersion: apps/v1
kind: Deployment # a DaemonSet would put one on every Node
metadata:
  name: agent
spec:
  replicas: 1
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      nodeSelector:
        kubernetes.io/hostname: node-1
      containers:
      - name: agent
        image: example/agent
        ports:
        - containerPort: 8080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: client
spec:
  replicas: 2 # one on each Node
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
  traffic: [flow('calls', deployment('client'), 'http://agent/', 6)],
});
