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
    for (const [, head, way, rest] of area.getAttribute('d').matchAll(/M([^lLMz]*)([lL])([^M]*?)z/g)) {
      let here = head.match(/-?\d+/g).map(Number);
      const points = [here], numbers = rest.match(/-?\d+/g).map(Number);
      for (let at = 0; at < numbers.length; at += 2) {
        const [x, y] = numbers.slice(at, at + 2);
        here = way === 'l' ? [here[0] + x, here[1] + y] : [x, y];
        points.push(here);
      }
      points.forEach((point, at) => {
        const next = points[(at + 1) % points.length];
        if (point.join() !== next.join()) sides.push(`${point.join()} ${next.join()}`);
      });
    }
    const k = Number(area.dataset.network);
    const hub = document.querySelector(`#dots g[data-of="${k}"] .hub-in`);
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

async function moves(page, plan, more, least = 3) {
  const before = await drawing(page);
  assert.deepEqual(alike(before), []);
  let count = 0;
  for (const row of plan.filter((_, i) => i % 5 === 2 || i % 7 === 3).slice(0, 9)) {
    await page.locator('#practice-table tbody tr', { hasText: row.practice_code }).locator('button').click();
    const to = page.locator('#chosen button').first();
    if (await to.count() === 0) continue;
    await to.click();
    count += 1;
    assert.deepEqual(alike(await drawing(page)), [], `after ${row.practice_code}`);
  }
  assert.ok(count >= least, 'practices with neighbours elsewhere');
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

// ```text
//   a b c d e f      twelve squares of a kilometre, a practice in the middle of each of the lower six; patients live at home and next door
//   g h i j k l
// ```
function board() {
  const out = join(scratch, 'board');
  const codes = [...'GHIJKL'].map((_, i) => `B1000${i + 1}`), lsoa = k => `E010000${String(k + 1).padStart(2, '0')}`;
  const write = (name, lines) => writeFileSync(`${out}-${name}`, `${lines.join('\n')}\n`);
  write('practices.csv', ['practice_code,name,list_size,easting,northing,icb_code,pcn_code,pcn_name',
    ...codes.map((code, i) => `${code},Surgery ${i + 1},15000,${400500 + 1000 * i},300500,QXX,U0000${1 + (i >> 1)},Group ${1 + (i >> 1)}`)]);
  const patients = codes.flatMap((code, i) => [[i + 6, 9000], [i, 4000], [i > 0 ? i + 5 : i + 7, 2000]]
    .map(([k, n]) => `GP_PRAC_PAT_LIST,01JAN2024,${code},Surgery ${i + 1},${lsoa(k)},ALL,${n}`));
  write('registrations.csv', ['PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_PATIENTS', ...patients]);
  const square = k => {
    const x = 400000 + 1000 * (k % 6), y = 300000 + 1000 * (k < 6 ? 1 : 0);
    return { type: 'Feature', properties: { LSOA21CD: lsoa(k) }, geometry: { type: 'Polygon',
      coordinates: [[[x, y], [x, y + 1000], [x + 1000, y + 1000], [x + 1000, y], [x, y]]] } };
  };
  write('areas.geojson', [JSON.stringify({ type: 'FeatureCollection', features: Array.from({ length: 12 }, (_, k) => square(k)) })]);
  write('plan.csv', ['practice_code,network_id,hub', ...codes.map((code, i) => `${code},${i < 3 ? 'West' : 'East'},0`)]);
  const more = ['--data', `${out}-practices.csv`, '--data', `${out}-registrations.csv`, '--area', 'QXX', '--networks', 'any',
    '--small-areas', `${out}-areas.geojson`];
  return { more, plan: readFileSync(`${out}-plan.csv`, 'utf8'), areas: `${out}-areas.geojson` };
}

test('small areas follow their patients', async () => {
  const { more, plan } = board();
  const { page, wrong, close } = await open(browser, { at: drawn('board', plan, more) });
  // Three squares by two each: ten sides around them.
  assert.deepEqual(Object.values(await drawing(page)).map(one => one.sides.length), [10, 10]);
  await moves(page, rows(plan), more, 1);
  assert.deepEqual(wrong, []);
  await close();
});

test('land ends at the outline, before and after a move', async () => {
  const { more, plan, areas } = board();
  const { page, wrong, close } = await open(browser, { at: drawn('coast', plan, [...more, '--outline', areas]) });
  assert.equal(await page.locator('#outline').count(), 1);
  assert.equal(await page.locator('#areas').getAttribute('clip-path'), null);
  await page.locator('#practice-table tbody tr', { hasText: 'B10003' }).locator('button').click();
  await page.locator('#chosen button').first().click();
  assert.equal(await page.locator('#areas').getAttribute('clip-path'), 'url(#inside)');
  assert.ok(await page.locator('.k-coast').isVisible());
  assert.deepEqual(wrong, []);
  await close();
});
