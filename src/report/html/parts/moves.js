// Practices moved by hand, what becomes of the plan, and the changed plan as a file.
const history = [];

// The practice that is meant: by its code, by its whole label, or by a part of its name that no other has.
function meant(text) {
  const wanted = text.trim().toLowerCase();
  const exact = practices.findIndex((p, i) => p.code.toLowerCase() === wanted || label(i).toLowerCase() === wanted);
  if (exact >= 0 || !wanted) return exact;
  const alike = practices.flatMap((_, i) => (label(i).toLowerCase().includes(wanted) ? [i] : []));
  return alike.length === 1 ? alike[0] : -1;
}

function targets() {
  const i = meant($('move-practice').value), select = $('move-to');
  const options = i < 0 ? [] : alternatives(i).map(other => new Option(networks[other.to].name, other.to));
  select.replaceChildren(...options);
}
$('move-practice').addEventListener('input', targets);
$('practice-list').append(...practices.map((_, i) => new Option('', label(i))));

// Hubs of networks that change stand at the best member where the rules ask for it, or where the old one has left.
function settle(k) {
  const own = members(k), stays = hubs[k] !== null && own.includes(hubs[k]);
  if (rules.best_hub || !stays) hubs[k] = bestHub(own)?.hub ?? own[0] ?? null;
  named[k] = true;
}

function carry(i, to) {
  history.push({ i, from: place[i], to, hubs: hubs.slice(), named: named.slice(), fills: fills() });
  const from = place[i];
  place[i] = to;
  const changed = [from, to].filter(k => k !== null);
  changed.forEach(settle);
  redraw(i, changed);
  refresh([from, to], `${label(i)} moved from ${from === null ? 'no network' : networks[from].name} to ${networks[to].name}.`);
  choose({ practice: i });
}

$('move').addEventListener('submit', event => {
  event.preventDefault();
  const i = meant($('move-practice').value), to = $('move-to').value;
  if (i < 0) say('Write the code of a practice, or a part of its name that no other practice has.');
  else if (to === '') say('No other network is next to this practice.');
  else carry(i, Number(to));
});
$('undo').addEventListener('click', () => {
  const last = history.pop();
  if (!last) { say('There is no move to take back.'); return; }
  place[last.i] = last.from;
  hubs.splice(0, hubs.length, ...last.hubs);
  named.splice(0, named.length, ...last.named);
  redraw(last.i, [last.from, last.to].filter(k => k !== null));
  last.fills.forEach((fill, k) => areas[k].setAttribute('fill', fill));
  refresh([last.from, last.to], `${label(last.i)} is back in ${last.from === null ? 'no network' : networks[last.from].name}.`);
  choose({ practice: last.i });
});

function say(text, ...more) { $('moved').replaceChildren(element('p', text), ...more); }

// Brings tables and map up to date, and says what became of the networks that changed.
const at = { practices: column('network-table', 'Practices'), patients: column('network-table', 'Patients'),
  mean: column('network-table', 'Mean way'), longest: column('network-table', 'Longest way'), hub: column('network-table', 'Hub'),
  rules: column('network-table', 'Rules'), in: column('practice-table', 'Network'), to: column('practice-table', 'Hub'),
  way: column('practice-table', 'Way to hub'), next: column('practice-table', 'Next best, and what it would mean') };
function refresh(changed, text) {
  const lines = [];
  for (const k of changed.filter(k => k !== null)) {
    const own = members(k), of = measures(own, hubs[k]), wrong = broken(k, own, hubs[k]), row = networkRows.get(k);
    fill(row, at.practices, number(of.practices), of.practices);
    fill(row, at.patients, number(of.patients), of.patients);
    fill(row, at.mean, show(of.mean), of.mean ?? -1);
    fill(row, at.longest, show(of.longest), of.longest ?? -1);
    fill(row, at.hub, hubs[k] === null ? '' : label(hubs[k]));
    row.cells[at.rules].replaceChildren(...(wrong.length ? wrong.map(what => rule(what, false)) : [rule('keeps the rules checked here', true)]));
    for (const i of own) {
      const there = practiceRows.get(i), ways = way(i, hubs[k]);
      fill(there, at.in, networks[k].name);
      fill(there, at.to, hubs[k] === i ? 'is the hub' : called(hubs[k]));
      fill(there, at.way, show(ways), ways ?? -1);
      fill(there, at.next, 'choose the practice to see it anew');
      dots.get(i)?.classList.toggle('moved', place[i] !== practices[i].network);
    }
    lines.push(element('li', `${networks[k].name}: ${plural(of.patients, 'patient')}, mean way ${show(of.mean)}. `,
      ...(wrong.length ? wrong.map(what => rule(what, false)) : [rule('Keeps the rules checked here.', true)])));
  }
  const moved = practices.filter((p, i) => place[i] !== p.network).length;
  const note = moved ? `${plural(moved, 'practice')} moved by hand in all.` : 'The plan is as it was.';
  const more = moved && rules.more ? [element('p', 'Some rules are not checked here; have the saved plan checked with region --plan.')] : [];
  say(text, element('ul', '', ...lines), ...brokenOverall().map(what => rule(what, false)), element('p', note), ...more);
}

// A cell as the library writes it: quoted where it must be; a text that a spreadsheet would take for a formula gets an apostrophe.
const cell = text => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const harmless = text => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);
function csv() {
  const order = [...model.order, ...practices.keys()].filter((i, k, all) => place[i] !== null && all.indexOf(i) === k);
  const row = i => {
    const p = practices[i], k = place[i], hub = hubs[k];
    return [p.code, networks[k].name, named[k] && hub === i ? '1' : '0', harmless(p.name), p.postcode, String(p.list),
      hub === null ? '' : String(way(i, hub) ?? ''), p.sub_icb, p.pcn].map(cell).join(',');
  };
  const head = ['practice_code', 'network_id', 'hub', 'name', 'postcode', 'list_size', `travel_to_hub_${model.unit}`, 'sub_icb_code', 'pcn_code'];
  return `${[head.join(','), ...order.map(row)].join('\n')}\n`;
}
$('save').addEventListener('click', () => {
  const link = $('saved');
  URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(new Blob([csv()], { type: 'text/csv' }));
  link.download = 'plan-changed.csv';
  link.hidden = false;
  link.click();
  say('The plan as it is now was saved as plan-changed.csv. The program checks it with: region --plan plan-changed.csv');
});
