// A fresh Chromium for each file of tests, and what went wrong in a page.
import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/// The folder that `region --out` wrote, and the program itself.
export const folder = process.env.LOCALITY_PAGE;
export const region = process.env.LOCALITY_REGION;

const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: quiet,
});

// The page in a window of this width; `wrong` collects errors, console messages and requests for anything but the page itself.
export async function open(browser, { width = 1280, script = true, at = folder } = {}) {
  const report = `file://${join(at, 'report.html')}`;
  const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: script, acceptDownloads: true });
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', error => wrong.push(`error: ${error.message}`));
  page.on('console', message => wrong.push(`console: ${message.text()}`));
  page.on('request', request => {
    const address = request.url();
    if (address !== report && !address.startsWith('data:') && !address.startsWith('blob:')) wrong.push(`request: ${address}`);
  });
  await page.goto(report);
  return { page, wrong, close: () => context.close() };
}

// The rows of a CSV file that the program wrote; no cell of the made-up county has a comma or a quote.
export function rows(text) {
  const [head, ...lines] = text.trimEnd().split('\n').map(line => line.split(','));
  return lines.map(line => Object.fromEntries(line.map((cell, i) => [head[i], cell])));
}
export const file = name => readFileSync(join(folder, name), 'utf8');
