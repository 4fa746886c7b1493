import { defineScenario, deployment, flow } from './scenario.ts';

export const probes = defineScenario({
  id: 'probes',
  steps: ['start', 'fail', 'publish'],
  manifests: `apiVersion: v1
kind: Service
metadata:
  name: api
spec:
  publishNotReadyAddresses: false # try true
  selector:
    app: api
  ports:
  - name: http
    port: 80
    targetPort: 8080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  replicas: 3
  selector:
    matchLabels:
      app: api
      release: stable
  template:
    metadata:
      labels:
        app: api
        release: stable
    spec:
      containers:
      - name: api
        image: example/api
        ports:
        - containerPort: 8080
        readinessProbe:
          httpGet:
            path: /health
            port: 8080
          initialDelaySeconds: 5 # not asked before
          periodSeconds: 10      # then every ten seconds
          failureThreshold: 1    # 3 if you leave it out
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api-next # runs, but its probe fails: no request may reach it
spec:
  replicas: 1
  selector:
    matchLabels:
      app: api
      release: next
  template:
    metadata:
      labels:
        app: api
        release: next
    spec:
      containers:
      - name: api
        image: example/api:next
        ports:
        - containerPort: 8080
        readinessProbe:
          httpGet:
            path: /health
            port: 8080
          initialDelaySeconds: 5
          periodSeconds: 10
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
  behaviours: { 'Deployment/default/api-next': { failsReadiness: true } },
  traffic: [flow('calls', deployment('client'), 'http://api/', 8)],
});
