import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { appManifest, Scope } from './scope.ts';

let browser: Browser;
beforeAll(async () => { browser = await launchBrowser(); });
afterAll(() => browser.close());

describe('the first visit', () => {
  it('opens on a running scenario with traffic, and nothing leaves the page', async () => {
    const scope = await Scope.open(browser);
    await scope.ready();
    await expect.poll(() => scope.page.getByTestId('summary').textContent(), { timeout: 15_000 }).toMatch(/answered \d/);
    await scope.editor.waitFor({ state: 'attached' });
    expect(scope.complaints).toEqual([]);
    await scope.close();
  });

  it('refuses to load anything from elsewhere', async () => {
    const scope = await Scope.open(browser);
    await scope.ready();
    const refused = await scope.page.evaluate(() => fetch('https://example.com/').then(() => false, () => true));
    expect(refused).toBe(true);
    expect(scope.complaints.join(' ')).toContain('Content Security Policy');
    await scope.close();
  });
});

const views = [
  { name: 'light, 1440×900', width: 1440, height: 900, theme: 'light' },
  { name: 'dark, 1440×900', width: 1440, height: 900, theme: 'dark' },
  { name: 'light, 1024×768', width: 1024, height: 768, theme: 'light' },
  { name: 'dark, phone', width: 390, height: 844, theme: 'dark' },
] as const;

describe.each(views)('axe finds nothing: $name', ({ width, height, theme }) => {
  it('on the first page, with a selection, and in the panels', async () => {
    const scope = await Scope.open(browser, { width, height, theme });
    if (width < 640) await scope.page.getByRole('tab').first().waitFor();
    else {
      await scope.ready();
      await scope.editor.waitFor({ state: 'attached' });
      await scope.service('web').click();
      await scope.openTab('Cluster');
    }
    const { violations } = await new AxeBuilder({ page: scope.page }).exclude('.monaco-editor').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)).toEqual([]);
    await scope.close();
  });
});

describe('a request', () => {
  it('leads from click to why to the line that decided', async () => {
    const scope = await Scope.open(browser);
    await scope.ready();
    await expect.poll(() => scope.readyPods('web').count(), { timeout: 20_000 }).toBe(4);
    const trace = await scope.request('outside:outside', 'node-1:30080', 1);
    await expect.poll(() => trace.getByRole('status').textContent()).toMatch(/Answered by web-.*It saw (172\.30\.0\.11|10\.244\.0\.1) /);
    await trace.getByRole('button', { name: /externalTrafficPolicy of Service web/ }).first().click();
    await expect.poll(() => scope.page.evaluate(() => document.getSelection()?.toString() ?? '')).toBeDefined();
    await scope.page.keyboard.press('ControlOrMeta+C');
    expect(await scope.page.evaluate(() => navigator.clipboard.readText())).toContain('Cluster');
    await scope.close();
  });
});

describe('the keyboard alone', () => {
  it('reaches a Service, selects it, and opens the palette', async () => {
    const scope = await Scope.open(browser);
    await scope.ready();
    await scope.service('web').focus();
    await scope.page.keyboard.press('Enter');
    await scope.page.getByRole('tab', { name: 'Service web' }).waitFor();
    await scope.page.keyboard.press('Escape');
    await scope.page.getByRole('tab', { name: 'Service web' }).waitFor({ state: 'detached' });
    await scope.page.keyboard.press('ControlOrMeta+K');
    await scope.page.getByRole('dialog').getByRole('combobox').waitFor();
    await scope.close();
  });
});

describe('what was typed', () => {
  it('is there after a reload', async () => {
    const scope = await Scope.openWith(browser, appManifest('guestbook'));
    await scope.service('redis-leader').waitFor();
    await scope.page.waitForTimeout(1500);
    await scope.page.reload();
    await scope.service('redis-leader').waitFor();
    expect((await scope.text()).trimEnd()).toBe(appManifest('guestbook').trimEnd());
    await scope.close();
  });
});

describe('the cluster', () => {
  it('takes a Node, a zone and another proxy mode while it runs', async () => {
    const scope = await Scope.open(browser);
    await scope.ready();
    await scope.openTab('Cluster');
    await scope.page.getByRole('button', { name: 'Add a Node' }).click();
    await scope.page.getByRole('button', { name: /^Node node-3/ }).waitFor();
    const zone = scope.page.getByLabel('Zone of node-3');
    await zone.fill('zone-x');
    await zone.press('Tab');
    await expect.poll(() => scope.page.getByRole('group', { name: 'node-3', exact: true }).textContent()).toContain('zone-x');
    await scope.page.getByLabel('kube-proxy', { exact: true }).selectOption('nftables');
    await scope.page.getByRole('button', { name: 'kube-proxy mode: nftables' }).waitFor();
    await scope.page.getByRole('button', { name: 'Remove node-3' }).click();
    await scope.page.getByRole('button', { name: /^Node node-3/ }).waitFor({ state: 'detached' });
    expect(scope.complaints).toEqual([]);
    await scope.close();
  });
});

describe('diagnosis', () => {
  it('mends a selector by one click', async () => {
    const scope = await Scope.open(browser);
    await scope.ready();
    await scope.problems.getByRole('button', { name: 'Change to cache' }).click();
    await expect.poll(() => scope.service('cache').getAttribute('aria-label').then((label) => label ?? ''), { timeout: 20_000 }).toMatch(/2 of 2 ready/);
    await expect.poll(() => scope.problems.count()).toBe(0);
    expect(await scope.text()).toContain('{app: cache}');
    await scope.close();
  });
});
