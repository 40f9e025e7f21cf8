// The rules, looked at anew for practices that were moved by hand. The program's own check (region --plan) looks at all of them.
function pieces(own) {
  const left = new Set(own.filter(i => !practices[i].large));
  let found = 0;
  while (left.size) {
    const [first] = left;
    left.delete(first);
    const open = [first];
    while (open.length) for (const next of practices[open.pop()].near) if (left.delete(next)) open.push(next);
    found += 1;
  }
  return found;
}

// How many patients below and above the band waivers let a network have.
function allowance(k, own) {
  const mine = rules.waivers.filter(([i, name]) => (i === null ? name === networks[k].name : own.includes(i)));
  return mine.reduce(([below, above], w) => [below + w[2], above + w[3]], [0, 0]);
}

// What is wrong with a network of these members, in words.
function broken(k, own, hub) {
  const name = networks[k].name, wrong = [];
  if (rules.frozen.includes(name)) {
    const was = networks[k].members;
    const same = was.length === own.length && was.every(i => own.includes(i));
    return same ? [] : [`${name} is frozen and must stay as it is`];
  }
  if (own.length === 0) return [];
  if (own.some(i => practices[i].large)) {
    return own.length === 1 ? [] : [`${name} holds a practice that is above the band and must stand alone`];
  }
  const patients = own.reduce((sum, i) => sum + practices[i].counted, 0);
  const [below, above] = allowance(k, own);
  if (patients < band.least - below) {
    wrong.push(`${name} has ${number(patients)} patients, ${number(band.least - patients)} below the band`);
  }
  if (patients > band.most + above) {
    wrong.push(`${name} has ${number(patients)} patients, ${number(patients - band.most)} above the band`);
  }
  const parts = pieces(own);
  if (parts > 1) wrong.push(`${name} does not hang together: it is in ${parts} pieces`);
  const areas = new Set(own.map(i => practices[i].area).filter(area => area));
  if (areas.size > 1) wrong.push(`${name} crosses a border: it is in ${[...areas].join(', ')}`);
  if (hub !== null && rules.sites && !rules.sites.includes(hub)) {
    wrong.push(`the hub of ${name} stands where none may stand`);
  }
  if (hub !== null && rules.most_travel !== null) {
    const far = own.filter(i => way(i, hub) > rules.most_travel);
    if (far.length) wrong.push(`in ${name} the way to the hub is longer than ${show(rules.most_travel)} from ${far.map(label).join(', ')}`);
  }
  for (const group of rules.apart) {
    const both = group.filter(i => own.includes(i));
    if (both.length > 1) wrong.push(`${both.map(label).join(' and ')} must share no network`);
  }
  return wrong;
}

// What is wrong with the plan as a whole.
function brokenOverall() {
  const wrong = [];
  for (const group of rules.together) {
    if (new Set(group.map(i => place[i])).size > 1) wrong.push(`${group.map(label).join(' and ')} must share a network`);
  }
  for (const [i, name] of rules.fixed) {
    if (place[i] === null || networks[place[i]].name !== name) wrong.push(`${label(i)} must be in ${name}`);
  }
  const all = networks.map((_, k) => members(k));
  const counts = all.filter((own, k) =>
    own.length && !own.some(i => practices[i].large) && !rules.frozen.includes(networks[k].name)).length;
  const [least, most] = model.number;
  if (counts < least || counts > most) {
    wrong.push(`there are ${counts} networks, where ${least === most ? least : `${least} to ${most}`} were asked for`);
  }
  return wrong;
}

// The networks that hold a neighbour of a practice, with what it would mean to move there: fewest rules broken first, then ways.
function alternatives(i) {
  const from = place[i];
  const beside = new Set(practices[i].near.map(j => place[j]).filter(k => k !== null && k !== from));
  const cost = own => (own.length ? bestHub(own)?.cost : 0);
  const without = from === null ? [] : members(from).filter(j => j !== i);
  const options = [...beside].map(to => {
    const old = members(to), own = [...old, i].sort((a, b) => a - b);
    const before = [from === null ? 0 : cost(members(from)), cost(old)], after = [cost(without), cost(own)];
    const all = [...before, ...after];
    const further = all.includes(undefined) ? undefined : after[0] + after[1] - before[0] - before[1];
    const breaks = [...(from === null ? [] : broken(from, without, bestHub(without)?.hub ?? null)),
      ...broken(to, own, bestHub(own)?.hub ?? null)];
    if (from !== null && without.length === 0) breaks.push(`${networks[from].name} has no practice left`);
    return { to, further, breaks };
  });
  return options.sort((a, b) => a.breaks.length - b.breaks.length || (a.further ?? Infinity) - (b.further ?? Infinity) || a.to - b.to);
}
