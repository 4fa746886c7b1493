import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { Scope } from './scope.ts';

const wreck = 'apiVersion: v1kind: Servicemetadata:name: shopspec:type: NodePort # the default isselector:app: webports:- name: httpport: 80targetPort: 80nodePort: 32001';
const mended = `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  type: NodePort # the default is
  selector:
    app: web
  ports:
    - name: http
      port: 80
      targetPort: 80
      nodePort: 32001
`;
const ambiguous = 'apiVersion: v1kind: Podmetadata:name: lonespec:containers:- name: aimage: nginxsecurityContext:runAsUser: 1000';

let browser: Browser;
let scope: Scope;
beforeAll(async () => {
  browser = await launchBrowser();
  scope = await Scope.open(browser);
  await scope.ready();
});
afterAll(async () => {
  await scope.close();
  await browser.close();
});

const text = async (): Promise<string> => (await scope.text()).trimEnd();

describe('a paste that lost its shape', () => {
  it('is mended on one click, and comes back with one step of undo', async () => {
    await scope.replaceText(wreck);
    const bar = scope.page.getByRole('region', { name: /^This text lost its shape/ });
    await bar.getByRole('button', { name: 'Compare' }).click();
    await expect.poll(() => bar.getByRole('region', { name: 'As it would be' }).textContent()).toContain('nodePort: 32001');
    expect(await text()).toBe(wreck);
    await bar.getByRole('button', { name: 'Mend' }).click();
    await scope.service('shop').waitFor();
    await expect.poll(text).toBe(mended.trimEnd());
    await expect.poll(() => bar.count()).toBe(0);
    await scope.page.keyboard.press('ControlOrMeta+Z');
    await expect.poll(text).toBe(wreck);
    await bar.waitFor();
  });

  it('can be left as it is', async () => {
    await scope.replaceText(wreck.replace('shop', 'other'));
    const bar = scope.page.getByTestId('mend');
    await bar.getByRole('button', { name: 'Leave the text as it is' }).click();
    await expect.poll(() => bar.count()).toBe(0);
    expect(await text()).toBe(wreck.replace('shop', 'other'));
  });

  it('shows all readings where there are several, and changes nothing by itself', async () => {
    await scope.replaceText(ambiguous);
    const bar = scope.page.getByRole('region', { name: /can be read in 2 ways/ });
    await bar.getByRole('button', { name: 'Compare' }).click();
    expect(await text()).toBe(ambiguous);
    expect(await bar.getByRole('button', { name: 'Mend' }).count()).toBe(0);
    await bar.getByRole('region', { name: 'Reading 2' }).getByRole('button', { name: 'Take this one' }).click();
    await scope.page.getByRole('button', { name: /^Pod lone, / }).waitFor();
  });

  it('is not offered for good text, nor for a mistake', async () => {
    await scope.replaceText(mended.replace('selector', 'selektor'));
    await scope.problems.getByText(/unknown field/).first().waitFor();
    expect(await scope.page.getByTestId('mend').count()).toBe(0);
  });
});

it('nothing was complained about, and nothing left the page', () => {
  expect(scope.complaints).toEqual([]);
});
