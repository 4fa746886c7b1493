import { beforeAll, describe, expect, it } from 'vitest';
import { createEngineAccess } from '../../../../src/kubectl/clusterAccess.ts';
import { curl } from '../../../../src/kubectl/programs/curl.ts';
import type { Place } from '../../../../src/kubectl/programs/place.ts';
import { createPrompt, type Prompt } from './prompt.ts';

const manifests = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, clusterIP: 10.96.1.1, selector: {app: web}, ports: [{name: http, port: 80, nodePort: 30080}]}
---
apiVersion: v1
kind: Service
metadata: {name: wrong}
spec: {clusterIP: 10.96.1.2, selector: {app: web}, ports: [{port: 80, targetPort: 81}]}
---
apiVersion: v1
kind: Service
metadata: {name: empty}
spec: {clusterIP: 10.96.1.3, selector: {app: nobody}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: headless}
spec: {clusterIP: None, selector: {app: one}, ports: [{name: http, port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: one, labels: {app: one}}
spec: {nodeName: node-2, containers: [{name: one, image: nginx, ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: client}
spec: {nodeName: node-1, enableServiceLinks: false, containers: [{name: c, image: busybox, env: [{name: MODE, value: test}]}]}
`;

/** Nobody serves port 80 of the API server's address: packets to it are swallowed. */
const silent = '10.96.0.1';
/** An address of a Pod network that no Pod has. */
const nobody = '10.244.0.99';

let prompt: Prompt;
beforeAll(() => { prompt = createPrompt(manifests); });

interface Ran { readonly text: string; readonly exit: number; readonly tookMs: number }

function run(line: string): Ran {
  const fromMs = prompt.engine.nowMs;
  const text = prompt.type(line);
  return { text, exit: prompt.exit(), tookMs: prompt.engine.nowMs - fromMs };
}

/** What runs in Pod client, without kubectl's own last line. */
function inPod(command: string): Ran {
  const ran = run(`kubectl exec client -- ${command}`);
  return { ...ran, text: ran.text.replace(/command terminated with exit code \d+\n$/, '') };
}

describe('requests', () => {
  it.each([
    { command: 'curl -s web | grep title', exit: 0, text: '<title>Welcome to nginx!</title>\n' },
    { command: 'curl wrong', exit: 7, text: 'curl: (7) Failed to connect to wrong port 80 after 4 ms: Could not connect to server\n' },
    { command: 'curl empty', exit: 7, text: 'curl: (7) Failed to connect to empty port 80 after 2 ms: Could not connect to server\n' },
    { command: `curl ${nobody}`, exit: 7, text: `curl: (7) Failed to connect to ${nobody} port 80 after 0 ms: Could not connect to server\n` },
    { command: 'curl nothing', exit: 6, text: 'curl: (6) Could not resolve host: nothing\n' },
    { command: `curl -m 2 ${silent}`, exit: 28, text: 'curl: (28) Connection timed out after 2001 milliseconds\n', tookMs: 2000 },
    { command: `curl --max-time 7 ${silent}`, exit: 28, text: 'curl: (28) Connection timed out after 7001 milliseconds\n', tookMs: 7000 },
    { command: `curl --connect-timeout 1 ${silent}`, exit: 28, text: `curl: (28) Failed to connect to ${silent} port 80 after 1001 ms: Timeout was reached\n`, tookMs: 1000 },
    { command: `curl -s -m 1 ${silent}`, exit: 28, text: '', tookMs: 1000 },
    { command: `curl -sS -m 1 ${silent}`, exit: 28, text: 'curl: (28) Connection timed out after 1001 milliseconds\n' },
    { command: 'curl', exit: 2, text: "curl: try 'curl --help' or 'curl --manual' for more information\n" },
    { command: 'curl --nope web', exit: 2, text: "curl: option --nope: is unknown\ncurl: try 'curl --help' for more information\n" },
    { command: 'curl -m x web', exit: 2, text: "curl: option -m: expected a proper numerical parameter\ncurl: try 'curl --help' for more information\n" },
    { command: 'curl foo://web', exit: 1, text: 'curl: (1) Protocol "foo" not supported or disabled in libcurl\n' },
    { command: "curl -s -o /dev/null -w '%{http_code} %{remote_ip}\\n' web", exit: 0, text: '200 10.96.1.1\n' },
    { command: 'wget -qO- web | grep -c nginx', exit: 0, text: '2\n' },
    { command: 'wget web', exit: 0, text: "Connecting to web (10.96.1.1:80)\nsaving to 'index.html'\nindex.html           100% |********************************|   121  0:00:00 ETA\n'index.html' saved\n" },
    { command: 'wget -q --spider web', exit: 0, text: '' },
    { command: 'wget -qO- wrong', exit: 1, text: "wget: can't connect to remote host (10.96.1.2): Connection refused\n" },
    { command: `wget -O- ${nobody}`, exit: 1, text: `Connecting to ${nobody} (${nobody}:80)\nwget: can't connect to remote host (${nobody}): No route to host\n` },
    { command: `wget -qO- -T 2 ${silent}`, exit: 1, text: 'wget: download timed out\n', tookMs: 2000 },
    { command: `wget -qO- ${silent}`, exit: 1, text: `wget: can't connect to remote host (${silent}): Connection timed out\n` },
    { command: 'wget -qO- nothing', exit: 1, text: "wget: bad address 'nothing'\n" },
    { command: 'nc -zv web 80', exit: 0, text: 'Connection to web 80 port [tcp/http] succeeded!\n' },
    { command: 'nc -z web 80', exit: 0, text: '' },
    { command: 'nc -zv empty 80', exit: 1, text: 'nc: connect to empty (10.96.1.3) port 80 (tcp) failed: Connection refused\n' },
    { command: 'nc -z wrong 80', exit: 1, text: '' },
    { command: `nc -zvw 1 ${silent} 80`, exit: 1, text: `nc: connect to ${silent} port 80 (tcp) timed out: Operation now in progress\n`, tookMs: 1000 },
    { command: `nc -zv ${nobody} 80`, exit: 1, text: `nc: connect to ${nobody} port 80 (tcp) failed: No route to host\n` },
    { command: 'nc -zv nothing 80', exit: 1, text: 'nc: getaddrinfo for host "nothing" port 80: Name or service not known\n' },
    { command: 'nc -zv wrong 80-81', exit: 1, text: 'nc: connect to wrong (10.96.1.2) port 80 (tcp) failed: Connection refused\nnc: connect to wrong (10.96.1.2) port 81 (tcp) failed: Connection timed out\n' },
    { command: 'nc web', exit: 1, text: 'nc: missing port number\n' },
  ])('$command', ({ command, exit, text, tookMs }) => {
    const ran = inPod(command);
    // A pipe is this machine's own; its exit code is the last program's.
    expect(ran).toMatchObject({ text, exit });
    if (tookMs !== undefined) expect(ran.tookMs).toBe(tookMs);
  });

  it('curl -v tells each step', () => {
    expect(inPod('curl -v web:80/').text.split('\n').filter((line) => /^[*<>] /.test(line)).map((line) => line.replace(/\d\d:\d\d:\d\d/, '<time>'))).toEqual([
      '* Host web:80 was resolved.', '* IPv6: (none)', '* IPv4: 10.96.1.1', '*   Trying 10.96.1.1:80...', '* Connected to web (10.96.1.1) port 80', '* using HTTP/1.x',
      '> GET / HTTP/1.1', '> Host: web', '> User-Agent: curl/8.14.1', '> Accept: */*', '> ', '* Request completely sent off',
      '< HTTP/1.1 200 OK', '< Server: nginx', '< Date: Thu, 01 Jan 2026 <time> GMT', '< Content-Type: text/html', '< Content-Length: 121', '< ', '* Connection #0 to host web left intact',
    ]);
    expect(inPod('curl -v wrong').text.replace(/\d+ ms/g, '<ms> ms')).toBe('* Host wrong:80 was resolved.\n* IPv6: (none)\n* IPv4: 10.96.1.2\n*   Trying 10.96.1.2:80...\n* connect to 10.96.1.2 port 80 failed: Connection refused\n* Failed to connect to wrong port 80 after <ms> ms: Could not connect to server\n* closing connection #0\ncurl: (7) Failed to connect to wrong port 80 after <ms> ms: Could not connect to server\n');
  });

  it('each is a request of the cluster, with its trace', () => {
    const before = prompt.engine.requests().length;
    inPod('curl -s web');
    run('curl -s node-1:30080');
    run('ssh node-2 curl -s 10.96.1.1');
    const made = prompt.engine.requests().slice(before);
    expect(made.map(({ id }) => prompt.engine.trace(id)?.outcome)).toEqual(['answered', 'answered', 'answered']);
  });

  it('from outside, names and addresses of the cluster mean nothing', () => {
    expect(run('curl web')).toMatchObject({ exit: 6, text: 'curl: (6) Could not resolve host: web\n' });
    expect(run('curl 10.96.1.1').exit).toBe(7);
  });
});

describe('names', () => {
  it.each([
    { command: 'nslookup web', exit: 0, text: 'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\nName:\tweb.default.svc.cluster.local\nAddress: 10.96.1.1\n\n' },
    { command: 'nslookup nothing', exit: 1, text: "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\n** server can't find nothing: NXDOMAIN\n\n" },
    { command: 'nslookup 10.96.1.1', exit: 0, text: '1.1.96.10.in-addr.arpa\tname = web.default.svc.cluster.local.\n\n' },
    { command: `nslookup web ${nobody}`, exit: 1, text: `${`;; communications error to ${nobody}#53: timed out\n`.repeat(3)};; no servers could be reached\n\n` },
    { command: 'host web', exit: 0, text: 'web.default.svc.cluster.local has address 10.96.1.1\n' },
    { command: 'host -t AAAA web', exit: 0, text: 'web.default.svc.cluster.local has no AAAA record\n' },
    { command: 'host nothing', exit: 1, text: 'Host nothing not found: 3(NXDOMAIN)\n' },
    { command: 'dig +short web.default.svc.cluster.local', exit: 0, text: '10.96.1.1\n' },
    { command: 'dig +noall +answer -x 10.96.1.1', exit: 0, text: '1.1.96.10.in-addr.arpa.\t\t30\tIN\tPTR\tweb.default.svc.cluster.local.\n' },
    { command: 'dig +short web', exit: 0, text: '' },
  ])('$command', ({ command, exit, text }) => {
    expect(inPod(command)).toMatchObject({ text, exit });
  });

  it('dig prints all of an answer', () => {
    expect(inPod('dig web.default.svc.cluster.local').text.replace(/id: \d+|rcvd: \d+|WHEN: .*/g, '<any>')).toBe(`
; <<>> DiG 9.18.33 <<>> web.default.svc.cluster.local
;; global options: +cmd
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, <any>
;; flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1
;; WARNING: recursion requested but not available

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
;; QUESTION SECTION:
;web.default.svc.cluster.local.\t\tIN\tA

;; ANSWER SECTION:
web.default.svc.cluster.local.\t30\tIN\tA\t10.96.1.1

;; Query time: 0 msec
;; SERVER: 10.96.0.10#53(10.96.0.10) (UDP)
;; <any>
;; MSG SIZE  <any>

`);
    expect(inPod('dig nothing.default.svc.cluster.local').text).toMatch(/status: NXDOMAIN[\s\S]*AUTHORITY: 1[\s\S]*;; AUTHORITY SECTION:\ncluster\.local\.\t\t30\tIN\tSOA\tns\.dns\.cluster\.local\. hostmaster\.cluster\.local\. \d+ 7200 1800 86400 30\n/);
  });
});

describe('ping', () => {
  it.each([
    { command: 'ping -c 2 10.244.0.1', exit: 1, tookMs: 11_000, text: 'PING 10.244.0.1 (10.244.0.1) 56(84) bytes of data.\n\n--- 10.244.0.1 ping statistics ---\n2 packets transmitted, 0 received, 100% packet loss, time 1000ms\n\n' },
    { command: 'ping -c 1 -W 2 web', exit: 1, tookMs: 2000, text: 'PING web (10.96.1.1) 56(84) bytes of data.\n\n--- web ping statistics ---\n1 packets transmitted, 0 received, 100% packet loss, time 0ms\n\n' },
    { command: 'ping nothing', exit: 2, tookMs: 0, text: 'ping: nothing: Name or service not known\n' },
    { command: 'ping', exit: 1, tookMs: 0, text: 'ping: usage error: Destination address required\n' },
  ])('$command', ({ command, exit, tookMs, text }) => {
    expect(inPod(command)).toEqual({ text, exit, tookMs });
  });

  it('an answer a second, and numbers at the end, also of Ctrl-C', () => {
    const text = prompt.type('ping 172.30.0.11', 2500);
    expect(text.replace(/\d\.\d{3}/g, '<ms>')).toBe(`PING 172.30.0.11 (172.30.0.11) 56(84) bytes of data.
64 bytes from 172.30.0.11: icmp_seq=1 ttl=64 time=<ms> ms
64 bytes from 172.30.0.11: icmp_seq=2 ttl=64 time=<ms> ms
64 bytes from 172.30.0.11: icmp_seq=3 ttl=64 time=<ms> ms
^C

--- 172.30.0.11 ping statistics ---
3 packets transmitted, 3 received, 0% packet loss, time 2000ms
rtt min/avg/max/mdev = <ms>/<ms>/<ms>/<ms> ms
`);
    expect(prompt.exit()).toBe(130);
  });
});

describe('a container', () => {
  it.each([
    { command: 'cat /etc/resolv.conf', exit: 0, text: 'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n' },
    { command: 'cat /nope', exit: 1, text: 'cat: /nope: No such file or directory\n' },
    { command: 'env', exit: 0, text: 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nHOSTNAME=client\nMODE=test\nKUBERNETES_PORT=tcp://10.96.0.1:443\nKUBERNETES_PORT_443_TCP=tcp://10.96.0.1:443\nKUBERNETES_PORT_443_TCP_ADDR=10.96.0.1\nKUBERNETES_PORT_443_TCP_PORT=443\nKUBERNETES_PORT_443_TCP_PROTO=tcp\nKUBERNETES_SERVICE_HOST=10.96.0.1\nKUBERNETES_SERVICE_PORT=443\nKUBERNETES_SERVICE_PORT_HTTPS=443\nHOME=/root\n' },
    { command: 'printenv MODE NOPE', exit: 1, text: 'test\n' },
    { command: 'hostname', exit: 0, text: 'client\n' },
    { command: 'ss -lnt', exit: 0, text: 'State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n' },
    { command: 'ip -4 -o addr show lo', exit: 0, text: '1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever\n' },
    { command: 'ip link show eth9', exit: 1, text: 'Device "eth9" does not exist.\n' },
    { command: 'ip foo', exit: 1, text: 'Object "foo" is unknown, try "ip help".\n' },
    { command: "sh -c 'nope; echo $?'", exit: 0, text: 'sh: nope: not found\n127\n' },
    { command: "sh -c 'for i in 1 2; do echo $i; done; exit'", exit: 0, text: '1\n2\n' },
  ])('$command', ({ command, exit, text }) => {
    expect(inPod(command)).toMatchObject({ text, exit });
  });

  it('has no program of that name', () => {
    expect(inPod('nope -x')).toMatchObject({ exit: 1, text: 'error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: "nope": executable file not found in $PATH\n' });
  });

  it('listens where its server does', () => {
    expect(run('kubectl exec one -- ss -tlnp').text).toBe('State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess                     \nLISTEN 0      4096               *:80              *:*   users:(("nginx",pid=1,fd=3))\n');
    expect(run('kubectl exec one -- netstat -tln').text).toBe('Active Internet connections (only servers)\nProto Recv-Q Send-Q Local Address           Foreign Address         State      \ntcp6       0      0 :::80                   :::*                    LISTEN     \n');
  });
});

describe('a Node', () => {
  it.each([
    { command: 'hostname', text: 'node-1\n' },
    { command: 'ip -br addr', text: 'lo               UNKNOWN        127.0.0.1/8 ::1/128 \neth0             UP             172.30.0.11/24 \ncni0             UP             10.244.0.1/24 \n' },
    { command: 'ip route', text: 'default via 172.30.0.1 dev eth0 \n10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1 \n10.244.1.0/24 via 172.30.0.12 dev eth0 \n172.30.0.0/24 dev eth0 proto kernel scope link src 172.30.0.11 \n' },
    { command: 'ip route get 10.244.1.7', text: '10.244.1.7 via 172.30.0.12 dev eth0 src 172.30.0.11 uid 0 \n    cache \n' },
    { command: 'ip route get 172.30.0.11', text: 'local 172.30.0.11 dev lo src 172.30.0.11 uid 0 \n    cache <local> \n' },
    { command: 'ss -lnt', text: 'State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess\nLISTEN 0      4096       127.0.0.1:10249      0.0.0.0:*          \nLISTEN 0      4096               *:10250            *:*          \nLISTEN 0      4096               *:10256            *:*          \n' },
    { command: 'iptables -t nat -L OUTPUT', text: 'Chain OUTPUT (policy ACCEPT)\ntarget     prot opt source               destination         \nKUBE-SERVICES  all  --  anywhere             anywhere             /* kubernetes service portals */\n' },
    { command: 'iptables -t nat -nL KUBE-POSTROUTING --line-numbers', text: 'Chain KUBE-POSTROUTING (1 references)\nnum  target     prot opt source               destination         \n1    RETURN     0    --  0.0.0.0/0            0.0.0.0/0            mark match ! 0x4000/0x4000\n2    MARK       0    --  0.0.0.0/0            0.0.0.0/0            MARK xor 0x4000\n3    MASQUERADE  0    --  0.0.0.0/0            0.0.0.0/0            /* kubernetes service traffic requiring SNAT */ random-fully\n' },
    { command: 'iptables -t nat -vnL PREROUTING', text: 'Chain PREROUTING (policy ACCEPT 0 packets, 0 bytes)\n pkts bytes target     prot opt in     out     source               destination         \n    0     0 KUBE-SERVICES  0    --  *      *       0.0.0.0/0            0.0.0.0/0            /* kubernetes service portals */\n' },
    { command: 'iptables -nL KUBE-FIREWALL', text: 'Chain KUBE-FIREWALL (2 references)\ntarget     prot opt source               destination         \nDROP       0    -- !127.0.0.0/8          127.0.0.0/8          /* block incoming localnet connections */ ! ctstate RELATED,ESTABLISHED,DNAT\n' },
    { command: 'iptables -t mangle -S', text: '-P PREROUTING ACCEPT\n-P INPUT ACCEPT\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n-P POSTROUTING ACCEPT\n' },
    { command: 'iptables -L NOPE', exit: 1, text: 'iptables: No chain/target/match by that name.\n' },
    { command: 'iptables -t foo -L', exit: 3, text: "iptables v1.8.9 (nf_tables): table 'foo' does not exist\nPerhaps iptables or your kernel needs to be upgraded.\n" },
    { command: 'iptables', exit: 2, text: "iptables v1.8.9 (nf_tables): no command specified\nTry `iptables -h' or 'iptables --help' for more information.\n" },
    { command: 'iptables -F', exit: 2, text: 'iptables: kube-proxy owns these rules; they are listed here (-L, -S) and changed by changing Services\n' },
    { command: 'ipvsadm -Ln', text: 'IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n' },
    { command: 'nft list tables', text: '' },
    { command: 'nope', exit: 127, text: 'bash: nope: command not found\n' },
  ])('$command', ({ command, text, exit = 0 }) => {
    expect(run(`ssh node-1 ${command}`)).toMatchObject({ text, exit });
  });

  it('iptables-save has its comments and counters', () => {
    const lines = run('ssh node-1 iptables-save -t nat').text.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^# Generated by iptables-save v1\.8\.9 \(nf_tables\) on Thu Jan {2}1 \d\d:\d\d:\d\d 2026$/);
    expect(lines.slice(1, 3)).toEqual(['*nat', ':PREROUTING ACCEPT [0:0]']);
    expect(lines.at(-2)).toBe('COMMIT');
    expect(lines.at(-1)).toMatch(/^# Completed on /);
    expect(lines).toContain('-A KUBE-SERVICES -d 10.96.1.1/32 -p tcp -m comment --comment "default/web:http cluster IP" -m tcp --dport 80 -j KUBE-SVC-CDGGSHYLG3RE2FKL');
  });

  it('conntrack has what came through, rewritten', () => {
    run('kubectl exec client -- curl -s web');
    expect(run('ssh node-1 conntrack -L -p tcp --orig-dst 10.96.1.1').text).toMatch(/^tcp {6}6 \d+ \w+ src=10\.244\.0\.\d+ dst=10\.96\.1\.1 sport=\d+ dport=80 src=10\.244\.[01]\.\d+ dst=10\.244\.0\.\d+ sport=80 dport=\d+ \[ASSURED\] mark=0 use=1\n/);
    expect(run('ssh node-1 conntrack -L --foo')).toMatchObject({ exit: 2 });
  });
});

describe('other proxies', () => {
  it.each([
    { mode: 'nftables', command: 'nft list tables', text: /^table ip kube-proxy\n/ },
    { mode: 'nftables', command: 'nft list map ip kube-proxy service-ips', text: /^table ip kube-proxy \{[\s\S]*10\.96\.1\.1 \. tcp \. 80 : goto service-/ },
    { mode: 'nftables', command: 'nft list table ip nope', text: /^Error: No such file or directory\nlist table ip nope\n/ },
    { mode: 'ipvs', command: 'ipvsadm -Ln', text: /^IP Virtual Server version 1\.2\.1 \(size=4096\)\nProt LocalAddress:Port Scheduler Flags\n {2}-> RemoteAddress:Port {11}Forward Weight ActiveConn InActConn\n[\s\S]*TCP {2}10\.96\.1\.1:80 rr\n {2}-> 10\.244\.\d\.\d:80/ },
    { mode: 'ipvs', command: 'ipset list -n', text: /KUBE-CLUSTER-IP\n/ },
    { mode: 'ipvs', command: 'ip -br addr show kube-ipvs0', text: /^kube-ipvs0 +DOWN +.*10\.96\.1\.1\/32/ },
  ] as const)('$mode: $command', ({ mode, command, text }) => {
    const other = createPrompt(manifests, (settings) => ({ ...settings, proxy: { ...settings.proxy, mode } }));
    expect(other.type(`ssh node-1 ${command}`)).toMatch(text);
  });
});

describe('a forwarded port of the own machine', () => {
  it('leads into the Pod, from its own localhost', () => {
    const place: Place = { kind: 'local', client: 'outside', forwards: new Map([[8080, { namespace: 'default', name: 'one', remote: 80 }]]) };
    const printed: string[] = [];
    const access = createEngineAccess(prompt.engine);
    const running = curl(place)(['-s', 'localhost:8080'], { stdin: '', out: (text) => void printed.push(text), err: (text) => void printed.push(text) }, access.cluster);
    for (let step = running.next(); step.done !== true; step = running.next()) prompt.pass(10);
    expect(printed.join('')).toContain('<title>Welcome to nginx!</title>');
    const last = prompt.engine.requests().at(-1);
    expect(last === undefined ? undefined : prompt.engine.trace(last.id)).toMatchObject({ outcome: 'answered', pod: 'Pod/default/one' });
  });
});
