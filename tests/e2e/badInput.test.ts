import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { Scope } from './scope.ts';

let browser: Browser;
beforeAll(async () => { browser = await launchBrowser(); });
afterAll(() => browser.close());

const service = (name: string): string => `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  selector: {app: web}\n  ports:\n  - port: 80\n`;
const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${Array.from('bcdefghij').map((letter, index) => `${letter}: &${letter} [${Array.from({ length: 9 }, () => `*${'abcdefghij'[index]}`).join(', ')}]`).join('\n')}\n`;

const cases: readonly { readonly name: string; readonly text: string; readonly says: RegExp; readonly at?: string }[] = [
  { name: 'half-typed YAML', text: `${service('web')}---\napiVersion: v1\nkind: Serv\nmetadata:\n  name: [`, says: /\[|flow|list|end/i },
  { name: 'a tab', text: 'apiVersion: v1\nkind: Service\nmetadata:\n\tname: web\n', says: /tab/i, at: '4:1' },
  { name: 'a key given twice', text: service('web').replace('spec:', 'spec:\n  type: ClusterIP\n  type: NodePort'), says: /already set|already defined|twice/, at: '7:3' },
  { name: 'an anchor bomb', text: bomb, says: /alias/i },
  { name: 'an unknown kind', text: 'apiVersion: networking.k8s.io/v1\nkind: Service\nmetadata:\n  name: web\n', says: /no matches for kind "Service" in version "networking.k8s.io\/v1"/, at: '1:13' },
  { name: 'a wrong type', text: service('web').replace('port: 80', 'port: eighty'), says: /cannot unmarshal string into Go struct field ServicePort\.spec\.ports\.port/, at: '8:11' },
  { name: 'a misspelt field', text: service('web').replace('  selector', '  pubishNotReadyAddresses: true\n  selector'), says: /unknown field "spec\.pubishNotReadyAddresses"/, at: '6:3' },
  { name: 'a misspelt value', text: service('web').replace('  selector', '  sessionAffinity: ClientIp\n  selector'), says: /supported values: "ClientIP", "None"/, at: '6:20' },
  { name: 'markup in a name', text: service('"<script>alert(1)<script>"'), says: /RFC 1123/, at: '4:9' },
  { name: 'a name that is a path', text: service('"<b>x</b>"'), says: /invalid resource name "<b>x<\/b>": \[may not contain '\/'\]/, at: '4:9' },
];

describe('bad manifests', () => {
  let scope: Scope;
  beforeAll(async () => {
    scope = await Scope.openWith(browser, service('kept'));
    await scope.service('kept').waitFor();
  });
  afterAll(() => scope.close());

  it.each(cases)('$name: says what and where, and loses nothing', async ({ text, says, at }) => {
    await scope.replaceText(text);
    await expect.poll(() => scope.problems.textContent(), { timeout: 15_000 }).toMatch(says);
    if (at !== undefined) expect(await scope.problems.textContent()).toContain(at);
    expect((await scope.text()).trimEnd()).toBe(text.trimEnd());
    await scope.replaceText(service('kept'));
    await scope.service('kept').waitFor();
    await expect.poll(() => scope.problems.getByText(says).count()).toBe(0);
  });

  it('keeps the last good cluster while the text cannot be read', async () => {
    await scope.replaceText(`${service('kept').slice(0, -10)}\n  - {`);
    await scope.page.getByText('The cluster keeps what it had').waitFor();
    expect(await scope.service('kept').count()).toBe(1);
    await scope.replaceText(service('kept'));
    await scope.page.getByText('The cluster keeps what it had').waitFor({ state: 'detached' });
  });

  it('takes an empty text for an empty cluster', async () => {
    await scope.replaceText(' ');
    await scope.service('kept').waitFor({ state: 'detached' });
    await expect.poll(() => scope.problems.count()).toBe(0);
    await scope.replaceText(service('kept'));
    await scope.service('kept').waitFor();
  });

  it('runs nothing that it was given', () => {
    expect(scope.complaints).toEqual([]);
  });
});

describe('much input', () => {
  it.each([
    { name: '10,000 documents', text: Array.from({ length: 10_001 }, (_, index) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c${index}}\n`).join('---\n'), says: /10,?000/ },
    { name: '5 MB and more', text: `# ${'x'.repeat(5_300_000)}`, says: /characters/ },
  ])('$name: is refused with a reason, and the page goes on', async ({ text, says }) => {
    const scope = await Scope.open(browser);
    await scope.ready();
    await scope.page.locator('input[type=file]').setInputFiles({ name: 'big.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) });
    await scope.page.getByText(says).first().waitFor({ timeout: 60_000 });
    await scope.page.getByRole('banner').getByRole('button', { name: 'Undo' }).click({ timeout: 60_000 });
    await scope.service('web').waitFor({ timeout: 60_000 });
    await scope.close();
  });
});

describe('links', () => {
  it.each([
    { name: 'cut in half', hash: (whole: string) => whole.slice(0, Math.floor(whole.length / 2)) },
    { name: 'with letters changed', hash: (whole: string) => `${whole.slice(0, 40)}AAAAAAAAAA${whole.slice(50)}` },
    { name: 'that is none', hash: () => '#1.%%%<script>alert(1)</script>' },
    { name: 'of a later version', hash: (whole: string) => whole.replace(/^#\d+/, '#9999') },
  ])('$name: a message and a working page', async ({ hash }) => {
    const source = await Scope.open(browser);
    await source.ready();
    const link = await source.share();
    await source.close();
    const scope = await Scope.open(browser, { hash: hash(new URL(link).hash) });
    await scope.ready();
    await expect.poll(() => scope.page.getByRole('status').or(scope.page.getByRole('alert')).allTextContents().then((texts) => texts.join(' ')), { timeout: 15_000 }).toMatch(/link/i);
    await scope.service('web').waitFor();
    await scope.close();
  });
});

describe('a Worker that dies', () => {
  it('is restarted from the log, and says so', async () => {
    const scope = await Scope.openWith(browser, `${service('kept')}---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: calm}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: calm}}\n  template:\n    metadata: {labels: {app: calm}}\n    spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}\n`);
    await expect.poll(() => scope.readyPods('calm').count(), { timeout: 20_000 }).toBe(2);
    const names = await scope.readyPods('calm').evaluateAll((pods) => pods.map((pod) => pod.getAttribute('aria-label')).sort());
    const engine = scope.page.workers().find((worker) => /assets\/main-/.test(worker.url()));
    expect(engine).toBeDefined();
    await engine?.evaluate(() => { close(); });
    await scope.page.getByText(/restarted/i).first().waitFor({ timeout: 60_000 });
    await expect.poll(() => scope.readyPods('calm').evaluateAll((pods) => pods.map((pod) => pod.getAttribute('aria-label')).sort()), { timeout: 30_000 }).toEqual(names);
    await scope.close();
  });
});
