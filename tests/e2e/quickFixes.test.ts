import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { quickFixCases } from './quickFixCases.ts';
import { Scope } from './scope.ts';

const kept = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: kept\nspec:\n  ports:\n  - port: 80\n';

let browser: Browser;
let scope: Scope;
beforeAll(async () => {
  browser = await launchBrowser();
  scope = await Scope.openWith(browser, kept);
  await scope.service('kept').waitFor();
  await scope.setSpeed(10);
});
afterAll(async () => {
  await scope.close();
  await browser.close();
});

async function text(): Promise<string> {
  return (await scope.text()).trimEnd();
}

describe('one click, one step', () => {
  it.each(quickFixCases)('$name', async ({ text: broken, offer, after }) => {
    // What exists already, or is still on its way out, is patched, which is refused in other words, or not at all.
    await scope.replaceText(' ');
    await expect.poll(() => scope.page.getByRole('button', { name: /^(?:Service|Deployment|StatefulSet|Pod) / }).count(), { timeout: 10_000 }).toBe(0);
    await scope.replaceText(broken);
    await scope.problems.getByRole('button', { name: offer, exact: true }).first().click();
    await expect.poll(text, { timeout: 5000 }).toBe(after.trimEnd());
    await scope.page.keyboard.press('ControlOrMeta+Z');
    await expect.poll(text, { timeout: 5000 }).toBe(broken.trimEnd());
  });
});

describe('in the editor', () => {
  const broken = `${kept}  sessionAffinity: ClientIp\n`;
  const lastLine = async (): Promise<void> => {
    await scope.editor.focus();
    await scope.page.keyboard.press('ControlOrMeta+End');
    await scope.page.keyboard.press('ArrowUp');
    await scope.page.keyboard.press('End');
    await scope.page.keyboard.press('ArrowLeft');
  };

  it('the light bulb offers the same, as one step', async () => {
    await scope.replaceText(broken);
    await scope.problems.getByRole('button', { name: 'Change to ClientIP' }).waitFor();
    await lastLine();
    await scope.page.keyboard.press('ControlOrMeta+.');
    await scope.page.locator('.action-widget').getByText('Change to ClientIP').click();
    await expect.poll(text).toBe(broken.replace('ClientIp', 'ClientIP').trimEnd());
    await scope.page.keyboard.press('ControlOrMeta+Z');
    await expect.poll(text).toBe(broken.trimEnd());
  });

  it('hovering tells the refusal and what the field is for', async () => {
    await scope.replaceText(broken);
    await scope.problems.getByRole('button', { name: 'Change to ClientIP' }).waitFor();
    await lastLine();
    await scope.page.keyboard.press('ControlOrMeta+K');
    await scope.page.keyboard.press('ControlOrMeta+I');
    await expect.poll(() => scope.page.locator('.monaco-hover').first().textContent(), { timeout: 10_000 }).toContain('supported values: "ClientIP", "None"');
    await scope.page.keyboard.press('Escape');
    await scope.page.keyboard.press('Escape');
  });

  it('problems come by object, and can be folded', async () => {
    await scope.replaceText(broken);
    const group = scope.problems.getByRole('button', { name: /^Service kept/ });
    await group.click();
    expect(await group.getAttribute('aria-expanded')).toBe('false');
    expect(await scope.problems.getByRole('button', { name: 'Change to ClientIP' }).count()).toBe(0);
    await group.click();
    await scope.problems.getByRole('button', { name: 'Change to ClientIP' }).waitFor();
  });

  it('completion knows the Pods of the cluster', async () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: shop}}\nspec: {containers: [{name: c, image: nginx, ports: [{name: http-shop, containerPort: 8123}]}]}\n';
    await scope.replaceText(`${pod}---\n${kept.replace('spec:\n', 'spec:\n  selector:\n    app: shop\n')}    targetPort: `);
    await scope.page.getByRole('button', { name: /^Pod p, / }).waitFor();
    await scope.editor.focus();
    await scope.page.keyboard.press('ControlOrMeta+End');
    await scope.page.keyboard.press('Control+Space');
    await scope.page.locator('.suggest-widget').getByText('http-shop').first().waitFor();
    await scope.page.keyboard.press('Enter');
    await expect.poll(text).toMatch(/targetPort: http-shop$/);
  });

  it('completion begins whole documents', async () => {
    await scope.replaceText(`${kept}---\n`);
    await scope.editor.focus();
    await scope.page.keyboard.press('ControlOrMeta+End');
    await scope.page.keyboard.type('Depl');
    await scope.page.locator('.suggest-widget').getByText('Deployment', { exact: true }).first().waitFor();
    await scope.page.keyboard.press('Enter');
    await expect.poll(text).toContain('kind: Deployment');
    await scope.page.keyboard.press('Escape');
  });
});

it('nothing was complained about, and nothing left the page', () => {
  expect(scope.complaints).toEqual([]);
});
