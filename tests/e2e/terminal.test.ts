import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { Scope } from './scope.ts';
import { masked, TerminalPanel } from './terminalPanel.ts';

let browser: Browser;
beforeAll(async () => { browser = await launchBrowser(); });
afterAll(() => browser.close());

/** What kubectl 1.36.3 printed on a real cluster for the same commands. */
const real = {
  everything: [
    'NAME  READY  UP-TO-DATE  AVAILABLE  AGE', 'deployment.apps/web  1/1  1  1  <age>', '',
    'NAME  DESIRED  CURRENT  READY  AGE', 'replicaset.apps/web-<hash>  1  1  1  <age>', '',
    'NAME  READY  STATUS  RESTARTS  AGE', 'pod/web-<hash>-<pod>  1/1  Running  0  <age>', '',
    'NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE', 'service/kubernetes  ClusterIP  10.96.0.1  <none>  443/TCP  <age>', 'service/web  NodePort  <ip>  <none>  80:<port>/TCP  <age>',
  ],
  service: ['NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE', 'web  NodePort  <ip>  <none>  80:<port>/TCP  <age>'],
  describedService: [
    'Name:  web', 'Namespace:  default', 'Labels:  app=web', 'Annotations:  <none>', 'Selector:  app=web', 'Type:  NodePort', 'IP Family Policy:  SingleStack', 'IP Families:  IPv4', 'IP:  <ip>', 'IPs:  <ip>',
    'Port:  <unset>  80/TCP', 'TargetPort:  80/TCP', 'NodePort:  <unset>  <port>/TCP', 'Endpoints:  <pod-ip>:80', 'Session Affinity:  None', 'External Traffic Policy:  Cluster', 'Internal Traffic Policy:  Cluster', 'Events:  <none>',
  ],
  describedDeployment: [
    'Name:  web', 'Namespace:  default', 'CreationTimestamp:  <time>', 'Labels:  app=web', 'Annotations:  deployment.kubernetes.io/revision: 1', 'Selector:  app=web', 'Replicas:  1 desired | 1 updated | 1 total | 1 available | 0 unavailable', 'StrategyType:  RollingUpdate', 'MinReadySeconds:  0', 'RollingUpdateStrategy:  25% max unavailable, 25% max surge',
    'Pod Template:', '  Labels:  app=web', '  Containers:', '  nginx:', '  Image:  nginx', '  Port:  80/TCP', '  Host Port:  0/TCP', '  Environment:  <none>', '  Mounts:  <none>', '  Volumes:  <none>', '  Node-Selectors:  <none>', '  Tolerations:  <none>',
    'Conditions:', '  Type  Status  Reason', '  ----  ------  ------', '  Available  True  MinimumReplicasAvailable', '  Progressing  True  NewReplicaSetAvailable', 'OldReplicaSets:  <none>', 'NewReplicaSet:  web-<hash> (1/1 replicas created)',
    'Events:', '  Type  Reason  Age  From  Message', '  ----  ------  ----  ----  -------', '  Normal  ScalingReplicaSet  <age>  deployment-controller  Scaled up replica set web-<hash> from 0 to 1',
  ],
  endpoints: ['Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice', 'NAME  ENDPOINTS  AGE', 'web  <pod-ip>:80,<pod-ip>:80,<pod-ip>:80  <age>'],
  threePods: ['NAME  READY  STATUS  RESTARTS  AGE', ...Array.from({ length: 3 }, () => 'web-<hash>-<pod>  1/1  Running  0  <age>')],
  afterwards: ['NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE', 'service/kubernetes  ClusterIP  10.96.0.1  <none>  443/TCP  <age>'],
} as const;

async function withTerminal(manifests?: string, size: { readonly width?: number; readonly height?: number } = {}): Promise<{ readonly scope: Scope; readonly terminal: TerminalPanel }> {
  const scope = await Scope.open(browser, size);
  await scope.ready();
  if (manifests !== undefined) await scope.replaceText(manifests);
  return { scope, terminal: await TerminalPanel.open(scope) };
}

describe('the classic session', () => {
  it('prints what a real cluster prints', async () => {
    const { scope, terminal } = await withTerminal('# nothing yet\n', { width: 2200, height: 1800 });
    await terminal.heighten();
    const answered = (): Promise<string> => scope.page.getByTestId('trace').getByRole('status').textContent().then((text) => text ?? '');
    await expect.poll(async () => (await terminal.run('kubectl get deploy,sts'))[0], { timeout: 30_000 }).toMatch(/^No resources found/);
    expect(await terminal.run('kubectl create deployment web --image=nginx --port=80')).toEqual(['deployment.apps/web created']);
    expect(await terminal.run('kubectl expose deployment web --type=NodePort --port=80')).toEqual(['service/web exposed']);
    expect((await terminal.run('kubectl rollout status deployment/web')).at(-1)).toBe('deployment "web" successfully rolled out');
    expect(masked(await terminal.run('kubectl get deploy,rs,pods,svc'))).toEqual(real.everything);
    const service = await terminal.run('kubectl get svc web');
    expect(masked(service)).toEqual(real.service);
    expect(masked(await terminal.run('kubectl describe svc web'))).toEqual(real.describedService);
    expect(masked(await terminal.run('kubectl describe deployment web'))).toEqual(real.describedDeployment);

    const port = /80:(\d+)\//.exec(service.join('\n'))?.[1] ?? '';
    expect(await terminal.run(`curl -s node-1:${port} | grep title`)).toEqual(['<title>Welcome to nginx!</title>']);
    expect(await terminal.run('kubectl run visitor --image=busybox -- sleep infinity')).toEqual(['pod/visitor created']);
    expect(await terminal.run('kubectl wait --for=condition=Ready pod/visitor')).toEqual(['pod/visitor condition met']);
    expect(await terminal.run('kubectl exec visitor -- curl -s http://web | grep -c Welcome')).toEqual(['2']);
    // The request stands among the others, with its trace.
    await scope.pause();
    await scope.openTab('Requests');
    await scope.page.getByRole('row', { name: /visitor.*web/ }).first().click();
    await expect.poll(answered).toMatch(/Answered by web-/);
    await scope.page.getByRole('button', { name: 'Play or pause' }).click();
    await scope.page.getByRole('tab', { name: /^Terminal/ }).last().click();
    await terminal.input.focus();

    expect(await terminal.run('kubectl scale deployment web --replicas=3')).toEqual(['deployment.apps/web scaled']);
    expect((await terminal.run('kubectl rollout status deployment/web')).at(-1)).toBe('deployment "web" successfully rolled out');
    expect(masked(await terminal.run('kubectl get endpoints web'))).toEqual(real.endpoints);
    expect(masked(await terminal.run('kubectl get pods -l app=web'))).toEqual(real.threePods);

    await terminal.press('Control+L');
    await terminal.type('kubectl delete $(kubectl get pods -l app=web -o name | head -1) --wait=false; kubectl get pods -l app=web -w');
    await terminal.press('Enter');
    await terminal.shows(/web-\S+ +0\/1 +ContainerCreating[\s\S]*web-\S+ +1\/1 +Running +0 +\ds/);
    await terminal.press('Control+C');
    await terminal.prompted();

    expect(await terminal.run('kubectl scale deployment web --replicas=1')).toEqual(['deployment.apps/web scaled']);
    await expect.poll(async () => masked(await terminal.run('kubectl get pods -l app=web')), { timeout: 60_000 }).toEqual([real.threePods[0], real.threePods[1]]);
    expect(await terminal.run('kubectl delete service/web deployment/web pod/visitor')).toEqual(['service "web" deleted from default namespace', 'deployment.apps "web" deleted from default namespace', 'pod "visitor" deleted from default namespace']);
    await expect.poll(async () => masked(await terminal.run('kubectl get all')), { timeout: 60_000 }).toEqual(real.afterwards);
    expect(await terminal.run('kubectl get svc web; echo $?')).toEqual(['Error from server (NotFound): services "web" not found', '1']);
    expect(scope.complaints).toEqual([]);
    await scope.close();
  });
});

describe('the keyboard', () => {
  it('completes, goes through the history, searches it, and interrupts', async () => {
    const { scope, terminal } = await withTerminal();
    await terminal.type('kube');
    await terminal.press('Tab');
    await terminal.shows(/\$ kubectl$/);
    await terminal.type('get svc ca');
    await terminal.press('Tab');
    await terminal.shows(/\$ kubectl get svc cache$/);
    await terminal.press('Enter');
    await terminal.shows(/cache +ClusterIP/);
    await terminal.prompted();
    expect(await terminal.run('echo two')).toEqual(['two']);
    await terminal.press('ArrowUp');
    await terminal.press('ArrowUp');
    await terminal.shows(/\$ kubectl get svc cache$/);
    await terminal.press('Control+C');
    await terminal.prompted();
    await terminal.press('Control+R');
    await terminal.type('svc');
    await terminal.shows(/\(reverse-i-search\)`svc': kubectl get svc cache$/);
    await terminal.press('Enter');
    await terminal.prompted();
    await terminal.press('Control+L');
    await terminal.type('kubectl get ');
    await terminal.press('Tab');
    await terminal.shows(/endpointslices[\s\S]*\$ kubectl get$/);
    await terminal.press('Control+C');
    await terminal.prompted();
    await terminal.type('while true; do echo again; done');
    await terminal.press('Enter');
    await terminal.shows(/(?:again\n){5}/);
    await terminal.press('Control+C');
    await terminal.prompted();
    expect(await terminal.run('echo $?')).toEqual(['130']);
    await scope.close();
  });

  it('gets out of the terminal again', async () => {
    const { scope, terminal } = await withTerminal();
    const isInside = (): Promise<boolean> => terminal.input.evaluate((element) => element === document.activeElement);
    expect(await isInside()).toBe(true);
    await terminal.press('Shift+Tab');
    expect(await isInside()).toBe(false);
    await terminal.input.focus();
    await terminal.press('Escape');
    await terminal.press('Tab');
    expect(await isInside()).toBe(false);
    await scope.close();
  });

  it('takes several lines from the clipboard, and a here-document', async () => {
    const { scope, terminal } = await withTerminal();
    await terminal.paste('echo one\necho two\n');
    await terminal.shows(/\$ echo one\none\n\$ echo two\ntwo\n\$/);
    await terminal.press('Control+L');
    await terminal.paste('kubectl apply -f - <<EOF\napiVersion: v1\nkind: Service\nmetadata:\n  name: pasted\nspec:\n  ports:\n  - port: 80\nEOF\n');
    await terminal.shows('service/pasted created');
    await scope.close();
  });
});

describe('prompts', () => {
  it('go into Pods and onto Nodes, and back', async () => {
    const { scope, terminal } = await withTerminal();
    await terminal.run('kubectl exec -it deploy/client -- sh');
    expect((await terminal.rows()).at(-1)).toBe('/ #');
    expect(await terminal.run('cat /etc/resolv.conf')).toEqual(['search default.svc.cluster.local svc.cluster.local cluster.local', 'nameserver 10.96.0.10', 'options ndots:5']);
    expect(await terminal.run('nonsense')).toEqual(['sh: nonsense: not found']);
    await terminal.run('exit');
    await terminal.run('ssh node-1');
    expect((await terminal.rows()).at(-1)).toBe('root@node-1:~#');
    expect(masked(await terminal.run('iptables -t nat -L OUTPUT -n'))).toEqual(['Chain OUTPUT (policy ACCEPT)', 'target  prot opt source  destination', 'KUBE-SERVICES  0  --  0.0.0.0/0  0.0.0.0/0  /* kubernetes service portals */']);
    await terminal.press('Control+D');
    await terminal.shows(/\n\$$/);
    await scope.close();
  });
});

describe('much output', () => {
  it('stays smooth: the page answers while 10,000 lines come and after', async () => {
    const { scope, terminal } = await withTerminal();
    await terminal.type('seq 10000');
    await terminal.press('Enter');
    await scope.service('web').click();
    await scope.page.getByRole('tab', { name: 'Service web' }).waitFor();
    await terminal.input.focus();
    await terminal.shows(/9999\n10000\n\$$/);
    expect(await terminal.run('echo after')).toEqual(['after']);
    await scope.close();
  });
});

describe('a command that waits', () => {
  it('says so while time stands still, once', async () => {
    const { scope, terminal } = await withTerminal();
    await scope.pause();
    await terminal.input.focus();
    await terminal.press('Control+L');
    await terminal.type('sleep 1; echo awake');
    await terminal.press('Enter');
    await terminal.shows(/\(time stands still: press play/);
    await scope.page.getByRole('button', { name: 'Play or pause' }).click();
    await terminal.shows(/awake\n\$$/);
    expect((await terminal.rows()).filter((row) => row.includes('time stands still'))).toHaveLength(1);
    await scope.close();
  });
});

describe('the editor', () => {
  const text = '# mine\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 2 # not many\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: web, image: nginx}]}\n';

  it('offers to take what a command changed, in place, or to put it back', async () => {
    const { scope, terminal } = await withTerminal(text);
    const drift = scope.page.getByTestId('drift');
    await expect.poll(() => scope.readyPods('web').count(), { timeout: 30_000 }).toBe(2);
    await terminal.run('kubectl scale deploy/web --replicas=3');
    await drift.getByText('spec.replicas: 3').waitFor();
    await drift.getByRole('button', { name: 'Put back: Deployment web' }).click();
    await drift.waitFor({ state: 'detached' });
    await expect.poll(() => scope.pods('web').count(), { timeout: 60_000 }).toBe(2);
    await terminal.input.focus();
    await terminal.run('kubectl scale deploy/web --replicas=4; kubectl create service clusterip more --tcp=80');
    await drift.getByRole('button', { name: 'The cluster is not what the text says 2 differences' }).click();
    await drift.getByText('Service more').waitFor();
    await drift.getByRole('button', { name: 'Take all' }).click();
    await drift.waitFor({ state: 'detached' });
    const taken = await scope.text();
    expect(taken.startsWith(text.replace('replicas: 2', 'replicas: 4').trimEnd())).toBe(true);
    expect(taken).toContain('\n---\napiVersion: v1\nkind: Service\nmetadata:\n  labels:\n    app: more\n  name: more\n');
    await scope.close();
  });

  it('opens what kubectl edit asks for', async () => {
    const { scope, terminal } = await withTerminal(text);
    await expect.poll(() => scope.readyPods('web').count(), { timeout: 30_000 }).toBe(2);
    expect(await terminal.run('kubectl edit deploy web')).toEqual(['deployment.apps/web opened in the editor']);
    // The editor has the keyboard now.
    expect(await terminal.input.evaluate((element) => element === document.activeElement)).toBe(false);
    await terminal.input.focus();
    await terminal.run('kubectl expose deploy web --port=80; kubectl edit svc web');
    await expect.poll(() => scope.text()).toMatch(/# not many[\s\S]*\n---\napiVersion: v1\nkind: Service\nmetadata:\n {2}name: web/);
    await terminal.input.focus();
    await terminal.run('kubectl edit $(kubectl get rs -o name)');
    await scope.page.getByRole('tab', { name: 'YAML', selected: true }).waitFor();
    await scope.close();
  });
});

describe('commands beside buttons', () => {
  it('a command in a step of a scenario runs in the terminal', async () => {
    const scope = await Scope.open(browser);
    await scope.ready();
    await scope.page.getByRole('button', { name: /^Scenario/ }).click();
    await scope.page.getByRole('menuitem', { name: /^ClusterIP: an address that belongs to nobody/ }).click();
    const run = scope.page.getByRole('button', { name: /^Run in the terminal: kubectl exec deploy\/client/ });
    const command = ((await run.textContent()) ?? '').trim();
    await run.click();
    const terminal = TerminalPanel.of(scope);
    await terminal.prompted();
    expect(await terminal.rows()).toContain('<title>Welcome to nginx!</title>');
    // The answer is longer than the panel.
    await terminal.press('Shift+PageUp');
    await terminal.shows(`$ ${command}`);
    await scope.close();
  });

  it('"Copy as kubectl" copies what the menu would do', async () => {
    const { scope } = await withTerminal();
    await expect.poll(() => scope.readyPods('web').count(), { timeout: 30_000 }).toBeGreaterThan(0);
    await scope.service('web').click({ button: 'right' });
    await scope.page.getByRole('menuitem', { name: /kubectl/i }).first().click();
    await expect.poll(() => scope.page.evaluate(() => navigator.clipboard.readText())).toMatch(/^kubectl /);
    await scope.close();
  });
});

const views = [
  { name: 'light, 1440×900', width: 1440, height: 900, theme: 'light' },
  { name: 'dark, 1440×900', width: 1440, height: 900, theme: 'dark' },
  { name: 'dark, phone', width: 390, height: 844, theme: 'dark' },
] as const;

describe.each(views)('axe finds nothing: $name', ({ width, height, theme }) => {
  it('with the terminal open, and drift', async () => {
    const scope = await Scope.open(browser, { width, height, theme });
    if (width < 640) await scope.page.getByRole('tab', { name: 'Requests' }).click();
    else await scope.ready();
    const terminal = await TerminalPanel.open(scope);
    expect(await terminal.run('kubectl delete svc/web')).toEqual(['service "web" deleted from default namespace']);
    await terminal.run('help');
    if (width >= 640) await scope.page.getByTestId('drift').waitFor();
    const { violations } = await new AxeBuilder({ page: scope.page }).exclude('.monaco-editor').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)).toEqual([]);
    await scope.close();
  });
});
