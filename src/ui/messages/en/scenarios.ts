/** The library's texts: `shell.scenarios.<id>`. */
export const scenarios = {
  'source-address': {
    title: 'Where the client address is lost',
    summary: 'A load balancer in front of two Nodes, and what externalTrafficPolicy does to the source address.',
    steps: {
      look: 'Read the trace of a request from outside: who rewrote its source address, and why?',
      local: 'Change Cluster to Local in line 7: the Pods see the client’s own address.',
      mend: 'cache has no endpoints: its selector has a typo. Mend it below the manifests.',
    },
  },
  clusterip: {
    title: 'ClusterIP: an address that belongs to nobody',
    summary: 'One virtual address before three Pods: reachable from Pods and Nodes, and from nowhere else.',
    steps: {
      inside: 'Requests from the client Pod and from node-1 are answered: kube-proxy on their own Node rewrites 10.96.1.1 to a Pod. Try `kubectl exec deploy/client -- curl -s 10.96.1.1`.',
      outside: 'Requests from outside do not get through: no router knows 10.96.1.1. Select one to see where it ends.',
      scale: 'Drag the slider of web, or run `kubectl scale deploy/web --replicas=5`. The address stays; the endpoints follow: `kubectl get endpointslices`.',
      kill: 'Select a Pod and kill it while requests run. Which ones fail, and for how long?',
    },
  },
  nodeport: {
    title: 'NodePort: the same door on every Node',
    summary: 'Port 32312 on three Nodes, two Pods: nodePort, port and targetPort told apart.',
    steps: {
      doors: 'node-3 has no Pod of httpd and answers on 32312 all the same: it forwards to the others. `kubectl get svc,pods -o wide`',
      ports: 'Three numbers: 32312 on the Nodes, 8080 on the Service, 80 in the container. Send a request to a wrong one.',
      allocate: 'Remove the nodePort line: the API server keeps the port it gave. In a new Service it allocates one from 30000–32767.',
    },
  },
  loadbalancer: {
    title: 'LoadBalancer: Cluster against Local',
    summary: 'The same Pods behind two balancers with different externalTrafficPolicy, and a Node without a Pod.',
    steps: {
      compare: 'Compare a trace of 203.0.113.1 with one of 203.0.113.2: who sees which source address, and which Nodes take part?',
      node: 'On node-3, without a Pod, 30080 answers and 30081 does not: Local never leaves the Node. `ssh node-3 iptables-save | grep web-local`',
      pending: 'Open Cluster below and take the cloud away. A new LoadBalancer Service stays pending, yet its node port works.',
    },
  },
  headless: {
    title: 'Headless: names instead of an address',
    summary: 'clusterIP None with a StatefulSet: DNS gives every Pod’s address, and the client chooses.',
    steps: {
      names: 'Select my-service and look at DNS: three addresses under one name, and a name for each Pod. `kubectl exec deploy/client -- nslookup my-service`',
      one: 'web-0.my-service always reaches web-0. Kill it: it comes back under the same name with another address.',
      virtual: 'Requests to port 8080 are refused: without a ClusterIP nothing translates ports, so the Pod’s own port counts.',
    },
  },
  externalname: {
    title: 'ExternalName: a CNAME and nothing else',
    summary: 'A Service without address, endpoints and proxying: DNS sends the client somewhere else.',
    steps: {
      alias: 'Select a request: the name resolves to www.example.com, then the client connects there by itself. `kubectl exec deploy/client -- nslookup demo-svc-externalname`',
      port: 'Port 8080 is refused by the host outside. An ExternalName has no ports to translate.',
      gone: 'Change externalName to a name that does not exist: the requests stop at DNS.',
    },
  },
  'own-endpoints': {
    title: 'A Service without selector',
    summary: 'Endpoints written by hand for databases outside the cluster, the old way and today’s.',
    steps: {
      mirror: 'Select mysql-external and look at Endpoints: the Endpoints object was mirrored into a slice. `kubectl describe endpointslices`',
      name: 'Rename the port mysql in the Endpoints. Port names must agree, numbers need not: the requests are refused.',
      slice: 'reports has an EndpointSlice instead. Remove its label: nothing ties it to the Service any more.',
    },
  },
  'named-ports': {
    title: 'Named ports and several of them',
    summary: 'One name, two container ports: every Pod says for itself what web means.',
    steps: {
      resolve: 'Requests to 8080 reach port 80 in the old Pods and port 8000 in the new ones.',
      slices: 'Look at the Endpoints of app: Pods that resolve the name differently stand in different slices. `kubectl get endpointslices -l kubernetes.io/service-name=app`',
      udp: 'Port 8080 exists twice, for TCP and for UDP. Each balances on its own.',
    },
  },
  probes: {
    title: 'Readiness decides who gets requests',
    summary: 'Pods wait for their first probe, one release fails it, and the endpoints say so.',
    steps: {
      start: 'Restart the cluster from the palette: no Pod is ready before its first probe. A delay of five seconds and a period of ten make that ten seconds.',
      fail: 'Select a Pod of api and let it fail readiness. It leaves the endpoints at its next probe; it keeps running: `kubectl get pods,endpoints`',
      publish: 'Set publishNotReadyAddresses to true: the Pods of api-next get requests although their probe fails.',
    },
  },
  affinity: {
    title: 'Session affinity: who sticks to whom',
    summary: 'Four people, three addresses: ClientIP keeps an address with a Pod until it has been quiet for a minute.',
    steps: {
      stick: 'In Metrics three Pods share the requests at most: one for each client address.',
      shared: 'Ben and Cleo sit behind one router. To kube-proxy they are one client.',
      timeout: 'Switch a client off for more than 60 seconds of simulated time and on again: it may get another Pod.',
      none: 'Change ClientIP to None: every connection is a new choice among the Pods of node-1.',
    },
  },
  'internal-policy': {
    title: 'internalTrafficPolicy: own Node or nothing',
    summary: 'The agent runs on one of two Nodes; clients on the other one get no answer.',
    steps: {
      own: 'The client on node-1 is answered by the agent on node-1, without leaving the Node.',
      lonely: 'The client on node-2 is not: with Local an empty Node drops. Select one of its requests.',
      daemons: 'Change the agent to Cluster, or remove its nodeSelector and give it two replicas.',
    },
  },
  topology: {
    title: 'Stay in the zone',
    summary: 'trafficDistribution keeps requests near, as long as somebody near is ready.',
    steps: {
      zone: 'Requests of zone-a stay on node-1 and node-3, those of zone-b on node-2 and node-4. `kubectl get nodes -L topology.kubernetes.io/zone`',
      node: 'Try PreferSameNode: a Node without a Pod falls back to its zone, then to all.',
      empty: 'Scale near to 1: one zone has nobody left, so its requests cross over.',
    },
  },
  canary: {
    title: 'A canary by replicas',
    summary: 'Nine Pods of v1 and one of v2 behind one selector: a tenth of the requests.',
    steps: {
      share: 'Open Metrics: each Pod gets about the same, so v2 gets about a tenth.',
      slide: 'Drag shop-v2 to 9 and shop-v1 to 1, one after the other, or run `kubectl scale deploy/shop-v2 --replicas=9; kubectl scale deploy/shop-v1 --replicas=1`.',
      cut: 'Add version: v2 to the Service’s selector: all of it at once.',
    },
  },
  broken: {
    title: 'Three Services that do not work',
    summary: 'A typo in a selector, a wrong targetPort, a port name that nobody has: find them.',
    steps: {
      selector: 'shop matches no Pod. Compare its selector with the labels, `kubectl get pods --show-labels`, then mend it.',
      targetPort: 'payments reaches its Pods, and they refuse: nothing listens on 8081.',
      name: 'search names a port that no container has. And somebody asks for serach, which no Service is called.',
    },
  },
} as const;
