// The plan as it is now: where each practice is and where each hub stands. It begins as the plan of the file.
const $ = id => document.getElementById(id);
const model = JSON.parse($('model').textContent);
const { networks, practices, rules, band } = model;
const place = practices.map(p => p.network);
const hubs = networks.map(n => n.hub);
const named = networks.map(n => n.named);
document.documentElement.classList.add('js');

const number = n => n.toLocaleString('en-GB');
const plural = (n, what) => `${number(n)} ${what}${n === 1 ? '' : 's'}`;
const called = i => practices[i].shown ?? practices[i].name;
const label = i => `${called(i)} (${practices[i].code})`;

// A way for people to read, rounded to the nearest, halves up.
function show(way) {
  if (way === undefined) return 'not known here';
  if (model.unit === 'seconds') return `${Math.floor((way + 30) / 60)} min`;
  if (way < 1000) return `${way} m`;
  const tenths = Math.floor((way + 50) / 100);
  return `${Math.floor(tenths / 10)}.${tenths % 10} km`;
}

function members(k) {
  const found = [];
  place.forEach((at, i) => { if (at === k) found.push(i); });
  return found;
}

// Ways are known inside a network of the plan and to those beside it; unpacked where they are first asked for.
const known = new Map();
function way(i, j) {
  if (i === j) return 0;
  if (!known.has(i)) {
    const own = practices[i].network;
    const near = own === null ? [] : [own, ...networks[own].beside].sort((a, b) => a - b);
    const all = near.flatMap(k => networks[k].members);
    known.set(i, new Map(all.map((other, at) => [other, practices[i].ways[at]])));
  }
  return known.get(i).get(j);
}

// What all patients of these practices travel to a hub together; undefined where a way is not known.
function travel(own, hub) {
  let sum = 0;
  for (const i of own) {
    const one = way(i, hub);
    if (one === undefined) return undefined;
    sum += one * practices[i].list;
  }
  return sum;
}

function mayBeHub(own, i) {
  const near = rules.most_travel === null || own.every(j => !(way(j, i) > rules.most_travel));
  return near && (!rules.sites || rules.sites.includes(i)) && !rules.opted_out.includes(i);
}

// The member with the least travel among those that may be hub; the first where several are equally good.
function bestHub(own) {
  const allowed = own.filter(i => mayBeHub(own, i));
  let best = null;
  for (const hub of allowed.length ? allowed : own) {
    const cost = travel(own, hub);
    if (cost !== undefined && (best === null || cost < best.cost)) best = { hub, cost };
  }
  return best;
}

// The figures of a network with these members.
function measures(own, hub) {
  const sum = of => own.reduce((total, i) => total + of(practices[i]), 0);
  const list = sum(p => p.list), cost = hub === null ? undefined : travel(own, hub);
  const ways = hub === null ? [] : own.map(i => way(i, hub));
  return {
    practices: own.length,
    patients: sum(p => p.counted),
    mean: cost === undefined || list === 0 ? undefined : Math.floor((cost + Math.floor(list / 2)) / list),
    longest: cost === undefined ? undefined : ways.reduce((a, b) => Math.max(a, b), 0),
  };
}
