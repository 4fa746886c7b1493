import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenCases, brokenText } from './brokenCases.ts';
import { launchBrowser } from './browser.ts';
import { Scope } from './scope.ts';

let browser: Browser;
let scope: Scope;
beforeAll(async () => {
  browser = await launchBrowser();
  scope = await Scope.open(browser);
  await scope.ready();
  await scope.editor.waitFor({ state: 'attached' });
  await scope.setSpeed(10);
});
afterAll(async () => {
  await scope.close();
  await browser.close();
});

describe('from paste to the line, and by one click to a running Service', () => {
  it.each(brokenCases)('$name', async ({ name, line, words, fix, service }) => {
    await scope.replaceText(brokenText(name));
    const problem = scope.problems.getByRole('listitem').filter({ hasText: words, hasNot: scope.page.getByRole('list') }).first();
    await problem.waitFor();
    await problem.getByText(new RegExp(`^${line}:\\d+$`)).waitFor({ timeout: 3000 });
    if (fix === undefined) return;
    await problem.getByRole('button', { name: fix, exact: true }).first().click();
    if (service === undefined) return;
    await expect.poll(() => scope.service(service).first().getAttribute('aria-label'), { timeout: 30_000 }).toMatch(/2 of 2 ready/);
    await expect.poll(() => scope.problems.getByText(words).count()).toBe(0);
  });

  it('complains about nothing else', () => {
    expect(scope.complaints).toEqual([]);
  });
});
