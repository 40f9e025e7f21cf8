// What is chosen is shown everywhere: on the map, in the tables and beside the map.
let chosen = {};

function element(tag, text, ...children) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}
function button(text, act) {
  const made = element('button', text);
  made.type = 'button';
  made.addEventListener('click', act);
  return made;
}
function facts(pairs) {
  return element('dl', '', ...pairs.map(([what, value]) => element('div', '', element('dt', what), element('dd', value))));
}

function choose(next) {
  document.querySelectorAll('.chosen').forEach(old => old.classList.remove('chosen'));
  chosen = next.practice === undefined ? next : { practice: next.practice, network: place[next.practice] ?? undefined };
  const { network: k, practice: i } = chosen;
  const own = k === undefined ? [] : members(k);
  if (k !== undefined) {
    areas[k].classList.add('chosen');
    // Drawn last, so that no neighbour's border covers its own.
    areas[k].parentElement.append(areas[k]);
    networkRows.get(k)?.classList.add('chosen');
  }
  for (const j of i === undefined ? own : [i]) {
    document.querySelectorAll(`tr[data-practice="${j}"]`).forEach(row => row.classList.add('chosen'));
  }
  if (i !== undefined) {
    dots.get(i)?.classList.add('chosen');
    $('move-practice').value = label(i);
    targets();
  }
  $('pick').value = k ?? '';
  look(view);
  tell();
}
$('pick').addEventListener('change', () => choose($('pick').value === '' ? {} : { network: Number($('pick').value) }));

// The chosen network or practice in words.
function tell() {
  const { network: k, practice: i } = chosen, box = $('chosen');
  if (k === undefined && i === undefined) {
    box.replaceChildren(element('p', 'Choose a network or a practice, on the map or in a table.'));
  } else if (i === undefined) {
    const own = members(k), of = measures(own, hubs[k]), wrong = broken(k, own, hubs[k]);
    const status = wrong.length ? wrong.map(text => rule(text, false)) : [rule('Keeps the rules that are checked here.', true)];
    box.replaceChildren(
      element('p', '', element('strong', networks[k].name), networks[k].around && `, ${networks[k].around}`),
      facts([['Practices', number(of.practices)], ['Patients', number(of.patients)],
        ['Mean way', show(of.mean)], ['Longest way', show(of.longest)]]),
      element('p', hubs[k] === null ? 'No hub.' : `Hub: ${label(hubs[k])}.`), ...status,
      element('ul', '', ...own.map(j => element('li', '', button(called(j), () => choose({ practice: j }))))),
    );
  } else {
    const p = practices[i], hub = k === undefined ? null : hubs[k];
    const where = k === undefined ? 'It is in no network.'
      : `It is in ${networks[k].name}${hub === i ? ', and is its hub.' : hub === null ? '.' : `, whose hub ${called(hub)} is ${show(way(i, hub))} away.`}`;
    const others = alternatives(i);
    const line = other => element('li', `${networks[other.to].name}: ${further(other.further, practices[i].list)}. `,
      ...other.breaks.map(text => rule(text, false)),
      button(`Move to ${networks[other.to].name}`, () => carry(i, other.to)));
    box.replaceChildren(
      element('p', '', element('strong', label(i))),
      element('p', `${plural(p.list, 'patient')}. ${where}`),
      element('p', others.length ? 'It could also be in:' : 'No other network is next to it.'),
      element('ul', '', ...others.map(line)),
    );
  }
}

function rule(text, kept) {
  const made = element('p', `${kept ? '✓' : '✗'} ${text}`);
  made.className = kept ? 'kept' : 'broken';
  return made;
}

// How much longer the ways of all patients of both networks become, for each patient of the practice that moves.
function further(amount, patients) {
  if (amount === undefined) return 'ways not known here';
  const each = Math.floor((Math.abs(amount) + Math.floor(patients / 2)) / patients);
  return `${show(each)} ${amount < 0 ? 'shorter' : 'longer'} for each of its patients`;
}
