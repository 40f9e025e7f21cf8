// The page as something to use: by mouse, by keyboard, and together with the program.
import test from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { file, launch, open, region, rows } from './browser.js';

const browser = await launch();
test.after(() => browser.close());
const plan = rows(file('plan.csv'));
const cells = (page, table, column) => page.locator(`#${table} tbody tr > :nth-child(${column})`).allTextContents();

test('tables sort by mouse and by keyboard, both ways', async () => {
  const { page, close } = await open(browser);
  const head = page.locator('#practice-table thead th').nth(2);
  const lists = async () => (await cells(page, 'practice-table', 3)).map(text => Number(text.replaceAll(',', '')));
  const up = plan.map(row => Number(row.list_size)).sort((a, b) => a - b);
  await head.locator('button').click();
  assert.deepEqual(await lists(), up);
  assert.equal(await head.getAttribute('aria-sort'), 'ascending');
  await head.locator('button').focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(await lists(), up.reverse());
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  await close();
});

test('a search leaves the rows that hold every word', async () => {
  const { page, close } = await open(browser);
  const [one] = plan;
  await page.fill('#search', `${one.practice_code} ${one.name.split(' ')[0].toLowerCase()}`);
  assert.equal(await page.locator('#practice-table tbody tr:visible').count(), 1);
  assert.equal(await page.locator('#found').textContent(), `1 of ${plan.length} practices`);
  await page.fill('#search', '');
  assert.equal(await page.locator('#practice-table tbody tr:visible').count(), plan.length);
  await close();
});

test('what is chosen is shown everywhere', async () => {
  const { page, close } = await open(browser);
  const name = await page.locator('#labels text').nth(2).textContent();
  const chosen = async () => [
    await page.locator('.area.chosen').count(),
    await page.locator('#network-table tr.chosen th button').textContent(),
    await page.locator('#chosen strong').textContent(),
    await page.locator('#practice-table tr.chosen').count(),
  ];
  const own = plan.filter(row => row.network_id === name).length;
  await page.locator('#pick').focus();
  await page.locator('#pick').selectOption({ index: 3 });
  assert.match(await page.locator('#pick option:checked').textContent(), new RegExp(`^${name}, around `));
  assert.deepEqual(await chosen(), [1, name, name, own]);
  const other = plan.find(row => row.network_id !== name && row.hub === '0');
  await page.locator('#practice-table tbody tr', { hasText: other.practice_code }).locator('button').press('Enter');
  assert.equal(await page.locator('#network-table tr.chosen th button').textContent(), other.network_id);
  assert.equal(await page.locator('#dots path.chosen').count(), 1);
  // On the map: the dot itself, under the mouse.
  await page.locator('#map').scrollIntoViewIfNeeded();
  const third = plan.find(row => row.network_id === name && row.hub === '1');
  const dot = await page.evaluate(code => {
    const at = [...document.querySelectorAll('#practice-table tr')].find(row => row.cells[0].textContent === code).dataset.practice;
    const box = document.querySelector(`#dots [data-practice="${at}"]`);
    const point = new DOMPoint(...box.getAttribute('d').match(/\d+/g).map(Number)).matrixTransform(box.getScreenCTM());
    return { x: point.x, y: point.y, at };
  }, third.practice_code);
  await page.mouse.click(dot.x, dot.y);
  assert.ok((await page.locator('#chosen strong').textContent()).length > 0);
  assert.equal(await page.locator('#network-table tr.chosen').count(), 1);
  await close();
});

test('the map zooms and moves by buttons, by keys and by the mouse', async () => {
  const { page, close } = await open(browser);
  const view = async () => {
    await page.waitForTimeout(60);
    return (await page.locator('#map').getAttribute('viewBox')).split(' ').map(Number);
  };
  const whole = await view();
  await page.locator('[data-map=in]').click();
  const near = await view();
  assert.ok(near[2] < whole[2]);
  await page.locator('#frame').focus();
  await page.keyboard.press('ArrowRight');
  assert.ok((await view())[0] > near[0]);
  await page.keyboard.press('0');
  assert.deepEqual(await view(), whole);
  await page.keyboard.press('+');
  const box = await page.locator('#map').boundingBox();
  await page.mouse.move(box.x + 200, box.y + 200);
  const before = await view();
  await page.mouse.down();
  await page.mouse.move(box.x + 100, box.y + 200, { steps: 4 });
  await page.mouse.up();
  assert.ok((await view())[0] > before[0]);
  await close();
});

async function saved(page, act) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  assert.equal(download.suggestedFilename(), 'plan-changed.csv');
  return readFileSync(await download.path(), 'utf8');
}

// What the program finds of a plan, by code that shares nothing with the page.
function judged(text) {
  const scratch = mkdtempSync(join(tmpdir(), 'page-'));
  writeFileSync(join(scratch, 'plan.csv'), text);
  const run = spawnSync(region, ['--plan', join(scratch, 'plan.csv'), '--out', join(scratch, 'out')], { encoding: 'utf8' });
  assert.ok(run.status === 0 || run.status === 1, run.stderr);
  const found = JSON.parse(readFileSync(join(scratch, 'out', 'assessment.json'), 'utf8'));
  const again = readFileSync(join(scratch, 'out', 'plan.csv'), 'utf8');
  rmSync(scratch, { recursive: true });
  return { found, again };
}

test('an unchanged plan is saved as the program wrote it', async () => {
  const { page, close } = await open(browser);
  assert.equal(await saved(page, () => page.locator('#save').click()), file('plan.csv'));
  await close();
});

test('moves by mouse are reckoned and saved as the program reads them', async () => {
  const { page, wrong, close } = await open(browser);
  const movers = plan.filter((_, i) => i % 7 === 3).slice(0, 6);
  for (const row of movers) {
    await page.locator('#practice-table tbody tr', { hasText: row.practice_code }).locator('button').click();
    const to = page.locator('#chosen button').first();
    if (await to.count() === 0) continue;
    await to.click();
    const text = await saved(page, () => page.locator('#save').click());
    const { found, again } = judged(text);
    assert.equal(again, text, 'read back and written anew');
    const shown = await page.locator('#network-table tbody tr').evaluateAll(all => all.map(tr => [
      tr.cells[0].querySelector('button').textContent, Number(tr.cells[2].dataset.v), Number(tr.cells[3].dataset.v), tr.querySelectorAll('.broken').length]));
    for (const [name, practices, patients, broken] of shown.filter(([, practices]) => practices > 0)) {
      const network = found.networks.find(n => n.network === name);
      const rules = found.findings.filter(f => f.network === name).length;
      assert.deepEqual([practices, patients, broken], [network.practices.length, network.patients, rules], `${name} after ${row.practice_code}`);
    }
    const chosen = await page.locator('#network-table tr.chosen').evaluate(tr => [tr.cells[4].textContent, tr.cells[0].querySelector('button').textContent]);
    const unit = way => (way < 1000 ? `${way} m` : `${(Math.floor((way + 50) / 100) / 10).toFixed(1)} km`);
    assert.equal(chosen[0], unit(found.networks.find(n => n.network === chosen[1]).travel.mean));
  }
  for (const _ of movers) await page.locator('#undo').click();
  assert.equal(await saved(page, () => page.locator('#save').click()), file('plan.csv'));
  assert.deepEqual(wrong, []);
  await close();
});

test('a move by keyboard alone', async () => {
  const { page, close } = await open(browser);
  const row = plan.find(one => one.hub === '0');
  await page.locator('#move-practice').focus();
  await page.keyboard.type(row.practice_code);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'move-to');
  const to = await page.locator('#move-to').evaluate(select => select.selectedOptions[0].textContent);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.match(await page.locator('#moved').textContent(), new RegExp(`${row.practice_code}\\) moved from ${row.network_id} to ${to}`));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  const text = await saved(page, () => page.keyboard.press('Enter'));
  assert.equal(rows(text).find(one => one.practice_code === row.practice_code).network_id, to);
  assert.equal(judged(text).again, text);
  await close();
});
