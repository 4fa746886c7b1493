import { presetSettings } from '../protocol/settings.ts';
import { defineScenario, flow, outside } from './scenario.ts';

export const affinity = defineScenario({
  id: 'affinity',
  steps: ['stick', 'shared', 'timeout', 'none'],
  // With this one the three addresses draw three Pods.
  seed: 2,
  manifests: `apiVersion: v1
kind: Service
metadata:
  name: session-svc
spec:
  type: NodePort
  externalTrafficPolicy: Local # the Pods of the Node that is asked, and they see the client's address
  sessionAffinity: ClientIP # try None
  sessionAffinityConfig:
    clientIP:
      timeoutSeconds: 60 # without a request; 10800 if you leave it out
  selector:
    app: session
  ports:
  - port: 80
    targetPort: 8080
    nodePort: 31080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: session
spec:
  replicas: 6
  selector:
    matchLabels:
      app: session
  template:
    metadata:
      labels:
        app: session
    spec:
      containers:
      - name: web
        image: nginx
        ports:
        - containerPort: 8080
`,
  settings: {
    ...presetSettings('kubeadm'),
    outsideClients: [
      { name: 'anna', address: '172.30.0.201' },
      // Two people behind one router: one address, so one Pod.
      { name: 'ben', address: '172.30.0.202' },
      { name: 'cleo', address: '172.30.0.202' },
      { name: 'dora', address: '172.30.0.203' },
    ],
  },
  traffic: [
    flow('anna', outside('anna'), '172.30.0.11:31080', 2),
    flow('ben', outside('ben'), '172.30.0.11:31080', 2),
    flow('cleo', outside('cleo'), '172.30.0.11:31080', 2),
    flow('dora', outside('dora'), '172.30.0.11:31080', 2),
  ],
});
