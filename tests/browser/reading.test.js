// The page as something to read: on a screen, on a telephone, on paper, by ear.
import test from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { file, launch, open, rows } from './browser.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const browser = await launch();
test.after(() => browser.close());
const sections = ['Summary', 'Map', 'Networks', 'Practices', 'Who changes network', 'Options side by side', 'Rules', 'About these figures'];

test('it opens without an error and asks for nothing from elsewhere', async () => {
  const { page, wrong, close } = await open(browser);
  await page.mouse.wheel(0, 3000);
  await page.waitForTimeout(300);
  assert.deepEqual(wrong, []);
  assert.deepEqual(await page.locator('h2').allTextContents(), sections);
  await close();
});

test('the map has the networks of the plan, and every practice', async () => {
  const { page, close } = await open(browser);
  const networks = rows(file('networks.csv')), plan = rows(file('plan.csv'));
  assert.equal(await page.locator('#areas .area').count(), networks.length);
  assert.equal(await page.locator('#dots [data-practice]').count(), plan.length);
  assert.deepEqual((await page.locator('#labels text').allTextContents()).sort(), networks.map(n => n.network_id).sort());
  assert.equal(await page.locator('#dots .hub').count(), networks.length);
  await close();
});

test('options have charts, each with a table of its figures', async () => {
  const { page, close } = await open(browser);
  const heads = await page.locator('#options > .scroll thead th').allTextContents();
  assert.deepEqual(heads, ['Measure', "1. Today's networks", '2. This plan', '3. Least change']);
  const charts = page.locator('#options .chart');
  assert.deepEqual(await charts.locator('h3').allTextContents(), ['Ways against moves', 'Ways against the number of networks']);
  const count = selector => charts.evaluateAll((all, one) => all.map(chart => chart.querySelectorAll(one).length), selector);
  const [circles, squares, rows] = [await count('svg circle'), await count('svg rect'), await count('tbody tr')];
  const missing = await count('td[colspan]');
  assert.deepEqual(circles, [3, 3]);
  // Fewest moves and seven shares; the plan's number of networks and at most two more and two fewer.
  assert.equal(squares[0] + missing[0], 8);
  assert.ok(squares[1] >= 1 && squares[1] + missing[1] <= 5);
  rows.forEach((n, k) => assert.equal(n, circles[k] + squares[k] + missing[k]));
  // To the right are more moves; the table says the same as the drawing.
  const order = await charts.first().evaluate(chart => {
    const marks = [...chart.querySelectorAll('circle')].map(c => Number(c.getAttribute('cx')));
    const moved = [...chart.querySelectorAll('tbody tr')].slice(0, 3).map(tr => Number(tr.cells[2].textContent.split(' ')[0].replaceAll(',', '')));
    return [marks, moved];
  });
  const ranks = list => list.map(one => list.filter(other => other < one).length);
  assert.deepEqual(ranks(order[0]), ranks(order[1]));
  await close();
});

test('it reads without its script', async () => {
  const { page, close } = await open(browser, { script: false });
  const visible = selector => page.locator(selector).filter({ visible: true }).count();
  assert.equal(await visible('#network-table tbody tr'), rows(file('networks.csv')).length);
  assert.equal(await visible('#practice-table tbody tr'), rows(file('plan.csv')).length);
  assert.equal(await visible('#areas .area'), rows(file('networks.csv')).length);
  assert.equal(await visible('button, #search'), 0, 'nothing that does nothing');
  await close();
});

for (const width of [1280, 390]) {
  test(`axe-core finds nothing that shuts people out at ${width} px`, async () => {
    const { page, close } = await open(browser, { width });
    // Also with something chosen and a practice moved, which brings more onto the page.
    await page.locator('#practice-table tbody button').first().click();
    await page.locator('#chosen button').first().click();
    await page.addScriptTag({ path: axe });
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const found = await page.evaluate(values => window.axe.run({ runOnly: { type: 'tag', values } }), tags);
    assert.deepEqual(found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).slice(0, 3).join(' ')}`), []);
    await close();
  });
}

test('at 320 px nothing but tables scrolls sideways', async () => {
  const { page, close } = await open(browser, { width: 320 });
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= seen, `${wide} px in a window of ${seen}`);
  await close();
});

test('on paper every section and every practice is there, also after a search', async () => {
  const { page, close } = await open(browser);
  await page.fill('#search', 'no practice has this name');
  assert.equal(await page.locator('#practice-table tbody tr:visible').count(), 0);
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual(await page.locator('h2:visible').allTextContents(), sections);
  assert.equal(await page.locator('#practice-table tbody tr:visible').count(), rows(file('plan.csv')).length);
  assert.equal(await page.locator('nav:visible, input:visible, select:visible').count(), 0);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  try {
    const text = execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' });
    for (const name of [...sections, ...rows(file('plan.csv')).map(row => row.practice_code)]) assert.ok(text.includes(name), name);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    console.log('*** SKIPPED the text of the PDF: pdftotext is not here ***');
  }
  await close();
});
