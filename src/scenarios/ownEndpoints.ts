import { presetSettings } from '../protocol/settings.ts';
import { defineScenario, deployment, flow } from './scenario.ts';

const settings = presetSettings('kubeadm');

export const ownEndpoints = defineScenario({
  id: 'own-endpoints',
  steps: ['mirror', 'name', 'slice'],
  manifests: `# No selector: no controller looks for Pods, the addresses are written by hand.
apiVersion: v1
kind: Service
metadata:
  name: mysql-external
spec:
  ports:
  - name: mysql # must be the name of the port below
    port: 3366
    targetPort: 3306
---
apiVersion: v1
kind: Endpoints # deprecated; mirrored into an EndpointSlice
metadata:
  name: mysql-external # must be the Service's name
subsets:
- addresses:
  - ip: 10.0.0.206
  ports:
  - name: mysql
    port: 3306
---
apiVersion: v1
kind: Service
metadata:
  name: reports
spec:
  ports:
  - port: 80
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice # the way to write it today
metadata:
  name: reports-1
  labels:
    kubernetes.io/service-name: reports # ties it to the Service
addressType: IPv4
ports:
- port: 8080
endpoints:
- addresses: [10.0.0.207]
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
      - name: mysql
        image: mysql
`,
  settings: {
    ...settings,
    outsideNames: [
      ...settings.outsideNames,
      { name: 'mysql.example.com', address: '10.0.0.206', ttlSeconds: 3600, ports: [3306] },
      { name: 'reports.example.com', address: '10.0.0.207', ttlSeconds: 3600, ports: [8080] },
    ],
  },
  traffic: [
    flow('mysql', deployment('client'), 'mysql-external:3366', 4),
    flow('reports', deployment('client'), 'http://reports/', 2),
  ],
});
