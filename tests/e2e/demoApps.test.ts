import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { appManifest, Scope } from './scope.ts';

let browser: Browser;
beforeAll(async () => { browser = await launchBrowser(); });
afterAll(() => browser.close());

const apps = [
  { name: 'guestbook', services: ['frontend', 'redis-leader', 'redis-follower'], workloads: { frontend: 3, 'redis-leader': 1, 'redis-follower': 2 }, scaled: 'frontend', target: 'frontend:80', client: 'redis-leader', comment: '# what the slider writes' },
  { name: 'bookinfo', services: ['details', 'ratings', 'reviews', 'productpage'], workloads: { 'details-v1': 1, 'ratings-v1': 1, 'reviews-v1': 1, 'reviews-v2': 1, 'reviews-v3': 1, 'productpage-v1': 2 }, scaled: 'productpage-v1', target: 'productpage:9080', client: 'details-v1', comment: '# A book shop' },
  { name: 'shop', services: ['frontend', 'frontend-external', 'cartservice', 'checkoutservice', 'redis-cart', 'emailservice', 'adservice'], workloads: { frontend: 2, cartservice: 1, checkoutservice: 1, 'redis-cart': 1 }, scaled: 'frontend', target: 'frontend:80', client: 'adservice', comment: '# A shop' },
] as const;

describe.each(apps)('$name, pasted', ({ name, services, workloads, scaled, target, client, comment }) => {
  let scope: Scope;
  beforeAll(async () => { scope = await Scope.openWith(browser, appManifest(name)); });
  afterAll(() => scope.close());

  it('shows every Service with its endpoints, and every Pod', async () => {
    for (const service of services) await scope.service(service).waitFor();
    for (const [workload, replicas] of Object.entries(workloads)) await expect.poll(() => scope.readyPods(workload).count(), { timeout: 30_000 }).toBe(replicas);
    for (const service of services) await expect.poll(() => scope.service(service).getAttribute('aria-label').then((label) => label ?? scope.service(service).textContent()), { timeout: 20_000 }).not.toMatch(/\b0 of \d+ ready/);
    await expect.poll(() => scope.problems.count()).toBe(0);
  });

  it('answers a request by name, and says why', async () => {
    await scope.pass(2);
    const trace = await scope.request(`workload:Deployment/default/${client}`, target);
    await expect.poll(() => trace.getByRole('status').textContent()).toMatch(/Answered by/);
    expect(await trace.getByRole('list', { name: 'The way of the request, hop by hop' }).getByRole('listitem').count()).toBeGreaterThan(2);
  });

  it('writes the slider into the text, keeps its comments, and undoes it', async () => {
    const replicas = Object.entries<number>(workloads).find(([name]) => name === scaled)?.[1] ?? 0;
    await scope.closePanel();
    const slider = scope.page.getByRole('slider', { name: `Replicas of ${scaled}` });
    await slider.focus();
    await scope.page.keyboard.press('ArrowRight');
    await expect.poll(() => scope.readyPods(scaled).count(), { timeout: 30_000 }).toBe(replicas + 1);
    const text = await scope.text();
    expect(text).toContain(`replicas: ${replicas + 1}`);
    expect(text).toContain(comment);
    await scope.page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => scope.pods(scaled).count(), { timeout: 30_000 }).toBe(replicas);
    expect((await scope.text()).trimEnd()).toBe(appManifest(name).trimEnd());
  });

  it('shows what breaks while a Pod is killed under traffic, and that it heals', async () => {
    await scope.openTab('Traffic');
    await scope.page.getByRole('button', { name: 'Add traffic' }).click();
    const flow = scope.page.getByRole('listitem', { name: /^outside to|^node-1 to/ }).last();
    await flow.getByLabel('From').selectOption(`workload:Deployment/default/${client}`);
    await flow.getByLabel('To', { exact: true }).fill(target);
    await flow.getByRole('slider').fill('40');
    await scope.closePanel();
    await expect.poll(() => scope.readyPods(scaled).count()).toBeGreaterThan(0);
    const before = await scope.readyPods(scaled).count();
    await scope.readyPods(scaled).first().click();
    await scope.page.getByRole('tab', { name: /^Pod / }).click();
    await scope.page.getByRole('button', { name: 'Kill this Pod' }).click();
    await scope.openTab('Requests');
    await scope.page.getByRole('radio', { name: 'failed' }).check();
    await expect.poll(() => scope.page.getByRole('cell', { name: /unreachable|refused|timed out/ }).count(), { timeout: 20_000 }).toBeGreaterThan(0);
    await scope.closePanel();
    await expect.poll(() => scope.readyPods(scaled).count(), { timeout: 30_000 }).toBe(before);
    await scope.pass(2);
    const trace = await scope.request(`workload:Deployment/default/${client}`, target);
    await expect.poll(() => trace.getByRole('status').textContent()).toMatch(/Answered by/);
  });

  it('gives the same bytes of trace wherever its link is opened', async () => {
    await scope.openTab('Traffic');
    // Few enough that a row stands still while it is looked for.
    for (const rate of await scope.page.getByRole('slider', { name: /^Requests per second/ }).all()) await rate.fill('2');
    const link = await scope.share();
    const traces = [];
    for (let turn = 0; turn < 2; turn++) {
      const opened = await Scope.open(browser, { hash: new URL(link).hash });
      await opened.ready();
      await opened.editor.waitFor({ state: 'attached' });
      expect((await opened.text()).trimEnd()).toBe(appManifest(name).trimEnd());
      await opened.openTab('Requests');
      await opened.page.getByRole('button', { name: /^Request 12 to/ }).click({ timeout: 60_000 });
      await opened.page.getByTestId('trace').getByText('#12', { exact: true }).waitFor();
      await opened.page.getByTestId('trace').getByRole('button', { name: 'Copy the trace' }).click();
      traces.push(await opened.page.evaluate(() => navigator.clipboard.readText()));
      await opened.close();
    }
    expect(traces[0]).toContain('"hops"');
    expect(traces[1]).toBe(traces[0]);
  });

  it('says what is stored only', async () => {
    const stored = scope.page.getByRole('region', { name: 'Stored, not simulated yet' });
    if (!appManifest(name).includes('kind: ServiceAccount')) expect(await stored.count()).toBe(0);
    else await stored.getByRole('button', { name: 'ServiceAccount bookinfo-details' }).waitFor();
  });

  it('complains about nothing', () => {
    expect(scope.complaints).toEqual([]);
  });
});
