// The map after practices were moved by hand: areas, hubs, colours, and all of it taken back.
import test from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { file, launch, open, region, rows } from './browser.js';

const browser = await launch();
const scratch = mkdtempSync(join(tmpdir(), 'land-'));
test.after(() => { rmSync(scratch, { recursive: true }); return browser.close(); });

// Every network's border as a sorted list of sides, and its hub; whatever the way in which paths are written.
const drawing = page => page.evaluate(() => {
  const found = {};
  const { networks } = JSON.parse(document.getElementById('model').textContent);
  for (const area of document.querySelectorAll('#areas .area')) {
    const sides = [];
    let here = [0, 0];
    for (const ring of (area.getAttribute('d').match(/M[^M]*/g) ?? [])) {
      const [head, rest] = ring.replace('z', '').split(/(?=l)|L/, 1).length ? [ring.match(/^M[^lLz]*/)[0], ring.slice(ring.match(/^M[^lLz]*/)[0].length)] : [];
      here = head.match(/-?\d+/g).map(Number);
      const points = [here], numbers = (rest.match(/-?\d+/g) ?? []).map(Number);
      for (let at = 0; at < numbers.length; at += 2) {
        const [x, y] = numbers.slice(at, at + 2);
        here = rest[0] === 'l' ? [here[0] + x, here[1] + y] : [x, y];
        points.push(here);
      }
      points.forEach((point, at) => {
        const next = points[(at + 1) % points.length];
        if (point.join() !== next.join()) sides.push(`${point.join()} ${next.join()}`);
      });
    }
    const k = Number(area.dataset.network);
    const hub = document.querySelector(`#dots .hub-in[d="${document.querySelector(`#dots g[data-of="${k}"] .hub-in`)?.getAttribute('d')}"]`);
    found[networks[k].name] = { sides: sides.sort(), hub: hub?.getAttribute('d'), fill: area.getAttribute('fill') };
  }
  return found;
});

// The page that the program makes of a plan.
function drawn(name, text, more = []) {
  const out = join(scratch, name);
  writeFileSync(`${out}.csv`, text);
  const run = spawnSync(region, [...more, '--plan', `${out}.csv`, '--out', out], { encoding: 'utf8' });
  assert.ok(run.status === 0 || run.status === 1, run.stderr);
  return out;
}

async function saved(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
  return readFileSync(await download.path(), 'utf8');
}

const borders = found => Object.fromEntries(Object.entries(found).filter(([, one]) => one.sides.length).map(([name, one]) => [name, [one.sides, one.hub]]));
// Networks with a side in common that are filled alike.
function alike(found) {
  const owner = new Map(Object.entries(found).flatMap(([name, one]) => one.sides.map(side => [side, name])));
  const back = side => side.split(' ').reverse().join(' ');
  return [...owner].map(([side, name]) => [name, owner.get(back(side))])
    .filter(([one, other]) => other && other !== one && found[one].fill === found[other].fill);
}

async function moves(page, plan, more) {
  const before = await drawing(page);
  assert.deepEqual(alike(before), []);
  let count = 0;
  for (const row of plan.filter((_, i) => i % 5 === 2).slice(0, 7)) {
    await page.locator('#practice-table tbody tr', { hasText: row.practice_code }).locator('button').click();
    const to = page.locator('#chosen button').first();
    if (await to.count() === 0) continue;
    await to.click();
    count += 1;
    assert.deepEqual(alike(await drawing(page)), [], `after ${row.practice_code}`);
  }
  assert.ok(count > 2, 'practices with neighbours elsewhere');
  const moved = await drawing(page);
  assert.notDeepEqual(borders(moved), borders(before));
  const other = await open(browser, { at: drawn(`moved-${count}`, await saved(page), more) });
  assert.deepEqual(borders(moved), borders(await drawing(other.page)), 'as the program draws the changed plan');
  await other.close();
  for (let k = 0; k < count; k += 1) await page.locator('#undo').click();
  assert.deepEqual(await drawing(page), before, 'all of it taken back');
}

test('cells follow a practice that moves, and come back', async () => {
  const { page, wrong, close } = await open(browser);
  await page.locator('#show-today').check();
  const today = await page.locator('#today').getAttribute('d');
  await moves(page, rows(file('plan.csv')), []);
  assert.equal(await page.locator('#today').getAttribute('d'), today, "today's borders stay");
  assert.ok(await page.locator('#today').isVisible());
  assert.deepEqual(wrong, []);
  await close();
});
