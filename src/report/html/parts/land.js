// The land of the map: which network each piece goes with, and the line around a network's pieces once practices were moved.
const { land } = model;
const areas = [...map.querySelectorAll('.area')];
const dots = new Map([...map.querySelectorAll('#dots [data-practice]')].map(dot => [Number(dot.dataset.practice), dot]));
const fills = () => areas.map(area => area.getAttribute('fill'));
const first = fills(), owners = land.tiles.map((_, t) => owner(t));
let sides = null;

// The network that most patients of a piece belong to; the cell of a practice goes with its practice.
function owner(t) {
  if (!land.patients) return place[t];
  const sums = new Map(), row = land.patients[t];
  for (let at = 0; at < row.length; at += 2) sums.set(place[row[at]], (sums.get(place[row[at]]) ?? 0) + row[at + 1]);
  const order = ([a, m], [b, n]) => n - m || (a ?? Infinity) - (b ?? Infinity);
  return [...sums].sort(order)[0][0];
}

// The sides of a piece from corner to corner; its neighbour has the same side the other way round.
function around(t) {
  return land.tiles[t].flatMap(ring => ring.map((a, at) => [a, ring[(at + 1) % ring.length]]));
}
function across(a, b) {
  const key = (from, to) => from * land.corners.length + to;
  sides ??= new Map(land.tiles.flatMap((_, t) => around(t).map(([from, to]) => [key(from, to), t])));
  return owners[sides.get(key(b, a))] ?? null;
}
function border(k) {
  return owners.flatMap((of, t) => (of === k ? around(t).filter(([a, b]) => across(a, b) !== k) : []));
}

// Sides that part a network from others, put together to closed lines.
function outline(k) {
  const onward = new Map();
  for (const [a, b] of border(k)) onward.set(a, [...(onward.get(a) ?? []), b]);
  let path = '';
  while (onward.size) {
    const points = [];
    let [here] = onward.keys();
    while (onward.has(here)) {
      points.push(`${land.corners[2 * here]} ${land.corners[2 * here + 1]}`);
      const ends = onward.get(here), next = ends.pop();
      if (!ends.length) onward.delete(here);
      here = next;
    }
    path += `M${points.join('L')}z`;
  }
  return path;
}

// Another colour where a network has come to touch one of its own colour.
function recolour(k) {
  const beside = new Set(border(k).map(([a, b]) => across(a, b)));
  practices.forEach((p, i) => { if (place[i] === k) p.near.forEach(j => beside.add(place[j])); });
  beside.delete(k);
  const taken = new Set([...beside].filter(other => other !== null).map(other => areas[other].getAttribute('fill')));
  const free = [first[k], ...new Set(first)].find(fill => !taken.has(fill));
  if (free) areas[k].setAttribute('fill', free);
}

// A hub is a square; the name of a network stands at the practice nearest to its middle.
function mark(k) {
  const own = members(k), at = i => dots.get(i).getAttribute('d').match(/-?\d+/g).slice(0, 2).map(Number);
  map.querySelectorAll(`#dots g[data-of="${k}"] .hub`).forEach(old => old.classList.remove('hub'));
  own.forEach(i => dots.get(i).classList.toggle('hub', i === hubs[k]));
  const inner = map.querySelector(`#dots g[data-of="${k}"] .hub-in`), named = labels[k];
  if (inner && hubs[k] !== null) inner.setAttribute('d', `M${at(hubs[k]).join(' ')}h1`);
  if (inner) inner.style.display = hubs[k] === null ? 'none' : '';
  named.text.textContent = own.length ? networks[k].name : '';
  const points = own.map(at), middle = [0, 1].map(c => points.reduce((sum, p) => sum + p[c], 0) / own.length);
  const far = p => Math.hypot(p[0] - middle[0], p[1] - middle[1]);
  if (!own.length) return;
  [named.x, named.y] = points.reduce((best, p) => (far(p) < far(best) ? p : best));
  named.text.setAttribute('x', named.x);
  named.text.setAttribute('y', named.y);
}

// Draws anew what changes with the network of a practice.
function redraw(i, changed) {
  const drawn = new Set();
  owners.forEach((old, t) => {
    if (land.patients ? !land.patients[t].some((who, at) => at % 2 === 0 && who === i) : t !== i) return;
    owners[t] = owner(t);
    if (owners[t] !== old) [old, owners[t]].forEach(k => drawn.add(k));
  });
  drawn.delete(null);
  // New lines run beyond the coast; what is beyond is not shown.
  if ($('inside')) $('areas').setAttribute('clip-path', 'url(#inside)');
  drawn.forEach(k => areas[k].setAttribute('d', outline(k)));
  drawn.forEach(recolour);
  changed.forEach(mark);
}
