import { presetSettings } from '../protocol/settings.ts';
import { defineScenario, deployment, flow } from './scenario.ts';

export const canary = defineScenario({
  id: 'canary',
  steps: ['share', 'slide', 'cut'],
  manifests: `# One Service over both versions: the share of the new one is its share of the ready Pods.
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop # add "version: v2" to cut over at once
  ports:
  - port: 80
    targetPort: 8080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-v1
spec:
  replicas: 9
  selector:
    matchLabels: {app: shop, version: v1}
  template:
    metadata:
      labels: {app: shop, version: v1}
    spec:
      containers:
      - name: shop
        image: example/shop:1
        ports:
        - containerPort: 8080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-v2
spec:
  replicas: 1
  selector:
    matchLabels: {app: shop, version: v2}
  template:
    metadata:
      labels: {app: shop, version: v2}
    spec:
      containers:
      - name: shop
        image: example/shop:2
        ports:
        - containerPort: 8080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: client
spec:
  replicas: 1
  selector:
    matchLabels: {app: client}
  template:
    metadata:
      labels: {app: client}
    spec:
      containers:
      - name: curl
        image: curlimages/curl
`,
  settings: presetSettings('kubeadm', { nodes: 3 }),
  traffic: [flow('shoppers', deployment('client'), 'http://shop/', 30)],
});
