import { defineScenario, deployment, flow } from './scenario.ts';

export const externalName = defineScenario({
  id: 'externalname',
  steps: ['alias', 'port', 'gone'],
  manifests: `# A name for a name: DNS answers with a CNAME, kube-proxy has nothing to do.
apiVersion: v1
kind: Service
metadata:
  name: demo-svc-externalname
spec:
  type: ExternalName
  externalName: www.example.com # try a name that does not exist
---
apiVersion: v1
kind: Service
metadata:
  name: database
spec:
  type: ExternalName
  externalName: my-database.example.com
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
    flow('www', deployment('client'), 'http://demo-svc-externalname/', 3),
    flow('database', deployment('client'), 'database:5432', 2),
    flow('closed-port', deployment('client'), 'http://demo-svc-externalname:8080/', 1),
  ],
});
