/**
 * What manifests are mostly made of: compression starts as if it had just read this text. It belongs to version 1 of the link and may never change,
 * or links of that version open as something else. What is likely stands last, where references to it are shortest.
 */
export const dictionary = `{"title":"","scenario":"source-address","seed":1,"behaviours":{"Deployment/default/":{"listensOn":[8080],"latencyMs":100,"errorRate":0.5,"failsReadiness":true,"failsLiveness":true,"crashes":true}},"settings":{"dual":true,"nodes":3,"outsideClients":[{"name":"outside","address":"172.30.0.200"}],"podCIDRs":["10.244.0.0/16"],"serviceCIDRs":["10.96.0.0/12"],"nodePortRange":{"from":30000,"to":32767},"proxy":{"mode":"nftables","ipvsScheduler":"rr","clusterCIDR":"10.244.0.0/16"},"cloud":{"kind":"none"},"delays":{"controllerMs":40,"proxyMs":300,"containerStartMs":900,"loadBalancerMs":2500,"linkMs":1,"requestTimeoutMs":3000}},"selection":"Service/default/web","viewport":[0,0,1],"speed":1}
"traffic":[{"id":"","from":{"kind":"pod","namespace":"default","name":"client"},"to":"http://","rate":5,"protocol":"UDP","connection":"keepAlive"},{"id":"","from":{"kind":"node","name":"node-1"},"to":"172.30.0.11:30080","rate":1},{"id":"","from":{"kind":"workload","id":"Deployment/default/client"},"to":"http://web/","rate":2,"off":true},{"id":"","from":{"kind":"outside","name":"outside"},"to":"http://203.0.113.1/","rate":10}]}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
spec:
  podSelector:
    matchLabels:
  policyTypes:
  - Ingress
  - Egress
  ingress:
  - from:
    - namespaceSelector:
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
spec:
  parentRefs:
  rules:
  - backendRefs:
    - name: 
      port: 80
      weight: 90
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: 
spec:
  ingressClassName: nginx
  rules:
  - host: example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: 
            port:
              number: 80
---
apiVersion: batch/v1
kind: CronJob
kind: Job
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
spec:
  scaleTargetRef:
  minReplicas: 1
  maxReplicas: 10
---
apiVersion: policy/v1
kind: PodDisruptionBudget
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: 
data:
---
apiVersion: v1
kind: Secret
type: Opaque
stringData:
---
apiVersion: v1
kind: PersistentVolumeClaim
spec:
  accessModes: ["ReadWriteOnce"]
  resources:
    requests:
      storage: 1Gi
---
apiVersion: v1
kind: ServiceAccount
---
apiVersion: v1
kind: Namespace
metadata:
  name: 
---
apiVersion: v1
kind: List
items:
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: 
  labels:
    kubernetes.io/service-name: 
addressType: IPv4
ports:
- name: http
  protocol: TCP
  port: 8080
endpoints:
- addresses:
  - "10.0.0.1"
  conditions:
    ready: true
    serving: true
    terminating: false
  nodeName: node-1
  zone: zone-a
---
apiVersion: v1
kind: Endpoints
metadata:
  name: 
subsets:
- addresses:
  - ip: 10.0.0.1
  ports:
  - port: 3306
---
apiVersion: apps/v1
kind: DaemonSet
      hostNetwork: true
      tolerations:
      - operator: Exists
        effect: NoSchedule
        key: node-role.kubernetes.io/control-plane
      initContainers:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
          - labelSelector:
            topologyKey: topology.kubernetes.io/zone
      topologySpreadConstraints:
      serviceAccountName: 
      nodeSelector:
        kubernetes.io/os: linux
      volumes:
      - name: data
        emptyDir: {}
        configMap:
        secret:
        persistentVolumeClaim:
          claimName: 
  volumeClaimTemplates:
  podManagementPolicy: Parallel
---
apiVersion: apps/v1
kind: ReplicaSet
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: redis
  namespace: default
  labels:
    app.kubernetes.io/name: 
    app.kubernetes.io/part-of: 
    app.kubernetes.io/component: 
  annotations:
spec:
  serviceName: postgres
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 25%
      maxUnavailable: 0
---
apiVersion: v1
kind: Pod
metadata:
  name: 
  labels:
    app: 
spec:
  nodeName: node-1
  hostname: 
  subdomain: 
  restartPolicy: Always
  terminationGracePeriodSeconds: 30
  containers:
  - name: 
    image: busybox:1.36
    command: ["sh", "-c", "sleep 3600"]
    args:
---
apiVersion: v1
kind: Service
metadata:
  name: 
  namespace: default
spec:
  type: ExternalName
  externalName: www.example.com
---
apiVersion: v1
kind: Service
metadata:
  name: 
spec:
  type: LoadBalancer
  clusterIP: None
  clusterIP: 10.96.1.1
  loadBalancerIP: 
  externalIPs:
  ipFamilyPolicy: PreferDualStack
  ipFamilies: [IPv4, IPv6]
  externalTrafficPolicy: Local
  externalTrafficPolicy: Cluster
  internalTrafficPolicy: Local
  publishNotReadyAddresses: true
  trafficDistribution: PreferSameZone
  sessionAffinity: ClientIP
  sessionAffinityConfig:
    clientIP:
      timeoutSeconds: 10800
  selector:
    app: web
    tier: frontend
  ports:
  - name: http
    protocol: TCP
    port: 80
    targetPort: http
    nodePort: 30080
  - name: https
    port: 443
    targetPort: 8443
    protocol: UDP
  - name: metrics
    port: 9090
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: nginx, ports: [{name: http, containerPort: 8080}]}]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: client
  labels:
    app: client
spec:
  replicas: 1
  selector:
    matchLabels:
      app: frontend
  template:
    metadata:
      labels:
        app: backend
    spec:
      containers:
      - name: server
        image: nginx:1.27
        imagePullPolicy: IfNotPresent
        ports:
        - name: http
          containerPort: 8080
          protocol: TCP
        env:
        - name: PORT
          value: "8080"
        - name: REDIS_ADDR
          valueFrom:
            configMapKeyRef:
            secretKeyRef:
        envFrom:
        - configMapRef:
        volumeMounts:
        - name: data
          mountPath: /data
        livenessProbe:
          tcpSocket:
            port: 8080
          exec:
            command:
          grpc:
        readinessProbe:
          httpGet:
            path: /healthz
            port: 8080
          initialDelaySeconds: 5
          periodSeconds: 10
          timeoutSeconds: 1
          failureThreshold: 3
        securityContext:
          runAsNonRoot: true
          allowPrivilegeEscalation: false
          readOnlyRootFilesystem: true
        resources:
          requests:
            cpu: 100m
            memory: 64Mi
          limits:
            cpu: 200m
            memory: 128Mi
---
apiVersion: v1
kind: Service
metadata:
  name: api
  labels:
    app: api
spec:
  type: NodePort
  type: ClusterIP
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
  replicas: 2
  selector:
    matchLabels:
      app: api
  template:
    metadata:
      labels:
        app: api
    spec:
      containers:
      - name: api
        image: example/api
        ports:
        - containerPort: 8080
---
apiVersion: v1
kind: Service
metadata:
  name: `;
