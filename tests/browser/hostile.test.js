// Names that would break out of a page that does not escape them.
import test from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, open, region } from './browser.js';

const out = mkdtempSync(join(tmpdir(), 'hostile-'));
const beside = name => join(import.meta.dirname, name);
const run = spawnSync(region, ['--data', beside('hostile.csv'), '--area', 'QXX', '--plan', beside('hostile-plan.csv'), '--out', out], { encoding: 'utf8' });
const browser = await launch();
test.after(() => { rmSync(out, { recursive: true }); return browser.close(); });
const practices = [`</script><img src=x onerror="document.title='broken'">`, `A & B "Sons" 'R' Us`,
  `--><svg onload="document.title='broken'">`, "${document.title='broken'} &lt;b&gt; {{ 7*7 }}"];
const networks = [practices[0], `"N'2" & <td>`];

test('hostile names are text, and nothing else, wherever they stand', async () => {
  assert.equal(run.status, 0, run.stderr);
  const { page, wrong, close } = await open(browser, { at: out });
  const title = await page.title();
  assert.deepEqual((await page.locator('#practice-table tbody th').allTextContents()).sort(), practices.toSorted());
  assert.deepEqual((await page.locator('#network-table tbody th button').allTextContents()).sort(), networks.toSorted());
  assert.deepEqual((await page.locator('#labels text').allTextContents()).sort(), networks.toSorted());
  // What the script writes: the chosen network, the chosen practice, a move, and the changed plan.
  for (const row of await page.locator('#network-table tbody button').all()) {
    await row.click();
    assert.ok(networks.includes(await page.locator('#chosen strong').textContent()));
  }
  await page.fill('#move-practice', 'A10002');
  await page.locator('#move button.main').click();
  assert.ok((await page.locator('#moved').textContent()).includes(practices[1]));
  await page.locator('#practice-table tbody tr', { hasText: 'A10003' }).locator('button').click();
  assert.ok((await page.locator('#chosen').textContent()).includes(practices[2]));
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
  const saved = readFileSync(await download.path(), 'utf8');
  for (const name of [...practices, ...networks]) assert.ok(saved.includes(name.replaceAll('"', '""')), name);
  assert.equal(await page.locator('main img, main b:not(caption b):has-text("East"), main i:has-text("board"), svg svg').count(), 0);
  assert.equal(await page.title(), title);
  assert.ok(title.startsWith('A & B <i>board</i>'));
  assert.deepEqual(wrong, []);
  await close();
});
