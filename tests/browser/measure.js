// How fast a page opens and moves: `CHROMIUM=... LOCALITY_PAGE=FOLDER node measure.js`. Not a test: times are of a machine.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { folder, launch, open } from './browser.js';

const browser = await launch();
const { page } = await open(browser);
await page.goto('about:blank');
const painted = () => page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
async function timed(act) {
  const began = performance.now();
  await act();
  await painted();
  return Math.round(performance.now() - began);
}
const report = join(folder, 'report.html');
console.log(`${statSync(report).size} bytes`);
console.log(`opened and answering in ${await timed(() => page.goto(`file://${report}`, { waitUntil: 'domcontentloaded' }))} ms`);

// The map is dragged sixty steps, one a frame.
async function frames() {
  const box = await page.locator('#map').boundingBox();
  await page.evaluate(() => {
    const times = [performance.now()];
    const step = now => { times.push(now); window.dragged = times; if (!window.dropped) requestAnimationFrame(step); };
    window.dropped = false;
    requestAnimationFrame(step);
  });
  const [x, y] = [box.x + box.width / 2, box.y + 300];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let k = 1; k <= 60; k += 1) {
    await page.mouse.move(x - 3 * k, y + 2 * k);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await page.mouse.up();
  const times = await page.evaluate(() => { window.dropped = true; return window.dragged; });
  const each = times.slice(1).map((time, k) => time - times[k]).sort((a, b) => a - b);
  return `median ${Math.round(each[each.length >> 1])} ms, worst ${Math.round(each.at(-1))} ms of ${each.length} frames`;
}
await page.locator('#map').scrollIntoViewIfNeeded();
console.log(`dragging all of it: ${await frames()}`);
for (let k = 0; k < 4; k += 1) await page.locator('[data-map=in]').click();
await page.waitForTimeout(500);
console.log(`dragging a part: ${await frames()}`);
const mover = await page.evaluate(() => [...document.querySelectorAll('#practice-table tbody button')].findIndex(button => {
  button.click();
  return document.querySelector('#chosen ul button');
}));
const click = selector => page.evaluate(one => document.querySelector(one).click(), selector);
if (mover >= 0) console.log(`a practice moved in ${await timed(() => click('#chosen ul button'))} ms`);
console.log(`sorted in ${await timed(() => click('#practice-table thead button'))} ms, searched in ${await timed(() => page.fill('#search', 'health'))} ms`);
await browser.close();
