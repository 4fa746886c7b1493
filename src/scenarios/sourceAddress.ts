import { presetSettings } from '../protocol/settings.ts';
import { defineScenario, deployment, flow, outside } from './scenario.ts';

const settings = presetSettings('kubeadm');

export const sourceAddress = defineScenario({
  id: 'source-address',
  steps: ['look', 'local', 'mend'],
  manifests: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: LoadBalancer
  externalTrafficPolicy: Cluster # try Local
  selector:
    app: web
  ports:
  - name: http
    port: 80
    targetPort: http
    nodePort: 30080
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 4
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx
        ports: [{name: http, containerPort: 8080}]
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  clusterIP: None # headless: names only
  selector: {app: db}
  ports: [{port: 5432}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  replicas: 2
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers:
      - name: postgres
        image: postgres
        ports: [{containerPort: 5432}]
---
apiVersion: v1
kind: Service
metadata: {name: cache}
spec:
  selector: {app: chache} # nobody is called that
  ports: [{port: 6379}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cache}
spec:
  replicas: 2
  selector: {matchLabels: {app: cache}}
  template:
    metadata: {labels: {app: cache}}
    spec:
      containers:
      - name: redis
        image: redis
        ports: [{containerPort: 6379}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: client}
spec:
  selector: {matchLabels: {app: client}}
  template:
    metadata: {labels: {app: client}}
    spec:
      containers: [{name: curl, image: curlimages/curl}]
`,
  // The first thing anybody sees: requests are answered within a second or two.
  settings: { ...settings, delays: { ...settings.delays, containerStartMs: 400, loadBalancerMs: 800 } },
  traffic: [
    flow('users', outside(), 'http://203.0.113.1/', 20),
    flow('page', deployment('client'), 'http://web/', 3),
    flow('rows', deployment('client'), 'db:5432', 1),
    flow('lookups', deployment('client'), 'cache:6379', 1),
  ],
});
