import { defineScenario, deployment, flow } from './scenario.ts';

export const broken = defineScenario({
  id: 'broken',
  steps: ['selector', 'targetPort', 'name'],
  manifests: `# Three Services, each wrong in its own way. Look at what the requests say.
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shpo
  ports:
  - port: 80
    targetPort: 8080
---
apiVersion: v1
kind: Service
metadata:
  name: payments
spec:
  selector:
    app: payments
  ports:
  - port: 80
    targetPort: 8081
---
apiVersion: v1
kind: Service
metadata:
  name: search
spec:
  selector:
    app: search
  ports:
  - port: 80
    targetPort: web
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 2
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
      - name: shop
        image: example/shop
        ports:
        - name: http
          containerPort: 8080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: payments
spec:
  replicas: 2
  selector:
    matchLabels:
      app: payments
  template:
    metadata:
      labels:
        app: payments
    spec:
      containers:
      - name: payments
        image: example/payments
        ports:
        - name: http
          containerPort: 8080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: search
spec:
  replicas: 2
  selector:
    matchLabels:
      app: search
  template:
    metadata:
      labels:
        app: search
    spec:
      containers:
      - name: search
        image: example/search
        ports:
        - name: http
          containerPort: 8080
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
    flow('shop', deployment('client'), 'http://shop/', 2),
    flow('payments', deployment('client'), 'http://payments/', 2),
    flow('search', deployment('client'), 'http://search/', 2),
    flow('wrong-name', deployment('client'), 'http://serach/', 1),
  ],
});
