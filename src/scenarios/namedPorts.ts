import { defineScenario, deployment, flow } from './scenario.ts';

export const namedPorts = defineScenario({
  id: 'named-ports',
  steps: ['resolve', 'slices', 'udp'],
  manifests: `apiVersion: v1
kind: Service
metadata:
  name: app
spec:
  selector:
    app: app
  ports:
  - name: http
    port: 8080
    targetPort: web # a name: every Pod says which number it is
  - name: metrics
    port: 9090
  - name: dns # the same number as http, in the other protocol
    protocol: UDP
    port: 8080
    targetPort: 5353
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-old
spec:
  replicas: 2
  selector:
    matchLabels: {app: app, release: old}
  template:
    metadata:
      labels: {app: app, release: old}
    spec:
      containers:
      - name: app
        image: example/app:1
        ports:
        - {name: web, containerPort: 80}
        - {name: metrics, containerPort: 9090}
        - {name: dns, containerPort: 5353, protocol: UDP}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-new
spec:
  replicas: 2
  selector:
    matchLabels: {app: app, release: new}
  template:
    metadata:
      labels: {app: app, release: new}
    spec:
      containers:
      - name: app
        image: example/app:2
        ports:
        - {name: web, containerPort: 8000} # moved; the Service need not know
        - {name: metrics, containerPort: 9090}
        - {name: dns, containerPort: 5353, protocol: UDP}
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
  traffic: [
    flow('http', deployment('client'), 'http://app:8080/', 6),
    flow('metrics', deployment('client'), 'http://app:9090/metrics', 2),
    flow('udp', deployment('client'), 'app:8080', 2, 'UDP'),
  ],
});
