import { defineScenario, deployment, flow } from './scenario.ts';

export const headless = defineScenario({
  id: 'headless',
  steps: ['names', 'one', 'virtual'],
  manifests: `apiVersion: v1
kind: Service
metadata:
  name: my-service
spec:
  clusterIP: None # take the line out (and create the Service anew) for a virtual IP
  selector:
    app: myapp
  ports:
  - name: web
    port: 80 # not translated: the client reaches the Pod's own port
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: my-service # gives web-0.my-service, web-1.my-service, …
  replicas: 3
  selector:
    matchLabels:
      app: myapp
  template:
    metadata:
      labels:
        app: myapp
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
  traffic: [
    flow('any', deployment('client'), 'http://my-service/', 4),
    flow('first', deployment('client'), 'http://web-0.my-service.default.svc.cluster.local/', 2),
    flow('wrong-port', deployment('client'), 'http://my-service:8080/', 1),
  ],
});
