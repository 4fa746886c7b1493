import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { appManifest, Scope } from './scope.ts';

let browser: Browser;
let scope: Scope;
beforeAll(async () => {
  browser = await launchBrowser();
  scope = await Scope.openWith(browser, appManifest('kinds'));
});
afterAll(() => browser.close());

const outside = 'outside:outside';
const client = 'workload:Deployment/default/client';

/** What a field's line shows once it was revealed: the editor selects the value. */
async function revealed(trace: Locator, field: string): Promise<string> {
  await scope.page.evaluate(() => navigator.clipboard.writeText(''));
  await trace.getByRole('button', { name: new RegExp(`${field.replace(/[.[\]]/g, '\\$&')} of`) }).first().click();
  await expect.poll(async () => {
    await scope.page.keyboard.press('ControlOrMeta+C');
    return scope.page.evaluate(() => navigator.clipboard.readText());
  }).not.toBe('');
  return scope.page.evaluate(() => navigator.clipboard.readText());
}

interface Case {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly verdict: RegExp;
  readonly why: RegExp;
  /** The field that decided, and what is selected in the editor when its line is opened; absent where no field did. */
  readonly field?: { readonly path: string; readonly text: RegExp };
}

// 203.0.113.1 belonged to the Service that was there before, and stays with its name.
const cases: readonly Case[] = [
  { name: 'a cluster IP', from: client, to: '10.96.1.1:80', verdict: /Answered by web-/, why: /is the cluster IP of Service inner/, field: { path: 'spec.ports[0].port', text: /^80/ } },
  { name: 'a name', from: client, to: 'inner:80', verdict: /Answered by web-/, why: /inner resolves to 10\.96\.1\.1/ },
  { name: 'a node port', from: outside, to: 'node-1:30080', verdict: /Answered by web-/, why: /Port 30080 of every Node belongs to Service door/, field: { path: 'spec.externalTrafficPolicy', text: /^Cluster/ } },
  { name: 'a node port with policy Local', from: outside, to: 'node-1:30081', verdict: /Answered by lonely-.*It saw 172\.30\.0\.200/, why: /because the traffic policy is Local/, field: { path: 'spec.externalTrafficPolicy', text: /^Local/ } },
  { name: 'a Node without an endpoint and policy Local', from: outside, to: 'node-2:30081', verdict: /timed out/, why: /has endpoints, but none on node-2/, field: { path: 'spec.externalTrafficPolicy', text: /^Local/ } },
  { name: 'a balancer', from: outside, to: '203.0.113.2:80', verdict: /Answered by web-/, why: /The load balancer gives node-\d its turn/, field: { path: 'spec.type', text: /^LoadBalancer/ } },
  { name: 'source ranges that shut out', from: outside, to: '203.0.113.3:80', verdict: /timed out/, why: /is not in loadBalancerSourceRanges/, field: { path: 'spec.loadBalancerSourceRanges', text: /198\.51\.100\.0\/24|loadBalancerSourceRanges/ } },
  { name: 'a headless name', from: client, to: 'names:8080', verdict: /Answered by web-/, why: /names resolves to 3 addresses/ },
  { name: 'an external name', from: client, to: 'alias:80', verdict: /Answered/, why: /alias is an alias of www\.example\.com/, field: { path: 'spec.externalName', text: /^www\.example\.com/ } },
  { name: 'a selector that picks nobody', from: client, to: '10.96.1.2:80', verdict: /refused/, why: /has no usable endpoint/, field: { path: 'spec.selector', text: /wbe|selector/ } },
  { name: 'a targetPort that nobody listens on', from: client, to: '10.96.1.3:80', verdict: /refused/, why: /Nothing listens on 9999/, field: { path: 'spec.ports[0].targetPort', text: /^9999/ } },
  { name: 'a name that does not exist', from: client, to: 'nowhere:80', verdict: /does not resolve/, why: /No name that the search list makes of nowhere exists/ },
  { name: 'an address of nobody', from: outside, to: '10.96.1.1:80', verdict: /timed out|Unreachable/, why: /The router|no way|no route|leaves for the router/ },
  { name: 'a client that is held', from: client, to: '10.96.1.4:80', verdict: /Answered by web-/, why: /is held to/, field: { path: 'spec.sessionAffinity', text: /^ClientIP/ } },
];

it('a cluster with one Service of each kind runs', async () => {
  await scope.service('sticky').waitFor();
  await expect.poll(() => scope.readyPods('web').count(), { timeout: 30_000 }).toBe(3);
  await scope.pass(4);
});

describe('from click to why to the line', () => {
  it.each(cases)('$name', async ({ from, to, verdict, why, field }) => {
    const trace = await scope.request(from, to);
    await expect.poll(() => trace.getByRole('status').first().textContent(), { timeout: 20_000 }).toMatch(verdict);
    expect(await trace.getByRole('list', { name: 'The way of the request, hop by hop' }).textContent()).toMatch(why);
    if (field !== undefined) expect(await revealed(trace, field.path)).toMatch(field.text);
  });
});

describe('what would change it', () => {
  it('changes one field with a click, and the same request then compares', async () => {
    const trace = await scope.request(outside, 'node-2:30081');
    await expect.poll(() => trace.getByRole('status').first().textContent(), { timeout: 20_000 }).toMatch(/timed out/);
    await trace.getByRole('button', { name: 'Compare with…' }).click();
    const changes = trace.getByRole('region', { name: 'What would change it' });
    await changes.getByRole('button', { name: 'Change it in the manifests' }).first().click();
    await scope.pass(2);
    expect(await scope.text()).not.toContain('externalTrafficPolicy: Local');
    await trace.getByRole('button', { name: 'Send again' }).click();
    await expect.poll(() => trace.getByRole('status').first().textContent(), { timeout: 20_000 }).toMatch(/Answered by lonely-/);
    const comparison = trace.getByTestId('comparison');
    await comparison.waitFor();
    expect(await comparison.textContent()).toMatch(/timed out.*answered/s);
    await comparison.getByRole('button', { name: 'Stop comparing' }).click();
    await scope.page.getByRole('button', { name: 'Undo' }).click();
    await scope.pass(1);
    expect(await scope.text()).toContain('externalTrafficPolicy: Local');
  });

  it('offers another name where the name is of another Namespace or wrong port', async () => {
    const trace = await scope.request(client, '10.96.1.1:8080');
    await trace.getByRole('button', { name: 'Ask 10.96.1.1:80 instead' }).click();
    await expect.poll(() => trace.getByRole('status').first().textContent(), { timeout: 20_000 }).toMatch(/Answered by web-/);
  });
});

describe('views', () => {
  it('the rules that a request met are lit in the Node’s own listing', async () => {
    const trace = await scope.request('node:node-1', '10.96.1.1:80');
    await trace.getByRole('button', { name: 'rules on node-1' }).first().click();
    const hits = scope.page.getByRole('region', { name: 'What the request met here, in order' });
    await hits.waitFor();
    expect(await hits.textContent()).toMatch(/KUBE-SERVICES.*KUBE-SVC-.*KUBE-SEP-/s);
    await hits.getByRole('button', { name: /KUBE-SEP-.*DNAT/ }).last().click();
    await scope.page.locator('.rule-line[data-picked="true"][data-hit="true"]').waitFor();
    await scope.page.getByRole('searchbox', { name: 'Find in the rules' }).fill('default/door');
    await expect.poll(async () => (await scope.page.locator('.rule-line').allTextContents()).every((line) => line.includes('default/door'))).toBe(true);
  });

  it('what the Node’s kernel remembers, and whom kube-proxy holds', async () => {
    await scope.request(client, '10.96.1.4:80');
    await scope.page.getByRole('button', { name: /^Node node-1/ }).click();
    await scope.page.getByRole('tab', { name: 'Conntrack' }).click();
    await expect.poll(() => scope.page.getByRole('region', { name: 'Held by session affinity' }).textContent(), { timeout: 10_000 }).toMatch(/sticky.*web-/s);
    expect(await scope.page.getByRole('table', { name: 'Conntrack' }).textContent()).toContain('TIME_WAIT');
  });

  it('the endpoints of a Service with their reasons, its balance, its names', async () => {
    await scope.service('inner').click();
    await scope.page.getByRole('tab', { name: 'Endpoints' }).click();
    await expect.poll(() => scope.page.getByText('The Pod is ready.').count()).toBe(3);
    await scope.request(client, '10.96.1.1:80', 60);
    await scope.service('inner').click();
    await scope.page.getByRole('tab', { name: 'Balance' }).click();
    await expect.poll(() => scope.page.getByRole('list', { name: 'Requests per Pod' }).getByRole('listitem').count(), { timeout: 10_000 }).toBe(3);
    await scope.page.getByRole('tab', { name: 'DNS' }).click();
    await expect.poll(() => scope.page.getByText('inner.default.svc.cluster.local.').count()).toBeGreaterThan(0);
  });

  it('the environment of a Pod, and what it does not know', async () => {
    await scope.readyPods('web').first().click();
    await scope.page.getByRole('tab', { name: 'Environment' }).click();
    await scope.page.getByText('KUBERNETES_SERVICE_HOST').waitFor();
    // The Pods were made before the Services in this text.
    await expect.poll(() => scope.page.getByRole('list', { name: 'Services that the environment does not show as they are' }).textContent()).toMatch(/came after the containers started|is headless/);
  });
});

describe('running traffic feels at once', () => {
  const replace = async (from: string, to: string): Promise<void> => {
    const text = await scope.text();
    expect(text).toContain(from);
    await scope.replaceText(text.replace(from, to));
    await scope.pass(2);
  };

  it('a policy', async () => {
    await replace('externalTrafficPolicy: Cluster', 'externalTrafficPolicy: Local');
    const trace = await scope.request(outside, 'node-1:30080', 3);
    await expect.poll(() => trace.getByRole('status').first().textContent(), { timeout: 20_000 }).toMatch(/It saw 172\.30\.0\.200|timed out/);
  });

  it('affinity', async () => {
    await replace("clusterIP: 10.96.1.1\n", "clusterIP: 10.96.1.1\n  sessionAffinity: ClientIP\n");
    await scope.request(client, '10.96.1.1:80', 30);
    await scope.service('inner').click();
    await scope.page.getByRole('tab', { name: 'Balance' }).click();
    await scope.page.getByText('sessionAffinity holds each client address to one Pod').waitFor();
  });

  it('the number of replicas', async () => {
    await replace('replicas: 3', 'replicas: 0');
    const trace = await scope.request(client, '10.96.1.1:80');
    await expect.poll(() => trace.getByRole('status').first().textContent(), { timeout: 20_000 }).toMatch(/refused/);
    await replace('replicas: 0', 'replicas: 3');
    await expect.poll(() => scope.readyPods('web').count(), { timeout: 30_000 }).toBe(3);
  });

  it('the mode of kube-proxy', async () => {
    await scope.openTab('Cluster');
    await scope.page.getByLabel('kube-proxy', { exact: true }).selectOption('nftables');
    const trace = await scope.request('node:node-1', '10.96.1.1:80');
    await trace.getByRole('button', { name: 'rules on node-1' }).first().click();
    await expect.poll(() => scope.page.locator('.rule-line').first().textContent(), { timeout: 10_000 }).toMatch(/table ip6? kube-proxy/);
  });

  it('and the page has nothing to complain of', () => {
    expect(scope.complaints).toEqual([]);
  });
});
