import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect, inject } from 'vitest';

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
  /** What follows the page's address: `#1.…` */
  readonly hash?: string;
  readonly reducedMotion?: 'reduce' | 'no-preference';
  /** Share storage with another page. */
  readonly context?: BrowserContext;
}

/** Reads a manifest of tests/e2e/apps. */
export function appManifest(name: string): string {
  return readFileSync(new URL(`apps/${name}.yaml`, import.meta.url), 'utf8');
}

/** The page as a user, or assistive technology, drives it: by roles and names. */
export class Scope {
  /** What the page said in its console, and requests that left it. */
  readonly complaints: string[] = [];

  readonly page: Page;
  readonly context: BrowserContext;

  private constructor(page: Page, context: BrowserContext) {
    this.page = page;
    this.context = context;
    page.on('console', (message) => { if (message.type() === 'error') this.complaints.push(message.text()); });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => { if (!request.url().startsWith(inject('pageUrl')) && !/^(data|blob):/.test(request.url())) this.complaints.push(`request left the page: ${request.url()}`); });
  }

  static async open(browser: Browser, options: OpenOptions = {}): Promise<Scope> {
    const { width = 1440, height = 900, theme = 'light', hash = '', reducedMotion = 'no-preference' } = options;
    const context = options.context ?? await browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion, permissions: ['clipboard-read', 'clipboard-write'] });
    const scope = new Scope(await context.newPage(), context);
    scope.page.setDefaultTimeout(20_000);
    await scope.page.goto(`${inject('pageUrl')}${hash}`);
    return scope;
  }

  /** The page with a text in place of the scenario, stored and drawn. */
  static async openWith(browser: Browser, manifests: string, options: OpenOptions = {}): Promise<Scope> {
    const scope = await Scope.open(browser, options);
    await scope.ready();
    await scope.replaceText(manifests);
    return scope;
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  async ready(): Promise<void> {
    await this.page.getByRole('region', { name: 'Cluster', exact: true }).getByRole('button', { name: /^Node node-1/ }).waitFor();
  }

  service(name: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^Service ${name}, `) });
  }

  pods(prefix: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^Pod ${prefix}-\\w+(-\\w+)?, `) });
  }

  readyPods(prefix: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^Pod ${prefix}-\\w+(-\\w+)?, ready`) });
  }

  get editor(): Locator {
    return this.page.getByRole('textbox', { name: /^Manifests, YAML editor/ });
  }

  /** Pastes into the editor over everything that is there, as a user does. */
  async replaceText(text: string): Promise<void> {
    await this.editor.waitFor({ state: 'attached' });
    await this.editor.focus();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.evaluate((clip) => navigator.clipboard.writeText(clip), text);
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  /** The whole text of the editor, through the clipboard. */
  async text(): Promise<string> {
    await this.editor.focus();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.press('ControlOrMeta+C');
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  get problems(): Locator {
    return this.page.getByRole('region', { name: 'Problems' });
  }

  async openTab(name: 'Traffic' | 'Requests' | 'Metrics' | 'Events' | 'Cluster'): Promise<void> {
    const tab = this.page.getByRole('tab', { name: new RegExp(`^${name}`) }).last();
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    // Rows stand still under the pointer.
    await this.page.mouse.move(2, 2);
  }

  /** Lets simulated seconds pass: rules and names follow endpoints a moment later, as in a real cluster. */
  async pass(seconds: number): Promise<void> {
    const read = async (): Promise<number> => {
      const [minutes = '0', rest = '0'] = ((await this.page.getByRole('timer', { name: 'Simulated time' }).textContent()) ?? '').split(':');
      return Number(minutes) * 60 + Number(rest);
    };
    const from = await read();
    await expect.poll(read, { timeout: 30_000 }).toBeGreaterThanOrEqual(from + seconds);
  }

  /** Gives the canvas its room back; it fits itself again, with every Pod drawn for itself. */
  async closePanel(): Promise<void> {
    const tab = this.page.getByRole('tablist', { name: 'Traffic and cluster' }).getByRole('tab', { selected: true });
    if ((await tab.count()) > 0) await tab.click();
  }

  /** Sends by the composer and waits for the trace of the first. */
  async request(from: string, to: string, times = 1): Promise<Locator> {
    await this.openTab('Requests');
    const form = this.page.getByRole('form', { name: 'Send a request' });
    await form.getByLabel('From').selectOption(from);
    await form.getByLabel('To', { exact: true }).fill(to);
    await form.getByLabel('Times').fill(String(times));
    await form.getByRole('button', { name: 'Send' }).click();
    const trace = this.page.getByTestId('trace');
    await trace.getByRole('heading', { name: new RegExp(to.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) }).waitFor();
    return trace;
  }

  async setSpeed(speed: number): Promise<void> {
    await this.page.getByRole('button', { name: /^Speed/ }).click();
    await this.page.getByRole('menuitemradio', { name: `${speed}×` }).click();
  }

  async pause(): Promise<void> {
    await this.page.getByRole('button', { name: 'Play or pause' }).click();
  }

  /** The link, as one click copies it. */
  async share(): Promise<string> {
    await this.page.evaluate(() => navigator.clipboard.writeText(''));
    await this.page.getByRole('button', { name: 'Share' }).click();
    await expect.poll(() => this.page.evaluate(() => navigator.clipboard.readText()), { timeout: 10_000 }).toMatch(/^http.*#/);
    const link = await this.page.evaluate(() => navigator.clipboard.readText());
    await this.page.keyboard.press('Escape');
    return link;
  }
}
