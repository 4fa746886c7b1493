import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Scope } from './scope.ts';

const prompt = /^(?:\$|\/ #|root@\S+:~#)$/;

/** The page's terminal as somebody at the keyboard uses it. */
export class TerminalPanel {
  private readonly scope: Scope;

  private constructor(scope: Scope) {
    this.scope = scope;
  }

  /** A terminal that is open already, or opens by itself. */
  static of(scope: Scope): TerminalPanel {
    return new TerminalPanel(scope);
  }

  static async open(scope: Scope): Promise<TerminalPanel> {
    const panel = TerminalPanel.of(scope);
    await scope.page.getByRole('tab', { name: /^Terminal/ }).last().click();
    await panel.input.waitFor({ state: 'attached' });
    await panel.input.focus();
    await panel.prompted();
    return panel;
  }

  get input(): Locator {
    return this.scope.page.getByRole('textbox', { name: /^Terminal/ });
  }

  /** Pulls the panel up as far as it goes. */
  async heighten(): Promise<void> {
    const { page } = this.scope;
    const box = await page.getByRole('tablist', { name: 'Traffic and cluster' }).boundingBox();
    const y = box?.y ?? 0;
    await page.mouse.move(400, y - 1);
    await page.mouse.down();
    await page.mouse.move(400, y / 2, { steps: 4 });
    await page.mouse.move(400, 60, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => page.locator('.xterm-rows > div').count()).toBeGreaterThan(40);
    await this.input.focus();
  }

  /** The rows that are in sight, without what is empty at their ends. */
  async rows(): Promise<readonly string[]> {
    const rows = await this.scope.page.locator('.xterm-rows > div').allTextContents();
    const texts = rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd());
    return texts.slice(0, texts.findLastIndex((text) => text !== '') + 1);
  }

  /** Waits until a line can be typed. */
  async prompted(): Promise<void> {
    await expect.poll(async () => (await this.rows()).at(-1) ?? '', { timeout: 30_000 }).toMatch(prompt);
  }

  async shows(text: string | RegExp): Promise<void> {
    await expect.poll(async () => (await this.rows()).join('\n'), { timeout: 30_000 }).toMatch(text);
  }

  async press(key: string): Promise<void> {
    await this.scope.page.keyboard.press(key);
  }

  /** Types without a line's end. */
  async type(text: string): Promise<void> {
    await this.scope.page.keyboard.insertText(text);
  }

  async paste(text: string): Promise<void> {
    await this.scope.page.evaluate((clip) => navigator.clipboard.writeText(clip), text);
    await this.press('ControlOrMeta+V');
  }

  /** Clears the screen, runs a line, and gives what it printed. */
  async run(line: string): Promise<readonly string[]> {
    await this.press('Control+L');
    await this.type(line);
    await this.shows(line);
    await this.press('Enter');
    // No bare prompt is in the last row until the line has run.
    await this.prompted();
    const rows = await this.rows();
    return rows.slice(rows.findLastIndex((row) => row.endsWith(line)) + 1, -1);
  }
}

/** Without what is chosen at random or depends on how long a step took, nor the widths of columns that follow from it. */
export function masked(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line
    .replace(/\b(web)-[0-9a-f]{7,10}(-[a-z0-9]{5})?\b/g, (_, name: string, pod: string | undefined) => (pod === undefined ? `${name}-<hash>` : `${name}-<hash>-<pod>`))
    .replace(/\b(web)-[a-z0-9]{5}\b/g, '$1-<slice>')
    .replace(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/g, '<time>')
    .replace(/\b10\.244\.\d+\.\d+\b/g, '<pod-ip>')
    .replace(/\b10\.(?:9[6-9]|1[01]\d)\.(?!0\.1\b)\d+\.\d+\b/g, '<ip>')
    .replace(/\b3[0-2]\d{3}\b/g, '<port>')
    .replace(/(?<= )(?:\d+[smhd])+(?= |$)/g, '<age>')
    .replace(/ {2,}/g, '  ')
    .trimEnd());
}
