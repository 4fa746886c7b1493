import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run', '--force-color-profile=srgb'];
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/opt/google/chrome/chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Where a browser may be found, the cheapest first; each is tried until one starts. */
const sources: readonly { readonly name: string; find(): Promise<string | undefined> }[] = [
  { name: 'CHROME_PATH', find: () => Promise.resolve(process.env['CHROME_PATH']) },
  { name: 'an installed Chrome or Chromium', find: () => Promise.resolve(installed.find((path) => existsSync(path))) },
  { name: 'the npm package @sparticuz/chromium', find: () => (process.platform === 'linux' && process.arch === 'x64' ? sparticuz.executablePath() : Promise.resolve(undefined)) },
  { name: 'apt', find: () => Promise.resolve(installWithApt()) },
];

function installWithApt(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: 'ignore' });
  return '/usr/bin/chromium';
}

/** A headless Chromium. Fails with one line that says what to install. */
export async function launchBrowser(): Promise<Browser> {
  const tried: string[] = [];
  for (const source of sources) {
    try {
      const executablePath = await source.find();
      if (executablePath === undefined) continue;
      return await chromium.launch({ executablePath, args: flags });
    } catch (error) {
      tried.push(`${source.name}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
    }
  }
  throw new Error(`No Chromium could be started. Install one (Debian: apt-get install chromium) or set CHROME_PATH.${tried.length > 0 ? ` Tried ${tried.join('; ')}` : ''}`);
}
