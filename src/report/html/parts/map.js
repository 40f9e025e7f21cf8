// The map: zoom and pan by changing which part of the drawing is seen.
const map = $('map');
const [, , wide, high] = map.getAttribute('viewBox').split(' ').map(Number);
const whole = { x: 0, y: 0, w: wide, h: high };
let view = { ...whole }, waiting = false, drawn = 0, settling = 0, held = null;
const labels = [...map.querySelectorAll('#labels text')].map(text => ({
  text, k: Number(text.dataset.network), x: Number(text.getAttribute('x')), y: Number(text.getAttribute('y')), off: false,
}));

// How many units of the drawing a pixel is.
function unit() {
  const box = map.getBoundingClientRect();
  return Math.max(view.w / (box.width || 1), view.h / (box.height || 1));
}

function look(next) {
  const w = Math.min(Math.max(next.w, 40), wide * 1.5), scale = w / next.w, h = next.h * scale;
  const inside = (at, size, most) => Math.min(Math.max(at, -size / 2), most - size / 2);
  view = { w, h, x: inside(next.x + (next.w - w) / 2, w, wide), y: inside(next.y + (next.h - h) / 2, h, high) };
  if (!waiting) requestAnimationFrame(draw);
  waiting = true;
}

function draw() {
  waiting = false;
  map.setAttribute('viewBox', `${view.x} ${view.y} ${view.w} ${view.h}`);
  const u = unit();
  // Names are as large on the screen as before; where nothing was zoomed, nothing has to be styled anew.
  if (u !== drawn) map.style.setProperty('--u', u);
  drawn = u;
  clearTimeout(settling);
  settling = setTimeout(() => name(u), held ? 150 : 0);
  const box = map.getBoundingClientRect();
  const lengths = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200];
  const pixels = km => (km * 1000) / Number(map.dataset.metres) / u;
  const km = lengths.filter(length => pixels(length) <= box.width / 4).pop() ?? 0.1;
  $('bar').style.width = `${pixels(km)}px`;
  $('bar-text').textContent = km < 1 ? `${km * 1000} m` : `${km} km`;
}

// Names where there is room for them, the chosen one first. Dots of a whole country would hide it; they come with zooming in.
function name(u) {
  map.classList.toggle('far', practices.length > 1000 && u > 25);
  const taken = new Set(), isChosen = label => label.k === chosen.network;
  for (const label of [...labels.filter(isChosen), ...labels.filter(label => !isChosen(label))]) {
    const px = (label.x - view.x) / u, py = (label.y - view.y) / u, half = label.text.textContent.length * 4 + 4;
    const cells = [];
    for (let x = Math.floor((px - half) / 8); x <= (px + half) / 8; x += 1) {
      for (let y = Math.floor((py - 24) / 8); y <= (py - 6) / 8; y += 1) cells.push(x * 100003 + y);
    }
    const off = cells.some(cell => taken.has(cell));
    if (!off) cells.forEach(cell => taken.add(cell));
    if (off !== label.off) label.text.style.display = off ? 'none' : '';
    label.off = off;
  }
}

function zoom(factor, at = { x: view.x + view.w / 2, y: view.y + view.h / 2 }) {
  look({ w: view.w * factor, h: view.h * factor, x: at.x - (at.x - view.x) * factor, y: at.y - (at.y - view.y) * factor });
}
function move(dx, dy) { look({ ...view, x: view.x + dx, y: view.y + dy }); }
const steps = {
  in: () => zoom(1 / 1.6), out: () => zoom(1.6), all: () => look({ ...whole }),
  west: () => move(-view.w / 5, 0), east: () => move(view.w / 5, 0),
  north: () => move(0, -view.h / 5), south: () => move(0, view.h / 5),
};
for (const button of document.querySelectorAll('[data-map]')) {
  button.addEventListener('click', () => steps[button.dataset.map]());
}

const frame = $('frame');
frame.tabIndex = 0;
frame.setAttribute('role', 'group');
frame.setAttribute('aria-label', 'Map: arrow keys move it, plus and minus zoom, 0 shows the whole area');
const keys = { '+': 'in', '=': 'in', '-': 'out', 0: 'all', ArrowLeft: 'west', ArrowRight: 'east', ArrowUp: 'north', ArrowDown: 'south' };
frame.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  event.preventDefault();
  steps[keys[event.key]]();
});

// Where in the drawing the pointer is.
function under(event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
  return { x: point.x, y: point.y };
}
map.addEventListener('wheel', event => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoom(event.deltaY > 0 ? 1.25 : 0.8, under(event));
}, { passive: false });
map.addEventListener('dblclick', event => zoom(1 / 2, under(event)));

map.addEventListener('pointerdown', event => {
  if (event.button === 0) held = { x: event.clientX, y: event.clientY, view, target: event.target, far: false };
});
map.addEventListener('pointermove', event => {
  if (!held) { hover(event.target); return; }
  const dx = event.clientX - held.x, dy = event.clientY - held.y;
  if (!held.far && Math.hypot(dx, dy) < 5) return;
  if (!held.far) map.setPointerCapture(event.pointerId);
  held.far = true;
  map.classList.add('held');
  const u = unit();
  look({ ...held.view, x: held.view.x - dx * u, y: held.view.y - dy * u });
});
function release() {
  map.classList.remove('held');
  const was = held;
  held = null;
  return was;
}
map.addEventListener('pointercancel', release);
map.addEventListener('pointerup', () => {
  const was = release();
  if (!was || was.far) return;
  const { network, practice } = was.target.dataset;
  if (practice !== undefined) choose({ practice: Number(practice) });
  else if (network !== undefined) choose({ network: Number(network) });
});

const tip = document.createElement('p');
tip.className = 'tip';
tip.setAttribute('aria-hidden', 'true');
frame.prepend(tip);
tip.textContent = 'Drag to move the map; hold Ctrl and turn the wheel, or use the buttons, to zoom.';
let hovered = null;
function hover(target) {
  if (target === hovered) return;
  hovered = target;
  const { network, practice } = target.dataset ?? {};
  if (practice !== undefined) tip.textContent = `${label(Number(practice))}, ${plural(practices[practice].list, 'patient')}`;
  else if (network !== undefined) {
    const of = measures(members(Number(network)), hubs[network]);
    tip.textContent = `${networks[network].name}: ${plural(of.practices, 'practice')}, ${plural(of.patients, 'patient')}`;
  }
}
new ResizeObserver(() => look(view)).observe(map);
